"""late: a report came after its cut-off. Unknown arrival is not late."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks.finding import Severity
from dibao.checks.missing import usual_area
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot
from dibao.checks.words import accepting, moment_name
from dibao.language import say


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each report whose first version came after the cut-off."""
    for report in snapshot.counted_reports:
        code, first = report.unit_code, snapshot.versions(report)[0]
        cutoff = snapshot.workspace.settings.cutoff(snapshot.day, usual_area(snapshot, code))
        elsewhere = first.told is not None and first.told != snapshot.day  # its date is in question, not its time
        if first.arrived is None or cutoff is None or first.arrived <= cutoff or elsewhere:
            continue
        minutes = max(1, int((first.arrived - cutoff).total_seconds() // 60))
        says = say(
            f"来件 {moment_name(first.arrived)} 收到，截稿 {moment_name(cutoff)}，晚 {minutes} 分钟",
            f"the report came at {moment_name(first.arrived)}, {minutes} minutes after the cut-off "
            f"{moment_name(cutoff)}",
        )
        yield Problem(
            about(
                snapshot,
                "late",
                Severity.INFO,
                code,
                says,
                say("请今后在截稿前报送", "Please send it before the cut-off in future"),
                report=first,
                expected=cutoff.isoformat(timespec="minutes"),
                found=first.arrived.isoformat(timespec="minutes"),
                ways=(accepting(),),
            )
        )


CHECK = Check(
    "late",
    1,
    "当日每份来件第一版的收到时间与截稿时间（按该单位数字最多的领域）比较；收到时间不明的不算迟报，之后的更正版也不算。",
    "The arrival of each report's first version against the cut-off of the area most of the unit's figures are in. "
    "Unknown arrival is not late, and neither is a later version.",
    find,
    whole_report=True,
)
