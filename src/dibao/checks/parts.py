"""parts: the parts (其中) of a whole against the whole."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from dibao.checks.finding import Finding, Severity, WayOut
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Snapshot
from dibao.checks.sums import certainly_less, excess, hull, only, total
from dibao.checks.words import accepting, allowed, ask, asking, correct, heading, off_by, shown, told, unit_name
from dibao.entries import Entry, Series
from dibao.figures import Interval, Number
from dibao.language import say

_NEW_LIST = re.compile(r"其中|按[^，。；:：]{1,8}[分看:：]|从[^，。；]{1,8}看|分[^，。；]{1,6}看")
_LABEL_END = re.compile(r"[、，,；;：:（(]|其中|\d[^、，,；;：:]?")
_SPACE = re.compile(r"\s")
SURE = 20
"""A breakdown that added up on an earlier day counts as complete from this whole on: under it, chance would do."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole and one list of its parts, in text order, all of the whole's measure."""

    whole: Entry
    parts: tuple[Entry, ...]
    words: str
    """The text from the whole to the last part."""

    @property
    def labels(self) -> frozenset[tuple[str, str, str]]:
        """What the parts are parts by, the same from day to day."""
        return frozenset((part.series.unit_code, part.series.indicator, part.series.item) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Broken:
    """A breakdown that cannot be right: its part `over` exceeds the whole, or (None) its parts do not make the whole.

    `whole` and `sum` are what the words of the whole, and of all parts together, allow.
    """

    breakdown: Breakdown
    over: Entry | None
    whole: Interval
    sum: Interval


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each list of parts that exceeds its whole, or is complete and does not add up to it."""
    for broken in broken_breakdowns(snapshot):
        if broken.over is not None:
            yield _exceeds(snapshot, broken.breakdown, broken.over, broken.whole)
        else:
            yield _does_not_add_up(snapshot, broken.breakdown, broken.sum, broken.whole)


def broken_breakdowns(snapshot: Snapshot) -> Iterator[Broken]:
    """The day's breakdowns that cannot be right."""
    for breakdown in breakdowns(snapshot):
        held = [snapshot.interval(entry) for entry in (breakdown.whole, *breakdown.parts)]
        known = [interval for interval in held if interval is not None]
        if len(known) < len(held):
            continue
        whole, sum_ = known[0], total(known[1:])
        over = next(
            (
                part
                for part, interval in zip(breakdown.parts, known[1:], strict=True)
                if certainly_less(whole, interval)
            ),
            None,
        )
        several = len(breakdown.parts) > 1 and not sum_.meets(whole)
        if over is not None or (several and _must_add_up(snapshot, breakdown, sum_, whole)):
            yield Broken(breakdown, over, whole, sum_)


def breakdowns(snapshot: Snapshot) -> Iterator[Breakdown]:
    """The day's breakdowns: two lists after two 其中 are two breakdowns of one whole."""
    texts = {report.number: report.text for report in snapshot.reports}
    for number, parts in snapshot.parts.items():
        whole = snapshot.by_number[number]
        same = sorted(
            (part for part in parts if part.series.measure == whole.series.measure and part.report == whole.report),
            key=lambda part: (part.draft.start, part.number),
        )
        text = texts.get(whole.report or 0, "")
        for group in _lists(same, text):
            yield Breakdown(whole, tuple(group), text[whole.draft.end : group[-1].draft.end])


def _lists(parts: Sequence[Entry], text: str) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    for part in parts:
        if group and _NEW_LIST.search(re.sub(r"\s+", "", text[group[-1].draft.end : part.draft.start])):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _must_add_up(snapshot: Snapshot, breakdown: Breakdown, sum_: Interval, whole: Interval) -> bool:
    alike = all(part.series.indicator == breakdown.whole.series.indicator for part in breakdown.parts)
    if certainly_less(whole, sum_):
        return alike or _complete(snapshot, breakdown)
    return _complete(snapshot, breakdown)


def _complete(snapshot: Snapshot, breakdown: Breakdown) -> bool:
    """Whether a list names everything: it says so, names every unit of a kind, every side, or did so before."""
    last = breakdown.parts[-1]
    tail = breakdown.words[-(last.draft.end - last.draft.start) - 12 :]
    if any(word in tail for word in _words()):
        return True
    if any(all(label in breakdown.words for label in labels) for labels in _complements(len(breakdown.parts))):
        return True
    return _all_units(snapshot, breakdown) or _added_up_before(snapshot, breakdown)


def _all_units(snapshot: Snapshot, breakdown: Breakdown) -> bool:
    units = snapshot.workspace.units
    named = {part.series.unit_code for part in breakdown.parts}
    kinds = {units[code].kind for code in named if code in units}
    children = {unit.code for unit in units.group(breakdown.whole.series.unit_code)} - {
        breakdown.whole.series.unit_code
    }
    groups = [children, *({unit.code for unit in units.group(f"kind:{kind}")} for kind in kinds)]
    return any(len(group) > 1 and group <= named for group in groups)


def _added_up_before(snapshot: Snapshot, breakdown: Breakdown) -> bool:
    """Whether the same list added up exactly on the last earlier day that had it."""
    by_day: dict[date, dict[int, list[Entry]]] = {}
    for whole, entry in snapshot.indexed(_past_parts).get(breakdown.whole.series, ()):
        by_day.setdefault(entry.draft.day, {}).setdefault(whole.number, []).append(entry)
    for day in sorted(by_day, reverse=True):
        for number, parts in by_day[day].items():
            same = [part for part in parts if part.series[:3] in breakdown.labels]
            whole = snapshot.by_number[number]
            if {part.series[:3] for part in same} == breakdown.labels:
                sound = not any(snapshot.doubted(entry) for entry in (whole, *same))
                if sound:
                    summed = total(part.interval for part in same)
                    return whole.draft.value >= SURE and summed.exact and summed.meets(whole.interval)
    return False


def _past_parts(snapshot: Snapshot) -> dict[Series, list[tuple[Entry, Entry]]]:
    """The parts that earlier reports told, each with its whole, by the whole's series."""
    found: dict[Series, list[tuple[Entry, Entry]]] = {}
    for entry in snapshot.past:
        whole = snapshot.by_number.get(entry.part_of) if entry.part_of is not None else None
        if whole is not None and whole.report == entry.report:
            found.setdefault(whole.series, []).append((whole, entry))
    return found


@cache
def _words() -> tuple[str, ...]:
    with Path(__file__).with_name("exhaustive.csv").open(encoding="utf-8", newline="") as file:
        return tuple(row["word"] for row in csv.DictReader(file))


@cache
def _complements(count: int) -> tuple[tuple[str, ...], ...]:
    """Sets of labels that exhaust a thing, by how many there are."""
    with Path(__file__).with_name("complements.csv").open(encoding="utf-8", newline="") as file:
        sets = [tuple(row["labels"].split("|")) for row in csv.DictReader(file)]
    return tuple(labels for labels in sets if len(labels) == count)


def label(snapshot: Snapshot, breakdown: Breakdown, part: Entry) -> str:
    """What a part is called in the text."""
    if part.series.unit_code != breakdown.whole.series.unit_code:
        return unit_name(snapshot, part.series.unit_code)
    at = part.draft.start - breakdown.whole.draft.end
    words = _LABEL_END.split(_SPACE.sub("", breakdown.words[: max(at, 0)]))[-1]
    if words:
        return words
    if part.series.item and part.series.item != breakdown.whole.series.item:
        return part.series.item
    return part.draft.phrase


def _exceeds(snapshot: Snapshot, breakdown: Breakdown, part: Entry, whole: Interval) -> Problem:
    held = snapshot.interval(part)
    assert held is not None
    says = say(
        f"其中{label(snapshot, breakdown, part)} {shown(snapshot, part)}，超过总数 "
        f"{shown(snapshot, breakdown.whole)}，{off_by(excess(held, whole))}",
        f"its part {label(snapshot, breakdown, part)} {shown(snapshot, part)} exceeds the whole "
        f"{shown(snapshot, breakdown.whole)}, {off_by(excess(held, whole))}",
    )
    finding = _finding(snapshot, breakdown, says, f"≤ {allowed(whole)}", part, ())
    both = hull(held, whole)
    return Problem(finding, {part.number: None, breakdown.whole.number: both})


def _does_not_add_up(snapshot: Snapshot, breakdown: Breakdown, sum_: Interval, whole: Interval) -> Problem:
    listed = say(" ＋ ", " + ").join(
        f"{label(snapshot, breakdown, part)} {shown(snapshot, part)}" for part in breakdown.parts
    )
    says = say(
        f"其中 {listed} ＝ {allowed(sum_)}，总数写 {shown(snapshot, breakdown.whole)}，"
        f"总数{off_by(excess(whole, sum_))}",
        f"the parts {listed} = {allowed(sum_)}; the whole is {shown(snapshot, breakdown.whole)}, "
        f"{off_by(excess(whole, sum_))}",
    )
    value = only(sum_)
    ways = (correct(breakdown.whole, value, says),) if value is not None else ()
    finding = _finding(snapshot, breakdown, says, value if value is not None else allowed(sum_), breakdown.whole, ways)
    doubts: dict[int, Interval | None] = {part.number: None for part in breakdown.parts}
    doubts[breakdown.whole.number] = hull(whole, sum_)
    return Problem(finding, doubts)


def _finding(
    snapshot: Snapshot,
    breakdown: Breakdown,
    says: str,
    expected: Number | str,
    found: Entry,
    ways: tuple[WayOut, ...],
) -> Finding:
    whole = breakdown.whole
    return Finding(
        code="parts",
        severity=Severity.ERROR,
        unit_code=whole.series.unit_code,
        indicator=whole.series.indicator,
        item=whole.series.item,
        date=snapshot.day,
        message=heading(snapshot, whole) + says + say("。", "."),
        ask=ask(
            snapshot,
            whole.draft.reporter,
            says,
            say("请核对总数和各部分，回复正确的数", "Please check the whole and its parts and send the right ones"),
            (whole,),
        ),
        expected=expected,
        found=found.draft.value,
        figures=told(whole, *breakdown.parts),
        ways_out=(*ways, asking(), accepting()),
    )


CHECK = Check(
    "parts",
    62,
    "“其中”各部分与总数比较：任何一部分不得超过总数；同一指标的各部分之和不得超过总数；列全的清单（写有其余，"
    "或列出全部区县、线上线下等全部方面，或前一日同样的清单恰好相加）之和应等于总数。没有列全的清单可以小于总数。",
    "The parts after 其中 against their whole. No part exceeds it, nor does the sum of parts of one indicator. A "
    "complete list (it names the rest, every unit of a kind or every side, or added up exactly the day before) sums to "
    "the whole; an incomplete one may stay under it.",
    find,
)
