"""Lists of numbers whose measure word is written once: 66、38、27件."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from dibao.reading.lexicon import Lazy
from dibao.reading.marks import Count

_LINK: Final = Lazy(r"[、和与及]|以及|，")


def lend(text: str, found: list[Count], without: list[Count]) -> list[Count]:
    """The counts, with those without a measure word to which a later number of their list lends one."""
    merged = sorted([*found, *without], key=lambda one: one.start)
    bare = {id(one) for one in without}
    kept: list[Count] = []
    following: Count | None = None
    for before, one in pairwise(merged):  # 分别为12万和3000
        link = _LINK.match(text, before.end)
        if id(one) in bare and id(before) not in bare and not before.unit and link and link.end() == one.start:
            bare.discard(id(one))
    for one in reversed(merged):
        if id(one) in bare:
            link = _LINK.match(text, one.end)
            if following is not None and link and link.end() == following.start and following.unit:
                one.unit, one.kind, one.shared = following.unit, following.kind, True
            elif not one.plain:
                following = None
                continue
        kept.append(one)
        following = one
    return kept[::-1]
