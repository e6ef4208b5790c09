"""percent: a share, a rate or a growth told beside the numbers that it comes from."""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise, permutations
from pathlib import Path

from dibao.checks.finding import Finding, Severity
from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Snapshot, line_of
from dibao.checks.words import accepting, ask, asking, correct, number, quote, shown, told, unit_name
from dibao.entries import Entry
from dibao.figures import Basis, Interval, Number
from dibao.language import say

_STOP = re.compile(r"[。！？!?]|\n\s*\n")
_CLAUSE = re.compile(r"[，,。；;、：:（(]")
_DIGITS = re.compile(r"[\d０-９]")
_MOST = 60
"""In a sentence of more figures nobody can tell which a percentage is of."""
_YESTERDAY = re.compile(r"[比较]?(昨[日天]|前一[日天]|上[一]?[日期])|环比")
_SPACE = re.compile(r"\s+")
_DUE = re.compile(r"[按及准限]时|[按到限如]期")
_FILLER = re.compile(r"其中|大约|[约仅共均已只也则即就更]")
_LAST_YEAR = re.compile(r"同比|上年|去年|上[个]?月|上周")


@dataclass(frozen=True, slots=True)
class Ratio:
    """A told percentage with what it should come from: 100 × `top` ÷ `base`, less 100 for a growth."""

    rate: Entry
    top: Entry
    base: Entry
    growth: bool
    result: Interval


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each percentage that its own numbers contradict, or that is over 100% where it cannot be."""
    for rate, ratio in broken_rates(snapshot):
        yield _problem(snapshot, rate, ratio, _over(snapshot, rate) if ratio is None else _arithmetic(snapshot, ratio))


def broken_rates(snapshot: Snapshot) -> Iterator[tuple[Entry, Ratio | None]]:
    """Each percentage that cannot be right, with the numbers that contradict it; None for one over 100%."""
    for report in snapshot.counted_reports:
        entries = snapshot.of_report.get(report.number, [])
        for rate in entries:
            if not is_percent(rate) or snapshot.interval(rate) is None:
                continue
            clause = _clause(report.text, rate)
            kind, name = _kind(clause)
            if kind == "share" and rate.interval.low > 100:
                yield rate, None
                continue
            ratio = _ratio(snapshot, report.text, entries, rate, kind, name)
            if ratio is not None and not ratio.result.meets(_rounded(rate)):
                yield rate, ratio


def is_percent(entry: Entry) -> bool:
    """Whether the entry is a percentage."""
    return entry.series.basis is Basis.RATE and entry.draft.text.rstrip().endswith(("%", "％"))


def _clause(text: str, rate: Entry) -> str:
    """The words before the percentage, from the last stop or comma; the phrase where the text is not kept."""
    before = re.sub(r"\s+", "", text[max(0, rate.draft.start - 60) : rate.draft.start])
    return _CLAUSE.split(before)[-1] or rate.draft.phrase


@cache
def _kinds() -> tuple[tuple[str, str], ...]:
    with Path(__file__).with_name("shares.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["word"], row["kind"]) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _kind(clause: str) -> tuple[str, str]:
    """`growth`, `share`, `open` (may exceed 100%) or "", by the last of the longest words in a clause; and the words
    that end with it."""
    found = [(clause.rfind(word) + len(word), len(word), kind) for word, kind in _kinds() if word in clause]
    end, _, kind = max(found, default=(0, 0, ""))
    return kind, clause[:end]


def _about(text: str, rate: Entry, name: str, count: Entry) -> bool:
    """Whether a percentage is one of a count by its words: 整改率 of what was 整改; 占 of the count right before it, or
    of the thing that its own words name again. 按时办结率 is of those that were due, which nobody counts."""
    before = _CLAUSE.split(_SPACE.sub("", text[max(0, count.draft.start - 40) : count.draft.start]))[-1]
    behind = _CLAUSE.split(_SPACE.sub("", text[count.draft.end : count.draft.end + 20]))[0]
    if name.endswith("率"):
        stem = name[:-1][-2:]
        return len(stem) == 2 and not _DUE.search(name) and stem in before + "，" + behind
    if count.draft.end > rate.draft.start:
        return False
    own = _CLAUSE.split(_SPACE.sub("", text[count.draft.end : rate.draft.start]))[-1]
    subject = _FILLER.sub("", own[: max(own.rfind("占"), own.rfind("比例"), 0)])
    return not subject or subject in before


def _ratio(snapshot: Snapshot, text: str, entries: Sequence[Entry], rate: Entry, kind: str, name: str) -> Ratio | None:
    """The one pair that the words point to; None where it is not clear, or where another pair of the sentence fits."""
    counts = [entry for entry in _beside(text, entries, rate) if snapshot.interval(entry) is not None]
    if kind == "growth":
        return _growth(snapshot, counts, rate, _clause(text, rate))
    pair = _pair(snapshot, text, entries, counts, rate, kind, name)
    if pair is None:
        return None
    linked = pair[0].part_of == pair[1].number  # 其中…，占…: no other pair is meant
    sure = [] if linked else [entry for entry in counts if not snapshot.doubted(entry)]
    others = [_made(snapshot, rate, top, base) for top, base in permutations(sure, 2)]
    if any(other is not None and other.result.meets(_rounded(rate)) for other in others):
        return None
    return _made(snapshot, rate, *pair)


def _start(entry: Entry) -> int:
    return entry.draft.start


def _beside(text: str, entries: Sequence[Entry], rate: Entry) -> list[Entry]:
    """The counts of the percentage's sentence; with fewer than two, those of the sentence before it too."""
    counts: list[Entry] = []
    stops = [0, *(match.end() for match in _STOP.finditer(text, 0, rate.draft.start))]
    match = _STOP.search(text, rate.draft.end)
    end = match.start() if match else len(text)
    for start in (stops[-1], stops[-2] if len(stops) > 1 else stops[-1]):
        first = bisect_left(entries, start, key=_start)
        last = bisect_left(entries, end, key=_start)
        if last - first > _MOST:
            return []
        counts = [
            entry
            for entry in entries[first:last]
            if entry.series.basis is not Basis.RATE and start <= entry.draft.start and entry.draft.end <= end
        ]
        if len(counts) > 1:
            break
    return counts


