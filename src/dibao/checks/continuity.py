"""continuity: previous total + new = total."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks.chains import Chain, chains
from dibao.checks.finding import Finding, Severity, WayOut
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Snapshot
from dibao.checks.sums import certainly_less, excess, hull, minus, only, total
from dibao.checks.words import (
    accepting,
    allowed,
    ask,
    asking,
    correct,
    day_name,
    heading,
    off_by,
    shown,
    standing,
    told,
)
from dibao.entries import Entry
from dibao.figures import Interval
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each broken chain."""
    for chain in chains(snapshot):
        if not chain.holds:
            yield _problem(snapshot, chain)


def terms(snapshot: Snapshot, chain: Chain) -> str:
    """`昨日累计 73,850 ＋ 今日新增 12,300`: the left side of the sum."""
    parts = [f"{standing(snapshot, chain.previous)} {shown(snapshot, chain.previous)}"]
    for entry in chain.news:
        parts.append(f"{new_of(snapshot, entry)} {shown(snapshot, entry)}")
    return say(" ＋ ", " + ").join(parts)


def new_of(snapshot: Snapshot, entry: Entry) -> str:
    """`今日新增`, `2月2日新增`."""
    if entry.draft.day == snapshot.day:
        return say("今日新增", "new today")
    day = day_name(entry.draft.day)
    return say(f"{day}新增", f"new on {day}")


def needed_new(snapshot: Snapshot, chain: Chain) -> Interval | None:
    """What today's new figure would have to be."""
    others = [snapshot.interval(entry) for entry in (chain.previous, *chain.news[:-1])]
    return minus(chain.found, total(interval for interval in others if interval is not None))


def _problem(snapshot: Snapshot, chain: Chain) -> Problem:
    low = certainly_less(chain.found, chain.sum)
    difference = excess(chain.found, chain.sum)
    says = say(
        f"{terms(snapshot, chain)} ＝ {allowed(chain.sum)}，来件写 {shown(snapshot, chain.now)}，{off_by(difference)}",
        f"{terms(snapshot, chain)} = {allowed(chain.sum)}; the report says {shown(snapshot, chain.now)}, "
        f"{off_by(difference)}",
    )
    if not chain.exact:
        says += _bound(low)
    needed = needed_new(snapshot, chain)
    series = chain.now.series
    finding = Finding(
        code="continuity",
        severity=Severity.ERROR,
        unit_code=series.unit_code,
        indicator=series.indicator,
        item=series.item,
        date=snapshot.day,
        message=heading(snapshot, chain.now) + says + say("。", "."),
        ask=ask(
            snapshot,
            chain.now.draft.reporter,
            says,
            say("请核对新增数和累计数，回复正确的两个数", "Please check both figures and send back the right ones"),
            (chain.new, chain.now),
        ),
        expected=only(chain.sum) if chain.sum.exact else allowed(chain.sum),
        found=chain.now.draft.value,
        figures=told(chain.previous, *chain.news, chain.now),
        ways_out=tuple(_ways(chain, needed, says)),
    )
    doubts: dict[int, Interval | None] = {chain.now.number: hull(chain.found, chain.sum)}
    held = snapshot.interval(chain.new)
    doubts[chain.new.number] = hull(held, needed) if held is not None and needed is not None else None
    return Problem(finding, doubts)


def _bound(low: bool) -> str:
    if low:
        return say(
            "；其间的时段没有全部报来，累计至少应为前者",
            "; not all of the time between was told, so it is at least that",
        )
    return say(
        "；新增的时段比两次累计之间更长，累计至多为前者", "; the new figure covers more time, so it is at most that"
    )


def _ways(chain: Chain, needed: Interval | None, reason: str) -> Iterator[WayOut]:
    if chain.exact and chain.sum.exact:
        yield correct(chain.now, chain.sum.low, reason)
    value = only(needed)
    if chain.exact and value is not None and value >= 0:
        yield correct(chain.new, value, reason)
    yield asking()
    yield accepting()


CHECK = Check(
    "continuity",
    60,
    "上一次累计＋其后的新增＝今日累计。上一次累计取前一日（没有来件则更早一日，没有则期初数）；写明的时段必须首尾相接，"
    "中间缺了时段只判断“不应少于”；约、余、近、万字小数按其允许的区间计算。",
    "Previous total + what was new since = today's total. The previous total is that of the day before (an earlier day "
    "or the opening balance if there is none). Windows that are written out must adjoin; where time is missing in "
    "between only 'not less than' is judged. Approximate wordings count as the interval that they allow.",
    find,
)
