"""`dibao backup`: the whole office in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dibao.cli import options, output
from dibao.language import say

if TYPE_CHECKING:
    from dibao.office.backup.archive import Manifest


@click.command(
    "backup",
    help=say(
        "备份整个办公室到一个文件：台账、来件、签发件、人员和设置；不用停工，写完即核对。",
        "The whole office in one file: ledger, reports, issued briefs, people, settings. Work goes on meanwhile; "
        "what was written is read back and compared.",
    ),
)
@click.argument("out", type=options.FILE)
@options.workspace
def command(out: Path, named: Path | None) -> int:
    """OUT is a new file, or a folder in which one named by the moment is made."""
    from dibao.office.site.opening import open_site

    office = open_site(options.required_root(named))
    from dibao.office.backup.making import file_name, make

    target = out / file_name(office.now()) if out.is_dir() else out
    manifest = make(office, target)
    output.note(counted(manifest, say(f"备份在 {target}，已核对", f"The backup is {target}, read back and compared")))
    return 0


def counted(manifest: Manifest, what: str) -> str:
    """The sentence that says how much there is."""
    reports, files = manifest.tables.get("reports.Report", 0), len(manifest.members) - len(manifest.tables)
    return say(
        f"{what}：来件 {reports} 件，台账 {manifest.count} 条，文件 {files} 个。",
        f"{what}: {reports} reports, {manifest.count} entries, {files} files.",
    )
