"""What a chart shows: values with their states, apart from how they are drawn.

A value that nobody reported is None and stays visible as such; it is never zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dibao.composing.charts.geometry import Shape
from dibao.figures import Number


@dataclass(frozen=True, slots=True)
class Datum:
    """One value. `text`: the number as the brief writes it, without its measure word.

    `value` None: not reported, or, without a `text`, not expected (a district on a map that does no such work).
    [low, high] is what the words of the sources allow, `high` None without a bound. `id`: the figure that it is, in the
    brief's own count; "" outside a brief.
    """

    label: str
    value: Number | None
    text: str
    low: Number | None = None
    high: Number | None = None
    doubtful: bool = False
    """An open finding touches it (待核)."""
    lacking: tuple[str, ...] = ()
    """Units that belong to it and are not in it."""
    id: str = ""

    @property
    def exact(self) -> bool:
        """Whether its words allow only one number."""
        return self.value is None or (self.low is not None and self.low == self.high)

    @property
    def expected(self) -> bool:
        """Whether there should be a value."""
        return self.value is not None or bool(self.text)

    @property
    def top(self) -> Number:
        """The largest number that has to find room on a scale."""
        return max(self.value or 0, self.high or 0)


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each unit, in the order given. `largest`: a value that the scale reaches at least, None for its own."""

    title: str
    measure: str
    data: tuple[Datum, ...]
    largest: Number | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator over days, oldest first. `standing`: a cumulative or standing figure, drawn as a line; else columns.

    `counted`: what Dibao counted of its own records on those days, beside what was reported; () where nothing was.
    """

    title: str
    measure: str
    days: tuple[date, ...]
    reported: tuple[Datum, ...]
    counted: tuple[Datum | None, ...] = ()
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Multiples:
    """The same indicator over the same days for several units, on one scale: a small trend each."""

    title: str
    measure: str
    days: tuple[date, ...]
    rows: tuple[tuple[str, tuple[Datum, ...]], ...]
    """A unit's name and its values."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts that add up to a whole."""

    title: str
    measure: str
    whole: Datum
    parts: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A district of a map. `shape`: its outline; `place`: row and column of its tile where there are no outlines."""

    datum: Datum
    shape: Shape | None = None
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DistrictMap:
    """Districts shaded by value. With an outline for each it is a map, else a map of tiles."""

    title: str
    measure: str
    areas: tuple[Area, ...]


Chart = Bars | Trend | Multiples | Parts | DistrictMap


def data_of(chart: Chart) -> Iterator[Datum]:
    """Every value of a chart, in the order of its table."""
    if isinstance(chart, Bars):
        yield from chart.data
    elif isinstance(chart, Trend):
        for place, datum in enumerate(chart.reported):
            yield datum
            if place < len(chart.counted) and (counted := chart.counted[place]):
                yield counted
    elif isinstance(chart, Multiples):
        yield from (datum for _, row in chart.rows for datum in row)
    elif isinstance(chart, Parts):
        yield from (chart.whole, *chart.parts)
    else:
        yield from (area.datum for area in chart.areas if area.datum.expected)
