"""`dibao withdraw`: a report that should not count is taken back, with a reason; it stays on record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dibao.office.briefs.models import Issue
    from dibao.office.reports.models import Report
    from dibao.office.reports.withdrawn import TakenBack
    from dibao.office.shared.office import Office


@click.command(
    "withdraw",
    help=say(
        "撤回一件来件：发错的、重复的、别的单位的；写明理由。它的数字不再计入，此前所报重新计入；"
        "签发过的简报用了它的，同时出更正。",
        "Take a report back that is wrong, a duplicate or another's, with a reason: its figures count no longer and "
        "what was told before counts again; briefs that were issued with it get a correction slip.",
    ),
)
@click.argument("report", type=int)
@click.option("--reason", required=True, help=say("为什么撤回", "why"))
@options.slips("工作区的 briefs/", "the workspace's briefs/")
@options.by
@options.workspace
def command(report: int, reason: str, folder: Path | None, by: str | None, named: Path | None) -> int:
    """REPORT is the number that `dibao receive` shows (件)."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.register import told_from  # its models need the office to be open
    from dibao.office.reports.actions.withdraw import Withdraw

    touched = told_from(office, report)
    done = Withdraw(report, reason, on_record(report).unit_code).run(office)
    output.note(told(done))
    write_slips(office, touched, reason, folder)
    return 0


def on_record(number: int) -> Report:
    """The report with this number; DibaoError (code `no_report`) where there is none."""
    from dibao.office.reports.models import REPORT, Report

    found = Report.objects.filter(kind=REPORT, id=number).defer("text").first()
    if found is None:
        raise DibaoError(
            say(f"没有第 {number} 件来件，请核对编号。", f"There is no report {number}; check the number."),
            code="no_report",
        )
    return found


def told(done: TakenBack) -> str:
    """What became of it, in a sentence."""
    zh = f"，上一版（第 {done.instead} 件）重新计入" if done.instead else ""
    en = f"; the version before (report {done.instead}) counts again" if done.instead else ""
    return say(
        f"第 {done.report} 件 {done.file} 已撤回，{done.gone} 个数不再计入{zh}。",
        f"Report {done.report}, {done.file}, was withdrawn and {done.gone} figures count no longer{en}.",
    )


def write_slips(office: Office, touched: Sequence[tuple[Issue, set[str]]], reason: str, folder: Path | None) -> None:
    """A correction slip for each of these issued briefs whose figures read otherwise now."""
    from dibao.cli.slip import save_slip
    from dibao.office.briefs.actions import CorrectBrief

    for issue, figures in touched:
        try:
            slip = CorrectBrief(issue.id, reason, figures=frozenset(figures)).run(office)
        except DibaoError as error:
            if error.code != "nothing_to_correct":
                raise
            output.note(str(error))
            continue
        save_slip(slip, folder or office.root / "briefs")
