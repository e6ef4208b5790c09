"""window_gap: between yesterday's window and today's there is time that nobody counted."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Snapshot
from dibao.checks.windows import Seam, problem, seams
from dibao.checks.words import moment_name, window_name
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each pair of windows with a gap."""
    for seam in seams(snapshot):
        if seam.gap > 0:
            yield problem(snapshot, "window_gap", seam, _says(seam))


def _says(seam: Seam) -> str:
    return say(
        f"昨日时段 {window_name(seam.before)}，今日时段 {window_name(seam.now)}，"
        f"中间 {moment_name(seam.before_end)} 至 {moment_name(seam.now_start)} 的 {seam.length} 没有报",
        f"yesterday's window was {window_name(seam.before)}, today's is {window_name(seam.now)}: "
        f"{seam.length} from {moment_name(seam.before_end)} to {moment_name(seam.now_start)} were not told",
    )


CHECK = Check(
    "window_gap",
    25,
    "写明的新增时段应从前一日同一指标的时段结束时开始；晚于该时刻即有空档。只比较两日都写明、不超过三天的时段。",
    "A new figure's written window should begin where the same figure's window of the day before ended; later is a "
    "gap. Only windows that both days write out and that are no longer than three days are compared.",
    find,
)
