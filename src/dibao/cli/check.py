"""`dibao check`: what does not fit, with its arithmetic and the message to the unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.catalogue import advice
from dibao.cli import options, output
from dibao.entries import Arrival
from dibao.language import say

if TYPE_CHECKING:
    from dibao.catalogue import Workspace
    from dibao.checks import Finding
    from dibao.office.shared.office import Office


@click.command(
    "check",
    help=say(
        "查当天的数字：待核事项、算式和发给单位的话。",
        "Check a day's figures: findings, arithmetic, messages to the units.",
    ),
)
@options.day
@options.as_json
@options.workspace
def command(day: date | None, as_json: bool, named: Path | None) -> int:
    """Exit 1 where there are open findings; what a person let stand (`dibao accept`) is shown last and is not open."""
    from dibao.office.setup import open_office

    office = open_office(options.required_root(named))
    from dibao.office.ledger.findings import findings, open_of

    for sentence in advice(office.workspace):
        output.note(sentence)
    day = day or office.today()
    found = findings(office, day)
    left = open_of(found)
    if as_json:
        output.lines(finding.json() for finding in found)
    else:
        show(found, office.workspace)
        output.note(_counted(day, len(left), len(found) - len(left)))
    if waiting := _waiting(office, day):
        output.note(
            say(
                f"另有 {len(waiting)} 份来件不知是哪个单位的，没有计入：{'、'.join(waiting)}；请用 --unit 指明再收。",
                f"{len(waiting)} reports wait for their unit and are not counted: {', '.join(waiting)}; "
                "receive them again with --unit.",
            )
        )
    return 1 if left else 0


def _counted(day: date, left: int, accepted: int) -> str:
    more = say(f"，另有 {accepted} 项已认可", f", {accepted} more accepted") if accepted else ""
    return say(f"{day.isoformat()}：{left} 项待核{more}。", f"{day.isoformat()}: {left} findings{more}.")


def _waiting(office: Office, day: date) -> list[str]:
    """The files of the day that nobody could tell the unit of."""
    from dibao.office.ledger.book import DjangoLedger

    reports = DjangoLedger.of(office).reports(day, day)
    return [report.file for report in reports if report.state is Arrival.WAITING]


def show(found: Sequence[Finding], workspace: Workspace) -> None:
    """Each finding in words: what is wrong, then what to send to the unit; those that a person let stand last."""
    zone = workspace.settings.zone
    marks = {
        "error": click.style("●", fg="red"),
        "warning": click.style("●", fg="yellow"),
        "info": click.style("●", fg="blue"),
    }
    for finding in sorted(found, key=lambda finding: finding.accepted is not None):
        unit = workspace.units.get(finding.unit_code)
        name = unit.name if unit else finding.unit_code
        mark = "✓" if finding.accepted else marks[finding.severity]
        called = f"[{finding.code} {finding.id[:6]}]"
        click.echo(f"{mark} {click.style(name, bold=True)}  {finding.message}  {called}")
        if finding.accepted:
            said, at = finding.accepted, f"{finding.accepted.at.astimezone(zone):%m-%d %H:%M}"
            click.echo(
                say(f"   已认可：{said.reason}（{said.who}，{at}）", f"   accepted: {said.reason} ({said.who}, {at})")
            )
        elif finding.ask:
            click.echo(click.style(f"   → {finding.ask}", dim=True))
