"""Parquet; only the columns of an item are read from the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dibao.documents import unreadable
from dibao.listening.arrow import Column
from dibao.listening.arrow import compute as pc
from dibao.listening.items import COLUMNS, READ
from dibao.listening.readers.portion import ROWS, Portion, Rows, column, shown

SUFFIXES = (".parquet",)


def portions(path: Path) -> Iterator[Portion]:
    """Batches of rows."""
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            wanted: dict[str, str] = {}
            for name in names:
                if (found := column(name)) is not None:
                    wanted.setdefault(found, name)
            if not wanted:
                columns = ",".join(COLUMNS)
                raise unreadable.not_what_it_says(path.name, path.suffix, f"Parquet ({columns})")
            dropped = [shown(name) for name in names if name not in wanted.values()]
            for batch in file.iter_batches(ROWS, columns=list(wanted.values())):
                columns_ = [_words(batch, wanted.get(name)) for name in COLUMNS]
                read = pa.record_batch(columns_, schema=READ)
                yield Portion(path, rows=Rows(read, Counter(dict.fromkeys(dropped, len(batch)))))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise unreadable.corrupt(path.name) from error


def _words(batch: pa.RecordBatch, name: str | None) -> Column:
    """A column as text; lists, objects and true or false are none."""
    values: Any = pa.nulls(len(batch), pa.string()) if name is None else batch.column(name)
    kind = values.type
    if pa.types.is_nested(kind) or pa.types.is_boolean(kind) or pa.types.is_binary(kind):
        values = pa.nulls(len(batch), pa.string())
    elif pa.types.is_timestamp(kind) and kind.tz is not None:
        values = pc.strftime(pc.cast(values, pa.timestamp("s", "UTC"), safe=False), "%Y-%m-%dT%H:%M:%SZ")
    plain: Column = pc.fill_null(pc.cast(values, pa.string()), "")
    return plain
