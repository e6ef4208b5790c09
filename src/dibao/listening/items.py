"""What an item is: when and where something was said in public, and what. There is no column for who."""

from __future__ import annotations

from typing import Any, NamedTuple

import pyarrow as pa


class Item(NamedTuple):
    """One public item (公开信息). `published`: local time as 2026-02-03T09:40, a day, or "" where it cannot be read."""

    published: str
    channel: str
    region: str
    title: str
    text: str
    url: str


COLUMNS = Item._fields
"""The only columns that are read; others are dropped and counted."""

_TEXTS: list[pa.Field[Any]] = [pa.field(name, pa.string()) for name in COLUMNS]
READ = pa.schema(_TEXTS)
"""A batch as readers give it: no nulls."""

_FOUND: list[pa.Field[Any]] = [
    pa.field("id", pa.string()),
    *_TEXTS,
    pa.field("on_topic", pa.bool_()),
    pa.field("copy_of", pa.string()),
    pa.field("claim", pa.string()),
    pa.field("question", pa.string()),
    pa.field("redactions", pa.int32()),
    pa.field("topics", pa.list_(pa.string())),
    pa.field("claim_suggested", pa.string()),
]
ANALYSED = pa.schema(_FOUND)
"""An item as it is stored. `redactions`: how many places of personal data were taken out of it."""
