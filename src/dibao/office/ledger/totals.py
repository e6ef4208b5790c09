"""Totals of whole days over thousands of units: the database groups, `catalogue.rollup`'s rules decide.

`catalogue.roll_up` looks at entries one by one and keeps them, which a brief needs. Here a day of 180,000 entries is
grouped by the database; what the groups cannot tell (two values for one key, totals over other units) is handed to
`roll_up` itself, for that indicator alone. Both give the same totals (tests/office/test_office_totals.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain, compress
from typing import Any, NamedTuple

from django.db import connection

from dibao.catalogue import Query, Total, Workspace, roll_up
from dibao.catalogue.overlaps import within
from dibao.catalogue.rollup import approx_of, members_of, missing_of, ordered, refusal
from dibao.entries import Arrival
from dibao.figures import Approx, Basis, Interval, Number, Window
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.columns import exact, window
from dibao.office.shared.office import Office

_ROW, _FIELD, _SIDES = "\x1f", "\x1e", "~"
_STANDING = """
WHERE e.day IN ({days})
AND (e.report_id IS NULL OR e.report_id NOT IN (SELECT id FROM reports_report WHERE state <> %s))
AND e.number NOT IN (SELECT supersedes_id FROM ledger_entry WHERE supersedes_id IS NOT NULL)
"""
# Sorting is what costs, and grows with the width of the keys. Most entries are whole, exact and without an item, and
# those of one indicator are alike in the rest: all are grouped in the order of an index, what differs among the regular
# ones is seen by its least and greatest value, and the others bring all their keys along.
_REGULAR = "e.approx = 'exact' AND e.item = '' AND e.part_of_id IS NULL AND NOT e.open_high"
_NONE = "1 = 0"
_GROUPS = """
SELECT e.indicator, e.basis, e.day, MIN(e.measure), MIN(e.window_start), MIN(e.window_end),
  {units}, {amounts}, {others},
  CASE WHEN MIN(e.measure) = MAX(e.measure) AND MIN(e.window_start) = MAX(e.window_start)
    AND MIN(e.window_end) = MAX(e.window_end) THEN 1 ELSE 0 END
