"""The characters inside ruled grids as cells; every character belongs to one cell or to the text outside."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from dibao.documents.pdf.glyphs import upright
from dibao.documents.pdf.parts import Entry, Grid, glued
from dibao.documents.pdf.rows import Row, rows
from dibao.documents.pdf.rulings import Lattice, Square
from dibao.documents.pdf.shapes import Box, Glyph

_PADDING = 6.0
"""Points; what office programs leave free at each side of a cell, at most."""

_NARROW = 8.0
"""Points; a blank row or column at a side that is narrower holds nothing."""


def grids(lattices: Sequence[Lattice], glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The grids with their text, and the glyphs that stand in none. A grid with text in one cell only is a frame."""
    ordered = sorted(lattices, key=lambda lattice: lattice.box.area)  # a table inside a cell goes before the cell
    held: dict[int, dict[int, list[Glyph]]] = defaultdict(lambda: defaultdict(list))
    finders = [_Finder(lattice) for lattice in ordered]
    outside: list[Glyph] = []
    for glyph in glyphs:
        for index, finder in enumerate(finders):
            found = finder.find(*glyph.center)
            if found is not None:
                held[index][found].append(glyph)
                break
        else:
            outside.append(glyph)
    made: list[Grid] = []
    for index, lattice in enumerate(ordered):
        filled = held[index]
        if len(filled) < 2:
            outside += [glyph for each in filled.values() for glyph in each]
            continue
        entries = [_entry(square, filled.get(place, ())) for place, square in enumerate(lattice.squares)]
        made.append(_trimmed(Grid(lattice.box, entries, len(lattice.rows) - 1, lattice.columns), lattice.rows))
    return sorted(made, key=lambda grid: (grid.top, grid.box.left)), outside


class _Finder:
    """Finds the cell that a point lies in."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice = lattice
        self._places = {
            (row, column): place
            for place, square in enumerate(lattice.squares)
            for row in range(square.row, square.row + square.row_span)
            for column in range(square.column, square.column + square.column_span)
        }

    def find(self, x: float, y: float) -> int | None:
        """The cell's index among the grid's squares."""
        if not self._lattice.box.holds(x, y):
            return None
        row, column = bisect_right(self._lattice.rows, y) - 1, bisect_right(self._lattice.columns, x) - 1
        return self._places.get((row, column))


def _entry(square: Square, glyphs: Sequence[Glyph]) -> Entry:
    return Entry(inside(glyphs, square.box), square.row, square.column, square.row_span, square.column_span)


def inside(glyphs: Sequence[Glyph], box: Box) -> str:
    """A cell's text: its lines, joined where the cell's width broke them; turned text after the upright."""
    texts: list[str] = []
    for turn in sorted({glyph.turn for glyph in glyphs}):
        wide, high = box.right - box.left, box.bottom - box.top
        lines = rows(upright([glyph for glyph in glyphs if glyph.turn == turn], turn))
        if lines:
            texts.append(_joined(lines, wide if turn % 2 == 0 else high, box.left if turn == 0 else None))
    return "\n".join(texts)


def _joined(lines: list[Row], wide: float, left: float | None) -> str:
    free = _PADDING if left is None else min(max(min(line.left for line in lines) - left, 1.0), _PADDING)
    room = wide - 2 * free
    paragraphs: list[list[str]] = []
    before: Row | None = None
    for line in lines:
        if before is not None and _broken(before, line, room):
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
        before = line
    return "\n".join(glued(paragraph) for paragraph in paragraphs)


def _broken(before: Row, line: Row, room: float) -> bool:
    """Whether the cell's width broke a line here: the next word, or digit of a number, would not have fitted."""
    digits = before.text[-1].isdigit() and line.text[0].isdigit()
    need = min(line.pieces[0].head, 0.6 * line.size) if digits else line.pieces[0].head
    return before.right - before.left + need > room


def _trimmed(grid: Grid, rows: Sequence[float]) -> Grid:
    """Without narrow rows and columns at the sides that are blank: the inside of a double frame.

    `rows`: the edges of its rows in points.
    """
    filled = [entry for entry in grid.entries if entry.text]
    columns = grid.columns
    top, bottom, left, right = 0, grid.rows, 0, len(columns) - 1
    while rows[top + 1] - rows[top] < _NARROW and all(entry.row > top for entry in filled):
        top += 1
    while rows[bottom] - rows[bottom - 1] < _NARROW and all(e.row + e.row_span < bottom for e in filled):
        bottom -= 1
    while columns[left + 1] - columns[left] < _NARROW and all(entry.column > left for entry in filled):
        left += 1
    while columns[right] - columns[right - 1] < _NARROW and all(e.column + e.column_span < right for e in filled):
        right -= 1
    if (top, left, bottom, right) == (0, 0, grid.rows, len(columns) - 1):
        return grid
    kept = [
        Entry(entry.text, entry.row - top, entry.column - left, entry.row_span, entry.column_span)
        for entry in grid.entries
        if top <= entry.row
        and left <= entry.column
        and entry.row + entry.row_span <= bottom
        and entry.column + entry.column_span <= right
    ]
    return Grid(grid.box, kept, bottom - top, columns[left : right + 1], grid.ruled)
