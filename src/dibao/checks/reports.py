"""Findings about a whole report: one shape for all of them."""

from __future__ import annotations

from dibao.checks.finding import Finding, Severity, WayOut
from dibao.checks.snapshot import Snapshot
from dibao.checks.words import accepting, ask, asking, told, unit_name
from dibao.entries import Entry, ReportInfo
from dibao.figures import Number
from dibao.language import say


def about(
    snapshot: Snapshot,
    code: str,
    severity: Severity,
    unit_code: str,
    says: str,
    please: str,
    *,
    report: ReportInfo | None = None,
    expected: Number | str | None = None,
    found: Number | str | None = None,
    entries: tuple[Entry, ...] = (),
    ways: tuple[WayOut, ...] | None = None,
) -> Finding:
    """A finding about a unit's report. `ways` None: ask or accept."""
    several = snapshot.senders[unit_code] + sum(one.unit_code == unit_code for one in snapshot.elsewhere) > 1
    which = say(f"（{report.file}）", f" ({report.file}) ") if report is not None and several else ""
    return Finding(
        code=code,
        severity=severity,
        unit_code=unit_code,
        indicator="",
        item="",
        date=snapshot.day,
        message=unit_name(snapshot, unit_code) + which + say("：", ": ") + says + say("。", "."),
        ask=ask(snapshot, unit_code, which + says, please),
        expected=expected,
        found=found,
        figures=told(*entries),
        ways_out=(asking(), accepting()) if ways is None else ways,
        report=report.number if report else None,
    )
