"""The value that everything passes on.

A figure never travels without its source: where it stood, in which words, for which window and on which basis.
All types here are frozen; a change makes a new value with `dataclasses.replace`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, make_dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

Number = int | Decimal
"""An exact number. Never a float: sums of a brief are compared for equality."""


_Frozen = TypeVar("_Frozen")


def quick(frozen: type[_Frozen]) -> type[_Frozen]:
    """The same frozen dataclass with slots, made three times as fast: there are several for every number read.

    Each field of a frozen object is set through `object.__setattr__`, which looks it up by its name. Here the object
    is of a twin class that is not frozen until its fields are set. Nobody else has it before.
    """
    twin: Any = make_dataclass(
        frozen.__name__,
        [(one.name, one.type, one) for one in fields(frozen)],  # type: ignore[arg-type]
        slots=True,
        repr=False,
        eq=False,
        match_args=False,
    )
    fill, change = twin.__init__, object.__setattr__

    @wraps(frozen.__init__)
    def __init__(self: _Frozen, *values: object, **named: object) -> None:
        change(self, "__class__", twin)
        fill(self, *values, **named)
        self.__class__ = frozen

    frozen.__init__ = __init__  # type: ignore[assignment]
    return frozen


class Basis(StrEnum):
    """What a figure counts (口径)."""

    NEW = "new"
    """Inside a window (新增)."""
    CUMULATIVE = "cumulative"
    """Since the work began, up to the window's end (累计)."""
    ASOF = "asof"
    """What stands at an instant (时点)."""
    RATE = "rate"
    """A share, a change, or an amount per day or per unit (比率)."""
    OTHER = "other"
    """A single item's maximum, a number of kinds: never summed."""


class Approx(StrEnum):
    """How exact the words say the number is."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class How(StrEnum):
    """Where a window, a basis or an actor came from: three different things."""

    STATED = "stated"
    """Written beside the figure."""
    INHERITED = "inherited"
    """Written earlier, for the section, the sentence or the column."""
    DEFAULT = "default"
    """Not written: taken from the indicator's nature or the workspace's settings."""


@quick
@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a wording allows: [low, high], or [low, high) where `open_high`; high None is unbounded.

    Sums and differences are interval arithmetic; nothing is rounded.
    """

    low: Number
    high: Number | None
    open_high: bool = False

    @classmethod
    def exactly(cls, value: Number) -> Interval:
        """The interval of one number."""
        return cls(value, value)

    @property
    def exact(self) -> bool:
        """Whether only one number is allowed."""
        return self.high is not None and self.low == self.high

    def __add__(self, other: Interval) -> Interval:
        if self.high is None or other.high is None:
            return Interval(self.low + other.low, None)
        return Interval(self.low + other.low, self.high + other.high, self.open_high or other.open_high)

    def meets(self, other: Interval) -> bool:
        """Whether at least one number lies in both."""
        return self._reaches(other.low) and other._reaches(self.low)

    def _reaches(self, low: Number) -> bool:
        if self.high is None:
            return True
        return low < self.high or (low == self.high and (not self.open_high or self.low == self.high))


ZERO = Interval(0, 0)


@quick
@dataclass(frozen=True, slots=True)
class Window:
    """A time span in local minutes without a zone; None is an open side. A day as end is the next day's 00:00."""

    start: datetime | None = None
    end: datetime | None = None

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def bounded(self) -> bool:
        """Whether both sides are known."""
        return self.start is not None and self.end is not None

    def iso(self) -> list[str | None]:
        """`[start|null, end|null]` as local ISO 8601 minutes: the JSON shape."""
        return [None if side is None else side.isoformat(timespec="minutes") for side in (self.start, self.end)]


NO_WINDOW = Window()


@quick
@dataclass(frozen=True, slots=True)
class Span:
    """Where a number token stands: characters [start, end) of a document's text, and the place a person would name.

    `locator`: `第3段`, `第2页`, `表1 第4行第2列`, `Sheet1!C7`.
    """

    document: str
    start: int
    end: int
    locator: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """A number read in a document (数字), with everything its words say about it.

    `unit` is the measure word as written (NFKC, no spaces; "" where none is written). `indicator` is a catalogue
    code, `"other"` (read, outside the catalogue, kept, never summed) or None (left open for a person). `item` is the
    thing itself under an indicator (抽纸 under outreach.goods), "" for the indicator as a whole. `phrase` is the
    wording that names the thing, verb and noun, with what was elided put back. `part_of` is the position, in the same
    list of figures, of the whole that this figure is a part of (其中).
    """

    value: Number
    interval: Interval
    approx: Approx
    unit: str
    span: Span
    text: str
    phrase: str = ""
    actor: str = ""
    actor_how: How = How.DEFAULT
    basis: Basis | None = None
    basis_how: How = How.DEFAULT
    window: Window = NO_WINDOW
    window_how: How = How.DEFAULT
    indicator: str | None = None
    item: str = ""
    part_of: int | None = None
    masked: bool = False
    reasons: tuple[str, ...] = field(default=())
