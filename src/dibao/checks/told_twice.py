"""told_twice: one quantity told with two values, in one report, by two reporters, or from version to version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dibao.catalogue import OTHER
from dibao.catalogue.post import alike
from dibao.checks.chains import Chain, chains, fixed
from dibao.checks.continuity import needed_new
from dibao.checks.finding import Finding, Severity, WayOut
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot, line_of
from dibao.checks.sums import excess, hull
from dibao.checks.words import (
    accepting,
    ask,
    asking,
    correct,
    heading,
    number,
    shown,
    thing,
    told,
    unit_name,
)
from dibao.entries import Entry, Origin, ReportInfo, Series
from dibao.figures import Basis, Interval, Number
from dibao.language import say

_LISTED = 6
_NEAR = 24
_ALIKE = 0.3
"""Under this share of common character pairs, the words beside two numbers name two things."""
_LIST_GAP = 4
_ITEMS = re.compile(r"[^，,。；;：:（）()\d]*、[^，,。；;：:（）()\d]*")
"""From one number to the next of a list: 实践所112个、实践站1348个."""
_SPACE = re.compile(r"\s")
_SENTENCE = re.compile(r"[。！？\n]")
_TITLE = re.compile(r"[《“][^》”\n]{1,30}[》”]")
_CLAUSE_END = re.compile(r"[，,。；;、：:（()）\n\t]")
_CLAUSE = re.compile(r"[，,。；;、：:（(\n\t]")
_PASSAGE = re.compile(r"[。！？；;\n]")
_LABEL = re.compile(r"([^，,、：:]{2,10})[：:]")
_SUMMARY = re.compile(r"[总小合统]|情况|数据|今[日天]|当[日天]")
_FILLER = re.compile(
    r"\s|截[至止]|目前|现在|\d+[年月日时点分]|累计|新增|共计|总计|合计|今日|当日|一共|共|[全我本][市区县旗]|^\d+"
)


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """Findings within the day's current reports, then changes from version to version."""
    sums = {chain.line: chain for chain in chains(snapshot)}
    for one, other in contradictions(snapshot):
        yield _problem(snapshot, one, other, sums.get(line_of(one.series)))
    yield from _versions(snapshot)


def contradictions(snapshot: Snapshot) -> Iterator[tuple[Entry, Entry]]:
    """For each quantity that the day's texts tell with values that exclude each other, the first two of them."""
    texts = {report.number: report.text for report in snapshot.reports if report.day == snapshot.day}
    for entries in _by_series(snapshot).values():
        pair = _apart(snapshot, entries, texts)
        if pair is not None:
            yield pair


def _by_series(snapshot: Snapshot) -> dict[Series, list[Entry]]:
    found: dict[Series, list[Entry]] = {}
    for entry in snapshot.told:
        whole = snapshot.by_number.get(entry.part_of) if entry.part_of is not None else None
        rate = entry.series.basis in (Basis.RATE, Basis.OTHER)
        if entry.series.indicator != OTHER and not rate and (whole is None or whole.series != entry.series):
            found.setdefault(entry.series, []).append(entry)
    return found


def _apart(snapshot: Snapshot, entries: Sequence[Entry], texts: Mapping[int, str]) -> tuple[Entry, Entry] | None:
    """The first two of one window whose values exclude each other; None where they are a list."""
    for place, one in enumerate(entries):
        for other in entries[place + 1 :]:
            held, second = snapshot.interval(one), snapshot.interval(other)
            if held is None or second is None or held.meets(second) or not _same_time(snapshot, one, other):
                continue
            if not _listed(entries) and not _other_words(one, other, texts):
                return one, other
    return None


def _same_time(snapshot: Snapshot, one: Entry, other: Entry) -> bool:
    if not (fixed(snapshot, one) and fixed(snapshot, other)):
        return True
    if one.series.basis is Basis.NEW:
        return one.draft.window == other.draft.window
    return one.draft.window.end == other.draft.window.end


