"""What all checks of a day look at: a handful of questions to the ledger, answered once, then indexed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from dibao.catalogue import OTHER, Indicator, Workspace
from dibao.entries import Arrival, Entry, Ledger, Origin, ReportInfo, Series
from dibao.figures import Basis, Interval

T = TypeVar("T")

HISTORY = 28
"""How many days before the day are looked at: four weeks hold every weekday often enough for a median."""
AROUND = 35
"""How many days before and after the day a report may be dated by mistake and still be found: a wrong month."""


class Line(NamedTuple):
    """A series without its basis: new and cumulative figures of one thing belong to one line."""

    unit_code: str
    indicator: str
    item: str
    measure: str


def line_of(series: Series) -> Line:
    """The line of a series."""
    return Line(series.unit_code, series.indicator, series.item, series.measure)


@dataclass(frozen=True)
class Archive:
    """The answers of the ledger for a day and the days before it; each day's snapshot is cut from them."""

    workspace: Workspace
    entries: tuple[Entry, ...]
    replaced: tuple[Entry, ...]
    reports: tuple[ReportInfo, ...]
    base: Mapping[Series, Entry]
    """The last standing entries from before the earliest of those days."""
    first: date

    @classmethod
    def of(cls, ledger: Ledger, workspace: Workspace, day: date) -> Archive:
        """Four questions to the ledger; the reports of the same day a year off are those with a wrong year."""
        first = shifted(day, -HISTORY)
        there = ledger.reports(shifted(day, -AROUND), shifted(day, AROUND), also=_other_years(day))
        # One that was withdrawn says nothing any more: the same words may come again, as another report.
        reports = [report for report in there if report.state is not Arrival.WITHDRAWN]
        # Only versions that a newer one replaced are compared with it.
        again = any(report.day == day and report.state is Arrival.REPLACED for report in reports)
        return cls(
            workspace,
            tuple(ledger.entries(first, day)),
            tuple(ledger.superseded(day, day)) if again else (),
            tuple(
                replace(report, arrived=_local(report.arrived, workspace)) if report.arrived else report
                for report in reports
            ),
            ledger.latest(first),
            first,
        )

    def at(self, day: date, now: datetime) -> Snapshot:
        """The snapshot of one of these days."""
        return Snapshot(
            day=day,
            now=_local(now, self.workspace),
            workspace=self.workspace,
            entries=tuple(entry for entry in self.entries if entry.draft.day == day),
            past=tuple(entry for entry in self.entries if entry.draft.day < day),
            replaced=tuple(entry for entry in self.replaced if entry.draft.day == day),
            reports=self.reports,
            base=self.base,
        )


