"""rollup: a total over units against the units' own reports, and a table's 合计 against its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dibao.catalogue.overlaps import total_words
from dibao.catalogue.table_sums import TableSum, table_sums
from dibao.checks.chains import fixed
from dibao.checks.finding import Finding, Severity
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Line, Snapshot
from dibao.checks.sums import certainly_less, excess, hull, only, total
from dibao.checks.words import accepting, allowed, ask, asking, correct, heading, off_by, shown, told, unit_name
from dibao.entries import Entry
from dibao.figures import ZERO, Basis, How, Interval, Number, Window
from dibao.language import say

_NEARLY = 0.8
"""Nobody's total is under four fifths covered by accident: a smaller sum means that others belong to the total."""
_LISTED = 12
_SURE = 20
"""Under this, a total may be the sum of others by chance."""
_FEWEST = 2
"""Of fewer figures nothing is a sum."""

Key = tuple[str, str, str, Basis]
"""An indicator, an item, a measure word and a basis."""
_Own = tuple[list[tuple[str, Entry]], set[str]]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the figures of these units come to, whose sum a total should be. `complete`: all who usually tell the
    figure did."""

    codes: frozenset[str]
    complete: bool
    sum: Interval


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """Findings on totals over units, then on tables."""
    for line, today in snapshot.lines.items():
        indicator = snapshot.indicator(line.indicator)
        if indicator is None or not indicator.sum_units:
            continue
        for basis in (Basis.NEW, Basis.CUMULATIVE, Basis.ASOF):
            problem = next((_over_units(snapshot, line, whole) for whole in today.get(basis, ())[:1]), None)
            if problem is not None:
                yield problem
                break  # a new figure and its total are wrong together: one cause
    for column, held, sum_ in broken_tables(snapshot):
        says = table_words(snapshot, column, held, sum_)
        yield _reported(snapshot, column.total, column.rows, says, sum_, Severity.ERROR, held)


def broken_tables(snapshot: Snapshot) -> Iterator[tuple[TableSum, Interval, Interval]]:
    """The totals of the day's tables that are not the sum of their rows: the total, what it allows, what they do.

    With cells missing a total is only not less than their sum.
    """
    for report in snapshot.counted_reports:
        for column in table_sums(snapshot.of_report.get(report.number, [])):
            held = snapshot.interval(column.total)
            known = [interval for entry in column.rows if (interval := snapshot.interval(entry)) is not None]
            if held is None or len(known) < len(column.rows) or len(known) < 2:
                continue
            sum_ = total(known)
            if not sum_.meets(held) and (column.complete or not certainly_less(sum_, held)):
                yield column, held, sum_


def _over_units(snapshot: Snapshot, line: Line, whole: Entry) -> Problem | None:
    """A total is wrong only if it fits none of the groups of units that its words may mean."""
    held = snapshot.interval(whole)
    if held is None or whole.draft.reporter != line.unit_code or _guessed(whole):
        return None
    tellers = snapshot.tellers[(*line[1:], whole.series.basis)]
    if len(tellers) - (line.unit_code in tellers) < 2:
        return None
    speaks = _speaks_for_others(snapshot, whole)
    usual = _usual(snapshot, line, whole)
    if not usual and not speaks:
        return None
    groups = _groups(snapshot, whole)
    sums = {scope: found for scope in groups if (found := _sum(snapshot, line, whole, scope, groups[scope]))}
    if any(found.sum.meets(held) for found in sums.values()):
        return None
    claimed = usual or _named(snapshot, whole)
    claims = [sums[scope] for scope in groups if scope in claimed and scope in sums]
    broken = [found for found in claims if _broken(held, found, bool(usual))]
    if not broken or len(broken) < len(claims):
        return None
    return _problem(snapshot, whole, broken[0], held, bool(usual))


def _speaks_for_others(snapshot: Snapshot, whole: Entry) -> bool:
    """Whether a total is one over units by its words alone: the office's where it says so, and that of a parent.

    全市 in a department's report means its own line of work.
    """
    unit = snapshot.workspace.units.get(whole.series.unit_code)
    if unit is None:
        return False
    if unit.kind == "office":
        return any(word in whole.draft.sentence for word, _ in total_words())
    return bool(_children(snapshot, unit.code))


def _guessed(entry: Entry) -> bool:
    return entry.draft.basis_how is How.DEFAULT and entry.series.basis is Basis.CUMULATIVE


def _named(snapshot: Snapshot, whole: Entry) -> set[str]:
    """The groups that a total's words name, and a unit's own children; 全市 may be any."""
    scopes = {scope for word, scope in total_words() if word in whole.draft.sentence}
    return scopes | {whole.series.unit_code} | (set(snapshot.groups) if "all" in scopes else set())


def _groups(snapshot: Snapshot, whole: Entry) -> dict[str, frozenset[str]]:
    """The groups that a total may be over, by scope, without the unit that tells it."""
    code = whole.series.unit_code
    groups = dict(snapshot.groups)
    if children := _children(snapshot, code):
        groups[code] = children
    return {scope: codes - {code} for scope, codes in groups.items()}


def _children(snapshot: Snapshot, code: str) -> frozenset[str]:
    return snapshot.workspace.units.codes(code) - {code}


def _sum(snapshot: Snapshot, line: Line, whole: Entry, scope: str, codes: frozenset[str]) -> Sum | None:
    """The sum of a group's own figures of the day; None with fewer than two, or where windows differ."""
    key = (*line[1:], whole.series.basis)
    lacking = snapshot.indexed(_own)[key][1]
    together = snapshot.remembered(_Groups).of(key, scope) if scope in snapshot.groups else None
    if together is not None and together.windows <= {whole.draft.window}:
        sum_ = together.without(line.unit_code)
    else:
        members = _members(snapshot, key, codes)
        intervals = [interval for entry in members if (interval := snapshot.interval(entry)) is not None]
        apart = any(not _same_window(snapshot, whole, entry) for entry in members)
        sum_ = None if len(members) < 2 or len(intervals) < len(members) or apart else total(intervals)
    return None if sum_ is None else Sum(codes, lacking.isdisjoint(codes), sum_)


