"""magnitude: a slip of 万 or of a zero, two digits swapped, or a figure far from the unit's own history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dibao.checks.chains import Chain, chains
from dibao.checks.continuity import needed_new, new_of, terms
from dibao.checks.finding import Finding, Severity, WayOut
from dibao.checks.history import Past, past_of
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Line, Snapshot
from dibao.checks.sums import certainly_less, hull, scaled, shifted, total
from dibao.checks.words import accepting, allowed, ask, asking, correct, heading, number, shown, standing, told
from dibao.entries import Entry, Origin
from dibao.figures import Basis, How, Interval, Number
from dibao.language import say

TENS = (4, -4, 3, -3, 1, -1)
"""Powers of ten by which a slip is off: 万 written or left out, 千, a zero."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What was told, what it must have been, and how the two differ (a power of ten, 0 for swapped digits)."""

    entry: Entry
    right: Interval
    tens: int
    proof: str


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """One finding a line at most: first what a sum proves, then what the history says."""
    proven: dict[Line, Chain] = {chain.line: chain for chain in chains(snapshot) if chain.exact}
    for line, told_today in snapshot.lines.items():
        chain = proven.get(line)
        if chain is not None and not chain.holds:
            slips = list(_proven(snapshot, chain))
            if slips:
                yield _slipped(snapshot, slips)
            continue
        entries = [entry for basis in (Basis.NEW, Basis.ASOF, Basis.CUMULATIVE) for entry in told_today.get(basis, ())]
        for entry in entries:
            problem = _unlikely(snapshot, line, entry, chain is not None)
            if problem is not None:
                yield problem
                break


def _proven(snapshot: Snapshot, chain: Chain) -> Iterator[Slip]:
    """Slips after whose correction the chain holds: powers of ten first, else every swap that does."""
    held = snapshot.interval(chain.new)
    rest = [snapshot.interval(entry) for entry in (chain.previous, *chain.news[:-1])]
    before = total(interval for interval in rest if interval is not None)
    needed = needed_new(snapshot, chain)
    if held is None or needed is None:
        return
    for tens in TENS:
        if held.low > 0 and _whole(scaled(held, -tens)) and (before + scaled(held, -tens)).meets(chain.found):
            yield Slip(chain.new, _of(needed, scaled(held, -tens)), tens, _sum(snapshot, chain, scaled(held, -tens)))
            return
        if chain.found.low > 0 and _whole(scaled(chain.found, -tens)) and scaled(chain.found, -tens).meets(chain.sum):
            proof = say(
                f"{terms(snapshot, chain)} ＝ {allowed(chain.sum)}", f"{terms(snapshot, chain)} = {allowed(chain.sum)}"
            )
            yield Slip(chain.now, _of(chain.sum, scaled(chain.found, -tens)), tens, proof)
            return
    if held.exact and needed.exact and needed.low in swaps(held.low):
        yield Slip(chain.new, needed, 0, _sum(snapshot, chain, needed))
    if swapped_total(chain) and not falls(snapshot, chain):
        proof = say(
            f"{terms(snapshot, chain)} ＝ {allowed(chain.sum)}", f"{terms(snapshot, chain)} = {allowed(chain.sum)}"
        )
        yield Slip(chain.now, chain.sum, 0, proof)


def _whole(interval: Interval) -> bool:
    """Whether a slip undone gives a count: a ten-thousandth of 58 is none."""
    return interval.low == int(interval.low)


def _of(exact: Interval, guess: Interval) -> Interval:
    """What the sum proves, where it proves one number; else what the slip undone gives."""
    return exact if exact.exact else guess


def _sum(snapshot: Snapshot, chain: Chain, new: Interval) -> str:
    """The chain's sum with another new figure, against the total of the report."""
    parts = [f"{standing(snapshot, chain.previous)} {shown(snapshot, chain.previous)}"]
    parts += [f"{new_of(snapshot, entry)} {shown(snapshot, entry)}" for entry in chain.news[:-1]]
    parts.append(allowed(new))
    rest = [snapshot.interval(entry) for entry in (chain.previous, *chain.news[:-1])]
    result = total([*(interval for interval in rest if interval is not None), new])
    left = say(" ＋ ", " + ").join(parts)
    return say(
        f"{left} ＝ {allowed(result)}，与来件累计 {shown(snapshot, chain.now)} 相符",
        f"{left} = {allowed(result)}, which agrees with the report's total {shown(snapshot, chain.now)}",
    )


def swapped_total(chain: Chain) -> bool:
    """Whether today's total is the sum with two neighbouring digits swapped."""
    return chain.found.exact and chain.sum.exact and chain.sum.low in swaps(chain.found.low)


def falls(snapshot: Snapshot, chain: Chain) -> bool:
    """Whether today's total lies under the one before: that is what `monotone` is about."""
    before = snapshot.interval(chain.previous)
    return before is not None and certainly_less(chain.found, before)


def swaps(value: Number) -> set[int]:
    """The numbers that come of swapping two neighbouring digits."""
    digits = str(value)
    if not digits.isdigit():
        return set()
    return {
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    }


def _slipped(snapshot: Snapshot, slips: list[Slip]) -> Problem:
    first = slips[0]
    says = say("；或者", "; or ").join(_slip_words(slip) for slip in slips)
    ways = [correct(slip.entry, slip.right.low, says) for slip in slips if slip.right.exact]
    finding = _finding(snapshot, first.entry, Severity.ERROR, says, first.right, ways, [slip.entry for slip in slips])
    doubts: dict[int, Interval | None] = {}
    for slip in slips:
        held = snapshot.interval(slip.entry)
        doubts[slip.entry.number] = slip.right if len(slips) == 1 or held is None else hull(held, slip.right)
    return Problem(finding, doubts)


