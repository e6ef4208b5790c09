"""Totals over units and days: what may be added is added, who is missing is named, the rest is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dibao.catalogue.indicators import OTHER
from dibao.catalogue.overlaps import Contained, without_overlaps
from dibao.catalogue.table_sums import over_units
from dibao.catalogue.workspace import Workspace
from dibao.entries import Entry
from dibao.figures import ZERO, Approx, Basis, Interval, Number, Window
from dibao.language import say


@dataclass(frozen=True, slots=True)
class Query:
    """What to add up. `item` None: the indicator as a whole; `measure` None: the one measure there is.

    `scope`: all | a unit's code | kind:district | tier:central (the item of what higher tiers carried).
    """

    indicator: str
    basis: Basis
    first: date
    last: date
    item: str | None = None
    scope: str = "all"
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum and everything it is made of. `interval` and `value` are None where nothing was reported or all is refused.

    `reported` and `missing` are unit codes in the order of units.csv; `doubtful` the units with two values for one key;
    `contained` the entries that others of the sum hold already, or that are totals of them.
    """

    query: Query
    measure: str = ""
    value: Number | None = None
    interval: Interval | None = None
    approx: Approx = Approx.EXACT
    window: Window = field(default_factory=Window)
    entries: tuple[Entry, ...] = ()
    reported: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    refused: str = ""
    contained: tuple[Contained, ...] = ()


TIERS = {"tier:central": "中央媒体", "tier:provincial": "省级媒体", "tier:city": "市级媒体"}
"""The items (link_items.csv) that stand for the tiers of media."""


def roll_up(
    entries: Iterable[Entry],
    query: Query,
    workspace: Workspace,
    *,
    regulars: Mapping[str, Collection[str]] | None = None,
    silent: Collection[str] = (),
) -> Total:
    """Add up current entries for a query.

    `regulars`: by indicator, the units that have told it before; `silent`: units that owe a report and sent none.
    A unit is missing if it is a regular without a figure now, or silent while units of its kind tell this indicator.
    A total is always the sum of those that did report; nothing is carried forward here.
    """
    tier = TIERS.get(query.scope)
    group = members_of(query.scope, workspace)
    members = set(group)
    wanted = _told(entries, query, members)
    chosen = _top(wanted, tier if tier else query.item)
    measures = sorted({entry.series.measure for entry in chosen})
    measure = query.measure or (measures[0] if len(measures) == 1 else "")
    reported = {entry.series.unit_code for entry in chosen}
    missing = missing_of(group, reported, workspace, (regulars or {}).get(query.indicator, ()), silent)
    days = {entry.draft.day for entry in chosen}
    refused = refusal(query, len(chosen), reported, days, measures, workspace)
    if refused or not chosen:
        return Total(
            query, measure, entries=tuple(chosen), reported=ordered(group, reported), missing=missing, refused=refused
        )
    told, doubtful = one_a_key([entry for entry in chosen if entry.series.measure == measure], query.basis)
    if not told:
        return Total(query, measure, missing=missing)
    used, contained = without_overlaps(told, workspace.units)
    interval: Interval = ZERO
    value: Number = 0
    for entry in used:
        interval, value = interval + entry.interval, value + entry.draft.value
    return Total(
        query,
        measure,
        value,
        interval,
        approx_of(entry.draft.approx for entry in used),
        _span(used),
        tuple(used),
        ordered(group, {entry.series.unit_code for entry in used}),
        missing,
        ordered(group, doubtful),
        contained=contained,
    )


def _told(entries: Iterable[Entry], query: Query, members: Collection[str]) -> list[Entry]:
    """What the members (all, where there are none) told, without a table's totals of what other units told."""
    here = [
        entry
        for entry in entries
        if entry.series.indicator == query.indicator
        and entry.series.basis is query.basis
        and query.first <= entry.draft.day <= query.last
    ]
    totals = over_units(here)
    return [
        entry for entry in here if (not members or entry.series.unit_code in members) and entry.number not in totals
    ]


