"""Parquet; only the columns of an item are read from the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dibao.documents import unreadable
from dibao.listening.items import COLUMNS
from dibao.listening.readers.portion import ROWS, Portion, Rows, column, from_columns, shown

SUFFIXES = (".parquet",)


def portions(path: Path) -> Iterator[Portion]:
    """Batches of rows."""
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            wanted = [name for name in names if column(name) is not None]
            if not wanted:
                columns = ",".join(COLUMNS)
                raise unreadable.not_what_it_says(path.name, path.suffix, f"Parquet ({columns})")
            dropped = [shown(name) for name in names if name not in wanted]
            for batch in file.iter_batches(ROWS, columns=wanted):
                yield Portion(path, rows=Rows(from_columns(batch), Counter(dict.fromkeys(dropped, len(batch)))))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise unreadable.cut_off(path.name) from error
