"""Measure words (量词): what stands after a number, and what only looks like it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Final

from dibao.reading.lexicon import Lazy, Longest, rows


class Kind(StrEnum):
    """What a measure word counts, as far as the reader must know."""

    SHARE = "share"
    """%, 倍, 个百分点: always a rate."""
    KIND = "kind"
    """种, 类: a number of kinds, never summed."""
    COUNT = "count"
    LOOSE = "loose"
    """Counts after Arabic digits; after one Chinese digit it is mostly a turn of phrase (三方, 两口)."""
    TIME = "time"
    MONEY = "money"
    BARE = "bare"
    """A thing counted without a measure word (12部门)."""
    NO = "no"
    """What stands after a number that is no count (天, 岁, 号, 小时内)."""


# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_BARE: Final = Kind.BARE
_COUNT: Final = Kind.COUNT
_LOOSE: Final = Kind.LOOSE
_NO: Final = Kind.NO
_TIME: Final = Kind.TIME


class Measure:
    """A measure word found in a text. `word` is as written, `end` where it ends."""

    def __init__(self, word: str, kind: Kind, end: int) -> None:
        self.word, self.kind, self.end = word, kind, end


@cache
def _words() -> tuple[dict[str, Kind], Longest]:
    kinds = {word: Kind(kind) for word, kind in rows("measures.csv")}
    return kinds, Longest(kinds)


_PAREN: Final = Lazy(r"（([^（）]{1,6})）")
_HOMES: Final = ("户家庭", "户家长")
"""户家 is a measure word, but not here."""
_NOT_TIMES: Final = frozenset("日数要生第序")
_PART: Final = Lazy(r"[、,，/]")


def at(text: str, start: int) -> Measure | None:
    """The measure word at `start`, with its brackets or slash: 篇（条、次）, 份（册）, 篇/条."""
    kinds, index = _words()
    for length in index.get(text[start : start + 2]) or index.get(text[start : start + 1], ()):
        word = text[start : start + length]
        kind = kinds.get(word)
        if kind is not None and len(word) == length and not text.startswith(_HOMES, start):
            break
        if kind is not None and length == 1:
            break
    else:
        return None
    end = start + length
    if end < len(text) and kind is not _NO:
        following = text[end]
        if following == "次" and kind is _COUNT and text[end + 1 : end + 2] not in _NOT_TIMES and word[-1] != "次":
            end += 1  # any measure word makes one of its own with 次: 摊次, 窝次
            following = text[end : end + 1]
        if following == "（":
            bracket = _PAREN.match(text, end)
            if bracket and all(part in kinds for part in _PART.split(bracket[1])):
                end = bracket.end()
        elif following == "/":
            for length in index.get(text[end + 1 : end + 3]) or index.get(text[end + 1 : end + 2], ()):
                other = kinds.get(text[end + 1 : end + 1 + length])
                if other is not None:
                    end += 1 + length if other in (_COUNT, _LOOSE) else 0
                    break
    return Measure(text[start:end], kind, end)


def spaced(text: str, start: int) -> bool:
    """Whether a length of time or of road stands at `start`: 每10分钟, 每1.5米."""
    found = at(text, start)
    return found is not None and (found.kind is _TIME or found.word in ("米", "公里", "千米"))


@cache
def is_measure(word: str) -> bool:
    """Whether the word is a measure word that counts (for the heads of tables)."""
    found = at(word, 0)
    return found is not None and found.end == len(word) and found.kind not in (_NO, _BARE)