def _other_words(one: Entry, other: Entry, texts: Mapping[int, str]) -> bool:
    """Whether the words around two numbers of one report name different things: 发热就诊咨询48件，其他26件; a list
    (分别20余万、50余万); lines about different titles."""
    text = texts.get(one.report or 0, "")
    if one.report != other.report or not text or not one.draft.start < one.draft.end <= other.draft.start:
        return False
    between = _SPACE.sub("", text[one.draft.end : other.draft.start])
    if len(between) <= _LIST_GAP and not _SENTENCE.search(between):
        return True
    starts = (one.draft.start, other.draft.start)
    titles, more = (set(_TITLE.findall(_SENTENCE.split(text[:at])[-1])) for at in starts)
    if titles and more and not titles & more:
        return True
    under, also = (_label(text, at) for at in starts)
    if under and also and under != also:
        return True
    first, second = (_FILLER.sub("", _CLAUSE.split(text[max(0, at - _NEAR) : at])[-1]) for at in starts)
    if first and second and (_apart_before(first, second) or (first != second and _ITEMS.fullmatch(between))):
        return True
    if not (first and second):  # the noun stands behind the number: 6848台公交车的显示屏, 100多台车做了车尾广告
        ends = (one.draft.end, other.draft.end)
        first, second = (_CLAUSE_END.split(_SPACE.sub("", text[at : at + _NEAR]))[0] for at in ends)
    return bool(first and second) and alike(first, second) < _ALIKE


def _label(text: str, at: int) -> str:
    """The heading of a passage: 城区：…；乡镇：…; "" where it is that of a summary."""
    match = _LABEL.match(_PASSAGE.split(text[:at])[-1])
    label = _SPACE.sub("", match[1]) if match else ""
    return "" if _SUMMARY.search(label) else label


def _apart_before(first: str, second: str) -> bool:
    """Whether two wordings end alike and begin with two things: 电视播出稿件, 广播播出稿件."""
    same = 0
    while same < min(len(first), len(second)) and first[-1 - same] == second[-1 - same]:
        same += 1
    one, other = first[: len(first) - same], second[: len(second) - same]
    pairs = ({words[at : at + 2] for at in range(len(words) - 1)} for words in (one, other))
    return len(one) > 1 and len(other) > 1 and set.isdisjoint(*pairs)


def _listed(entries: Sequence[Entry]) -> bool:
    """Whether three or more are a list, or a whole and its parts, and not one thing told twice."""
    values = [entry.draft.value for entry in entries]
    one_report = len({entry.report for entry in entries}) == 1
    if len(values) < 3:
        return False
    return any(2 * value == sum(values) for value in values) or (one_report and len(set(values)) > 2)


def _problem(snapshot: Snapshot, one: Entry, other: Entry, chain: Chain | None) -> Problem:
    held, second = snapshot.interval(one), snapshot.interval(other)
    assert held is not None and second is not None
    right, wrong = _proven(snapshot, one, other, chain)
    apart = number(_size(excess(held, second)))
    if one.draft.reporter == other.draft.reporter and one.report != other.report:
        says = say(
            f"两份来件不一致：{_file(one)}写 {shown(snapshot, one)}，{_file(other)}写 {shown(snapshot, other)}，"
            f"相差 {apart}",
            f"two reports of the unit tell it differently: {_file(one)} {shown(snapshot, one)}, {_file(other)} "
            f"{shown(snapshot, other)}, {apart} apart",
        )
    elif one.draft.reporter == other.draft.reporter:
        says = say(
            f"同一来件前后两处不一致：{_place(one)}写 {shown(snapshot, one)}，{_place(other)}写 "
            f"{shown(snapshot, other)}，相差 {apart}",
            f"the report tells it twice, {_place(one)} {shown(snapshot, one)}, {_place(other)} "
            f"{shown(snapshot, other)}: {apart} apart",
        )
    else:
        first, last = unit_name(snapshot, one.draft.reporter), unit_name(snapshot, other.draft.reporter)
        says = say(
            f"两个单位报的不一致：{first}写 {shown(snapshot, one)}，{last}写 {shown(snapshot, other)}，相差 {apart}",
            f"two units tell it differently: {first} {shown(snapshot, one)}, {last} {shown(snapshot, other)}, "
            f"{apart} apart",
        )
    if chain is not None and right is not None:
        says += say(
            f"；按累计核算，{number(right.draft.value)} 相符", f"; by the totals {number(right.draft.value)} is right"
        )
    keep, drop = (right, wrong) if right is not None and wrong is not None else (one, other)
    # The reason stays beside the unit's own figure, where its clerk reads it: another unit's figure is none of theirs.
    because = says if one.draft.reporter == other.draft.reporter else _others()
    ways: list[WayOut] = [correct(drop, keep.draft.value, because), correct(keep, drop.draft.value, because)]
    series = one.series
    finding = Finding(
        code="told_twice",
        severity=Severity.ERROR,
        unit_code=series.unit_code,
        indicator=series.indicator,
        item=series.item,
        date=snapshot.day,
        message=heading(snapshot, one) + says + say("。", "."),
        ask=ask(
            snapshot,
            other.draft.reporter,
            says,
            say("请确认以哪个数为准", "Please tell us which one is right"),
            (one, other) if one.draft.reporter == other.draft.reporter else (other,),
        ),
        expected=keep.draft.value,
        found=drop.draft.value,
        figures=told(one, other),
        ways_out=(*ways, asking(), accepting()),
    )
    both: Interval = hull(held, second)
    return Problem(finding, {one.number: both, other.number: both})


