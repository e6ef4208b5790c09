"""`dibao issue`: number a draft, seal it, make it immutable."""

from __future__ import annotations

from pathlib import Path

import click

from dibao.cli import options, output
from dibao.cli.lint import show as show_remarks
from dibao.cli.review import content
from dibao.cli.verify import show
from dibao.language import say


@click.command(
    "issue",
    help=say(
        "签发简报：编号、加封、不再改动；签发件写在草稿旁边。",
        "Issue a brief: number it, seal it, make it immutable; the issued file is written beside the draft.",
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
@click.option("-o", "--output", "out", type=options.FILE, help=say("签发件写到哪里", "where to write the issued file"))
@options.by
@options.workspace
def command(file: Path, accept: str, despite_lint: str, out: Path | None, by: str | None, named: Path | None) -> int:
    """Exit 1 where the draft differs from the ledger, or lint finds errors in it, and nothing was issued. Run again, it
    writes the file again."""
    from dibao.composing import save
    from dibao.office.setup import open_office, operator

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
    target = out or file.with_name(f"{file.stem}-{issued.name}.docx")
    if issued.again and target.is_file() and target.resolve() == file.resolve():
        output.note(say(f"{file.name} 就是签发件（{issued.name}）。", f"{file.name} is the issued file."))
        return 0
    save(target, issued.data)
    again = say("早先已签发，", "issued before, ") if issued.again else ""
    reviewer = say(f"，{issued.reviewer}审", f", reviewed by {issued.reviewer}") if issued.reviewer else ""
    output.note(
        say(
            f"{again}{issued.name}：{target}，封签 {issued.seal.count} 条 {issued.seal.head[:12]}{reviewer}。",
            f"{again}{issued.name}: {target}, sealed at {issued.seal.count} entries {issued.seal.head[:12]}{reviewer}.",
        )
    )
    return 0
