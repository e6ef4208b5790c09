"""A report's original as pages show it: paragraphs and tables in their order, with its figures marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dibao.documents import Cell, Document, Prose, Table
from dibao.office.reports.shown import Line

_ROWS = 300
"""Of a table with more rows than this those without a figure are left out, but for its first."""
_HEAD = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the original; `line`: the figure that they are."""

    text: str
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Square:
    """A cell with its spans; one that stands empty has no pieces."""

    pieces: tuple[Piece, ...] = ()
    rows: int = 1
    columns: int = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `level` 1 and up: a heading."""

    pieces: tuple[Piece, ...]
    level: int = 0

    table = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by row; `left_out`: how many rows are not shown."""

    title: str
    rows: tuple[tuple[Square, ...], ...]
    left_out: int = 0

    table = True


Pieces = Callable[[int, int], tuple[Piece, ...]]
"""From characters of the text to its pieces."""


def original(document: Document, lines: Sequence[Line]) -> list[Paragraph | Grid]:
    """The blocks of the document with the figures in them."""
    marked = sorted(lines, key=lambda line: line.figure.start)
    starts = [line.figure.start for line in marked]

    def pieces(start: int, end: int) -> tuple[Piece, ...]:
        return tuple(_pieces(document.text, start, end, marked[bisect_left(starts, start) : bisect_left(starts, end)]))

    blocks: list[Paragraph | Grid] = []
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(_grid(block, pieces))
        else:
            blocks.extend(Paragraph(pieces(*line), block.level) for line in _lines(document.text, block))
    return blocks


def _lines(text: str, block: Prose) -> Iterator[tuple[int, int]]:
    """A paragraph of a word processor is one; of plain text every line that says something is."""
    at = block.start
    for line in text[block.start : block.end].splitlines(keepends=True) if block.wrapped else ():
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line)
    if not block.wrapped:
        yield block.start, block.end


def _pieces(text: str, start: int, end: int, lines: Sequence[Line]) -> Iterator[Piece]:
    at = start
    for line in lines:
        row = line.figure
        if row.start < at or row.end > end:
            continue  # a figure inside of another
        if row.start > at:
            yield Piece(text[at : row.start])
        yield Piece(text[row.start : row.end], line)
        at = row.end
    if at < end:
        yield Piece(text[at:end])


def _grid(table: Table, pieces: Pieces) -> Grid:
    made = {(cell.row, cell.column): _square(cell, pieces) for cell in table.cells}
    covered = {
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
        if (row, column) != (cell.row, cell.column)
    }
    told = {row for (row, _), square in made.items() if any(piece.line for piece in square.pieces)}
    filled = {row for row, _ in made}
    shown = [row for row in range(table.rows) if row in filled or table.rows <= _ROWS]
    if len(shown) > _ROWS:
        shown = [row for row in shown if row in told or row < _HEAD]
    columns = max((column + square.columns for (_, column), square in made.items()), default=0)
    rows = tuple(
        tuple(made.get((row, column), Square()) for column in range(columns) if (row, column) not in covered)
        for row in shown
    )
    return Grid(table.title, rows, len(filled - set(shown)))


def _square(cell: Cell, pieces: Pieces) -> Square:
    words = pieces(cell.start, cell.end)
    return Square(words, cell.row_span, cell.column_span, len(words) == 1 and words[0].line is not None)