def _slip_words(slip: Slip) -> str:
    what = _basis_name(slip.entry)
    value = number(slip.entry.draft.value)
    if slip.tens == 0:
        return say(
            f"{what}写 {value}，对调相邻两位数字为 {allowed(slip.right)}，则 {slip.proof}",
            f"{what} is {value}; with two neighbouring digits swapped, {allowed(slip.right)}: {slip.proof}",
        )
    factor = number(shifted(1, abs(slip.tens)))
    way = say("多", "too large") if slip.tens > 0 else say("少", "too small")
    return say(
        f"{what}写 {value}，疑{way}写了 {factor} 倍，应为 {allowed(slip.right)}：{slip.proof}",
        f"{what} is {value}, {way} by a factor of {factor}; it should be {allowed(slip.right)}: {slip.proof}",
    )


def _basis_name(entry: Entry) -> str:
    return {
        Basis.NEW: say("今日新增", "new today"),
        Basis.CUMULATIVE: say("今日累计", "today's total"),
    }.get(entry.series.basis, say("今日", "today's figure"))


def _unlikely(snapshot: Snapshot, line: Line, entry: Entry, proven: bool) -> Problem | None:
    """A slip or an outlier against the unit's own history; nothing where a person corrected the figure."""
    draft = entry.draft
    guessed = draft.basis_how is How.DEFAULT and entry.series.basis is Basis.CUMULATIVE
    if draft.origin is not Origin.REPORTED or guessed or snapshot.doubted(entry) or draft.value <= 0:
        return None
    past = past_of(snapshot, line, entry.series.basis)
    slip = None if proven else past.slip(entry.draft.value)
    if slip:
        right = scaled(entry.interval, -slip)
        words = _slip_words(Slip(entry, right, slip, _history_words(past)))
        ways = [correct(entry, right.low, words)] if right.exact else []
        finding = _finding(snapshot, entry, Severity.ERROR, words, right, ways, [entry])
        return Problem(finding, {other.number: None for other in _same_line(snapshot, line)})
    score = past.score(entry.draft.value)
    if score is None:
        return None
    words = say(
        f"{_basis_name(entry)} {shown(snapshot, entry)}，是本单位近 {len(past.values)} 次的中位数 "
        f"{number(past.median)} 的 {past.times(entry.draft.value)} 倍，离群值 {score}，大于 3.5"
        "（对数值的修正 z 分数，Iglewicz 与 Hoaglin 1993）",
        f"{_basis_name(entry)} {shown(snapshot, entry)} is {past.times(entry.draft.value)} times the median "
        f"{number(past.median)} of the unit's last {len(past.values)} figures; its modified z-score of logarithms is "
        f"{score}, over 3.5 (Iglewicz and Hoaglin 1993)",
    )
    severity = Severity.INFO if proven else Severity.WARNING
    return Problem(_finding(snapshot, entry, severity, words, None, [], [entry]))


def _same_line(snapshot: Snapshot, line: Line) -> list[Entry]:
    return [entry for entries in snapshot.lines[line].values() for entry in entries]


def _history_words(past: Past) -> str:
    low, high = number(min(past.values)), number(max(past.values))
    if past.totals:
        return say(f"上一次累计为 {number(past.values[-1])}", f"the total before was {number(past.values[-1])}")
    return say(
        f"本单位此前 {len(past.values)} 次在 {low} 至 {high} 之间",
        f"the unit's {len(past.values)} earlier figures lie between {low} and {high}",
    )


def _finding(
    snapshot: Snapshot,
    entry: Entry,
    severity: Severity,
    says: str,
    right: Interval | None,
    ways: list[WayOut],
    entries: list[Entry],
) -> Finding:
    please = (
        say(
            "请核对数字和单位（个、万），回复正确的数",
            "Please check the digits and the unit (万 or not) and send the right one",
        )
        if right is not None
        else say("请核对；情况属实的，请说明原因", "Please check; if it is right, tell us the reason")
    )
    return Finding(
        code="magnitude",
        severity=severity,
        unit_code=entry.series.unit_code,
        indicator=entry.series.indicator,
        item=entry.series.item,
        date=snapshot.day,
        message=heading(snapshot, entry) + says + say("。", "."),
        ask=ask(snapshot, entry.draft.reporter, says, please, (entry,)),
        expected=None if right is None else (right.low if right.exact else allowed(right)),
        found=entry.draft.value,
        figures=told(*entries),
        ways_out=(*ways, asking(), accepting()),
    )


CHECK = Check(
    "magnitude",
    20,
    "三种情形：一、差 10,000、1,000 或 10 倍（多写、漏写“万”或零），由“上一次累计＋新增＝累计”证明，"
    "或与本单位此前数字相差悬殊；二、相邻两位数字对调，由同一算式证明；三、新增数或时点数远高于本单位自己的历史"
    "（至少 7 次，对数值的修正 z 分数大于 3.5 且为中位数 4 倍以上；Iglewicz 与 Hoaglin 1993）。",
    "Three cases. A factor of 10,000, 1,000 or 10 (万 or a zero too many or too few), proven by 'previous total + new "
    "= total' or far from the unit's earlier figures. Two neighbouring digits swapped, proven by the same sum. A "
    "new or standing figure far above the unit's own history: 7 figures or more, modified z-score of the logarithms "
    "over 3.5 and more than 4 times the median (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).",
    find,
)
