"""`dibao accept`: let a finding stand, with a reason; it comes back when its figures change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dibao.checks import Finding


@click.command(
    "accept",
    help=say(
        "认可一项待核：情况属实，写明理由；数字一变，它会再出现。",
        "Let a finding stand, with a reason; it comes back when its figures change.",
    ),
)
@click.argument("finding")
@click.option("--reason", default="", help=say("为什么属实", "why it stands"))
@click.option("--undo", is_flag=True, help=say("收回认可，重新待核", "take that back: it is open again"))
@options.day
@options.by
@options.workspace
def command(finding: str, reason: str, undo: bool, day: date | None, by: str | None, named: Path | None) -> int:
    """FINDING is what `dibao check` shows in brackets, or its beginning."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.ledger.actions import AcceptFinding, ReopenFinding  # its models need the office to be open
    from dibao.office.ledger.findings import findings

    one = _named(findings(office, day or office.today()), finding)
    if undo:
        ReopenFinding(one).run(office)
        output.note(say(f"重新待核：{one.message}", f"Open again: {one.message}"))
    else:
        AcceptFinding(one, reason).run(office)
        output.note(say(f"已认可：{one.message}", f"Accepted: {one.message}"))
    return 0


def _named(found: Sequence[Finding], name: str) -> Finding:
    fitting = {one.id: one for one in found if one.id.startswith(name.strip())}
    if len(fitting) != 1:
        raise DibaoError(
            say(
                f"当天没有待核项 {name}，请用 dibao check 方括号里的编号。"
                if not fitting
                else f"以 {name} 开头的有 {len(fitting)} 项，请多写几位。",
                f"The day has no finding {name}; use what dibao check shows in brackets."
                if not fitting
                else f"{len(fitting)} findings begin with {name}; write more of it.",
            ),
            code="no_finding",
        )
    return next(iter(fitting.values()))
