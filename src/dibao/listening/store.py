"""Items as they are kept: one Parquet file a day and run, complete or not there at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dibao.listening.arrow import compute, texts
from dibao.listening.items import ANALYSED

UNDATED = "undated"
_PART = ".part"
_ROWS = 50_000
_MEMORY = "1GB"


@contextmanager
def database(folder: Path, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory that spills into `folder`."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"SET memory_limit = '{_MEMORY}'")
        connection.execute("SET temp_directory = ?", [str(folder / "spill")])
        connection.execute(f"SET threads = {max(threads, 1)}")
        connection.execute("SET preserve_insertion_order = true")
        yield connection


def write_days(
    connection: duckdb.DuckDBPyConnection, stored: Sequence[Path], found: pa.Table, out: Path, run: str
) -> list[Path]:
    """Join what needed all items (`found`: n, copy_of, question) to the stored portions; one file a day.

    Files of the same run from an earlier time are replaced. They get their names once all are written.
    """
    connection.register("found", found)
    columns = ", ".join(
        {"copy_of": "found.copy_of", "question": "found.question"}.get(name, f"item.{name}") for name in ANALYSED.names
    )
    query = f"SELECT item.day AS day, {columns} FROM read_parquet($files) item JOIN found USING (n) ORDER BY day, n"
    joined = connection.sql(query, params={"files": [str(path) for path in stored]})
    reader = joined.to_arrow_reader(_ROWS)
    written = _written(reader, out, run)
    kept = {target for _, target in written}
    for part, target in written:
        part.replace(target)
    for old in out.glob(f"*-{run}.parquet"):
        if old not in kept:
            old.unlink()
    return sorted(kept)


def _written(reader: pa.RecordBatchReader, out: Path, run: str) -> list[tuple[Path, Path]]:
    """The days' files under the names of unfinished ones, with the names that they shall have."""
    files: list[tuple[Path, Path]] = []
    writer: pq.ParquetWriter | None = None
    day: str | None = None
    try:
        for batch in reader:
            table = pa.Table.from_batches([batch])
            for today, rows in _by_day(table):
                if today != day or writer is None:
                    if writer is not None:
                        writer.close()
                    day, target = today, out / f"{today or UNDATED}-{run}.parquet"
                    part = out / f".{target.name}{_PART}"
                    files.append((part, target))
                    writer = pq.ParquetWriter(part, ANALYSED, compression="zstd")
                writer.write_table(rows)
    finally:
        if writer is not None:
            writer.close()
    return files


def _by_day(table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Runs of rows of one day, in the schema of stored items."""
    days = compute.run_end_encode(table.column("day").combine_chunks())
    plain = table.drop_columns(["day"]).cast(ANALYSED)
    start = 0
    for day, end in zip(texts(days.values), days.run_ends.to_pylist(), strict=True):
        yield day, plain.slice(start, end - start)
        start = end


def sweep(out: Path) -> None:
    """Unfinished files of a run that was ended while it wrote days; nobody else is at work in the folder."""
    for part in out.glob(f".*{_PART}"):
        part.unlink()


def files(out: Path) -> list[Path]:
    """All stored days."""
    return sorted(path for path in out.glob("*.parquet") if not path.name.startswith("."))
