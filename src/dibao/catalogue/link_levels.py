"""Whose media are higher ones: to a county's report those of city, province and centre, to a city's those above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress, count
from typing import Final

from dibao.catalogue.link_text import TAGS, Hit

_OWN: Final = {
    "county": re.compile("全县|本县|我县|全旗|我旗|县委|县融媒"),
    "city": re.compile("全市|本市|我市|市委|市融媒"),
    "province": re.compile("全省|本省|我省"),
}
_HIGHER: Final = {"upper_city": frozenset(("county",)), "upper_province": frozenset(("county", "city"))}
"""Tags of media by level, and the reporters to whom they are higher ones."""


def level(text: str) -> str:
    """The level a report speaks for: the one it speaks of most often as its own; "" where it says none."""
    counts = {name: len(own.findall(text)) for name, own in _OWN.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def settle_levels(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The same words, with media of a level told as higher or as the reporter's own."""
    settled = list(hits)
    higher = {tags for tags in set(map(TAGS, hits)) if tags and tags[0] in _HIGHER}
    if higher:
        own = level(text) or "city"
        for at in compress(count(), map(higher.__contains__, map(TAGS, hits))):
            settled[at] = _settled(settled[at], own)
    return settled


def _settled(hit: Hit, own: str) -> Hit:
    return hit._replace(tags=("upper" if own in _HIGHER[hit.tags[0]] else "outlet",))
