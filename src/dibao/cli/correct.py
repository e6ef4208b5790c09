"""`dibao correct`: a correction of a ledger entry; where an issued brief told it, the slip comes with it."""

from __future__ import annotations

from pathlib import Path

import click

from dibao.catalogue import plain
from dibao.cli import options, output
from dibao.cli.slip import save_slip
from dibao.language import say


@click.command(
    "correct",
    help=say(
        "更正台账的一条：原条保留，写明理由；签发过的简报用了这个数的，同时出更正。",
        "Correct an entry of the ledger: the old one stays; briefs that were issued with it get a correction slip.",
    ),
)
@click.argument("entry", type=int)
@click.argument("value")
@click.option("--reason", required=True, help=say("为什么更正", "why"))
@options.slips("工作区的 briefs/", "the workspace's briefs/")
@options.by
@options.workspace
def command(entry: int, value: str, reason: str, folder: Path | None, by: str | None, named: Path | None) -> int:
    """ENTRY is the number that `dibao trace` shows beside a source; VALUE the number as it should be."""
    from dibao.office.setup import open_office, operator

    try:
        number = plain.number(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="VALUE") from error
    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.actions import CorrectBrief  # its models need the office to be open
    from dibao.office.briefs.register import told_by
    from dibao.office.ledger.actions import Correct

    touched = told_by(office, entry)
    made = Correct(entry, number, reason).run(office)
    output.note(
        say(
            f"台账第 {entry} 条更正为 {value}，新条号 {made}。",
            f"Entry {entry} was corrected to {value}; the new entry is {made}.",
        )
    )
    for issue, figures in touched:
        slip = CorrectBrief(issue.id, figures=frozenset(figures)).run(office)
        save_slip(slip, folder or office.root / "briefs")
    return 0
