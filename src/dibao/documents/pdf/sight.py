"""Whether a character can be seen: its colour on what lies below it, and what covers it."""

from __future__ import annotations

from dibao.documents.pdf.objects import Objects, Painted
from dibao.documents.pdf.shapes import Glyph

_BAND = 25
"""Points; areas are looked up by the bands of the page that they lie in."""
_WHITE = (255, 255, 255)
_ALIKE = 24
"""Colours that differ by no more in each part look the same."""


class Sight:
    """Judges the characters of one page, in the page's own coordinates with y downwards.

    Text below a picture, or invisible over one, is what a scanner's program recognised: it counts as seen.
    """

    def __init__(self, objects: Objects) -> None:
        self._fills = _banded(objects.fills)
        self._pictures = _banded(objects.pictures)
        self.recognised = 0

    def sees(self, glyph: Glyph, order: int, color: tuple[int, int, int] | None, invisible: bool) -> bool:
        """Whether a person sees the character. `order`: when it was painted, -1 unknown; `color` None unknown."""
        x, y = glyph.center
        band = int(y // _BAND)
        pictures = [each for each in self._pictures.get(band, ()) if _holds(each, x, y)]
        if invisible or any(each.order > order >= 0 for each in pictures):
            self.recognised += bool(pictures)
            return bool(pictures)
        fills = [each for each in self._fills.get(band, ()) if _holds(each, x, y)]
        if order < 0 or color is None:
            return True
        if any(each.order > order for each in fills):
            return False
        if any(each.order < order for each in pictures):
            return True  # what the picture shows below is not known
        below = max((each for each in fills if each.order < order), key=lambda each: each.order, default=None)
        ground = _WHITE if below is None or below.color is None else below.color
        return any(abs(one - other) > _ALIKE for one, other in zip(color, ground, strict=True))


def _holds(painted: Painted, x: float, y: float) -> bool:
    left, bottom, right, top = painted.box
    return left <= x <= right and bottom <= -y <= top


def _banded(painted: list[Painted]) -> dict[int, list[Painted]]:
    bands: dict[int, list[Painted]] = {}
    for each in painted:
        _, bottom, _, top = each.box
        first, last = int(-top // _BAND), int(-bottom // _BAND)
        for band in range(first, min(last, first + 400) + 1):
            bands.setdefault(band, []).append(each)
    return bands
