"""JSON lines, one item a line; each portion is a range of bytes, so that several processes read one file."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json as json_lines

from dibao.documents import unreadable
from dibao.listening.readers.portion import Collector, Portion, Rows, column, from_columns, headings, told

SUFFIXES = (".jsonl", ".ndjson")
PACKED = (".jsonl.gz",)
_BYTES = 6 << 20
_BOM = b"\xef\xbb\xbf"


def portions(path: Path) -> Iterator[Portion]:
    """Ranges that end where lines end."""
    size, start = path.stat().st_size, 0
    with path.open("rb") as file:
        if not _is_object(file.read(1 << 16)):
            raise unreadable.not_what_it_says(path.name, path.suffix, "JSON Lines")
        while start < size:
            file.seek(min(start + _BYTES, size))
            file.readline()
            end = file.tell()
            yield Portion(path, read, start, end)
            start = end


def unpacked(path: Path) -> Iterator[Portion]:
    """The same from a file that gzip packed, which can only be read from its beginning."""
    try:
        with gzip.open(path, "rb") as file:
            while lines := file.readlines(_BYTES):
                yield Portion(path, rows=rows_of(b"".join(lines).removeprefix(_BOM)))
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise unreadable.cut_off(path.name) from error


def _is_object(head: bytes) -> bool:
    return head.removeprefix(_BOM).lstrip().startswith(b"{")


def read(path: Path, start: int, end: int) -> Rows:
    """The items of a range; what is no JSON object is counted as unreadable."""
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(end - start).removeprefix(_BOM)
    return rows_of(data)


def rows_of(data: bytes) -> Rows:
    """The items of some lines."""
    data = data.lstrip()
    # What begins with `null` ends the process inside Arrow, and elsewhere that would pass for an item.
    objects = data.count(b"\n{") + 1 if data.startswith(b"{") else 0
    for known in (_first_keys(data), tuple(headings())) if objects else ():
        try:
            table = _at_once(data, known)
        except (pa.ArrowException, UnicodeError):
            continue
        if len(table) != objects:
            break
        if not headings().keys() & (set(table.column_names) - set(known)):
            dropped = {name: len(table) - table[name].null_count for name in table.column_names if column(name) is None}
            return Rows(from_columns(table), told(dropped, len(table)))
    return _line_by_line(data)


def _first_keys(data: bytes) -> tuple[str, ...]:
    """The known headings of the first line: most files have no other, and each that is looked for takes its time."""
    try:
        first = json.loads(data[: data.find(b"\n") + 1])
    except (ValueError, RecursionError):
        first = ()
    return tuple(name for name in headings() if name in first) if isinstance(first, dict) else tuple(headings())


def _at_once(data: bytes, known: tuple[str, ...]) -> pa.Table:
    """Lines that are all objects whose known columns are all texts: the usual case, twenty times as fast."""
    fields: list[pa.Field[Any]] = [pa.field(name, pa.string()) for name in known]
    return json_lines.read_json(
        io.BytesIO(data),
        json_lines.ReadOptions(use_threads=False, block_size=len(data) + 1),
        json_lines.ParseOptions(pa.schema(fields), newlines_in_values=False),
    )


def _line_by_line(data: bytes) -> Rows:
    collector = Collector()
    for line in data.split(b"\n"):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
        if isinstance(item, dict):
            collector.add(item)
        else:
            collector.unreadable += 1
    return collector.rows()
