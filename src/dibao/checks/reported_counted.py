"""reported_counted: what a unit says against what Dibao counted of its own records."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks.finding import Finding, Severity
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Snapshot
from dibao.checks.sums import excess, hull
from dibao.checks.words import accepting, allowed, ask, asking, correct, heading, off_by, quote, shown, told
from dibao.entries import Entry, Origin, Series
from dibao.figures import How
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each figure that was told and counted with values that exclude each other."""
    counted: dict[Series, Entry] = {
        entry.series: entry for entry in snapshot.entries if entry.draft.origin is Origin.COUNTED
    }
    if not counted:
        return
    for entry in snapshot.told:
        other = counted.get(entry.series)
        held = snapshot.interval(entry)
        if other is None or held is None or entry.part_of is not None or not _comparable(entry, other):
            continue
        if not held.meets(other.interval):
            yield _problem(snapshot, entry, other)
            del counted[entry.series]


def _comparable(entry: Entry, other: Entry) -> bool:
    """Whether the two speak of the same time; a window that nobody wrote is the usual one."""
    return entry.draft.window_how is How.DEFAULT or entry.draft.window.end == other.draft.window.end


def _problem(snapshot: Snapshot, entry: Entry, other: Entry) -> Problem:
    held = snapshot.interval(entry)
    assert held is not None
    difference = off_by(excess(held, other.interval))
    says = say(
        f"来件写 {shown(snapshot, entry)}，系统记录清点为 {allowed(other.interval)}，来件{difference}",
        f"the report says {shown(snapshot, entry)}; {allowed(other.interval)} were counted here, so the report has "
        f"{difference}",
    )
    series = entry.series
    finding = Finding(
        code="reported_counted",
        severity=Severity.ERROR,
        unit_code=series.unit_code,
        indicator=series.indicator,
        item=series.item,
        date=snapshot.day,
        message=heading(snapshot, entry) + says + say("。", "."),
        ask=ask(
            snapshot,
            entry.draft.reporter,
            says,
            say("请核对；有未登记的，请补报清单", "Please check; if records are missing here, send the list"),
            (entry,) if quote(entry) else (),
        ),
        expected=other.draft.value,
        found=entry.draft.value,
        figures=told(entry, other),
        ways_out=(correct(entry, other.draft.value, says), asking(), accepting()),
    )
    return Problem(finding, {entry.number: hull(held, other.interval)})


CHECK = Check(
    "reported_counted",
    33,
    "来件所报与系统按自身记录清点的同一单位、指标、口径、时段的数比较。",
    "What a unit reported against what was counted from records here: same unit, indicator, basis and window.",
    find,
)