def _others() -> str:
    return say("两个单位报的不一致，核对后更正", "two units told it differently; corrected after asking")


def _size(difference: Number) -> Number:
    return difference if difference >= 0 else -difference


def _place(entry: Entry) -> str:
    return entry.draft.locator or say(f"第 {entry.draft.start} 字处", f"at character {entry.draft.start}")


def _file(entry: Entry) -> str:
    return " ".join(filter(None, (entry.file, _place(entry))))


def _proven(snapshot: Snapshot, one: Entry, other: Entry, chain: Chain | None) -> tuple[Entry | None, Entry | None]:
    """Which of the two the totals prove right, and the other one."""
    if chain is None or not chain.exact:
        return None, None
    needed = needed_new(snapshot, chain) if one.series.basis is Basis.NEW else chain.sum
    if needed is None or one.series.basis not in (Basis.NEW, Basis.CUMULATIVE):
        return None, None
    fits = [entry for entry in (one, other) if needed.meets(entry.interval)]
    if len(fits) != 1:
        return None, None
    return fits[0], other if fits[0] is one else one


def _versions(snapshot: Snapshot) -> Iterator[Problem]:
    """One finding a report: what its newest version tells differently from the version before."""
    corrected = {entry.supersedes for entry in snapshot.entries if entry.draft.origin is Origin.CORRECTED}
    older: dict[int, list[Entry]] = {}
    for entry in snapshot.replaced:
        if entry.report is not None and entry.number not in corrected and entry.draft.origin is Origin.REPORTED:
            older.setdefault(entry.report, []).append(entry)
    for report in snapshot.counted_reports:
        if report.told is not None and report.told != snapshot.day:
            continue
        earlier = (older[one.number] for one in reversed(snapshot.versions(report)[:-1]) if one.number in older)
        before = {entry.series: entry for entry in reversed(next(earlier, []))}
        pairs = [
            (before[entry.series], entry)
            for entry in snapshot.of_report.get(report.number, ())
            if entry.series in before and before[entry.series].interval != entry.interval
        ]
        if pairs:
            yield Problem(_changed(snapshot, report, pairs))


def _changed(snapshot: Snapshot, report: ReportInfo, pairs: list[tuple[Entry, Entry]]) -> Finding:
    listed = [
        say(
            f"{thing(snapshot, new)} {shown(snapshot, old)} 改为 {shown(snapshot, new)}",
            f"{thing(snapshot, new)} from {shown(snapshot, old)} to {shown(snapshot, new)}",
        )
        for old, new in pairs[:_LISTED]
    ]
    more = len(pairs) - len(listed)
    says = say("；", "; ").join(listed) + (say(f"；另有 {more} 处", f"; and {more} more") if more > 0 else "")
    old, new = pairs[0]
    return about(
        snapshot,
        "told_twice",
        Severity.INFO,
        report.unit_code,
        say(
            f"第 {report.version} 版来件改了 {len(pairs)} 个数：{says}",
            f"version {report.version} changes {len(pairs)} figures: {says}",
        ),
        say("请确认以新版为准", "Please confirm that the new version is right"),
        report=report,
        entries=tuple(entry for pair in pairs for entry in pair),
        expected=old.draft.value if len(pairs) == 1 else None,
        found=new.draft.value if len(pairs) == 1 else None,
        ways=(accepting(), asking()),
    )


CHECK = Check(
    "told_twice",
    30,
    "同一单位、指标、品类、量词、口径、时段的数，在一份来件的不同段落、不同单位的来件之间应当一致；"
    "新版来件改动的数另列为提示。写法允许的区间有交集即算一致。",
    "Figures of one unit, indicator, item, measure, basis and window must agree across a report's sections and across "
    "reporters; what a new version changes is listed as information. They agree where their intervals meet.",
    find,
)
