"""`dibao audit`: the ledger's chain and seals, the seals that briefs carry, and what was issued."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.entries import Seal
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.shared.office import Office


@click.command(
    "audit",
    help=say(
        "查台账的链和封签，与简报里的封签比对，并查签发的简报。",
        "The ledger's chain and seals, compared with those in the briefs, and the issued briefs.",
    ),
)
@click.argument("briefs", nargs=-1, type=options.FILE)
@options.workspace
def command(briefs: tuple[Path, ...], named: Path | None) -> int:
    """Exit 1 where something is broken. Without BRIEFS, those in the workspace's briefs/ are compared."""
    from dibao.office.setup import open_office

    return audited(open_office(options.required_root(named)), briefs)


def audited(office: Office, briefs: tuple[Path, ...]) -> int:
    """Say everything that is broken; 1 where something is."""
    from dibao.office.audit.check import audit  # its models need the office to be open
    from dibao.office.briefs.audit import audit_issued
    from dibao.office.briefs.models import Issue

    folder = office.root / "briefs"
    files = briefs or tuple(
        path for path in sorted(folder.rglob("*")) if path.suffix in (".docx", ".html", ".json", ".pdf")
    )
    seals = list(_seals(files, strict=bool(briefs)))
    breaches = [*audit(seals), *audit_issued(office)]
    for breach in breaches:
        click.echo(breach.sentence)
    if breaches:
        output.note(say(f"台账有 {len(breaches)} 处不符。", f"The ledger is broken in {len(breaches)} places."))
    else:
        issues = Issue.objects.count()
        output.note(
            say(
                f"台账完好；与 {len(seals)} 份简报的封签一致；签发的 {issues} 份都在，与登记一致。",
                f"The ledger is sound and agrees with the seals of {len(seals)} briefs; the {issues} that were issued "
                "are all there, as the register says.",
            )
        )
    return 1 if breaches else 0


def _seals(files: tuple[Path, ...], *, strict: bool) -> Iterator[Seal]:
    from dibao.composing import seal_of

    for path in files:
        try:
            seal = seal_of(path)
            if seal is not None:
                yield seal
        except DibaoError as error:
            if strict:
                raise
            output.note(str(error))
