"""Bursts: days on which something was said far more often than the days before let expect."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from dibao.listening.summary import Burst


def bursts_of(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], k: int) -> tuple[Burst, ...]:
    """Not yet."""
    return ()
