"""monotone: a total since the work began never falls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dibao.checks.chains import Chain, chains, previous_total, standing_total
from dibao.checks.continuity import terms
from dibao.checks.finding import Finding, Severity, WayOut
from dibao.checks.magnitude import swapped_total
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Line, Snapshot
from dibao.checks.sums import certainly_less, excess, hull
from dibao.checks.words import accepting, allowed, ask, asking, correct, heading, number, shown, standing, told
from dibao.entries import Entry
from dibao.figures import Interval
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each total that lies under the one before it."""
    sums = {chain.line: chain for chain in chains(snapshot)}
    for line in snapshot.lines:
        now = standing_total(snapshot, line)
        previous = None if now is None else previous_total(snapshot, line)
        if now is None or previous is None or not _later(previous, now):
            continue
        found, before = snapshot.interval(now), snapshot.interval(previous)
        if found is None or before is None or not certainly_less(found, before):
            continue
        yield _problem(snapshot, line, now, previous, sums)


def _later(previous: Entry, now: Entry) -> bool:
    one, other = previous.draft.window.end, now.draft.window.end
    return one is None or other is None or one <= other


def _problem(snapshot: Snapshot, line: Line, now: Entry, previous: Entry, sums: Mapping[Line, Chain]) -> Problem:
    found, before = snapshot.interval(now), snapshot.interval(previous)
    assert found is not None and before is not None
    fallen = -excess(found, before)
    says = say(
        f"今日累计 {shown(snapshot, now)}，比{standing(snapshot, previous)} {shown(snapshot, previous)} "
        f"少 {number(fallen)}，累计数不应减少",
        f"today's total {shown(snapshot, now)} lies {number(fallen)} under {standing(snapshot, previous)} "
        f"{shown(snapshot, previous)}; a total does not fall",
    )
    chain = sums.get(line)
    expected: Interval | None = None
    if chain is not None:
        expected = chain.sum
        says += say(
            f"（{terms(snapshot, chain)} ＝ {allowed(chain.sum)}）",
            f" ({terms(snapshot, chain)} = {allowed(chain.sum)})",
        )
        if chain.exact and swapped_total(chain):
            says += say("，像是两位数字写颠倒", ", as if two digits were swapped")
    ways: list[WayOut] = []
    if expected is not None and expected.exact:
        ways.append(correct(now, expected.low, says))
    finding = Finding(
        code="monotone",
        severity=Severity.ERROR,
        unit_code=line.unit_code,
        indicator=line.indicator,
        item=line.item,
        date=snapshot.day,
        message=heading(snapshot, now) + says + say("。", "."),
        ask=ask(
            snapshot,
            now.draft.reporter,
            says,
            say("请核对今日累计，回复正确的累计数", "Please check today's total and send back the right one"),
            (now,),
        ),
        expected=(expected.low if expected.exact else allowed(expected)) if expected else f"≥ {allowed(before)}",
        found=now.draft.value,
        figures=told(previous, *(chain.news if chain else ()), now),
        ways_out=(*ways, asking(), accepting()),
    )
    return Problem(finding, {now.number: hull(found, expected) if expected else Interval(found.low, None)})


CHECK = Check(
    "monotone",
    50,
    "今日累计不小于上一次累计（只比较写明“累计、共、以来”的数；存量的时点数可以减少，不在此列）。",
    "Today's total is not less than the one before. Only totals that the words call totals are compared; a stock at an "
    "instant may fall.",
    find,
)
