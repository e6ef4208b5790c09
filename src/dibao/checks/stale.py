"""stale: yesterday's report came again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dibao.checks.finding import Severity
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot
from dibao.checks.words import day_name
from dibao.entries import Entry, ReportInfo, Series
from dibao.figures import Basis, Interval, Number
from dibao.language import say

ENOUGH = 3
"""Fewer equal figures may be chance."""
DIGITS = 6
"""And so may small ones: the digits of all equal figures together."""


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each report that repeats one of its unit's last ones."""
    for report in (*snapshot.elsewhere, *snapshot.counted_reports):
        code, earlier = report.unit_code, repeated(snapshot, report)
        if earlier is not None:
            yield _problem(
                snapshot, code, report, earlier, say("除日期外全文相同", "is the same text but for the dates")
            )
            continue
        for before in snapshot.before(code) if report.day == snapshot.day else ():
            same = _same_news(snapshot, report, before)
            if same:
                says = say(
                    f"全部 {len(same)} 个新增和累计数都与上一次相同",
                    f"tells the same {len(same)} figures, every one of them",
                )
                yield _problem(snapshot, code, report, before, says)
                break


def repeated(snapshot: Snapshot, report: ReportInfo) -> ReportInfo | None:
    """The earlier report that has the same text but for dates, or None."""
    if not report.text_digest:
        return None
    alike = snapshot.indexed(_alike)[report.unit_code, report.text_digest]
    others = [other for other in alike if other.number < report.number and other.day < snapshot.day]
    return max(others, key=lambda other: (other.day, other.number), default=None)


def _alike(snapshot: Snapshot) -> dict[tuple[str, str], list[ReportInfo]]:
    """The reports by unit and by their text without dates."""
    found: dict[tuple[str, str], list[ReportInfo]] = defaultdict(list)
    for report in snapshot.reports:
        found[report.unit_code, report.text_digest].append(report)
    return found


def _same_news(snapshot: Snapshot, report: ReportInfo, before: ReportInfo) -> list[Entry]:
    """The report's new figures and totals, if all of them are those of the report before and some new one is not 0."""
    today = _moving(snapshot.of_report.get(report.number, ()))
    past = _moving(snapshot.past_of_report.get(before.number, ()))
    news = [entry for entry in today if entry.series.basis is Basis.NEW and entry.draft.value]
    digits = sum(len(str(entry.draft.value)) for entry in today if entry.draft.value)
    if not news or len(today) < ENOUGH or digits < DIGITS:
        return []
    return today if _values(today) == _values(past) else []


def _moving(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.series.basis in (Basis.NEW, Basis.CUMULATIVE)]


def _values(entries: list[Entry]) -> dict[Series, list[Number]]:
    found: dict[Series, list[Number]] = {}
    for entry in entries:
        found.setdefault(entry.series, []).append(entry.draft.value)
    return found


def _problem(snapshot: Snapshot, code: str, report: ReportInfo, earlier: ReportInfo, how: str) -> Problem:
    entries = snapshot.of_report.get(report.number, []) if report.day == snapshot.day else []
    says = say(
        f"今日来件与{day_name(earlier.day)}的来件{how}，像是重发了旧件",
        f"today's report {how} compared with that of {day_name(earlier.day)}; it looks like the old one sent again",
    )
    finding = about(
        snapshot,
        "stale",
        Severity.ERROR,
        code,
        says,
        say("请发来今日的来件；确无变化的，请回复“与昨日相同”", "Please send today's; if nothing has changed, say so"),
        report=report,
        expected=snapshot.day.isoformat(),
        found=earlier.day.isoformat(),
        entries=tuple(entries),
    )
    doubts: dict[int, Interval | None] = {entry.number: None for entry in entries}
    return Problem(finding, doubts, frozenset(entry.number for entry in entries))


CHECK = Check(
    "stale",
    5,
    "与本单位上一份来件比较：除日期和空白外全文相同，或全部新增数和累计数（至少 3 个、合计至少 6 位数字）相同。"
    "旧件中的数字今日不再参与其他核对。",
    "Against the unit's last report: the same text but for dates and white space, or all new figures and totals the "
    "same (three or more, six digits in all). A stale report's figures take no part in other checks.",
    find,
)
