"""`dibao verify`: what changed in a brief since it was written, and what moved in the ledger since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.language import say

if TYPE_CHECKING:
    from dibao.composing import Difference


@click.command(
    "verify",
    help=say(
        "核对简报：出稿后被改的数字；有工作区时，还看台账里已变的。",
        "Figures changed since the brief was written or, with a workspace, moved in the ledger.",
    ),
)
@click.argument("file", type=options.FILE)
@options.as_json
@options.workspace
def command(file: Path, as_json: bool, named: Path | None) -> int:
    """Exit 1 where there are differences."""
    from dibao.composing import verify

    root, issued = options.root(named), ""
    if root is None:
        found = verify(file)
    else:
        from dibao.office.setup import open_office

        office = open_office(root)
        from dibao.office.briefs.original import original  # its models need the office to be open
        from dibao.office.ledger.book import DjangoLedger

        found = verify(file, DjangoLedger.of(office), office.workspace)
        if known := original(office, file):
            ids = {one.id for one in found if one.id}
            found.extend(one for one in known.differences if one.id not in ids and one not in found)
            issued = known.sentence
    if issued:
        output.note(issued)
    if as_json:
        output.lines(difference.json() for difference in found)
        return 1 if found else 0
    show(found)
    where = (
        say("（与台账比对过）", " (compared with the ledger)")
        if root
        else say("（没有工作区，只核对文件自身）", " (no workspace: the file by itself)")
    )
    output.note(say(f"{file.name}：{len(found)} 处不同{where}。", f"{file.name}: {len(found)} differences{where}."))
    return 1 if found else 0


def show(found: Sequence[Difference]) -> None:
    """The differences as a table."""
    if not found:
        return
    kinds = {
        "changed": say("被改", "changed"),
        "added": say("多出", "added"),
        "removed": say("被删", "removed"),
        "moved": say("台账已变", "moved in the ledger"),
    }
    columns = [
        say("编号", "id"),
        say("原为", "then"),
        say("现为", "now"),
        say("指标", "indicator"),
        say("口径", "basis"),
        say("情况", "what"),
    ]
    output.table(
        columns, ((one.id, one.text_then, one.text_now, one.indicator, one.basis, kinds[one.kind]) for one in found)
    )
