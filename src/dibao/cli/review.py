"""`dibao review`: a second pair of eyes passes a draft, or returns it with a reason."""

from __future__ import annotations

from pathlib import Path

import click

from dibao.cli import options, output
from dibao.documents import unreadable
from dibao.language import say


@click.command(
    "review",
    help=say(
        "审简报草稿：通过，或用 --return 理由 退回；起草人不能自己审。",
        "Review a draft: pass it, or return it with --return REASON; its author cannot.",
    ),
)
@click.argument("file", type=options.FILE)
@click.option("--return", "reason", metavar="REASON", help=say("退回，并写明理由", "return it, and why"))
@options.by
@options.workspace
def command(file: Path, reason: str | None, by: str | None, named: Path | None) -> int:
    """The review holds for these bytes: a draft that is edited again is reviewed again."""
    from dibao.office.setup import open_office, operator

    office = open_office(options.required_root(named), actor=operator(by))
    from dibao.office.briefs.actions import ReviewBrief  # its models need the office to be open

    ReviewBrief(content(file), file.name, passed=reason is None, reason=reason or "").run(office)
    who = office.actor.name
    if reason is None:
        output.note(say(f"{file.name} 已由{who}审过。", f"{file.name} was passed by {who}."))
    else:
        output.note(say(f"{file.name} 已由{who}退回：{reason}", f"{file.name} was returned by {who}: {reason}"))
    return 0


def content(file: Path) -> bytes:
    """The bytes of a Word file; DibaoError where it cannot be read."""
    if file.is_dir():
        raise unreadable.folder(file.name)
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise unreadable.missing(str(file)) from error
    except OSError as error:
        raise unreadable.no_access(file.name) from error
