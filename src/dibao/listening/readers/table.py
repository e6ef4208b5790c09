"""CSV with a line of headings, in UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from dibao.documents import unreadable
from dibao.listening.items import COLUMNS
from dibao.listening.readers.portion import Portion, column, gathered

SUFFIXES = (".csv", ".tsv")
_HEAD = 1 << 20
_LONGEST = 1 << 24
"""Characters of a cell: a page with all its text."""


def portions(path: Path) -> Iterator[Portion]:
    """Portions of rows, read one after another: a line end may stand inside a cell."""
    yield from gathered(_rows(path), path)


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    csv.field_size_limit(_LONGEST)
    with path.open(encoding=_encoding(path), errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
        try:
            heads = [head.strip() for head in next(reader, [])]
            if not any(map(column, heads)):
                raise unreadable.not_what_it_says(path.name, path.suffix, f"CSV ({','.join(COLUMNS)})")
            for row in reader:
                if row:
                    yield dict(zip(heads, row, strict=False))
        except csv.Error as error:
            raise unreadable.corrupt(path.name) from error


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
