"""The workspace's plain files, loaded again only where one of them has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from dibao.catalogue import Workspace

_FILES = ("dibao.toml", "units.csv", "catalogue.csv", "wordings.csv", "opening.csv")
_Marks = tuple[tuple[int, int], ...]


def workspace(root: Path) -> Workspace:
    """The workspace as its files stand now; DibaoError names the file and line that is wrong."""
    return _opened(root, _marks(root))


@lru_cache(maxsize=4)
def _opened(root: Path, marks: _Marks) -> Workspace:
    return Workspace.open(root)


def _marks(root: Path) -> _Marks:
    return tuple(_mark(root / name) for name in _FILES)


def _mark(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, -1)
    return (found.st_mtime_ns, found.st_size)
