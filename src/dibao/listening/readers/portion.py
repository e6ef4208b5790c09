"""A portion of a file, and the rows that come of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from dibao.listening import lists
from dibao.listening.arrow import compute as pc
from dibao.listening.arrow import strings
from dibao.listening.items import COLUMNS, READ
from dibao.privacy import redact

ROWS = 50_000
"""About how many items a portion holds."""
_LONGEST_NAME, _MOST_NAMES = 40, 200
_USUAL = 0.1
"""The share of the items that have a column which is told by name: a rarer one may be somebody's name."""
OTHERS = "…"
"""Stands for the names of rarer columns, and of those beyond the first 200."""


@dataclass
class Rows:
    """The items of a portion, the columns that were dropped (how many items had something in each) and the lines that
    could not be read."""

    batch: pa.RecordBatch
    dropped: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0


@dataclass(frozen=True)
class Portion:
    """Where to read: bytes [start, end) of a file, or rows that are read already. `name` for messages."""

    path: Path
    read: Callable[[Path, int, int], Rows] | None = None
    start: int = 0
    end: int = 0
    rows: Rows | None = None

    def load(self) -> Rows:
        """The rows."""
        if self.rows is not None:
            return self.rows
        assert self.read is not None
        return self.read(self.path, self.start, self.end)


@cache
def headings() -> Mapping[str, str]:
    """How columns are headed, in files of offices too, and which column of an item that is."""
    return {name: name for name in COLUMNS} | {row["heading"]: row["column"] for row in lists.rows("columns.csv")}


def column(name: str) -> str | None:
    """The column of an item that a heading means, if any."""
    return headings().get(name.strip().lower())


def shown(name: str) -> str:
    """A dropped column's name as it may be told: a heading may be somebody's number."""
    return redact(name.strip())[:_LONGEST_NAME] or "?"


class Collector:
    """Rows as they are read, one by one; of each only what an item has."""

    def __init__(self) -> None:
        self._columns: list[list[str]] = [[] for _ in COLUMNS]
        self._known: dict[str, int] = {}
        self._dropped: Counter[str] = Counter()
        self.unreadable = 0

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, row: Mapping[str, Any]) -> None:
        """One item; the first column that has something counts where several mean the same."""
        for values in self._columns:
            values.append("")
        for name, value in row.items():
            place = self._known.get(name, -2)
            if place == -2:
                found = column(name)
                place = self._known[name] = -1 if found is None else COLUMNS.index(found)
            if value is None or value == "":
                continue
            if place < 0:
                self._dropped[name] += 1
            elif not self._columns[place][-1]:
                self._columns[place][-1] = words(value)

    def rows(self) -> Rows:
        """What was collected."""
        arrays = [_array(values) for values in self._columns]
        return Rows(pa.record_batch(arrays, schema=READ), told(self._dropped, len(self)), self.unreadable)


def told(dropped: Mapping[str, int], items: int) -> Counter[str]:
    """Names of the columns that were dropped of so many items, shortened and redacted, not more than can be looked
    through."""
    counted: Counter[str] = Counter()
    for place, (name, number) in enumerate(sorted(dropped.items(), key=lambda pair: (-pair[1], pair[0]))):
        counted[shown(name) if place < _MOST_NAMES and number >= _USUAL * items else OTHERS] += number
    return counted


def words(value: object) -> str:
    """A value as text; lists and objects are none."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8") if max(value, default="") >= "\ud800" else value
    if isinstance(value, bool | dict | list):
        return ""
    return str(value)


def _array(values: list[str]) -> pa.Array[Any]:
    try:
        return strings(values)
    except UnicodeEncodeError:  # halves of characters, as careless programs cut them
        return strings(value.encode("utf-8", "replace").decode("utf-8") for value in values)


def from_columns(table: pa.Table | pa.RecordBatch) -> pa.RecordBatch:
    """A table's columns as those of items; the first that has something counts where several mean the same."""
    arrays: list[Any] = []
    for wanted in COLUMNS:
        found = [_words(table.column(name)) for name in table.schema.names if column(name) == wanted]
        *others, last = found or [None]
        filled = [pc.if_else(pc.equal(values, ""), None, values) for values in others]
        one = pc.coalesce(*filled, last, "") if found else pa.array([""] * len(table), pa.string())
        arrays.append(one.combine_chunks() if isinstance(one, pa.ChunkedArray) else one)
    return pa.record_batch(arrays, schema=READ)


def _words(values: Any) -> Any:
    """A column as text; lists, objects and true or false are none."""
    kind = values.type
    if pa.types.is_nested(kind) or pa.types.is_boolean(kind) or pa.types.is_binary(kind):
        return pa.nulls(len(values), pa.string())
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        values = pc.strftime(pc.cast(values, pa.timestamp("s", "UTC"), safe=False), "%Y-%m-%dT%H:%M:%SZ")
    return pc.cast(values, pa.string())


def gathered(rows: Iterable[Mapping[str, Any]], path: Path) -> Iterable[Portion]:
    """Rows that can only be read one after another, as portions."""
    collector = Collector()
    for row in rows:
        collector.add(row)
        if len(collector) >= ROWS:
            yield Portion(path, rows=collector.rows())
            collector = Collector()
    if len(collector):
        yield Portion(path, rows=collector.rows())