def shifted(day: date, days: int) -> date:
    """A day some days off, within the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal() - 1))


def _other_years(day: date) -> list[date]:
    return [wrong for off in (-1, 1) if (wrong := _year_off(day, off)) is not None]


def _year_off(day: date, years: int) -> date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def _local(moment: datetime, workspace: Workspace) -> datetime:
    """The wall clock of the office."""
    return moment.astimezone(workspace.settings.zone).replace(tzinfo=None) if moment.tzinfo else moment


@dataclass(frozen=True)
class Snapshot:
    """A day as the checks see it. `entries`: the day's current ones; `past`: those of the days before, in chain order.

    `doubts` holds what earlier findings put in doubt; ask `interval(entry)`, never `entry.interval`.
    """

    day: date
    now: datetime
    workspace: Workspace
    entries: tuple[Entry, ...] = ()
    past: tuple[Entry, ...] = ()
    replaced: tuple[Entry, ...] = ()
    reports: tuple[ReportInfo, ...] = ()
    base: Mapping[Series, Entry] = field(default_factory=dict)
    doubts: Mapping[int, Interval | None] = field(default_factory=dict)
    loose: frozenset[int] = frozenset()
    """Entries whose windows are in doubt: only their days count."""
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _indexed: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def doubting(self, doubts: Mapping[int, Interval | None], windows: frozenset[int] = frozenset()) -> Snapshot:
        """The same day with more figures and windows in doubt. What nothing can be concluded from stays so."""
        if not doubts and not windows:
            return self
        merged = dict(self.doubts)
        for number, interval in doubts.items():
            merged[number] = None if number in merged and merged[number] is None else interval
        fresh = replace(self, doubts=merged, loose=self.loose | windows)
        known = {item.name for item in fields(self)}
        for name, value in self.__dict__.items():  # what is indexed does not depend on doubts
            if name not in known:
                fresh.__dict__[name] = value
        return fresh

    def remembered(self, make: Callable[[Snapshot], T]) -> T:
        """What a function makes of this snapshot, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    def indexed(self, make: Callable[[Snapshot], T]) -> T:
        """The same of what does not depend on doubts: made once for the day."""
        if make not in self._indexed:
            self._indexed[make] = make(self)
        made: T = self._indexed[make]
        return made

    def interval(self, entry: Entry) -> Interval | None:
        """What the entry's value may be; None where nothing can be concluded from it."""
        return self.doubts.get(entry.number, entry.interval)

    def doubted(self, entry: Entry) -> bool:
        """Whether a finding stands that puts this entry in doubt."""
        return entry.number in self.doubts

    def indicator(self, code: str) -> Indicator | None:
        """The catalogue's line, None outside the catalogue."""
        return self.workspace.catalogue.get(code)

    @cached_property
    def by_number(self) -> dict[int, Entry]:
        """Every entry in sight by its number."""
        return {entry.number: entry for entry in (*self.base.values(), *self.past, *self.entries)}

    @cached_property
    def told(self) -> tuple[Entry, ...]:
        """The day's entries that someone told (not counted by Dibao, not carried forward by a person)."""
        return tuple(entry for entry in self.entries if _told(entry))

    @cached_property
    def lines(self) -> dict[Line, dict[Basis, list[Entry]]]:
        """The day's told entries of the catalogue by line and basis, parts of another entry of the line left out."""
        return self._lines(self.told)

    @cached_property
    def past_lines(self) -> dict[Line, dict[Basis, list[Entry]]]:
        """The same of the days before, in chain order, with the standing entries from before them."""
        earlier = [entry for entry in self.base.values() if _told(entry)]
        return self._lines([*earlier, *(entry for entry in self.past if _told(entry))])

    @cached_property
    def past_on(self) -> dict[tuple[Line, Basis, date], Entry]:
        """The first figure of a line on a basis, as the line's own unit told it, by earlier day."""
        found: dict[tuple[Line, Basis, date], Entry] = {}
        for line, by_basis in self.past_lines.items():
            for basis, entries in by_basis.items():
                for entry in entries:
                    if entry.draft.reporter == line.unit_code:
                        found.setdefault((line, basis, entry.draft.day), entry)
        return found

    @cached_property
    def tellers(self) -> dict[tuple[str, str, str, Basis], frozenset[str]]:
        """Which units tell a figure today, by indicator, item, measure and basis."""
        found: dict[tuple[str, str, str, Basis], set[str]] = defaultdict(set)
        for line, by_basis in self.lines.items():
            for basis in by_basis:
                found[line.indicator, line.item, line.measure, basis].add(line.unit_code)
        return {key: frozenset(codes) for key, codes in found.items()}

    @cached_property
    def past_tellers(self) -> dict[tuple[str, str, str, Basis, date], dict[str, Entry]]:
        """`past_on` by indicator, item, measure, basis and day: the units' own figures, by unit."""
        found: dict[tuple[str, str, str, Basis, date], dict[str, Entry]] = defaultdict(dict)
        for (line, basis, day), entry in self.past_on.items():
            found[line.indicator, line.item, line.measure, basis, day][line.unit_code] = entry
        return found

    @cached_property
    def groups(self) -> dict[str, frozenset[str]]:
        """The units of the city and of each kind, by scope."""
        units = self.workspace.units
        scopes = ["all", *(f"kind:{kind}" for kind in dict.fromkeys(unit.kind for unit in units.values()))]
        return {scope: frozenset(unit.code for unit in units.group(scope)) for scope in scopes}

    def _lines(self, entries: Sequence[Entry]) -> dict[Line, dict[Basis, list[Entry]]]:
        lines: dict[Line, dict[Basis, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for entry in entries:
            if entry.series.indicator != OTHER and not self._part_of_its_line(entry):
                lines[line_of(entry.series)][entry.series.basis].append(entry)
        return lines

    def _part_of_its_line(self, entry: Entry) -> bool:
        """累计发放7000份，其中今日3000份: the part has another basis, so both stand for themselves."""
        whole = self.by_number.get(entry.part_of) if entry.part_of is not None else None
        return whole is not None and whole.series == entry.series

    @cached_property
    def parts(self) -> dict[int, list[Entry]]:
        """By the number of the whole, the day's entries that are parts of it (其中) on the same basis."""
        found: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.told:
            whole = self.by_number.get(entry.part_of) if entry.part_of is not None else None
            if whole is not None and whole.series.basis is entry.series.basis:
                found[whole.number].append(entry)
        return found

    @cached_property
    def counted_reports(self) -> tuple[ReportInfo, ...]:
        """The day's counted reports; a unit may have several, each the newest version of its own."""
        return tuple(one for one in self.reports if one.day == self.day and one.state is Arrival.COUNTED)

    @cached_property
    def senders(self) -> Counter[str]:
        """How many counted reports of the day each unit has."""
        return Counter(report.unit_code for report in self.counted_reports)

    def versions(self, report: ReportInfo) -> list[ReportInfo]:
        """A report and the versions that it replaced, the first one first."""
        found = [report]
        while (earlier := self._reports.get(found[-1].replaces or 0)) is not None and earlier not in found:
            found.append(earlier)
        return found[::-1]

    @cached_property
    def _reports(self) -> dict[int, ReportInfo]:
        return {report.number: report for report in self.reports}

    @cached_property
    def elsewhere(self) -> tuple[ReportInfo, ...]:
        """Reports that came for this day and went to another one by the date inside them, each in its last version."""
        found = [one for one in self.reports if one.told == self.day != one.day and one.state is not Arrival.WAITING]
        replaced = {one.replaces for one in found}
        return tuple(one for one in found if one.number not in replaced)

    def before(self, unit_code: str) -> Sequence[ReportInfo]:
        """The unit's counted reports of the last earlier day that has any."""
        return self._before.get(unit_code, ())

    @cached_property
    def _before(self) -> dict[str, list[ReportInfo]]:
        found: dict[str, list[ReportInfo]] = {}
        for report in self.reports:
            if report.day < self.day and report.state is Arrival.COUNTED:
                held = found.get(report.unit_code)
                if held is None or held[0].day < report.day:
                    found[report.unit_code] = [report]
                elif held[0].day == report.day:
                    held.append(report)
        return found

    @cached_property
    def of_report(self) -> dict[int, list[Entry]]:
        """The day's entries by report, in text order."""
        found: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.told:
            if entry.report is not None:
                found[entry.report].append(entry)
        for entries in found.values():
            entries.sort(key=lambda entry: (entry.draft.start, entry.number))
        return found

    @cached_property
    def past_of_report(self) -> dict[int, list[Entry]]:
        """The entries of the days before by report."""
        found: dict[int, list[Entry]] = defaultdict(list)
        for entry in self.past:
            if entry.report is not None and _told(entry):
                found[entry.report].append(entry)
        return found


def _told(entry: Entry) -> bool:
    return entry.draft.origin in (Origin.REPORTED, Origin.CORRECTED, Origin.OPENING)
