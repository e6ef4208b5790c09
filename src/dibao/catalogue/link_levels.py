"""Whose media are higher ones: to a county's report those of city, province and centre, to a city's those above it."""

from __future__ import annotations

import re
from typing import Final

from dibao.catalogue.link_text import Hit

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


def settle_levels(text: str, hits: list[Hit]) -> None:
    """Tell media of a level as higher or as the reporter's own."""
    higher = [hit for hit in hits if hit.tags and hit.tags[0] in _HIGHER]
    if higher:
        own = level(text) or "city"
        for hit in higher:
            hit.tags = ("upper" if own in _HIGHER[hit.tags[0]] else "outlet",)
