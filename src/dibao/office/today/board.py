"""The day's units: who has sent what, who is late, and what was found in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dibao.catalogue import Unit
from dibao.checks import Finding
from dibao.entries import Arrival, ReportInfo
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's day. `reports`: those that count, newest last; none: nothing has come."""

    unit: Unit
    reports: tuple[ReportInfo, ...]
    findings: int
    late: bool
    owes: bool

    @property
    def arrived(self) -> datetime | None:
        return self.reports[-1].arrived if self.reports else None

    @property
    def figures(self) -> int:
        return sum(report.figures for report in self.reports)

    @property
    def open_figures(self) -> int:
        return sum(report.open_figures for report in self.reports)


@dataclass(frozen=True, slots=True)
class Board:
    """The day on one screen. `waiting`: reports that nobody could tell the unit of."""

    day: date
    lines: tuple[Line, ...]
    waiting: tuple[ReportInfo, ...]
    cutoff: datetime | None

    @property
    def expected(self) -> int:
        return sum(line.owes for line in self.lines)

    @property
    def arrived(self) -> int:
        return sum(line.owes and bool(line.reports) for line in self.lines)

    @property
    def figures(self) -> int:
        return sum(line.figures for line in self.lines)

    @property
    def open_figures(self) -> int:
        return sum(line.open_figures for line in self.lines)


def board(office: Office, day: date, found: Sequence[Finding]) -> Board:
    """The day's board, from two questions to the ledger."""
    settings = office.workspace.settings
    reports = DjangoLedger.of(office).reports(day, day)
    by_unit: defaultdict[str, list[ReportInfo]] = defaultdict(list)
    for report in reports:
        if report.state is Arrival.COUNTED:
            by_unit[report.unit_code].append(report)
    told = Counter(finding.unit_code for finding in found)
    late = {finding.unit_code for finding in found if finding.code == "late"}
    lines = tuple(
        Line(unit, tuple(by_unit[unit.code]), told[unit.code], unit.code in late, settings.expect.get(unit.code, True))
        for unit in office.workspace.units.group("all")
    )
    waiting = tuple(report for report in reports if report.state is Arrival.WAITING)
    cutoff = settings.cutoff(day)
    return Board(day, lines, waiting, cutoff and office.moment(cutoff))