def _pair(
    snapshot: Snapshot,
    text: str,
    entries: Sequence[Entry],
    counts: Sequence[Entry],
    rate: Entry,
    kind: str,
    name: str,
) -> tuple[Entry, Entry] | None:
    before = [entry for entry in counts if entry.draft.end <= rate.draft.start]
    nearest = before[-1] if before else None
    if nearest is not None and _DIGITS.search(text[nearest.draft.end : rate.draft.start]):
        return None  # a number stands between them that is not in the ledger
    if kind == "share" and nearest is not None and _about(text, rate, name, nearest):
        whole = snapshot.by_number.get(nearest.part_of) if nearest.part_of is not None else None
        if whole is None or whole.series.measure != nearest.series.measure:
            whole = _base(snapshot, text, entries, nearest, rate)
        if whole is not None and snapshot.interval(whole) is not None:
            return nearest, whole
    if kind not in ("share", "open"):
        return None
    if _unread(text, counts, rate):
        return None
    pool = list({entry.draft.value: entry for entry in counts}.values())
    if len(pool) != 2 or pool[0].series.measure != pool[1].series.measure:
        return None
    small, large = sorted(pool, key=lambda entry: entry.draft.value)
    named = [entry for entry in pool if _about(text, rate, name, entry)]
    if kind == "open":  # a plan may be exceeded: what was done is what the words say was done
        return (named[0], large if named[0] is small else small) if len(named) == 1 else None
    return (small, large) if small in named else None


def _unread(text: str, counts: Sequence[Entry], rate: Entry) -> bool:
    """Whether the sentence has numbers, from the first count to the last, that are not in the ledger."""
    at = min(entry.draft.start for entry in (*counts, rate))
    for entry in sorted((*counts, rate), key=lambda one: one.draft.start):
        if _DIGITS.search(text[at : entry.draft.start]):
            return True
        at = max(at, entry.draft.end)
    return False


def _base(snapshot: Snapshot, text: str, entries: Sequence[Entry], part: Entry, rate: Entry) -> Entry | None:
    """当日来电中，政策咨询74件，占50%；其他74件: the earlier count of the paragraph that the other shares or the sum of
    the sentence's counts prove to be the whole."""
    paragraph = max(text.rfind(mark, 0, rate.draft.start) for mark in ("\n", "\r"))
    begin = max([paragraph + 1, *(match.end() for match in _STOP.finditer(text, paragraph + 1, part.draft.start))])
    match = _STOP.search(text, rate.draft.end)
    end = match.start() if match else len(text)
    inside = [entry for entry in entries if begin <= entry.draft.start < end]
    listed = [entry for entry in inside if not is_percent(entry) and entry.series.measure == part.series.measure]
    pairs = [
        (before, share)
        for before, share in pairwise(inside)
        if is_percent(share) and share is not rate and not is_percent(before)
    ]
    earlier = (
        entry
        for entry in entries
        if paragraph < entry.draft.start < part.draft.start
        and entry.series.measure == part.series.measure
        and entry.draft.value >= part.draft.value
        and entry.series.basis is part.series.basis
    )
    for whole in earlier:
        made = [(_made(snapshot, share, before, whole), share) for before, share in pairs]
        shares_fit = bool(made) and all(one and one.result.meets(_rounded(share)) for one, share in made)
        others = [entry for entry in listed if entry is not whole]
        if shares_fit or (len(others) > 1 and sum(entry.draft.value for entry in others) == whole.draft.value):
            return whole
    return None


