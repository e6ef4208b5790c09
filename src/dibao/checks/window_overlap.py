"""window_overlap: today's window begins before yesterday's ended, so some time is counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks.registry import Check, Problem
from dibao.checks.snapshot import Snapshot
from dibao.checks.windows import Seam, problem, seams
from dibao.checks.words import moment_name, window_name
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each pair of windows that overlap."""
    for seam in seams(snapshot):
        if seam.gap < 0:
            yield problem(snapshot, "window_overlap", seam, _says(seam))


def _says(seam: Seam) -> str:
    return say(
        f"昨日时段 {window_name(seam.before)}，今日时段 {window_name(seam.now)}，"
        f"{moment_name(seam.now_start)} 至 {moment_name(seam.before_end)} 的 {seam.length} 重复计算",
        f"yesterday's window was {window_name(seam.before)}, today's is {window_name(seam.now)}: "
        f"{seam.length} from {moment_name(seam.now_start)} to {moment_name(seam.before_end)} are counted twice",
    )


CHECK = Check(
    "window_overlap",
    25,
    "写明的新增时段应从前一日同一指标的时段结束时开始；早于该时刻即有重叠。只比较两日都写明、不超过三天的时段。",
    "A new figure's written window should begin where the same figure's window of the day before ended; earlier is an "
    "overlap. Only windows that both days write out and that are no longer than three days are compared.",
    find,
)
