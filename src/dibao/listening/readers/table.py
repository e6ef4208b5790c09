"""CSV with a line of headings, parted by commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

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
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=_delimiter(file))
        row: list[str] = []
        try:
            heads = [head.strip() for head in next(reader, [])]
            if not any(map(column, heads)):
                raise unreadable.not_what_it_says(path.name, path.suffix, f"CSV ({','.join(COLUMNS)})")
            for row in reader:
                if row:
                    yield dict(zip(heads, row, strict=False))
        except csv.Error as error:
            raise unreadable.cut_off(path.name) from error
        if lines.quotes % 2 and row and "\n" in row[-1].replace("\r", "\n"):
            raise unreadable.cut_off(path.name)  # a quotation that never ends took all the lines behind it


class _Lines:
    """Lines as they are read; how many quotation marks they held."""

    def __init__(self, file: Iterable[str]) -> None:
        self._lines, self.quotes = iter(file), 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.quotes += line.count('"')
        return line


def _delimiter(file: TextIO) -> str:
    """What parts the headings, whatever the file is called: that with which most of them are known."""
    line = file.readline().strip("\ufeff\r\n")
    file.seek(0)
    return max(",\t;", key=lambda sign: sum(column(head.strip(' "')) is not None for head in line.split(sign)))


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