def _members(snapshot: Snapshot, key: Key, codes: Collection[str]) -> list[Entry]:
    return [entry for code, entry in snapshot.indexed(_own)[key][0] if code in codes]


class _Together:
    """What a group's units tell, added up once: nearly every total of a day is compared with the same groups."""

    def __init__(self, told_here: Mapping[str, Interval | None], windows: set[Window]) -> None:
        self.told, self.windows = told_here, windows
        known = [interval for interval in told_here.values() if interval is not None]
        self.unknown = len(told_here) - len(known)
        self.low = sum(interval.low for interval in known)
        self.high = sum(interval.high for interval in known if interval.high is not None)
        self.unbounded = sum(interval.high is None for interval in known)
        self.opened = sum(interval.open_high for interval in known)

    def without(self, code: str) -> Interval | None:
        """What all but this one come to; None with fewer than two, or where nothing can be concluded from one."""
        own = self.told.get(code, ZERO)
        if self.unknown > (own is None) or len(self.told) - (code in self.told) < _FEWEST:
            return None
        own = own or ZERO
        low = self.low - own.low
        if self.unbounded > (own.high is None):
            return Interval(low, None)
        return Interval(low, self.high - (own.high or 0), self.opened > own.open_high)


class _Groups:
    """The groups of a snapshot, by what is told and by scope, each added up when it is first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._held: dict[tuple[Key, str], _Together] = {}

    def of(self, key: Key, scope: str) -> _Together:
        if (key, scope) not in self._held:
            members = _members(self._snapshot, key, self._snapshot.groups[scope])
            told_here = {entry.series.unit_code: self._snapshot.interval(entry) for entry in members}
            self._held[key, scope] = _Together(told_here, {entry.draft.window for entry in members})
        return self._held[key, scope]


def _own(snapshot: Snapshot) -> Mapping[Key, _Own]:
    """By indicator, item, measure and basis: the figures that units tell of themselves, in the order of units.csv, and
    the units that told it on days before and do not now."""
    order = {code: place for place, code in enumerate(snapshot.workspace.units)}
    found: dict[Key, _Own] = defaultdict(lambda: ([], set()))
    known = (line for line in snapshot.lines if line.unit_code in order)
    for line in sorted(known, key=lambda line: order[line.unit_code]):
        for basis, entries in snapshot.lines[line].items():
            own = (one for one in entries if one.draft.reporter == line.unit_code and not _guessed(one))
            if (entry := next(own, None)) is not None:
                found[(*line[1:], basis)][0].append((line.unit_code, entry))
    telling = {key: {code for code, _ in told_here} for key, (told_here, _) in found.items()}
    for line, by_basis in snapshot.past_lines.items():
        for basis in by_basis:
            key = (*line[1:], basis)
            if line.unit_code not in telling.get(key, ()):
                found[key][1].add(line.unit_code)
    return found


def _same_window(snapshot: Snapshot, one: Entry, other: Entry) -> bool:
    window, beside = one.draft.window, other.draft.window
    if window == beside or (one.series.basis is not Basis.NEW and window.end == beside.end):
        return True
    return not (fixed(snapshot, one) and fixed(snapshot, other))


def _usual(snapshot: Snapshot, line: Line, whole: Entry) -> set[str]:
    """The groups whose sum this total was before, exactly: on the last day that told it for the office or a parent
    unit, on the last two for anyone else, whose figure may be the sum of others by chance."""
    unit = snapshot.workspace.units.get(line.unit_code)
    children = _children(snapshot, line.unit_code)
    parent = unit is not None and (unit.kind == "office" or bool(children))
    basis = whole.series.basis
    past = [entry for entry in snapshot.past_lines.get(line, {}).get(basis, ()) if entry.interval.exact]
    days = list(dict.fromkeys(entry.draft.day for entry in reversed(past)))[: 1 if parent else 2]
    by_day = {entry.draft.day: entry for entry in past}
    if len(days) < (1 if parent else 2) or any(by_day[day].draft.value < _SURE for day in days):
        return set()
    groups = {**snapshot.groups, line.unit_code: children} if children else snapshot.groups
    fitting = set(groups)
    for day in days:
        then, own = by_day[day], (*line[1:], basis, day)
        sums = snapshot.indexed(_past_sums).get(own, {})
        mine = snapshot.past_tellers[own].get(line.unit_code) if own in snapshot.past_tellers else None
        fitting = {
            scope
            for scope in fitting
            if scope == line.unit_code
            or sums[scope] - (mine.draft.value if mine and line.unit_code in groups[scope] else 0) == then.draft.value
        }
        told_then = snapshot.past_tellers[own] if fitting else {}
        fitting = {scope for scope in fitting if _fits(snapshot, then, told_then, groups[scope] - {line.unit_code})}
    return fitting


def _past_sums(snapshot: Snapshot) -> Mapping[tuple[str, str, str, Basis, date], Mapping[str, Number]]:
    """What the units of each group told together, so that few totals have to be compared unit by unit."""
    return {
        key: {
            scope: sum(entry.draft.value for code, entry in told_then.items() if code in codes)
            for scope, codes in snapshot.groups.items()
        }
        for key, told_then in snapshot.past_tellers.items()
    }


def _fits(snapshot: Snapshot, whole: Entry, told_then: Mapping[str, Entry], codes: frozenset[str]) -> bool:
    among = snapshot.groups["all"]
    members = [entry for code, entry in told_then.items() if code in codes and code in among]
    exact = all(snapshot.interval(entry) == entry.interval and entry.interval.exact for entry in (*members, whole))
    return len(members) > 1 and exact and sum(entry.draft.value for entry in members) == whole.draft.value


def _broken(held: Interval, found: Sum, usual: bool) -> bool:
    if certainly_less(held, found.sum):
        return True
    if not certainly_less(found.sum, held) or not found.complete:
        return False
    return usual or float(found.sum.low) >= _NEARLY * float(held.low)


def _problem(snapshot: Snapshot, whole: Entry, found: Sum, held: Interval, usual: bool) -> Problem:
    members = _members(snapshot, (*whole.series[1:4], whole.series.basis), found.codes)
    names = [f"{unit_name(snapshot, entry.series.unit_code)} {shown(snapshot, entry)}" for entry in members]
    listed = say(" ＋ ", " + ").join(names[:_LISTED]) + (" ＋ …" if len(names) > _LISTED else "")
    says = say(
        f"{len(names)} 个单位所报 {listed} ＝ {allowed(found.sum)}，总数写 {shown(snapshot, whole)}，"
        f"总数{off_by(excess(held, found.sum))}",
        f"{len(names)} units report {listed} = {allowed(found.sum)}; the total is {shown(snapshot, whole)}, "
        f"{off_by(excess(held, found.sum))}",
    )
    severity = Severity.ERROR if usual or certainly_less(held, found.sum) else Severity.WARNING
    return _reported(snapshot, whole, tuple(members), says, found.sum, severity, held)


def table_words(snapshot: Snapshot, column: TableSum, held: Interval, sum_: Interval) -> str:
    """What is wrong with a table's total, with the arithmetic."""
    listed = say(" ＋ ", " + ").join(
        f"{label} {shown(snapshot, entry)}"
        for label, entry in list(zip(column.labels, column.rows, strict=True))[:_LISTED]
    )
    return say(
        f"表中 {listed} ＝ {allowed(sum_)}，“{column.label}”写 {shown(snapshot, column.total)}，"
        f"{column.label}{off_by(excess(held, sum_))}",
        f"the table's rows {listed} = {allowed(sum_)}; its total {column.label} is {shown(snapshot, column.total)}, "
        f"{off_by(excess(held, sum_))}",
    )


