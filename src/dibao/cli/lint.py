"""`dibao lint`: what must not go out in a brief as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.lint import Remark

STOPS = ("error", "warning")
"""What the exit code tells."""


@click.command(
    "lint",
    help=say(
        "发出前看稿：前后不一的数、空白和残留、编号、日期和数字写法、个人信息、旧来源。本机构自己的 Word 稿也可以。",
        "Before a brief goes out: figures told differently, blanks and leftovers, numbering, style of dates and "
        "numbers, personal data, stale sources. An office's own Word file will do.",
    ),
)
@click.argument("briefs", nargs=-1, required=True, type=options.FILE, metavar=say("简报...", "BRIEF..."))
@options.day
@options.as_json
@options.workspace
def command(briefs: tuple[Path, ...], day: date | None, as_json: bool, named: Path | None) -> int:
    """Exit 1 where there are errors or warnings, 2 where a file could not be read; the others are read all the same."""
    from dibao.lint import lint

    workspace = options.optional_workspace(named)
    stopped = refused = False
    for brief in briefs:
        try:
            found = lint(brief, workspace, day=day)
        except DibaoError as error:
            output.note(str(error))
            refused = True
            continue
        stopped = stopped or any(remark.severity in STOPS for remark in found)
        if as_json:
            output.lines(remark.json(str(brief)) for remark in found)
        else:
            show(brief.name, found)
    return 2 if refused else 1 if stopped else 0


def show(name: str, found: Sequence[Remark]) -> None:
    """Each remark in words: where and what, the text around, what to write instead; then how many of each weight."""
    colours = {"error": "red", "warning": "yellow", "note": "blue"}
    for one in found:
        head = click.style(one.locator or say("全文", "the file"), bold=True)
        click.echo(f"{click.style('●', fg=colours[one.severity])} {head}  {one.message}  [{one.code}]")
        instead = f"  → {one.suggestion}" if one.suggestion else ""
        if one.quote or instead:
            click.echo(click.style(f"   {one.quote}{instead}", dim=True))
    counts = [sum(one.severity == severity for one in found) for severity in colours]
    output.note(
        say(
            f"{name}：{counts[0]} 处错误，{counts[1]} 处警告，{counts[2]} 处提示。",
            f"{name}: {counts[0]} errors, {counts[1]} warnings, {counts[2]} notes.",
        )
    )
