"""`dibao refile`: a report that was received under another unit or day is filed where it belongs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dibao.cli import options, output
from dibao.cli.withdraw import on_record, write_slips
from dibao.language import say


@click.command(
    "refile",
    help=say(
        "改归一件来件：收到别的单位名下的，或日期写错的，撤回并按该单位、该日重新收；两样都不写，是把撤错的重新计入。",
        "File a report where it belongs: withdrawn, and received again as another unit's or for another day; with "
        "neither, one that was withdrawn by mistake counts again.",
    ),
)
@click.argument("report", type=int)
@click.option("--unit", default="", help=say("是哪个单位的（代码、名称或简称）", "whose it is: code, name or alias"))
@options.day
@click.option("--reason", required=True, help=say("为什么改归", "why"))
@options.slips("工作区的 briefs/", "the workspace's briefs/")
@options.by
@options.workspace
def command(
    report: int, unit: str, day: date | None, reason: str, folder: Path | None, by: str | None, named: Path | None
) -> int:
    """REPORT is the number that `dibao receive` shows (件); `--date` the day that the report is of."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.register import told_from  # its models need the office to be open
    from dibao.office.ledger.findings import findings
    from dibao.office.reports.actions.refile import Refile

    row = on_record(report)
    touched = told_from(office, report)
    found = findings(office, row.told or row.day) if day else []
    settled = next((one for one in found if (one.code, one.report) == ("date_mismatch", report)), None)
    done = Refile(report, reason, row.unit_code, unit, day, settled).run(office)
    name = office.workspace.units[done.now.unit_code].name
    output.note(
        say(
            f"第 {report} 件 {row.file} 改归 {name} {done.now.day}，新件号 {done.now.report}，"
            f"{done.now.entries} 条入台账。",
            f"Report {report}, {row.file}, is filed under {done.now.unit_code}, {done.now.day} as report "
            f"{done.now.report}; {done.now.entries} entries were recorded.",
        )
    )
    for sentence in done.now.notes:
        output.note(sentence)
    write_slips(office, touched, reason, folder)
    return 0
