"""A sheet's cells as they are seen: hidden rows and columns gone, merged areas one cell."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from dibao.documents.excel.codes import Code

_EFFORT = 20_000_000
"""Rows and columns of all merged areas; more only where a broken file lays them over each other."""

Kind = str
"""`text`, `number` or `date`: what a cell holds, not how it is written."""

Place = tuple[int, int]
"""A cell's row and column as the sheet has them, counted from 1."""


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


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged area: its corners, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Stored:
    """A sheet as its file holds it; rows and columns count from 1.

    `values`: (text as shown, kind), "" where a cell shows nothing. What is not read is named by reference or number.
    """

    values: dict[Place, tuple[str, Kind]] = field(default_factory=dict)
    merged: list[Merged] = field(default_factory=list)
    rows_gone: set[int] = field(default_factory=set)
    columns_gone: set[int] = field(default_factory=set)
    uncounted: list[str] = field(default_factory=list)
    """Formulas without a stored result."""
    errors: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Numbers that their format hides."""
    commented: bool = False
    drawn: bool = False
    """Pictures, charts or text boxes lie on it."""

    def number(self, place: Place, value: Decimal, format: Code, *, from_1904: bool = False) -> None:
        """Puts in a number as its format shows it."""
        text = format.number(value, from_1904=from_1904)
        if not text and value:
            self.unseen.append(reference(*place))
        self.values[place] = (text, "date" if format.is_date else "number")

    def error(self, place: Place, text: str) -> None:
        """Puts in what a formula in error shows."""
        self.errors.append(reference(*place))
        self.values[place] = (text, "text")


@dataclass(slots=True)
class Sheet:
    """What one sheet shows, in reading order; empty rows and columns stay as gaps. `hidden_…`: with contents."""

    cells: list[Seen]
    hidden_rows: list[int]
    hidden_columns: list[str]
    stored: Stored


def reference(row: int, column: int) -> str:
    """A place as sheets name it: C7."""
    return f"{letters(column)}{row}"


def visible(stored: Stored, named: Callable[[int, int], str] = reference) -> Sheet:
    """What the sheet shows; `named` gives a place's reference. ValueError where merged areas pile up without end."""
    values = {place: shown for place, shown in stored.values.items() if shown[0]}
    merged = {(area.top, area.left): area for area in _bounded(stored.merged)}
    covered = _covered(merged, values)
    rows_gone, columns_gone = stored.rows_gone, stored.columns_gone
    hidden = {column for row, column in values if column in columns_gone and row not in rows_gone}
    sheet = Sheet([], sorted({row for row, _ in values} & rows_gone), [letters(one) for one in sorted(hidden)], stored)
    if not values:
        return sheet
    last_row, last_column = max(row for row, _ in values), max(column for _, column in values)
    gone_before_row, gone_before_column = sorted(rows_gone), sorted(columns_gone)
    for (row, column), (text, kind) in sorted(values.items()):
        if (row, column) in covered:
            continue
        area = merged.get((row, column), Merged(row, column, row, column))
        rows = _visible(area.top, area.bottom, last_row, rows_gone)
        columns = _visible(area.left, area.right, last_column, columns_gone)
        if rows and columns:
            seen_row = rows[0] - bisect_left(gone_before_row, rows[0]) - 1
            seen_column = columns[0] - bisect_left(gone_before_column, columns[0]) - 1
            spans = (len(rows), len(columns))
            sheet.cells.append(Seen(text, kind, seen_row, seen_column, *spans, named(rows[0], columns[0])))
    sheet.cells.sort(key=lambda cell: (cell.row, cell.column))
    return sheet


def letters(column: int) -> str:
    """A column's letters, counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _bounded(merged: list[Merged]) -> Iterator[Merged]:
    effort = 0
    for area in merged:
        effort += area.bottom - area.top + area.right - area.left
        if effort > _EFFORT:
            raise ValueError("merged areas lie over each other")
        yield area


def _covered(merged: dict[Place, Merged], values: dict[Place, tuple[str, Kind]]) -> set[Place]:
    """Cells with values under a merged area, which a sheet does not show."""
    covered: set[Place] = set()
    for area in merged.values():
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if size <= len(values):
            inside = [(r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)]
        else:
            inside = [(r, c) for r, c in values if area.top <= r <= area.bottom and area.left <= c <= area.right]
        covered.update(place for place in inside if place != (area.top, area.left))
    return covered


def _visible(first: int, last: int, end: int, gone: set[int]) -> list[int]:
    """The visible ones from `first` to `last`, as far as `end` (the contents' end), or the next one beyond."""
    found = [number for number in range(first, min(last, end) + 1) if number not in gone]
    return found or list(islice((number for number in range(end + 1, last + 1) if number not in gone), 1))
