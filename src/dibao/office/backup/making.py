"""Making a backup while the office goes on working."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dibao import __version__
from dibao.office.backup.archive import FILES, TABLES, Manifest, verified, writing
from dibao.office.backup.tables import lines, snapshot, tables
from dibao.office.databases import FILE
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.office import Office

_OWN = ("secret.key", ".dibao-demo")
"""What belongs to this copy of the office alone: cookies signed here shall mean nothing elsewhere."""


def file_name(moment: datetime) -> str:
    """What a backup is called where only its folder was named."""
    return f"dibao-{moment:%Y%m%d-%H%M%S}.tar.gz"


def make(office: Office, target: Path) -> Manifest:
    """Write the whole office to `target` and read it back to see that it is whole.

    The database is read as of one moment; the files after it, and they are only ever added to: what a row speaks of is
    there. DibaoError where it cannot be written.
    """
    with writing(target) as archive:
        with snapshot():
            labels = {model: model._meta.label for model in tables()}
            rows = {label: archive.add_lines(f"{TABLES}{label}.jsonl", lines(model)) for model, label in labels.items()}
            seal = DjangoLedger.of(office).seal(office.today())
        for path in _files(office.root, target):
            with path.open("rb") as file:
                archive.add(FILES + path.relative_to(office.root).as_posix(), file)
        manifest = Manifest(
            made=office.clock().isoformat(timespec="seconds"),
            dibao=__version__,
            tables=rows,
            count=seal.count if seal else 0,
            head=seal.head if seal else "",
            members=archive.members,
        )
        archive.close(manifest)
    return verified(target)


def _files(root: Path, target: Path) -> Iterator[Path]:
    """The workspace's files but for the database, what is hidden, and backups that lie here."""
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        backup = path.name.startswith("dibao-") and path.name.endswith(".tar.gz")
        database = path.name.startswith(FILE) and path.parent == root
        left_out = hidden or backup or database or path.name in _OWN or path.resolve() == target.resolve()
        if path.is_file() and not path.is_symlink() and not left_out:
            yield path
