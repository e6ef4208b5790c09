"""A day of the ledger at a glance: the totals of every indicator, with who told it and what may not be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dibao.catalogue import Total
from dibao.figures import Basis
from dibao.language import current, say
from dibao.office.ledger import words
from dibao.office.ledger.totals import totals
from dibao.office.shared.kept import Kept, Same, ledger_stands
from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator on one basis in one measure word."""

    total: Total
    name: str
    basis: str
    text: str
    missing: tuple[str, ...]

    @property
    def told(self) -> int:
        return len(self.total.reported)

    @property
    def due(self) -> int:
        return len(self.total.reported) + len(self.total.missing)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in one measure word: what is new, what has run up, what stands (or is a rate)."""

    code: str
    name: str
    measure: str
    new: Line | None
    cumulative: Line | None
    standing: Line | None

    @property
    def cells(self) -> tuple[tuple[str, Line | None], ...]:
        """The three, each with what its column is called."""
        return tuple(zip(columns(), (self.new, self.cumulative, self.standing), strict=True))

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for line in (self.new, self.cumulative, self.standing) if line)

    @property
    def refused(self) -> str:
        """Why something of it is not added up."""
        return next((line.total.refused for line in self.lines if line.total.refused), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that lack any of it."""
        return tuple(dict.fromkeys(name for line in self.lines for name in line.missing))

    @property
    def doubtful(self) -> int:
        """How many units told something of it twice."""
        return max((len(line.total.doubtful) for line in self.lines), default=0)


def columns() -> tuple[str, str, str]:
    """The heads of a row's cells."""
    return words.basis_name(Basis.NEW), words.basis_name(Basis.CUMULATIVE), say("时点、比率", "as of, rates")


@dataclass(frozen=True, slots=True)
class Area:
    """The indicators of an area of the catalogue."""

    code: str
    name: str
    rows: tuple[Row, ...]


_kept: Kept[tuple[Area, ...]] = Kept(32)


def overview(office: Office, day: date, group: str) -> Sequence[Area]:
    """The day's totals by area, in the order of the catalogue, made once for how the records stand."""
    key = (ledger_stands(), Same(office.workspace), day, group, current())
    return _kept.once(key, lambda: _made(office, day, group))


def _made(office: Office, day: date, group: str) -> tuple[Area, ...]:
    order = {code: place for place, code in enumerate(office.workspace.catalogue)}
    found = sorted(totals(office, day, day, scope=group), key=lambda one: order.get(one.query.indicator, len(order)))
    lines: dict[tuple[str, str], dict[Basis, Line]] = {}
    for total in found:
        lines.setdefault((total.query.indicator, total.measure), {})[total.query.basis] = _line(office, total)
    areas: dict[str, list[Row]] = {}
    for (code, measure), told in lines.items():
        for row in _rows(code, measure, told):
            areas.setdefault(code.partition(".")[0], []).append(row)
    return tuple(Area(code, words.area_name(code), tuple(rows)) for code, rows in areas.items())


def _rows(code: str, measure: str, told: Mapping[Basis, Line]) -> Iterator[Row]:
    """One row; another for each further basis that would stand in the same cell."""
    others = [told[basis] for basis in (Basis.ASOF, Basis.RATE, Basis.OTHER) if basis in told]
    name = next(iter(told.values())).name
    first = others[0] if others else None
    yield Row(code, name, measure, told.get(Basis.NEW), told.get(Basis.CUMULATIVE), first)
    for line in others[1:]:
        yield Row(code, name, measure, None, None, line)


def _line(office: Office, total: Total) -> Line:
    known = total.value is not None and total.interval is not None
    return Line(
        total,
        words.indicator_name(office.workspace, total.query.indicator),
        words.basis_name(total.query.basis),
        words.amount(total.value, total.interval, total.approx) if known else "",  # type: ignore[arg-type]
        tuple(words.unit_name(office.workspace, code) for code in total.missing),
    )
