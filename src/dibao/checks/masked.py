"""masked: XX or ** stands where a number should be. That is unknown, not zero."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.checks.finding import Severity
from dibao.checks.registry import Check, Problem
from dibao.checks.reports import about
from dibao.checks.snapshot import Snapshot
from dibao.language import say

_MASK = re.compile(r"[XxＸｘ×*＊_＿□○?？#△▲●■]+")
_LONG = 30


def find(snapshot: Snapshot) -> Iterator[Problem]:
    """A finding for each report with masked values."""
    for report in snapshot.counted_reports:
        if not report.masked:
            continue
        clauses = "、".join(dict.fromkeys(f"“{_near(clause)}”" for clause in report.masked))
        says = say(
            f"来件有 {len(report.masked)} 处数字未填：{clauses}；按未知处理，不当作零",
            f"{len(report.masked)} figures of the report are not filled in: {clauses}; unknown, not zero",
        )
        yield Problem(
            about(
                snapshot,
                "masked",
                Severity.WARNING,
                report.unit_code,
                says,
                say(
                    "请补报这几处的数字；确实没有的，请写 0", "Please send these figures; where there is none, write 0"
                ),
                report=report,
                expected=say("数字", "a number"),
                found=_near(report.masked[0]),
            )
        )


def _near(clause: str) -> str:
    """The words around the mask, as few as one needs to find it."""
    words = re.sub(r"\s+", "", clause)
    match = _MASK.search(words)
    if match is None or len(words) <= _LONG:
        return words.rstrip("。；;")
    left = max((words.rfind(mark, 0, match.start()) for mark in "，,。；;、：:（("), default=-1) + 1
    return words[max(left, match.start() - _LONG) : match.end() + 4].rstrip("。；;，,")


CHECK = Check(
    "masked",
    2,
    "来件中以 XX、**、某数等代替的数字。它们是未知数，不计入合计，也不当作零。",
    "Numbers that a report replaces by XX or **. They are unknown: left out of totals, and not taken for zero.",
    find,
    whole_report=True,
)
