"""`dibao brief`: the day's brief, a draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say


@click.command(
    "brief",
    help=say(
        "写当天的简报（草稿）：.docx .pdf .html .json。", "Write the day's brief, a draft: .docx .pdf .html .json."
    ),
)
@options.day
@click.option(
    "--series",
    default="daily",
    show_default=True,
    metavar="SERIES",
    help=say("哪个系列：daily special weekly monthly 或自定的", "daily, special, weekly, monthly or your own"),
)
@click.option(
    "-o",
    "--output",
    "outs",
    type=options.FILE,
    multiple=True,
    required=True,
    help=say("写到哪个文件，可多次给出", "the file to write; may be given several times"),
)
@options.by
@options.workspace
def command(day: date | None, series: str, outs: tuple[Path, ...], by: str | None, named: Path | None) -> int:
    """All files of one call show the same moment of the ledger. Exit 2 where one could not be written."""
    from dibao.composing import State, write
    from dibao.composing.writers import writer_for
    from dibao.office.setup import open_office, operator

    for out in outs:
        writer_for(out)  # a wrong suffix is refused before anything is sealed or written
    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.drafting import composed, drafted

    brief = composed(office, day or office.today(), series)
    done: list[str] = []
    for out in outs:
        try:
            write(brief, out)
            done.append(str(out))
            if out.suffix.lower() == ".docx":
                drafted(office, brief, out)
        except DibaoError as error:  # without fonts for the PDF, Word and HTML still come
            output.note(str(error))
    if not any(True for _ in brief.figures()):
        template = office.workspace.settings.template
        output.note(
            say(
                f"简报里一个数字也没有：台账没有 {brief.day} 要用的数，或模板 {template} 没有数字的位置。",
                f"The brief has no figures: the ledger has none for {brief.day}, or {template} has no places for them.",
            )
        )
    states = [figure.state for figure in brief.figures()]
    questioned, missing = states.count(State.QUESTIONED), states.count(State.MISSING)
    if done:
        output.note(
            say(
                f"{'、'.join(done)}：{len(states)} 个数字，待核 {questioned}，未报 {missing}。",
                f"{', '.join(done)}: {len(states)} figures, {questioned} questioned, {missing} missing.",
            )
        )
    return 0 if len(done) == len(outs) else 2
