"""What stands on a page: glyphs, ruling lines, areas. In points, from the page's upper left corner downwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def area(self) -> float:
        """Its area in square points."""
        return max(self.right - self.left, 0) * max(self.bottom - self.top, 0)


@dataclass(slots=True)
class Glyph:
    """A character as set. `base`: the line it stands on; `turn`: quarter turns clockwise; `spaced`: after a space."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    turn: int = 0
    spaced: bool = False

    @property
    def size(self) -> float:
        """How high its line is, about the font's size."""
        return self.bottom - self.top

    @property
    def center(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its y (or x, for an upright one), `start` and `end` lie along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Left:
    """What of a page is not read: counts."""

    hidden: int = 0
    outside: int = 0
    askew: int = 0
    unmapped: int = 0
    recognised: int = 0
    annotations: int = 0


@dataclass(slots=True)
class Sheet:
    """A page, upright."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    drawings: int = 0
    """How many paths there are that are no ruling lines."""
    left: Left = field(default_factory=Left)


def turned(x0: float, y0: float, x1: float, y1: float, turns: int, wide: float, high: float) -> Box:
    """A rectangle after so many quarter turns clockwise of a page of this size (before turning)."""
    if turns == 1:
        return Box(high - y1, x0, high - y0, x1)
    if turns == 2:
        return Box(wide - x1, high - y1, wide - x0, high - y0)
    if turns == 3:
        return Box(y0, wide - x1, y1, wide - x0)
    return Box(x0, y0, x1, y1)
