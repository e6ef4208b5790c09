"""`dibao issue`: number a draft, seal it, make it immutable."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.cli.lint import show as show_remarks
from dibao.cli.review import content
from dibao.cli.verify import show
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.briefs.actions import Issued


@click.command(
    "issue",
    help=say(
        "签发简报：编号、加封、不再改动；Word、网页、PDF 三种签发件写在草稿旁边。",
        "Issue a brief: number it, seal it, make it immutable; Word, HTML and PDF are written beside the draft.",
    ),
)
@click.argument("file", metavar="BRIEF.docx", type=options.FILE)
@click.option(
    "--accept",
    metavar="REASON",
    default="",
    help=say("接受与台账不同之处，并写明理由", "let what differs from the ledger stand, and why"),
)
@click.option(
    "--despite-lint",
    metavar="REASON",
    default="",
    help=say("看稿有错误仍然签发，并写明理由", "issue in spite of the errors that lint finds, and why"),
)
@click.option(
    "-o",
    "--output",
    "outs",
    type=options.FILE,
    multiple=True,
    help=say(
        "签发件写到哪里，.docx、.html 或 .pdf，可多次给出；不给则三种都写在草稿旁边",
        "where to write an issued file, .docx, .html or .pdf, may be given several times; else all three beside the "
        "draft",
    ),
)
@options.by
@options.workspace
def command(
    file: Path, accept: str, despite_lint: str, outs: tuple[Path, ...], by: str | None, named: Path | None
) -> int:
    """Exit 1 where the draft differs from the ledger, or lint finds errors in it, and nothing was issued. Run again, it
    writes the files again."""
    from dibao.office.setup import open_office, operator

    for out in outs:
        _possible(out)
    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.actions import IssueBrief  # its models need the office to be open
    from dibao.office.briefs.actions.issue import Unfit, Unsettled

    try:
        issued = IssueBrief(content(file), file.name, accept, despite_lint).run(office)
    except Unsettled as error:
        show(error.differences)
        output.note(str(error))
        return 1
    except Unfit as error:
        show_remarks(file.name, error.remarks)
        output.note(str(error))
        return 1
    _told(issued, save_issued(issued, file, outs))
    return 0


def _possible(out: Path) -> None:
    from dibao.composing.editions import SUFFIXES

    may = (".docx", *SUFFIXES)
    if out.suffix.lower() not in may:
        raise DibaoError(
            say(
                f"签发件没有 {out.suffix or out.name}，请用 {'、'.join(may)} 之一作后缀。",
                f"Nothing is issued as {out.suffix or out.name}; end the file's name with one of {', '.join(may)}.",
            ),
            code="no_writer",
        )


def save_issued(issued: Issued, draft: Path, outs: Sequence[Path] = ()) -> list[Path]:
    """Write the issued files to `outs`, those of `outs` that there are; without any, all of them beside the draft."""
    from dibao.composing import save

    stem = draft.stem if issued.itself else f"{draft.stem}-{issued.name}"
    beside = [draft.with_name(f"{stem}{suffix}") for suffix in issued.files]
    targets = [out for out in (outs or beside) if out.suffix.lower() in issued.files]
    for target in targets:
        if not (issued.itself and target.resolve() == draft.resolve()):
            save(target, issued.files[target.suffix.lower()])
    return targets


def _told(issued: Issued, targets: Sequence[Path]) -> None:
    for sentence in issued.lacking:
        output.note(sentence)
    again = say("早先已签发，", "issued before, ") if issued.again else ""
    reviewer = say(f"，{issued.reviewer}审", f", reviewed by {issued.reviewer}") if issued.reviewer else ""
    files = say("、", ", ").join(map(str, targets))
    output.note(
        say(
            f"{again}{issued.name}：{files}，封签 {issued.seal.count} 条 {issued.seal.head[:12]}{reviewer}。",
            f"{again}{issued.name}: {files}, sealed at {issued.seal.count} entries {issued.seal.head[:12]}{reviewer}.",
        )
    )
