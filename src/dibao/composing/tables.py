"""Tables of a brief laid out for HTML and PDF: which cell covers which columns and rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn

from dibao.composing.brief import Grid, Paragraph
from dibao.composing.controls import Element

Spans = tuple[tuple[int, ...], ...]
"""How many columns each cell of each row covers; negative where it belongs to the cell above it."""


@dataclass(frozen=True, slots=True)
class Square:
    """A cell with how many columns and rows it covers."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1


def laid_out(grid: Grid) -> list[list[Square]]:
    """The cells that show, row by row; every row covers the same columns, with the squares from above counted in."""
    spans = grid.spans or tuple((1,) * len(row) for row in grid.rows)
    width = max((sum(map(abs, row)) for row in spans), default=0)
    shown: list[list[Square]] = []
    above: dict[int, tuple[int, int]] = {}
    """By first column: the row and place of the square that a covered cell below would belong to."""
    for number, (cells, columns) in enumerate(zip(grid.rows, spans, strict=True)):
        row: list[Square] = []
        at = 0
        for cell, span in zip(cells, columns, strict=True):
            if span < 0 and at in above:
                held, place = above[at]
                square = shown[held][place]
                shown[held][place] = Square(square.paragraphs, square.columns, square.rows + 1)
            else:
                above[at] = (number, len(row))
                row.append(Square(cell, abs(span)))
            at += abs(span)
        row.extend([Square(())] * (width - at))
        shown.append(row)
    return shown


def width(grid: Grid) -> int:
    """How many columns the table has."""
    spans = grid.spans or tuple((1,) * len(row) for row in grid.rows)
    return max((sum(map(abs, row)) for row in spans), default=1)


def spans_of(body: Element, *, without: Collection[Element] = ()) -> tuple[Spans, ...]:
    """The spans of the tables of a Word file's body, in order."""
    return tuple(spans_in(table) for table in _tables(body) if table not in without)


def _tables(parent: Element) -> Iterator[Element]:
    """The tables of a body, those in content controls too, but none inside another."""
    for child in parent:
        if child.tag == qn("w:tbl"):
            yield child
        elif child.tag == qn("w:sdt") and (content := child.find(qn("w:sdtContent"))) is not None:
            yield from _tables(content)


def spans_in(table: Element) -> Spans:
    """The spans of one table."""
    return tuple(tuple(_columns(cell) for cell in row.findall(qn("w:tc"))) for row in table.findall(qn("w:tr")))


def _columns(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    columns = int(span.get(qn("w:val")) or 1) if span is not None else 1
    return -columns if merge is not None and merge.get(qn("w:val")) != "restart" else columns
