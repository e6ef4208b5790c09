"""Run all checks of a day, causes before consequences."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from dibao.catalogue import Workspace
from dibao.checks.finding import Finding, Severity
from dibao.checks.registry import Check, Problem, all_checks
from dibao.checks.snapshot import Archive, Snapshot, shifted
from dibao.checks.words import accepting
from dibao.entries import Ledger
from dibao.figures import Interval
from dibao.language import say

_LOOK_BACK = 2
"""Days before the day that are judged first: what was questioned yesterday proves nothing today."""
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_log = logging.getLogger(__name__)


@dataclass
class _Judged:
    findings: list[Finding] = field(default_factory=list)
    doubts: Mapping[int, Interval | None] = field(default_factory=dict)
    windows: frozenset[int] = frozenset()


def run(ledger: Ledger, workspace: Workspace, day: date, *, now: datetime) -> list[Finding]:
    """The findings of a reporting day, by weight, then in the order of units.csv. Never raises for odd data.

    `now` decides what is missing already; with a time zone it is taken to the office's, without one it is local.
    """
    return examine(ledger, workspace, day, now=now).findings


@dataclass(frozen=True, slots=True)
class Examined:
    """The findings of a day, and, without a question more, those about figures of the day before."""

    findings: list[Finding]
    yesterday: list[Finding]


def examine(ledger: Ledger, workspace: Workspace, day: date, *, now: datetime) -> Examined:
    """As `run`, with what is wrong about yesterday's figures: nothing should be compared with them."""
    archive = Archive.of(ledger, workspace, day)
    checks = all_checks()
    figure_checks = [check for check in checks if not check.whole_report]
    before = _Judged()
    for back in range(_LOOK_BACK, 0, -1):
        earlier = shifted(day, -back)
        closed = datetime.combine(shifted(earlier, 1), time())
        before = _judge(archive.at(earlier, closed), figure_checks, before)
    judged = _judge(archive.at(day, now), checks, before)
    order = {code: place for place, code in enumerate(workspace.units)}
    findings = sorted(
        judged.findings,
        key=lambda finding: (_WEIGHT[finding.severity], order.get(finding.unit_code, len(order)), finding.code),
    )
    return Examined(findings, before.findings)


def _judge(snapshot: Snapshot, checks: Sequence[Check], before: _Judged) -> _Judged:
    snapshot = snapshot.doubting(before.doubts, before.windows)
    findings: list[Finding] = []
    for check in checks:
        problems = _safely(check, snapshot)
        findings.extend(problem.finding for problem in problems)
        for problem in problems:
            snapshot = snapshot.doubting(problem.doubts, problem.windows)
    return _Judged(findings, snapshot.doubts, snapshot.loose)


def _safely(check: Check, snapshot: Snapshot) -> list[Problem]:
    """What a check finds. A check that fails says so as a finding: the others still run, and nobody is misled."""
    problems: list[Problem] = []
    try:
        problems.extend(check.find(snapshot))
    except Exception as error:
        _log.exception("check %s failed on %s", check.code, snapshot.day)
        problems.append(Problem(_unfinished(check, snapshot, error)))
    return problems


def _unfinished(check: Check, snapshot: Snapshot, error: Exception) -> Finding:
    kind = type(error).__name__
    return Finding(
        code=check.code,
        severity=Severity.WARNING,
        unit_code="",
        indicator="",
        item="",
        date=snapshot.day,
        message=say(
            f"“{check.code}”这项核对没有做完（{kind}），请人工核对这一项，并把日志交给维护人员。",
            f"The check {check.code} could not be finished ({kind}); check this by hand and send the log to support.",
        ),
        ask="",
        ways_out=(accepting(),),
    )
