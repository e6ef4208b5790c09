"""date_mismatch: the date inside a report, or the day its windows end on, is not the day it was sent for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from dibao.checks.finding import Severity, Way, WayOut
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot, line_of
from dibao.checks.stale import repeated
from dibao.checks.words import accepting, asking, day_name, window_name
from dibao.entries import Entry, ReportInfo
from dibao.figures import Basis, How
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each report of another date, and for windows that end on another day."""
    for report in snapshot.elsewhere:
        if repeated(snapshot, report) is None:
            yield _dated(snapshot, report, report.dated or report.day, snapshot.day)
    for report in snapshot.counted_reports:
        if repeated(snapshot, report) is not None:
            continue
        sent_for = report.told or report.day
        inside = report.dated or report.day
        if inside != sent_for and (report.day == sent_for or report.day > sent_for):
            yield _dated(snapshot, report, inside, sent_for)
        elif inside == sent_for:
            yield from _windows(snapshot, report)


def _dated(snapshot: Snapshot, report: ReportInfo, inside: date, sent_for: date) -> Problem:
    counts, inner = day_name(report.day, sent_for), day_name(inside, sent_for)
    counted = say(f"，已计入{counts}", f", and it counts for {counts}")
    says = say(
        f"来件为{day_name(sent_for)}报送，文内日期是{inner}",
        f"the report was sent for {day_name(sent_for)}; the date inside it is {inner}",
    )
    finding = about(
        snapshot,
        "date_mismatch",
        Severity.WARNING,
        report.unit_code,
        says + counted,
        say("请核对日期；写错的请改正后重新报送", "Please check the date and send the report again if it is wrong"),
        report=report,
        expected=sent_for.isoformat(),
        found=inside.isoformat(),
        ways=(*_filings(snapshot, inside, sent_for), asking(), accepting()),
    )
    entries = snapshot.of_report.get(report.number, []) if report.day == snapshot.day else []
    return Problem(finding, windows=frozenset(entry.number for entry in entries))


def _filings(snapshot: Snapshot, inside: date, sent_for: date) -> tuple[WayOut, WayOut]:
    """Which of the two days it is of."""
    day, inner = day_name(sent_for, snapshot.day), day_name(inside, sent_for)
    slip = WayOut(
        Way.FILE,
        say(f"日期是笔误，就是{day}的", f"The date is a slip: it is of {day}"),
        reason=say(f"来件的日期 {inner} 是笔误，是{day}的", f"the date {inner} is a slip: it is of {day}"),
        day=sent_for,
    )
    own = WayOut(
        Way.FILE,
        say(f"是{inner}的，按它自己的日期计", f"It is of {inner}: count it there"),
        reason=say(f"是{inner}的来件，按它自己的日期计", f"it is of {inner}, as it says itself"),
        day=inside,
    )
    return slip, own


def _windows(snapshot: Snapshot, report: ReportInfo) -> Iterator[Problem]:
    """Windows that end outside the day: all of a report's, or one that repeats yesterday's of the same figure."""
    news = [
        entry
        for entry in snapshot.of_report.get(report.number, ())
        if entry.series.basis is Basis.NEW
        and entry.draft.window_how is not How.DEFAULT
        and entry.draft.window.end is not None
        and entry.number not in snapshot.loose
    ]
    outside = [entry for entry in news if not _ends_on(entry, snapshot.day)]
    if not outside:
        return
    whole = len(outside) == len(news) and _daily(snapshot, report, news)
    wrong = outside if whole else [entry for entry in outside if _repeats(snapshot, entry)]
    if not wrong:
        return
    window = wrong[0].draft.window
    assert window.end is not None
    says = say(
        f"{day_name(snapshot.day)}的来件写明的时段 {window_name(window)} 不在当日结束",
        f"the window {window_name(window)} in the report of {day_name(snapshot.day)} does not end on that day",
    )
    finding = about(
        snapshot,
        "date_mismatch",
        Severity.WARNING,
        report.unit_code,
        says,
        say("请核对时段的日期", "Please check the dates of the window"),
        report=report,
        expected=snapshot.day.isoformat(),
        found=window.end.isoformat(timespec="minutes"),
        entries=tuple(wrong),
    )
    yield Problem(finding, windows=frozenset(entry.number for entry in wrong))


def _daily(snapshot: Snapshot, report: ReportInfo, news: list[Entry]) -> bool:
    """Whether these are windows of daily figures and not of a story told later: the unit wrote such windows before, or
    two or more figures share one of a day that does not begin at midnight."""
    past = [entry for one in snapshot.before(report.unit_code) for entry in snapshot.past_of_report.get(one.number, ())]
    written = [
        entry
        for entry in past
        if entry.series.basis is Basis.NEW and entry.draft.window_how is not How.DEFAULT and entry.draft.window.end
    ]
    if written:  # a unit that always tells the day before goes on to do so
        return _lags(news).isdisjoint(_lags(entry for entry in written if entry.number not in snapshot.loose))
    if _lags(news) == {1}:
        return False  # a bulletin of the morning after
    windows = {entry.draft.window for entry in news}
    window = news[0].draft.window
    one = len(windows) == 1 and len(news) > 1 and window.start is not None and window.end is not None
    if not one or window.start is None or window.end is None:
        return False
    return window.end - window.start == timedelta(days=1) and window.start.time() != time()


def _lags(entries: Iterable[Entry]) -> set[int]:
    """How many days before their own day the windows of entries end."""
    return {(entry.draft.day - end.date()).days for entry in entries if (end := entry.draft.window.end) is not None}


def _ends_on(entry: Entry, day: date) -> bool:
    """Whether a window ends on the day; its first midnight belongs to it, since a bulletin tells the day before."""
    start = datetime.combine(day, time())
    end = entry.draft.window.end
    return end is not None and start <= end <= start + timedelta(days=1)


def _repeats(snapshot: Snapshot, entry: Entry) -> bool:
    past = snapshot.past_lines.get(line_of(entry.series), {}).get(Basis.NEW, ())
    return any(other.draft.window == entry.draft.window for other in past if other.draft.window_how is not How.DEFAULT)


CHECK = Check(
    "date_mismatch",
    6,
    "来件内写的日期与报送的日期比较；写明的每日新增时段应在当日（0:00 至 24:00）结束：一份来件全部不在当日结束，"
    "或与此前同一指标的时段完全相同，即为不符。",
    "The date inside a report against the day it was sent for. Written windows of daily figures should end within the "
    "day, 0:00 to 24:00: it is a mismatch if none of a report's does, or if one repeats an earlier window of the same "
    "figure.",
    find,
)
