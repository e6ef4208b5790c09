"""JSON lines, one item a line; each portion is a range of bytes, so that several processes read one file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from dibao.documents import unreadable
from dibao.listening.readers.portion import Collector, Portion, Rows

SUFFIXES = (".jsonl", ".ndjson")
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


def _is_object(head: bytes) -> bool:
    return head.removeprefix(_BOM).lstrip().startswith(b"{")


def read(path: Path, start: int, end: int) -> Rows:
    """The items of a range; what is no JSON object is counted as unreadable."""
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(end - start)
    collector = Collector()
    for line in data.removeprefix(_BOM).split(b"\n"):
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
