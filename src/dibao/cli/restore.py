"""`dibao restore`: an office from its backup."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dibao.cli import audit, options, output
from dibao.cli.backup import counted
from dibao.language import say


@click.command(
    "restore",
    help=say(
        "从备份恢复到空文件夹（-w 指明，不写为当前文件夹）；SQLite 和 PostgreSQL 可互换。",
        "An office from its backup, in an empty folder (-w, else the current one); from either database to either.",
    ),
)
@click.argument("source", metavar="IN", type=options.FILE)
@options.workspace
def command(source: Path, named: Path | None) -> int:
    """Nothing is written where the backup is damaged or the folder is not empty. Exit 1 where its ledger is broken."""
    from dibao.office.site.opening import open_site, use_site

    context = click.get_current_context()
    root = Path(named or context.find_root().obj or os.environ.get("DIBAO_WORKSPACE") or ".").resolve()
    use_site(root)
    from dibao.office.backup.restoring import restore

    manifest = restore(source, root)
    output.note(counted(manifest, say(f"恢复在 {root}", f"The office is in {root}")))
    return audit.audited(open_site(root), ())
