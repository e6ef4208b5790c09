"""Counting stored items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of items. `copies`: items that are a copy of an earlier one; `copy_groups`: texts that have copies."""

    items: int
    on_topic: int
    undated: int
    copies: int
    copy_groups: int
    channels: Mapping[str, int]
    claims: Mapping[str, int]


def counted(connection: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> Counts:
    """What some stored files hold."""
    source = "read_parquet(?)"
    names = [[str(path) for path in files]]
    totals = connection.execute(
        "SELECT count(*), count(*) FILTER (on_topic), count(*) FILTER (published = ''), count(copy_of), "
        f"count(DISTINCT copy_of) FROM {source}",
        names,
    ).fetchone()
    assert totals is not None
    by = {
        name: dict(
            connection.execute(
                f"SELECT {name}, count(*) FROM {source} WHERE {name} <> '' GROUP BY 1 ORDER BY 2 DESC, 1", names
            ).fetchall()
        )
        for name in ("channel", "claim")
    }
    items, on_topic, undated, copies, groups = totals
    return Counts(items, on_topic, undated, copies, groups, by["channel"], by["claim"])
