"""Totals of whole days over thousands of units: the database groups, `catalogue.rollup`'s rules decide.

`catalogue.roll_up` looks at entries one by one and keeps them, which a brief needs. Here a day of 180,000 entries is
grouped by the database (`ledger.grouped`), and the rules see what each unit tells. Both give the same totals
(tests/office/test_office_totals.py).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import chain

from dibao.catalogue import Query, Total, Workspace
from dibao.catalogue.overlaps import totals_among, within
from dibao.catalogue.rollup import approx_of, members_of, missing_of, one_a_key, ordered, refusal
from dibao.catalogue.table_sums import over_units
from dibao.entries import Arrival, Draft, Entry, Series
from dibao.figures import Approx, Basis, Interval, Number, Window
from dibao.office.ledger import grouped
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.grouped import Asked, Group, Key, Named
from dibao.office.reports.models import REPORT, Report
from dibao.office.shared.columns import window
from dibao.office.shared.office import Office


def totals(office: Office, first: date, last: date, *, scope: str = "all", indicator: str | None = None) -> list[Total]:
    """The totals of these days, one for each indicator, basis and measure that occurs; a fixed number of queries.

    They are `roll_up`'s, without the entries (ask the ledger for those of the one that is looked into). `missing`:
    units that sent no report on `last`, and those that told the indicator on the last day before `first`.
    """
    workspace = office.workspace
    asked = grouped.ask([first + timedelta(days=count) for count in range((last - first).days + 1)], indicator)
    named = grouped.named(asked, workspace.units.offices)
    scopes: dict[Key, dict[str, frozenset[str]]] = defaultdict(dict)
    for entry in named:
        scopes[entry.key][entry.number] = entry.scopes
    told = grouped.groups(asked, but=_over_units(DjangoLedger.of(office), named, asked))
    before = grouped.ask_before(first, indicator)
    regulars = grouped.tellers(before) if before else {}
    members, silent = members_of(scope, workspace), _silent(workspace, last)
    found: list[Total] = []
    for key, groups in told:
        query = Query(key[0], Basis(key[1]), first, last, scope=scope)
        one = _Indicator(query, _top(groups, members), members, workspace, scopes.get(key, {}))
        missing = missing_of(members, one.reported, workspace, regulars.get(key, ()), silent)
        found += [replace(one.total(measure), missing=missing) for measure in one.measures]
    return found


def by_day(office: Office, days: Sequence[date], indicator: str, *, scope: str = "all") -> Days:
    """The totals of an indicator for each of these days, oldest first, at most some thirty: each as `totals` gives it
    for that day, with a fixed number of queries for all.

    The regulars of a day are those who told it on the day before.
    """
    workspace = office.workspace
    asked = grouped.ask([days[0] - timedelta(days=1), *days], indicator)
    named = grouped.named(asked, workspace.units.offices)
    scopes: dict[Key, dict[str, frozenset[str]]] = defaultdict(dict)
    for entry in named:
        scopes[entry.key][entry.number] = entry.scopes
    sent, members = grouped.senders(asked), members_of(scope, workspace)
    silent = {day: _owing(workspace, sent.get(day, ())) for day in days}
    found, seen = [], {}
    for key, groups in grouped.groups(asked, but=_over_units(DjangoLedger.of(office), named, asked)):
        seen[key] = groups
        of: dict[date, list[Group]] = defaultdict(list)
        for group in _top(groups, members):
            of[group.day].append(group)
        for day in days:
            query = Query(key[0], Basis(key[1]), day, day, scope=scope)
            one = _Indicator(query, of[day], members, workspace, scopes.get(key, {}))
            before = {code for group in of[day - timedelta(days=1)] for code in group.units}
            missing = missing_of(members, one.reported, workspace, before, silent[day])
            found += [replace(one.total(measure), missing=missing) for measure in one.measures]
    return Days(found, seen)


@dataclass(frozen=True)
class Days:
    """The totals of an indicator by day, and what they were made of."""

    totals: Sequence[Total]
    groups: Mapping[Key, Sequence[Group]]

    def of(self, basis: Basis, measure: str) -> Mapping[date, Total]:
        """Those of one basis and measure, by day."""
        return {one.query.first: one for one in self.totals if (one.query.basis, one.measure) == (basis, measure)}


@dataclass
class _Sums:
    """What each unit told of one measure."""

    values: Mapping[str, Number]
    lows: Mapping[str, Number]
    highs: Mapping[str, Number | None]
    opened: Set[str]

    def interval(self, units: Iterable[str]) -> Interval:
        """What these units told together."""
        of = list(units)
        low = sum(map(self.lows.__getitem__, of))
        if self.highs is self.lows:
            return Interval(low, low)
        highs = [high for high in map(self.highs.__getitem__, of) if high is not None]
        high = sum(highs) if len(highs) == len(of) else None
        return Interval(low, high, high is not None and not self.opened.isdisjoint(of))


@dataclass
class _Indicator:
    """One indicator on one basis. `scopes`: the groups of units that the sentences of entries name, by number."""

    query: Query
    groups: Sequence[Group]
    members: Sequence[str]
    workspace: Workspace
    scopes: Mapping[str, Set[str]]

    @cached_property
    def measures(self) -> list[str]:
        return sorted({group.measure for group in self.groups})

    @cached_property
    def reported(self) -> set[str]:
        return set(chain.from_iterable(group.units for group in self.groups))

    def total(self, measure: str) -> Total:
        query = replace(self.query, measure=measure)
        days, entries = {group.day for group in self.groups}, sum(len(group.units) for group in self.groups)
        refused = refusal(query, entries, self.reported, days, self.measures, self.workspace)
        if refused:
            return Total(query, measure, reported=ordered(self.members, self.reported), refused=refused)
        told, doubtful = _one_a_key([group for group in self.groups if group.measure == measure], query)
        sums = _added(told)
        out = self._contained(told, sums)
        used = [code for code in sums.values if code not in out] if out else list(sums.values)
        of = [group for group in told if not all(map(out.__contains__, group.units))] if out else told
        return Total(
            query,
            measure,
            sum(map(sums.values.__getitem__, used)),
            sums.interval(used),
            approx_of(Approx(group.approx) for group in of),
            _span(of),
            reported=ordered(self.members, set(used)),
            doubtful=ordered(self.members, doubtful) if doubtful else (),
        )

    def _contained(self, told: Sequence[Group], sums: _Sums) -> Set[str]:
        """The units whose figure is a total over others, or stands in that of another."""
        if len(sums.values) < 2:
            return set()
        units = self.workspace.units
        whole = totals_among(sums.values.keys(), self._scopes(told), sums.interval, units)
        if not whole:
            return within(sums.lows, sums.highs, units).keys()
        lows, highs = dict(sums.lows), dict(sums.highs)
        for code in whole:
            del lows[code], highs[code]
        return whole | within(lows, highs, units).keys()

    def _scopes(self, told: Sequence[Group]) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for group in told:
            if not self.scopes.keys().isdisjoint(group.numbers):
                for code, number in zip(group.units, group.numbers, strict=True):
                    if number in self.scopes:
                        found[code].update(self.scopes[number])
        return found


def _over_units(ledger: DjangoLedger, named: Sequence[Named], asked: Asked) -> set[int]:
    """The entries that are a table's totals over other units, which tell theirs in the same table."""
    of = {one.report for one in named if one.report is not None and "table" in one.scopes}
    reports = grouped.of_several_units(of, asked)
    if not reports:
        return set()
    by_key: dict[tuple[str, Basis], list[Entry]] = defaultdict(list)
    for entry in ledger.entries(asked.days[0], asked.days[-1], reports=reports):
        by_key[entry.series.indicator, entry.series.basis].append(entry)
    return set().union(*map(over_units, by_key.values()))


