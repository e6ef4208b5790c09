"""An indicator by unit and day: what stands in the ledger, side by side, a page of units at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dibao.catalogue import Total, Unit
from dibao.catalogue.rollup import members_of
from dibao.composing.charts import Datum, Trend
from dibao.composing.charts.tongue import day_words, term
from dibao.entries import Arrival, Origin
from dibao.figures import Basis, Interval, Number
from dibao.language import current
from dibao.office.ledger import words
from dibao.office.ledger.asking import Asking
from dibao.office.ledger.models import Entry
from dibao.office.ledger.totals import Days, by_day
from dibao.office.shared.columns import exact, interval
from dibao.office.shared.kept import Kept, Same, ledger_stands
from dibao.office.shared.office import Office

ROWS = 50
CELLS = 620
"""On a page; of a month there are fewer units on each."""
_LACKING = 8
"""Of so many units that are missing the names are told in a chart."""
_COLUMNS = (
    *("number", "unit_code", "day", "item", "measure", "value", "low", "high", "open_high", "approx", "origin"),
    *("window_start", "window_end", "part_of_id", "supersedes_id", "superseded_by", "report__state"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An entry in a cell."""

    number: int
    value: Number
    text: str
    origin: Origin
    item: str

    @property
    def word(self) -> str:
        """What has to be said of it, "" for what was simply reported."""
        return "" if self.origin is Origin.REPORTED else words.origin_name(self.origin)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a unit tells on a day. `text`: of several items their sum; `counted` beside what is `reported`.

    `twice`: it tells two values for one thing. `missing`: it should tell the indicator, and does not.
    """

    day: date
    reported: tuple[Told, ...] = ()
    counted: tuple[Told, ...] = ()
    text: str = ""
    twice: bool = False
    missing: bool = False

    @property
    def differs(self) -> bool:
        """Whether what was counted is not what was reported."""
        both = bool(self.reported and self.counted)
        return both and sum(one.value for one in self.reported) != sum(one.value for one in self.counted)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with its days."""

    code: str
    unit: Unit | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Foot:
    """A day's total: `told` of `due` units. `text` "" where there is none; `refused`: why it may not be added."""

    day: date
    text: str
    told: int
    due: int
    missing: tuple[str, ...]
    refused: str
    total: Total | None


@dataclass(frozen=True, slots=True)
class Pivot:
    """A page of it. `series`: the bases and measures there are, `items` those of the one that is shown."""

    asking: Asking
    series: tuple[tuple[str, str], ...]
    items: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: tuple[Foot, ...]
    units: int

    @property
    def pages(self) -> int:
        return pages(self.units, self.asking)


