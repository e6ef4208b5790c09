"""One run at a time in a folder; the lock goes with the process that holds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from dibao.errors import DibaoError
from dibao.language import say

_LOCK = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made where it is missing. DibaoError where another run does."""
    folder.mkdir(parents=True, exist_ok=True)
    # SQLite's own file lock works on every system, unlike fcntl.
    with closing(sqlite3.connect(folder / _LOCK, timeout=0.2, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise DibaoError(
                say(
                    f"另一个分析正在写 {folder}，请等它结束，或换一个 --out。",
                    f"Another run is writing to {folder}; wait for it, or name another --out.",
                ),
                code="busy",
            ) from error
        yield