def _top(groups: Sequence[Group], members: Sequence[str]) -> list[Group]:
    """The groups without the entries of other units, and without the parts of what is told here as a whole."""
    inside = frozenset(members)
    kept: list[Group] = []
    for group in groups:
        if group.whole and (not inside or group.whole in inside):
            continue
        if not inside or inside.issuperset(group.units):
            kept.append(group)
        elif not inside.isdisjoint(group.units):
            kept.append(group.only([code in inside for code in group.units]))
    return kept


def _one_a_key(groups: Sequence[Group], query: Query) -> tuple[Sequence[Group], Set[str]]:
    """One entry a key, and the units that told two values; only units that told a key twice are looked at singly."""
    doubled = _doubled(groups, query.basis)
    doubtful: set[str] = set()
    if doubled:
        entries = sorted(_entries(groups, doubled, query), key=lambda entry: entry.number)
        chosen, doubtful = one_a_key(entries, query.basis)
        gone = {str(entry.number) for entry in entries} - {str(entry.number) for entry in chosen}
        groups = [
            group if gone.isdisjoint(group.numbers) else group.only([number not in gone for number in group.numbers])
            for group in groups
        ]
    if query.basis is not Basis.NEW and query.first != query.last:
        groups = _last_day(groups)
    return [group for group in groups if group.units], doubtful


