"""Where a unit's windows of yesterday and today meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dibao.checks.chains import MINUTE, fixed
from dibao.checks.finding import Finding, Severity
from dibao.checks.registry import Problem
from dibao.checks.snapshot import Snapshot, shifted
from dibao.checks.words import accepting, ask, asking, told, unit_name
from dibao.entries import Entry
from dibao.figures import Basis, Window
from dibao.language import say

LONGEST = timedelta(days=3)
"""A longer window is a week's or a month's figure, not a day's."""


@dataclass(frozen=True, slots=True)
class Seam:
    """Two windows of one unit's new figures, and the figures that share them."""

    unit_code: str
    before: Window
    now: Window
    entries: tuple[Entry, ...]

    @property
    def before_end(self) -> datetime:
        """Where yesterday's window ended."""
        assert self.before.end is not None
        return self.before.end

    @property
    def now_start(self) -> datetime:
        """Where today's window begins."""
        assert self.now.start is not None
        return self.now.start

    @property
    def gap(self) -> int:
        """Minutes between the two, negative for an overlap; 23:59 counts as 24:00."""
        away = self.now_start - self.before_end
        return 0 if abs(away) <= MINUTE else int(away.total_seconds() // 60)

    @property
    def length(self) -> str:
        """The gap in hours and minutes."""
        hours, minutes = divmod(abs(self.gap), 60)
        zh = (f"{hours} 小时" if hours else "") + (f" {minutes} 分钟" if minutes else "")
        en = (f"{hours} h" if hours else "") + (f" {minutes} min" if minutes else "")
        return say(zh.strip(), en.strip())


def seams(snapshot: Snapshot) -> list[Seam]:
    """The seams of the day, each pair of windows once a reporter; none where the unit sent nothing the day before."""
    return snapshot.remembered(_seams)


def _seams(snapshot: Snapshot) -> list[Seam]:
    found: dict[tuple[str, Window, Window], list[Entry]] = {}
    yesterday = shifted(snapshot.day, -1)
    for line, today in snapshot.lines.items():
        news = [entry for entry in today.get(Basis.NEW, ()) if _usable(snapshot, entry)]
        before = _windows(snapshot, snapshot.past_lines.get(line, {}).get(Basis.NEW, ()), yesterday)
        if len({entry.draft.window for entry in news}) != 1 or len(before) != 1:
            continue
        for entry in news:
            found.setdefault((entry.draft.reporter, before[0], entry.draft.window), []).append(entry)
    return [Seam(unit_code, old, now, tuple(entries)) for (unit_code, old, now), entries in found.items()]


def _windows(snapshot: Snapshot, entries: Sequence[Entry], day: date) -> list[Window]:
    of_day = [entry for entry in entries if entry.draft.day == day]
    if not all(_usable(snapshot, entry) for entry in of_day):
        return []
    return list(dict.fromkeys(entry.draft.window for entry in of_day))


def _usable(snapshot: Snapshot, entry: Entry) -> bool:
    window = entry.draft.window
    if not fixed(snapshot, entry) or window.start is None or window.end is None:
        return False
    return window.end - window.start <= LONGEST and snapshot.interval(entry) is not None


def problem(snapshot: Snapshot, code: str, seam: Seam, says: str) -> Problem:
    """The finding on a seam. The sums still bound the total: a gap from below, an overlap from above."""
    first = seam.entries[0]
    one = len(seam.entries) == 1
    finding = Finding(
        code=code,
        severity=Severity.WARNING,
        unit_code=seam.unit_code,
        indicator=first.series.indicator if one else "",
        item=first.series.item if one else "",
        date=snapshot.day,
        message=unit_name(snapshot, seam.unit_code) + say("：", ": ") + says + say("。", "."),
        ask=ask(
            snapshot,
            seam.unit_code,
            says,
            say(
                "请确认今日新增的起止时间，并按该时段回复新增数", "Please confirm the window and the figures inside it"
            ),
            seam.entries[:1],
        ),
        expected=seam.before_end.isoformat(timespec="minutes"),
        found=seam.now_start.isoformat(timespec="minutes"),
        figures=told(*seam.entries),
        ways_out=(asking(), accepting()),
    )
    return Problem(finding)