FROM ledger_entry e {join} {standing} {wanted} GROUP BY e.day, e.indicator, e.basis
"""
# A part's whole is looked for by its number: one that was corrected still says that there is a whole.
_WHOLE = """
LEFT JOIN ledger_entry w ON w.number = e.part_of_id AND w.indicator = e.indicator AND w.basis = e.basis
AND w.day IN ({days})
"""
# A part of what the same unit tells is in that figure, whatever the scope.
_APART = "(w.unit_code IS NULL OR w.unit_code <> e.unit_code)"
_KEYS = (
    *("e.measure", "e.item", "e.approx", "CASE WHEN e.open_high THEN '1' ELSE '' END", "e.window_start"),
    *("e.window_end", "COALESCE(w.unit_code, '')", "e.unit_code"),
)
_AMOUNT = """CASE WHEN e.low = e.value AND e.high = e.value THEN e.value
ELSE e.value || '~' || e.low || '~' || COALESCE(e.high, '') END"""
_SCOPED = """
SELECT DISTINCT e.indicator, e.basis FROM ledger_words w CROSS JOIN ledger_entry e
WHERE e.number = w.entry_id AND NOT (w.scopes = '') AND w.scopes <> 'all' AND e.day IN ({days}) {wanted}
AND w.entry_id >= (SELECT MIN(number) FROM ledger_entry WHERE day = %s)
"""
_TELLERS = """
SELECT e.indicator, e.basis, {tellers} FROM ledger_entry e {standing} {wanted} GROUP BY e.day, e.indicator, e.basis
"""


def totals(office: Office, first: date, last: date, *, scope: str = "all", indicator: str | None = None) -> list[Total]:
    """The totals of these days, one for each indicator, basis and measure that occurs; a fixed number of queries.

    They are `roll_up`'s, without the entries (ask the ledger for those of the one that is looked into). `missing`:
    units that sent no report on `last`, and those that told the indicator on the last day before `first`.
    """
    workspace = office.workspace
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    wanted, values = ("AND e.indicator = %s", [indicator]) if indicator else ("", [])
    rows = _rows(days, wanted, values)
    scoped = {tuple(row) for row in _grouped(_SCOPED, days, wanted, values)}
    before = _tellers_before(first, wanted, values)
    silent = _silent(workspace, last)
    ledger = DjangoLedger.of(office)
    members = members_of(scope, workspace)
    found: list[Total] = []
    for (code, basis), groups in rows.items():
        query = Query(code, Basis(basis), first, last, scope=scope)
        day = _Day(query, groups, members, workspace, before.get((code, basis), frozenset()), silent)
        if (code, basis) in scoped or day.irregular:
            found += _one_by_one(ledger, query, day, workspace)
        else:
            found += day.totals()
    return found


class _Group(NamedTuple):
    """Entries that differ in unit and amount alone. `amounts` are digits, or value~low~high."""

    measure: str
    item: str
    approx: str
    open_high: bool
    window: tuple[str, str]
    day: date
    whole: str | None
    """The unit that tells the whole that these are parts of, None where there is none here."""
    units: Sequence[str]
    amounts: Sequence[str]


@dataclass
class _Sums:
    """What each unit told of one measure."""

    values: Mapping[str, Number]
    lows: Mapping[str, Number]
    highs: Mapping[str, Number | None]
    opened: set[str]


class _Day:
    """One indicator on one basis."""

    def __init__(
        self,
        query: Query,
        groups: Sequence[_Group],
        members: Sequence[str],
        workspace: Workspace,
        regulars: Collection[str],
        silent: Collection[str],
    ) -> None:
        self.query, self.workspace, self.members = query, workspace, members
        self.regulars, self.silent = regulars, silent
        self.groups = _within(groups, frozenset(members))
        if query.first != query.last and query.basis is not Basis.NEW:
            self.groups = _last_day(self.groups)

    @property
    def irregular(self) -> bool:
        """Whether a unit tells a key twice, or the office tells one: then the entries must be looked at."""
        keys: dict[object, list[Sequence[str]]] = defaultdict(list)
        for group in self.groups:
            key = group.window if self.query.basis is Basis.NEW else ""
            keys[group.measure, group.item, key].append(group.units)
        for told in keys.values():
            if len(set(chain.from_iterable(told))) < sum(map(len, told)):
                return True
        offices = [code for code, kind in self.workspace.units.kinds.items() if kind == "office"]
        return any(code in group.units for code in offices for group in self.groups)

    @property
    def measures(self) -> list[str]:
        return sorted({group.measure for group in self.groups})

    @property
    def reported(self) -> set[str]:
        return set(chain.from_iterable(group.units for group in self.groups))

    def missing(self) -> tuple[str, ...]:
        return missing_of(self.members, self.reported, self.workspace, self.regulars, self.silent)

    def totals(self) -> list[Total]:
        """A total for each measure."""
        missing = self.missing()
        return [self._total(replace(self.query, measure=measure), missing) for measure in self.measures]

    def _total(self, query: Query, missing: tuple[str, ...]) -> Total:
        reported, days = self.reported, {group.day for group in self.groups}
        entries = sum(len(group.units) for group in self.groups)
        refused = refusal(query, entries, reported, days, self.measures, self.workspace)
        measure = query.measure or ""
        if refused:
            return Total(query, measure, reported=ordered(self.members, reported), missing=missing, refused=refused)
        told = [group for group in self.groups if group.measure == measure]
        sums = _added(told)
        held = within(sums.lows, sums.highs, self.workspace.units)
        used = [code for code in sums.values if code not in held] if held else list(sums.values)
        of = told if not held else [group for group in told if not held.keys() >= set(group.units)]
        interval = _interval(sums, used)
        return Total(
            query,
            measure,
            sum(map(sums.values.__getitem__, used)),
            interval,
            approx_of(Approx(group.approx) for group in of),
            _span(of),
            reported=ordered(self.members, set(used)),
            missing=missing,
        )


def _added(groups: Sequence[_Group]) -> _Sums:
    values: dict[str, Number] = {}
    wide: list[tuple[str, Number, Number, Number | None, bool]] = []
    for group in groups:
        amounts: Sequence[str] = group.amounts
        if any(_SIDES in amount for amount in amounts):
            amounts = []
            for code, amount in zip(group.units, group.amounts, strict=True):
                value, *sides = amount.split(_SIDES)
                amounts.append(value)
                if sides:
                    low, high = exact(sides[0]), exact(sides[1]) if sides[1] else None
                    wide.append((code, exact(value), low, high, group.open_high))
        numbers = _numbers(amounts)
        if values.keys().isdisjoint(group.units):
            values.update(zip(group.units, numbers, strict=True))
        else:
            for code, number in zip(group.units, numbers, strict=True):
                values[code] = values.get(code, 0) + number
    if not wide:
        return _Sums(values, values, values, set())
    lows, highs, opened = dict(values), dict[str, Number | None](values), set[str]()
    for code, number, low, high, open_high in wide:
        lows[code] += low - number
        so_far = highs[code]
        highs[code] = None if high is None or so_far is None else so_far + high - number
        if open_high and high is not None:
            opened.add(code)
    return _Sums(values, lows, highs, opened)


def _numbers(amounts: Sequence[str]) -> Sequence[Number]:
    try:
        return list(map(int, amounts))
    except ValueError:
        return list(map(exact, amounts))


def _interval(sums: _Sums, used: Sequence[str]) -> Interval:
    low = sum(map(sums.lows.__getitem__, used))
    if sums.highs is sums.values:
        return Interval(low, low)
    highs = [sums.highs[code] for code in used]
    known = [high for high in highs if high is not None]
    high = sum(known) if len(known) == len(highs) else None
    return Interval(low, high, high is not None and not sums.opened.isdisjoint(used))


def _span(groups: Sequence[_Group]) -> Window:
    starts = [group.window[0] for group in groups]
    ends = [group.window[1] for group in groups if group.window[1]]
    return window(min(starts) if all(starts) else "", max(ends, default=""))


def _within(groups: Sequence[_Group], members: Set[str]) -> list[_Group]:
    """The groups without the entries of other units, and without the parts of what is told here as a whole."""
    kept: list[_Group] = []
    for group in groups:
        if group.whole is not None and (not members or group.whole in members):
            continue
        if not members or set(group.units) <= members:
            kept.append(group)
            continue
        inside = [code in members for code in group.units]
        if any(inside):
            kept.append(_only(group, inside))
    return kept


def _only(group: _Group, chosen: Sequence[bool]) -> _Group:
    units, amounts = (list(compress(column, chosen)) for column in (group.units, group.amounts))
    return group._replace(units=units, amounts=amounts)


def _last_day(groups: Sequence[_Group]) -> list[_Group]:
    """Of what stands, the last day of each series: the groups come by day."""
    newest: dict[tuple[str, str, str], date] = {}
    for group in groups:
        newest.update(((group.measure, group.item, code), group.day) for code in group.units)
    kept: list[_Group] = []
    for group in groups:
        chosen = [newest[group.measure, group.item, code] == group.day for code in group.units]
        if any(chosen):
            kept.append(_only(group, chosen))
    return kept


def _one_by_one(ledger: DjangoLedger, query: Query, day: _Day, workspace: Workspace) -> list[Total]:
    """The same by looking at each entry."""
    entries = ledger.entries(query.first, query.last, indicator=query.indicator)
    return [
        replace(total, entries=(), missing=day.missing())
        for measure in day.measures
        for total in [roll_up(entries, replace(query, measure=measure), workspace)]
    ]


def _rows(days: Sequence[date], wanted: str, values: Sequence[str]) -> Mapping[tuple[str, str], list[_Group]]:
    found: dict[tuple[str, str], list[_Group]] = defaultdict(list)
    rows = _grouped(_GROUPS, days, wanted, values)
    mixed = sorted({row[0] for row in rows if row[6] and not row[-1]})
    rows = [row for row in rows if row[0] not in mixed]
    if mixed:
        among = f"AND e.indicator IN ({', '.join(['%s'] * len(mixed))})"
        rows += _grouped(_GROUPS, days, among, mixed, regular=_NONE)
    for row in rows:
        found[row[0], row[1]] += _groups(*row[2:-1])
    for groups in found.values():
        groups.sort(key=lambda group: group.day)
    return found


def _groups(
    day: date | str,
    measure: str,
    start: str,
    end: str,
    units: str | None,
    amounts: str | None,
    others: str | None,
) -> Iterator[_Group]:
    """The entries of one indicator, basis and day: the regular ones, and the others by what they have in common."""
    day = day if isinstance(day, date) else date.fromisoformat(day)
    if units is not None and amounts is not None:
        yield _Group(measure, "", "exact", False, (start, end), day, None, units.split(_ROW), amounts.split(_ROW))
    alike: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for other in others.split(_ROW) if others else ():
        *key, unit, amount = other.split(_FIELD)
        told = alike.setdefault(tuple(key), ([], []))
        told[0].append(unit)
        told[1].append(amount)
    for (word, item, approx, open_high, begin, until, whole), told in alike.items():
        yield _Group(word, item, approx, bool(open_high), (begin, until), day, whole or None, *told)


def _tellers_before(first: date, wanted: str, values: Sequence[str]) -> Mapping[tuple[str, str], frozenset[str]]:
    """By indicator and basis, the units that told it on the last day before."""
    ((before,),) = _asked("SELECT MAX(day) FROM ledger_entry WHERE day < %s", [first])
    if before is None:
        return {}
    rows = _grouped(_TELLERS, [before], wanted, values)
    return {(code, basis): frozenset(text.split(_ROW)) for code, basis, text in rows}


def _silent(workspace: Workspace, day: date) -> frozenset[str]:
    """The units that owe a report of that day and sent none that counts."""
    sql = "SELECT unit_code FROM reports_report WHERE day = %s AND state = %s AND kind = 'report'"
    arrived = {code for (code,) in _asked(sql, [day, Arrival.COUNTED.value])}
    expect = workspace.settings.expect
    return frozenset(
        unit.code
        for unit in workspace.units.values()
        if unit.code not in arrived and expect.get(unit.code, unit.kind != "office")
    )


def _grouped(
    sql: str, days: Sequence[date], wanted: str, values: Sequence[str], *, regular: str = _REGULAR
) -> list[Any]:
    """Ask with the statement in the database's own words."""
    on_postgresql = connection.vendor == "postgresql"
    joined = "string_agg({}, chr(31))" if on_postgresql else "group_concat({}, char(31))"
    field = " || chr(30) || " if on_postgresql else " || char(30) || "
    marks = ", ".join(["%s"] * len(days))
    composed = field.join((*_KEYS, _AMOUNT))
    filled = sql.format(
        units=joined.format(f"CASE WHEN {regular} THEN e.unit_code END"),
        amounts=joined.format(f"CASE WHEN {regular} THEN {_AMOUNT} END"),
        others=joined.format(f"CASE WHEN NOT ({regular}) AND {_APART} THEN {composed} END"),
        tellers=joined.format("e.unit_code"),
        join=_WHOLE.format(days=marks),
        standing=_STANDING.format(days=marks),
        wanted=wanted,
        days=marks,
    )
    joining = days if sql is _GROUPS else ()
    before, after = ([], [days[0]]) if sql is _SCOPED else ([Arrival.COUNTED.value], [])
    return _asked(filled, [*joining, *days, *before, *values, *after])


def _asked(sql: str, values: Sequence[date | str]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