def rows_of(asking: Asking) -> int:
    """How many units stand on a page."""
    return min(ROWS, CELLS // len(asking.days))


def pages(units: int, asking: Asking) -> int:
    """How many pages they fill."""
    return max(-(-units // rows_of(asking)), 1)


_days: Kept[Days] = Kept(32)
_pages: Kept[Pivot] = Kept(64)


def pivot(office: Office, asking: Asking) -> Pivot:
    """The page that was asked for, made once for how the records stand. An indicator has to be asked for."""
    stands = (ledger_stands(), Same(office.workspace), current())
    key = (stands, replace(asking, page=1, basis="", measure="", item=""))
    days = _days.once(key, lambda: by_day(office, asking.days, asking.indicator, scope=asking.group))
    return _pages.once((stands, asking), lambda: _made(office, asking, days))


def _made(office: Office, asking: Asking, days: Days) -> Pivot:
    members = members_of(asking.group, office.workspace)
    inside = set(members)
    found = {
        (key[1], group.measure)
        for key, groups in days.groups.items()
        for group in groups
        if group.day >= asking.first and not inside.isdisjoint(group.units)
    }
    order = [str(basis) for basis in Basis]
    series = tuple(sorted(found, key=lambda pair: (order.index(pair[0]), pair[1])))
    asking = _settled(asking, series)
    here = (
        [
            group
            for group in days.groups.get((asking.indicator, Basis(asking.basis)), ())
            if group.measure == asking.measure and group.day >= asking.first
        ]
        if asking.basis
        else []
    )
    items = tuple(sorted({name for group in here for name in group.item.split("·") if name}))
    wanted = [group for group in here if not asking.item or asking.item in group.item.split("·")]
    told = {code for group in wanted for code in group.units}
    totals = days.of(Basis(asking.basis), asking.measure) if asking.basis else {}
    lacking = {day: set(total.missing) for day, total in totals.items()}
    shown = [code for code in members if code in told or any(code in codes for codes in lacking.values())]
    page, room = min(asking.page, pages(len(shown), asking)), rows_of(asking)
    of_page = shown[(page - 1) * room : page * room]
    cells = _cells(office, asking, of_page)
    rows = tuple(
        Row(
            code,
            office.workspace.units.get(code),
            tuple(cells.get((code, day)) or Cell(day, missing=code in lacking.get(day, ())) for day in asking.days),
        )
        for code in of_page
    )
    foot = tuple(_foot(office, day, totals.get(day)) for day in asking.days) if not asking.item else ()
    return Pivot(replace(asking, page=page), series, items, rows, foot, len(shown))


def _settled(asking: Asking, series: Sequence[tuple[str, str]]) -> Asking:
    """The basis and measure that are shown, where the address left them open or there are none such."""
    fits = [pair for pair in series if asking.basis in ("", pair[0]) and asking.measure in ("", pair[1])] or list(
        series
    )
    return replace(asking, basis=fits[0][0], measure=fits[0][1]) if fits else replace(asking, basis="", measure="")


def _cells(office: Office, asking: Asking, codes: Sequence[str]) -> Mapping[tuple[str, date], Cell]:
    """What stands, from one query; what was superseded is on the page of its entry."""
    if not codes:
        return {}
    rows = Entry.objects.filter(asking.entries(office.workspace), unit_code__in=codes).order_by("number")
    found: defaultdict[tuple[str, date], list[tuple[Told, bool, tuple[str, str, str]]]] = defaultdict(list)
    for (
        number,
        code,
        day,
        item,
        _,
        value,
        low,
        high,
        opened,
        approx,
        origin,
        start,
        end,
        whole,
        _,
        heir,
        state,
    ) in rows.values_list(*_COLUMNS):
        if heir is not None or state not in (None, Arrival.COUNTED.value):
            continue
        span: Interval = interval(low, high, opened)
        text = words.amount(exact(value), span, approx)
        told = Told(number, exact(value), text, Origin(origin), item)
        found[code, day].append((told, whole is not None, (item, start, end)))
    return {key: _cell(key[1], told, asking) for key, told in found.items()}


def _cell(day: date, told: Sequence[tuple[Told, bool, tuple[str, str, str]]], asking: Asking) -> Cell:
    """Parts of what the unit tells as a whole are in it, unless their item was asked for."""
    top = [one for one in told if not one[1] or asking.item] or list(told)
    reported = [(one, key) for one, _, key in top if one.origin is not Origin.COUNTED]
    counted = tuple(one for one, _, _ in top if one.origin is Origin.COUNTED)
    last = {key: one for one, key in reported}
    kept = tuple(last.values())
    text = kept[0].text if len(kept) == 1 else f"{sum(one.value for one in kept):,}" if kept else ""
    return Cell(day, kept, counted, text, twice=len(last) < len(reported))


def _foot(office: Office, day: date, total: Total | None) -> Foot:
    if total is None:
        return Foot(day, "", 0, 0, (), "", None)
    names = tuple(words.unit_name(office.workspace, code) for code in total.missing)
    told = len(total.reported)
    known = total.value is not None and total.interval is not None
    text = words.amount(total.value, total.interval, total.approx) if known else ""  # type: ignore[arg-type]
    return Foot(day, text, told, told + len(names), names, total.refused, total)


def trend(office: Office, found: Pivot) -> Trend | None:
    """The totals as a chart, in the charts' language; None where nothing was added up."""
    if not any(one.text for one in found.foot):
        return None
    # Days before anybody told it, or should have, are no days without a report.
    begun = next(place for place, one in enumerate(found.foot) if one.due)
    days = found.foot[begun:]
    data = tuple(
        Datum(
            day_words(one.day),
            one.total.value if one.total and one.text else None,
            one.text or term("未报", "not told"),
            one.total.interval.low if one.total and one.total.interval else None,
            one.total.interval.high if one.total and one.total.interval else None,
            doubtful=bool(one.total and one.total.doubtful),
            lacking=one.missing[:_LACKING],
        )
        for one in days
    )
    indicator = office.workspace.catalogue.get(found.asking.indicator)
    standing = found.asking.basis in (Basis.CUMULATIVE, Basis.ASOF)
    name = term(indicator.zh, indicator.en) if indicator else found.asking.indicator
    return Trend(name, found.asking.measure, tuple(one.day for one in days), data, standing=standing)