def _growth(snapshot: Snapshot, counts: Sequence[Entry], rate: Entry, clause: str) -> Ratio | None:
    before = [entry for entry in counts if entry.draft.end <= rate.draft.start]
    if not before or _LAST_YEAR.search(clause) or not _YESTERDAY.search(clause):
        return None
    top = before[-1]
    yesterday = [
        entry
        for entry in snapshot.past_lines.get(line_of(top.series), {}).get(top.series.basis, ())
        if (snapshot.day - entry.draft.day).days == 1 and snapshot.interval(entry) is not None
    ]
    if top.series.basis not in (Basis.NEW, Basis.ASOF) or len({entry.interval for entry in yesterday}) != 1:
        return None
    return _made(snapshot, rate, top, yesterday[0], growth=True)


def _made(snapshot: Snapshot, rate: Entry, top: Entry, base: Entry, growth: bool = False) -> Ratio | None:
    upper, lower = snapshot.interval(top), snapshot.interval(base)
    if upper is None or lower is None or lower.low <= 0 or lower.high is None or upper.high is None:
        return None
    if top.series.measure != base.series.measure:
        return None
    low, high = Decimal(100) * upper.low / lower.high, Decimal(100) * upper.high / lower.low
    if growth:
        low, high = low - 100, high - 100
        low, high = (low, high) if low >= 0 else (-high, -low) if high <= 0 else (Decimal(0), max(-low, high))
    return Ratio(rate, top, base, growth, Interval(low, high))


def _rounded(rate: Entry) -> Interval:
    """What a percentage may stand for: rounded or cut off, so one unit of its last place to either side."""
    place = Decimal(1).scaleb(_exponent(rate.draft.value))
    high = rate.interval.high
    return Interval(rate.interval.low - place, None if high is None else high + place)


def _exponent(value: Number) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return min(0, exponent) if isinstance(exponent, int) else 0


def nearest(ratio: Ratio) -> Decimal:
    """What the numbers give, to the place that the percentage is written with."""
    middle = (Decimal(ratio.result.low) + Decimal(ratio.result.high or ratio.result.low)) / 2
    return middle.quantize(Decimal(1).scaleb(_exponent(ratio.rate.draft.value)), rounding=ROUND_HALF_UP)


def _arithmetic(snapshot: Snapshot, ratio: Ratio) -> str:
    top, base = shown(snapshot, ratio.top), shown(snapshot, ratio.base)
    result, found = f"{nearest(ratio)}%", f"{number(ratio.rate.draft.value)}%"
    if ratio.growth:
        return say(
            f"今日 {top}，昨日 {base}，变化（{top} − {base}）÷ {base} ＝ {result}，来件写 {found}",
            f"{top} today, {base} yesterday: ({top} − {base}) ÷ {base} = {result}; the report says {found}",
        )
    return say(f"{top} ÷ {base} ＝ {result}，来件写 {found}", f"{top} ÷ {base} = {result}; the report says {found}")


def _over(snapshot: Snapshot, rate: Entry) -> str:
    return say(
        f"“{quote(rate)}”中的 {number(rate.draft.value)}% 超过 100%，这一比率不可能超过 100%",
        f"{number(rate.draft.value)}% in “{quote(rate)}” is over 100%, which this rate cannot be",
    )


def _problem(snapshot: Snapshot, rate: Entry, ratio: Ratio | None, says: str) -> Problem:
    words = rate.draft.phrase or rate.series.item
    name = words if len(words) > 1 else say("占比", "share")
    value = nearest(ratio) if ratio is not None else None
    series = rate.series
    finding = Finding(
        code="percent",
        severity=Severity.ERROR,
        unit_code=series.unit_code,
        indicator=series.indicator,
        item=series.item,
        date=snapshot.day,
        message=f"{unit_name(snapshot, series.unit_code)} {name}".rstrip() + say("：", ": ") + says + say("。", "."),
        ask=ask(
            snapshot,
            rate.draft.reporter,
            says,
            say("请核对百分比和两个数，回复正确的数", "Please check the percentage and the two numbers"),
            (rate,),
        ),
        expected=value if value is not None else "≤ 100",
        found=rate.draft.value,
        figures=told(rate, *((ratio.top, ratio.base) if ratio else ())),
        ways_out=(*((correct(rate, value, says),) if value is not None else ()), asking(), accepting()),
    )
    return Problem(finding, {rate.number: None})


CHECK = Check(
    "percent",
    65,
    "百分比与旁边的两个数比较：占比、率＝部分÷总数；比昨日增减＝（今日－昨日）÷昨日。四舍五入和截尾都算对"
    "（末位允许相差 1）。字眼须指向部分：“整改率”旁有“已整改”的数，“占”紧跟其数。占比和率（完成率等除外）"
    "不得超过 100%。指不清是哪两个数的不判断。",
    "A percentage against the two numbers beside it: share or rate = part ÷ whole; change on yesterday = (today − "
    "yesterday) ÷ yesterday. Rounding and cutting off are both right (one unit of the last place). Its words must "
    "point to the part: 整改率 beside what was 整改, 占 right behind its number. Shares and rates (but not a plan's "
    "completion) do not exceed 100%. Where it is not clear which two numbers, nothing is said.",
    find,
)
