"""What a command is given to read: a file, a file that holds files, or `-` for what is pasted on standard input."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.documents import LIMIT, Enclosed, Unpacked, bytes_of
from dibao.documents.enclosed import PASTE
from dibao.office.reports import opened as parcels

STDIN = Path("-")


def opened(path: Path, workspace: Workspace, near: date | None = None) -> Unpacked:
    """The reports in what `path` names. DibaoError (code `unreadable`) where there is none."""
    return parcels.opened(_bytes(path), name(path), workspace, near)


def name(path: Path) -> str:
    """What a source is called: a file's name, 粘贴 for standard input."""
    return PASTE if path == STDIN else path.name


def place(path: Path, enclosed: Enclosed) -> str:
    """Where a report is, from the path as it was given inwards."""
    return f"{path}{enclosed.name[len(name(path)) :]}"


def _bytes(path: Path) -> bytes:
    # One byte over the limit is enough to be refused for it.
    return sys.stdin.buffer.read(LIMIT + 1) if path == STDIN else bytes_of(path)
