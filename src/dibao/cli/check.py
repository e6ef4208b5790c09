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
    from dibao.catalogue import Units
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
    """Exit 1 where there are findings."""
    from dibao.office.setup import open_office

    office = open_office(options.required_root(named))
    from dibao.office.ledger.findings import findings

    for sentence in advice(office.workspace):
        output.note(sentence)
    day = day or office.today()
    found = findings(office, day)
    if as_json:
        output.lines(finding.json() for finding in found)
    else:
        show(found, office.workspace.units)
        output.note(say(f"{day.isoformat()}：{len(found)} 项待核。", f"{day.isoformat()}: {len(found)} findings."))
    if waiting := _waiting(office, day):
        output.note(
            say(
                f"另有 {len(waiting)} 份来件不知是哪个单位的，没有计入：{'、'.join(waiting)}；请用 --unit 指明再收。",
                f"{len(waiting)} reports wait for their unit and are not counted: {', '.join(waiting)}; "
                "receive them again with --unit.",
            )
        )
    return 1 if found else 0


def _waiting(office: Office, day: date) -> list[str]:
    """The files of the day that nobody could tell the unit of."""
    from dibao.office.ledger.book import DjangoLedger

    reports = DjangoLedger.of(office).reports(day, day)
    return [report.file for report in reports if report.state is Arrival.WAITING]


def show(found: Sequence[Finding], units: Units) -> None:
    """Each finding in words: what is wrong, then what to send to the unit."""
    marks = {
        "error": click.style("●", fg="red"),
        "warning": click.style("●", fg="yellow"),
        "info": click.style("●", fg="blue"),
    }
    for finding in found:
        unit = units.get(finding.unit_code)
        name = unit.name if unit else finding.unit_code
        click.echo(f"{marks[finding.severity]} {click.style(name, bold=True)}  {finding.message}  [{finding.code}]")
        if finding.ask:
            click.echo(click.style(f"   → {finding.ask}", dim=True))
