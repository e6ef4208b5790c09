"""A sheet's cells as they are seen: values with their formats, hidden rows and columns gone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from dibao.documents.excel.book import Book, S, plain, true, unescaped
from dibao.documents.excel.codes import exact

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMNS = 16_384
_ROWS = 1_048_576
_EFFORT = 20_000_000
"""Rows and columns of all merged areas; more only where a broken file lays them over each other."""

Kind = str
"""`text`, `number` or `date`: what a cell holds, not how it is written."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell that shows something. `row` and `column` count the visible ones from 0; `reference` is the sheet's own."""

    text: str
    kind: Kind
    row: int
    column: int
    row_span: int
    column_span: int
    reference: str

    @property
    def last_row(self) -> int:
        """The last row that it covers."""
        return self.row + self.row_span - 1

    @property
    def last_column(self) -> int:
        """The last column that it covers."""
        return self.column + self.column_span - 1


@dataclass(slots=True)
class Sheet:
    """What one sheet shows, and what it does not: references and numbers as the sheet has them, counted from 1."""

    cells: list[Seen] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    uncounted: list[str] = field(default_factory=list)
    """Formulas without a stored result."""
    errors: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Numbers that their format hides."""


@dataclass(frozen=True, slots=True)
class _Area:
    top: int
    left: int
    bottom: int
    right: int


def read(root: _Element, book: Book) -> Sheet:
    """The sheet's visible cells in reading order. Rows and columns that are empty stay as gaps."""
    sheet = Sheet()
    values = {place: shown for place, shown in _values(root, book, sheet) if shown[0]}
    merged = {(area.top, area.left): area for area in _merged(root)}
    covered = _covered(merged, values)
    rows_gone, columns_gone = _hidden_rows(root, values), _hidden_columns(root)
    sheet.hidden_rows = sorted({row for row, _ in values} & rows_gone)
    hidden = {column for row, column in values if column in columns_gone and row not in rows_gone}
    sheet.hidden_columns = [letters(column) for column in sorted(hidden)]
    if not values:
        return sheet
    last_row, last_column = max(row for row, _ in values), max(column for _, column in values)
    gone_before_row, gone_before_column = sorted(rows_gone), sorted(columns_gone)
    for (row, column), (text, kind) in sorted(values.items()):
        if (row, column) in covered:
            continue
        area = merged.get((row, column), _Area(row, column, row, column))
        rows = _visible(area.top, area.bottom, last_row, rows_gone)
        columns = _visible(area.left, area.right, last_column, columns_gone)
        if rows and columns:
            seen_row = rows[0] - bisect_left(gone_before_row, rows[0]) - 1
            seen_column = columns[0] - bisect_left(gone_before_column, columns[0]) - 1
            reference = f"{letters(columns[0])}{rows[0]}"
            sheet.cells.append(Seen(text, kind, seen_row, seen_column, len(rows), len(columns), reference))
    sheet.cells.sort(key=lambda cell: (cell.row, cell.column))
    return sheet


def letters(column: int) -> str:
    """A column's letters, counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _place(reference: str | None) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 1 <= row <= _ROWS and column <= _COLUMNS else None


def _values(root: _Element, book: Book, sheet: Sheet) -> Iterator[tuple[tuple[int, int], tuple[str, Kind]]]:
    row = 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        number = line.get("r") or ""
        row = int(number) if number.isdecimal() else row + 1
        column = 0
        for cell in line.iterfind(S + "c"):
            place = _place(cell.get("r")) or (row, column + 1)
            column = place[1]
            yield place, _shown(cell, f"{letters(column)}{place[0]}", book, sheet)


def _shown(cell: _Element, reference: str, book: Book, sheet: Sheet) -> tuple[str, Kind]:
    """A cell's text as it is seen, and its kind; "" where it shows nothing."""
    type = cell.get("t") or "n"
    stored = cell.find(S + "v")
    text = "" if stored is None or stored.text is None else stored.text
    if type == "inlineStr":
        inline = cell.find(S + "is")
        text = "" if inline is None else plain(inline)
    elif not text and cell.find(S + "f") is not None and type != "str":
        sheet.uncounted.append(reference)
        return "", "text"
    if not text:
        return "", "text"
    format = book.format(cell.get("s"))
    if type == "n":
        value = exact(text)
        if value is None:
            return text, "text"
        number = format.number(value, from_1904=book.from_1904)
        if not number and value:
            sheet.unseen.append(reference)
        return number, "date" if format.is_date else "number"
    if type == "b":
        return ("TRUE" if true(text) else "FALSE"), "text"
    if type == "e":
        sheet.errors.append(reference)
        return text, "text"
    if type == "d":
        return text.replace("T00:00:00", "").replace("T", " ").removesuffix("Z"), "date"
    if type == "s":
        index = int(text) if text.strip().isdecimal() else -1
        text = book.strings[index] if 0 <= index < len(book.strings) else ""
    elif type == "str":
        text = unescaped(text)
    return format.text(text).strip(), "text"


def _merged(root: _Element) -> Iterator[_Area]:
    effort = 0
    for merge in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = (merge.get("ref") or "").partition(":")
        corner, opposite = _place(first), _place(last or first)
        if corner and opposite and corner[0] <= opposite[0] and corner[1] <= opposite[1]:
            effort += opposite[0] - corner[0] + opposite[1] - corner[1]
            if effort > _EFFORT:
                raise ValueError("merged areas lie over each other")
            yield _Area(*corner, *opposite)


def _covered(
    merged: dict[tuple[int, int], _Area], values: dict[tuple[int, int], tuple[str, Kind]]
) -> set[tuple[int, int]]:
    """Cells with values under a merged area, which a sheet does not show."""
    if not merged:
        return set()
    covered: set[tuple[int, int]] = set()
    for area in merged.values():
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if size <= len(values):
            inside = [(r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)]
        else:
            inside = [(r, c) for r, c in values if area.top <= r <= area.bottom and area.left <= c <= area.right]
        covered.update(place for place in inside if place != (area.top, area.left))
    return covered


def _hidden_rows(root: _Element, values: dict[tuple[int, int], tuple[str, Kind]]) -> set[int]:
    defaults = root.find(S + "sheetFormatPr")
    gone = set()
    shown = set()
    row = 0
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        number = line.get("r") or ""
        row = int(number) if number.isdecimal() else row + 1
        if true(line.get("hidden")) or (true(line.get("customHeight")) and _zero(line.get("ht"))):
            gone.add(row)
        else:
            shown.add(row)
    if defaults is not None and true(defaults.get("zeroHeight")):
        gone |= {row for row, _ in values} - shown
    return gone


def _hidden_columns(root: _Element) -> set[int]:
    gone: set[int] = set()
    for columns in root.iterfind(f"{S}cols/{S}col"):
        first, last = columns.get("min") or "", columns.get("max") or ""
        if not (first.isdecimal() and last.isdecimal()):
            continue
        if true(columns.get("hidden")) or (true(columns.get("customWidth")) and _zero(columns.get("width"))):
            gone.update(range(int(first), min(int(last), _COLUMNS) + 1))
    return gone


def _zero(text: str | None) -> bool:
    value = None if text is None else exact(text)
    return value is not None and value == 0


def _visible(first: int, last: int, end: int, gone: set[int]) -> list[int]:
    """The visible ones from `first` to `last`, as far as `end` (the contents' end), or the next one beyond."""
    found = [number for number in range(first, min(last, end) + 1) if number not in gone]
    return found or list(islice((number for number in range(end + 1, last + 1) if number not in gone), 1))