def _key(group: Group, basis: Basis) -> tuple[str, tuple[str, str] | None]:
    """What, besides the unit, makes an entry's key: of new figures the window too."""
    return group.item, group.window if basis is Basis.NEW else None


def _doubled(groups: Sequence[Group], basis: Basis) -> Mapping[object, Set[str]]:
    """The units that tell something twice, by key; what stands may be told again on another day."""
    told: dict[object, list[Group]] = defaultdict(list)
    for group in groups:
        told[_key(group, basis), None if basis is Basis.NEW else group.day].append(group)
    found: dict[object, set[str]] = defaultdict(set)
    for alike in told.values():
        units = list(chain.from_iterable(group.units for group in alike))
        if len(set(units)) < len(units):
            found[_key(alike[0], basis)].update(code for code, times in Counter(units).items() if times > 1)
    return found


def _entries(groups: Sequence[Group], wanted: Mapping[object, Set[str]], query: Query) -> Iterable[Entry]:
    """The entries of these units, as far as a group knows them."""
    for group in groups:
        units = wanted.get(_key(group, query.basis), frozenset())
        if units.isdisjoint(group.units):
            continue
        of = group.only([code in units for code in group.units])
        told, approx = window(*group.window), Approx(group.approx)
        for code, value, low, high, number in zip(of.units, of.values, of.lows, of.highs, of.numbers, strict=True):
            series = Series(code, query.indicator, group.item, group.measure, query.basis)
            interval = Interval(low, high, group.open_high)
            yield Entry(int(number), "", Draft(group.day, series, told, value, interval, approx, code))


def _last_day(groups: Sequence[Group]) -> list[Group]:
    """Of what stands, the last day of each series: the groups come by day."""
    newest: dict[tuple[str, str], date] = {}
    for group in groups:
        newest.update(((group.item, code), group.day) for code in group.units)
    return [group.only([newest[group.item, code] == group.day for code in group.units]) for group in groups]


def _added(groups: Sequence[Group]) -> _Sums:
    values = _by_unit((group.units, group.values) for group in groups)
    if all(group.exact for group in groups):
        return _Sums(values, values, values, frozenset())
    least = all(group.lows is group.values for group in groups)
    lows = values if least else _by_unit((group.units, group.lows) for group in groups)
    highs: dict[str, Number | None] = {}
    for group in groups:
        if highs.keys().isdisjoint(group.units):
            highs.update(zip(group.units, group.highs, strict=True))
            continue
        for code, high in zip(group.units, group.highs, strict=True):
            before = highs.get(code, 0)
            highs[code] = None if high is None or before is None else before + high
    return _Sums(values, lows, highs, set().union(*(group.units for group in groups if group.open_high)))


def _by_unit(told: Iterable[tuple[Sequence[str], Sequence[Number]]]) -> Mapping[str, Number]:
    found: dict[str, Number] = {}
    for units, numbers in told:
        if found.keys().isdisjoint(units):
            found.update(zip(units, numbers, strict=True))
            continue
        for code, number in zip(units, numbers, strict=True):
            found[code] = found.get(code, 0) + number
    return found


def _span(groups: Sequence[Group]) -> Window:
    starts = [group.window[0] for group in groups]
    ends = [group.window[1] for group in groups if group.window[1]]
    return window(min(starts) if all(starts) else "", max(ends, default=""))


def _silent(workspace: Workspace, day: date) -> frozenset[str]:
    """The units that owe a report of that day and sent none that counts."""
    reports = Report.objects.filter(day=day, state=Arrival.COUNTED.value, kind=REPORT)
    return _owing(workspace, reports.values_list("unit_code", flat=True))


def _owing(workspace: Workspace, senders: Iterable[str]) -> frozenset[str]:
    """The units that owe a report and are none of these."""
    arrived = set(senders)
    expect = workspace.settings.expect
    return frozenset(
        unit.code
        for unit in workspace.units.values()
        if unit.code not in arrived and expect.get(unit.code, unit.kind != "office")
    )
