"""What a process holds, as tests look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def descriptors() -> list[int]:
    """The open descriptors of this process; the last one of a worker leads to its parent."""
    found = []
    for each in range(256):
        try:
            os.fstat(each)
            found.append(each)
        except OSError:
            pass
    return found


def children() -> set[int]:
    """The children that are there, also those that have ended and nobody waited for."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return set()
    here = str(os.getpid())
    stats = ((each, each / "stat") for each in Path("/proc").iterdir() if each.name.isdigit())
    return {int(each.name) for each, stat in stats if _parent(stat) == here}


def _parent(stat: Path) -> str:
    try:
        return stat.read_text("utf-8").rpartition(")")[2].split()[1]
    except OSError:
        return ""  # it has just ended


@contextmanager
def unharmed() -> Iterator[None]:
    """No child more is left afterwards (another test's engine may have one that waits), and no descriptor more or less
    is open."""
    held, there = descriptors(), children()
    yield
    assert descriptors() == held
    assert children() <= there