def members_of(scope: str, workspace: Workspace) -> list[str]:
    """The codes of the units that a scope takes in, in the order of units.csv, the office last."""
    units = workspace.units
    group = [unit.code for unit in units.group("all" if scope in TIERS else scope)]
    return group + [unit.code for unit in units.values() if unit.kind == "office"] if scope == "all" else group


def _top(entries: Sequence[Entry], item: str | None) -> list[Entry]:
    """The entries that are no part of another one here; for a named item, those of that item, parts or not."""
    if item is not None:
        return [
            entry for entry in entries if entry.series.item == item or (item and item in entry.series.item.split("·"))
        ]
    here = {entry.number for entry in entries}
    return [entry for entry in entries if entry.part_of is None or entry.part_of not in here]


def one_a_key(entries: Sequence[Entry], basis: Basis) -> tuple[list[Entry], set[str]]:
    """One entry a key (a new figure: per window; a standing one: its last day), and units that told two values."""
    last: dict[object, Entry] = {}
    doubtful: set[str] = set()
    for entry in entries:
        key = (entry.series, entry.draft.window) if basis is Basis.NEW else entry.series
        before = last.get(key)
        if before is not None and before.draft.day > entry.draft.day:
            continue
        if before is not None and before.draft.day == entry.draft.day and not before.interval.meets(entry.interval):
            doubtful.add(entry.series.unit_code)
        last[key] = entry
    return list(last.values()), doubtful


def refusal(
    query: Query,
    entries: int,
    units: Collection[str],
    days: Collection[date],
    measures: Sequence[str],
    workspace: Workspace,
) -> str:
    """Why that many entries of these units and days may not be added, in one sentence; "" where they may."""
    indicator = workspace.catalogue.get(query.indicator)
    name = indicator.name if indicator else query.indicator
    if query.indicator == OTHER or query.basis in (Basis.RATE, Basis.OTHER):
        return say(f"{name}不能相加。", f"{name} may not be added up.") if entries > 1 else ""
    if indicator and not indicator.sum_units and len(units) > 1:
        return say(
            f"{name}各单位之间可能重复，不能相加。", f"{name} may overlap between units and may not be added up."
        )
    if indicator and not indicator.sum_days and query.basis is Basis.NEW and len(days) > 1:
        return say(f"{name}不能按日相加。", f"{name} may not be added over days.")
    if query.measure is None and len(measures) > 1:
        return say(
            f"{name}有{'、'.join(measures)}几种量词，不能相加。",
            f"{name} was told in {', '.join(measures)}, which may not be added up.",
        )
    return ""


def missing_of(
    group: Sequence[str],
    reported: Collection[str],
    workspace: Workspace,
    regulars: Collection[str],
    silent: Collection[str],
) -> tuple[str, ...]:
    """The units of a group that a total lacks: regulars of it, and silent ones whose kind tells it."""
    kinds, expect = workspace.units.kinds, workspace.settings.expect
    lacking = {*regulars, *silent}.difference(reported)
    if not lacking:
        return ()
    told = {*map(kinds.get, reported), *map(kinds.get, regulars)}
    return tuple(
        code
        for code in group
        if code in lacking
        and (code in regulars or (code in silent and kinds[code] in told))
        and expect.get(code, kinds[code] != "office")
    )


def ordered(group: Sequence[str], codes: Collection[str]) -> tuple[str, ...]:
    """The codes in the order of the group, strangers last."""
    known = [code for code in group if code in codes]
    return (*known, *sorted(set(codes).difference(known))) if len(known) < len(codes) else tuple(known)


def _span(entries: Sequence[Entry]) -> Window:
    starts = [entry.draft.window.start for entry in entries]
    ends = [entry.draft.window.end for entry in entries if entry.draft.window.end]
    known = [start for start in starts if start is not None]
    return Window(min(known) if len(known) == len(starts) else None, max(ends) if ends else None)


def approx_of(kinds: Iterable[Approx]) -> Approx:
    """How exact a sum is said to be: one direction of doubt keeps it, two make it `about`."""
    doubts = set(kinds) - {Approx.EXACT}
    if not doubts:
        return Approx.EXACT
    return doubts.pop() if len(doubts) == 1 else Approx.ABOUT