def _reported(
    snapshot: Snapshot,
    whole: Entry,
    members: tuple[Entry, ...],
    says: str,
    sum_: Interval,
    severity: Severity,
    held: Interval,
) -> Problem:
    series = whole.series
    exact = only(sum_)
    finding = Finding(
        code="rollup",
        severity=severity,
        unit_code=series.unit_code,
        indicator=series.indicator,
        item=series.item,
        date=snapshot.day,
        message=heading(snapshot, whole) + says + say("。", "."),
        ask=ask(
            snapshot,
            whole.draft.reporter,
            says,
            say("请核对总数和各单位的数，回复正确的数", "Please check the total and the units' figures"),
            (whole,),
        ),
        expected=exact if exact is not None else allowed(sum_),
        found=whole.draft.value,
        figures=told(whole, *members),
        ways_out=(*((correct(whole, exact, says),) if exact is not None else ()), asking(), accepting()),
    )
    return Problem(finding, {whole.number: hull(held, sum_)})


CHECK = Check(
    "rollup",
    70,
    "单位或正文自报的总数（全市、各区县、下属单位）与有关单位各自来件之和比较，同一指标、品类、量词、口径、时段；"
    "可能指几组单位的，都对不上才算不符；平时报此数的单位缺报时只判断“不应少于”；没有写明的，此前恰好等于同一组单位之和的也作总数。表中合计、小计与其上各行之和比较。"
    "不能跨单位相加的指标不比较。",
    "A total told over units (the city, the districts, a unit's own children) against the sum of those units' own "
    "reports: same indicator, item, measure, basis and window. Where the words may mean several groups, it must fit "
    "none of them; where a unit that usually tells the figure is missing, only 'not less than' is judged. A table's "
    "合计 and 小计 against the rows above. Indicators that may not be added over units are left out.",
    find,
)
