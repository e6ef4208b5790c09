"""Tables of a brief laid out for HTML and PDF: which cell covers which columns and rows."""

from __future__ import annotations

from dataclasses import dataclass

from dibao.composing.brief import Grid, Paragraph


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
