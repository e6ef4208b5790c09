"""The value that everything passes on.

A figure never travels without its source: where it stood, in which words, for which window and on which basis.
All types here are frozen; a change makes a new value with `dataclasses.replace`.

There are several of them for every number read. So each says itself how it is made and pickled: compiled (decision 25),
`object.__setattr__` with the name of a field is one store, while the method that `dataclass` would make is interpreted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

Number = int | Decimal
"""An exact number. Never a float: sums of a brief are compared for equality."""


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


_DEFAULT: Final = How.DEFAULT


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a wording allows: [low, high], or [low, high) where `open_high`; high None is unbounded.

    Sums and differences are interval arithmetic; nothing is rounded.
    """

    low: Number
    high: Number | None
    open_high: bool

    def __init__(self, low: Number, high: Number | None, open_high: bool = False) -> None:
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        object.__setattr__(self, "open_high", open_high)

    def __reduce__(self) -> tuple[Any, ...]:
        return Interval, (self.low, self.high, self.open_high)

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


ZERO: Final = Interval(0, 0)


@dataclass(frozen=True, slots=True)
class Window:
    """A time span in local minutes without a zone; None is an open side. A day as end is the next day's 00:00."""

    start: datetime | None
    end: datetime | None

    def __init__(self, start: datetime | None = None, end: datetime | None = None) -> None:
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    def __reduce__(self) -> tuple[Any, ...]:
        return Window, (self.start, self.end)

    def __bool__(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def bounded(self) -> bool:
        """Whether both sides are known."""
        return self.start is not None and self.end is not None

    def iso(self) -> list[str | None]:
        """`[start|null, end|null]` as local ISO 8601 minutes: the JSON shape."""
        return [None if side is None else side.isoformat(timespec="minutes") for side in (self.start, self.end)]


NO_WINDOW: Final = Window()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a number token stands: characters [start, end) of a document's text, and the place a person would name.

    `locator`: `第3段`, `第2页`, `表1 第4行第2列`, `Sheet1!C7`.
    """

    document: str
    start: int
    end: int
    locator: str

    def __init__(self, document: str, start: int, end: int, locator: str = "") -> None:
        object.__setattr__(self, "document", document)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)
        object.__setattr__(self, "locator", locator)

    def __reduce__(self) -> tuple[Any, ...]:
        return Span, (self.document, self.start, self.end, self.locator)


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
    phrase: str
    actor: str
    actor_how: How
    basis: Basis | None
    basis_how: How
    window: Window
    window_how: How
    indicator: str | None
    item: str
    part_of: int | None
    masked: bool
    reasons: tuple[str, ...]

    def __init__(
        self,
        value: Number,
        interval: Interval,
        approx: Approx,
        unit: str,
        span: Span,
        text: str,
        phrase: str = "",
        actor: str = "",
        actor_how: How = _DEFAULT,
        basis: Basis | None = None,
        basis_how: How = _DEFAULT,
        window: Window = NO_WINDOW,
        window_how: How = _DEFAULT,
        indicator: str | None = None,
        item: str = "",
        part_of: int | None = None,
        masked: bool = False,
        reasons: tuple[str, ...] = (),
    ) -> None:
        object.__setattr__(self, "value", value)
        object.__setattr__(self, "interval", interval)
        object.__setattr__(self, "approx", approx)
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "span", span)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "phrase", phrase)
        object.__setattr__(self, "actor", actor)
        object.__setattr__(self, "actor_how", actor_how)
        object.__setattr__(self, "basis", basis)
        object.__setattr__(self, "basis_how", basis_how)
        object.__setattr__(self, "window", window)
        object.__setattr__(self, "window_how", window_how)
        object.__setattr__(self, "indicator", indicator)
        object.__setattr__(self, "item", item)
        object.__setattr__(self, "part_of", part_of)
        object.__setattr__(self, "masked", masked)
        object.__setattr__(self, "reasons", reasons)

    def __reduce__(self) -> tuple[Any, ...]:
        return Figure, (
            self.value,
            self.interval,
            self.approx,
            self.unit,
            self.span,
            self.text,
            self.phrase,
            self.actor,
            self.actor_how,
            self.basis,
            self.basis_how,
            self.window,
            self.window_how,
            self.indicator,
            self.item,
            self.part_of,
            self.masked,
            self.reasons,
        )
