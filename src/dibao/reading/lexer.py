"""The lexer of running text: what is masked, where times stand, and which numbers are counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from dibao.reading.counts import Numbers
from dibao.reading.expressions import Time
from dibao.reading.lexicon import Lazy, listed, pattern
from dibao.reading.marks import Count
from dibao.reading.times import Calendar

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


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(pattern(listed("exclusions.csv")["idiom"]))


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


def lex(text: str, calendar: Calendar) -> Lexed:
    """Read a passage's tokens."""
    masked = _idioms().sub(_mask, _QUOTED.sub(_hidden, text))
    times = calendar.times(masked)
    if times:
        pieces: list[str] = []
        at = 0
        for one in times:
            pieces += (masked[at : one.start], TIME * (one.end - one.start))
            at = one.end
        masked = "".join((*pieces, masked[at:]))
    return Lexed(text, masked, times, Numbers(masked).counts())
