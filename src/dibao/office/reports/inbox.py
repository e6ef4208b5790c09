"""The bytes of reports in the workspace, each under the hash of its content."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared import vault

FOLDER = "inbox"


def place(root: Path, digest: str, name: str) -> Path:
    """Where a report's bytes lie; the suffix of its name is kept, so that a program opens it."""
    return vault.place(root / FOLDER, digest, name)


def keep(root: Path, files: Sequence[tuple[bytes, str, str]]) -> None:
    """Put files (bytes, digest, name) on disk for good, before any transaction speaks of them."""
    vault.keep(root / FOLDER, files)


def read(root: Path, digest: str, name: str) -> bytes:
    """A report's bytes; DibaoError where they are gone or are others."""
    path = place(root, digest, name)
    if not vault.holds(path, digest):
        raise DibaoError(
            say(f"{name} 的原件不见了，请再传一次。", f"The bytes of {name} are gone; send it again."),
            code="unreadable",
        )
    return path.read_bytes()
