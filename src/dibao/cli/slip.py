"""`dibao slip`: a correction slip for an issued brief whose figures read otherwise now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.cli.review import content
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.briefs.actions.slip import Slipped


@click.command(
    "slip",
    help=say(
        "给签发过的简报出更正：台账里已变的数字，原作什么、现为什么、为什么；签发件不动。",
        "Write a correction slip for an issued brief: what its figures read now and why; the issued file stays.",
    ),
)
@click.argument("file", metavar="ISSUED.docx", type=options.FILE)
@click.option("--reason", default="", help=say("总的理由，写进更正", "a reason for the whole, told in the slip"))
@click.option("--id", "ids", multiple=True, help=say("只更正这些编号的数字", "only the figures with these ids"))
@options.slips("签发件旁边", "beside the issued file")
@options.by
@options.workspace
def command(
    file: Path, reason: str, ids: tuple[str, ...], folder: Path | None, by: str | None, named: Path | None
) -> int:
    """The slip comes as Word, HTML and PDF, numbered among those of its brief."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.actions import CorrectBrief  # its models need the office to be open
    from dibao.office.briefs.register import issued_brief

    row = issued_brief(content(file))
    if row is None:
        raise DibaoError(
            say(
                f"{file.name} 不是这里签发的简报，请给出签发件。",
                f"{file.name} is no brief that was issued here; give the issued file.",
            ),
            code="no_issue",
        )
    slip = CorrectBrief(row.id, reason, figures=frozenset(ids) if ids else None).run(office)
    save_slip(slip, folder or file.parent)
    return 0


def save_slip(slip: Slipped, folder: Path) -> None:
    """Write a slip's files into a folder, and say what it corrects."""
    from dibao.composing import save

    paths = [folder / f"{slip.name}{suffix}" for suffix in slip.files]
    for path, data in zip(paths, slip.files.values(), strict=True):
        save(path, data)
    output.table(
        [say("数字", "figure"), (say("原作", "then"), "right"), (say("更正为", "now"), "right"), say("原因", "why")],
        ((change.now.name, change.read, change.reads, "；".join(change.causes)) for change in slip.changes),
    )
    if slip.lacking:
        output.note(slip.lacking)
    names = "、".join(map(str, paths))
    output.note(say(f"{slip.name}：{names}。", f"{slip.name}: {names}."))
