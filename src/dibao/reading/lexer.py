"""The lexer of running text: what is masked, where times stand, and which numbers are counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dibao.reading.counts import Numbers
from dibao.reading.expressions import Time
from dibao.reading.lexicon import Lazy, Signs, Words, listed
from dibao.reading.marks import Count
from dibao.reading.times import Calendar
from dibao.reading.voids import void

MASK: Final = "\ue000"
"""Stands for each character inside 《》 and “” and of idioms: no number there is a count."""
TIME: Final = "\ue001"
"""Stands for each character of a time expression."""

_QUOTED: Final = Lazy(
    '《[^《》]{0,80}》|“[^“”]{0,150}”|「[^「」]{0,80}」|『[^『』]{0,80}』|"[^"]{0,80}"|〔[^〔〕]{0,20}〕'
)
_SAID: Final = Lazy("[，,]?[^，。；：“”]{0,12}?(?:说|介绍|表示|告诉|透露|坦言|谈到|算了一笔账)")
_SAYS: Final = Lazy("(?:说|介绍|表示|称|道|告诉记者|坦言)[：:，,]?$")
_SPOKEN: Final = 10
"""Characters: what is quoted and shorter is a name or a slogan, whoever said it."""


@dataclass(slots=True)
class Lexed:
    """A passage's text, the same with masked stretches and times blanked out, its times and its counts."""

    text: str
    plain: str
    times: list[Time]
    counts: list[Count]


_QUOTES: Final = Signs('《“「『"〔')


@cache
def _idioms() -> Words:
    return Words(listed("exclusions.csv")["idiom"])


def alone(text: str) -> Count | None:
    """The number that fills a text (a cell of a table), with its measure word if it has one."""
    if len(text) > 24 or not any(sign.isdigit() for sign in text):
        return None
    one = Numbers(text).cell()
    return one if one is not None and one.after == len(text) else None


def counted(text: str) -> bool:
    """Whether a text holds a count."""
    return bool(Numbers(_QUOTED.sub(_hidden, text)).counts())


def _mask(match: re.Match[str]) -> str:
    return MASK * (match.end() - match.start())


def _hidden(match: re.Match[str]) -> str:
    """Blank out what stands in quotation marks, unless somebody says it: “今天接了120个电话”，值班员说."""
    if match[0][0] == "“" and match.end() - match.start() > _SPOKEN:
        text = match.string
        if _SAID.match(text, match.end()) or _SAYS.search(text[max(0, match.start() - 6) : match.start()]):
            return match[0]
    return _mask(match)


def _blanked(text: str, stretches: list[tuple[int, int]], sign: str) -> str:
    """The text with each character of some stretches replaced."""
    if not stretches:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in stretches:
        pieces += (text[at:start], sign * (end - start))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


def lex(text: str, calendar: Calendar) -> Lexed:
    """Read a passage's tokens."""
    masked = _QUOTED.sub(_hidden, text) if _QUOTES.within(text) else text
    masked = _blanked(masked, _idioms().find(masked), MASK)
    times = calendar.times(masked)
    masked = _blanked(masked, [(one.start, one.end) for one in times], TIME)
    return Lexed(text, masked, times, void(masked, Numbers(masked).counts()))
