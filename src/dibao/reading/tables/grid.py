"""A table as a grid of places: each cell's text as read, and its number if it is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dibao.documents.blocks import Cell, Document, Table
from dibao.reading import lexer
from dibao.reading.layout import Passage, passage
from dibao.reading.lexicon import Lazy
from dibao.reading.marks import Count

_NOTHING: Final = Lazy(r"[-—–_/／\\~～.·…]{1,4}|无|暂无|未报|未统计|空|缺|[XxＸ×*＊✕╳＿□○#]{1,6}[余多]?万?")
"""What stands in a cell where no number is: a dash, 无, a mask. It is no zero."""
NOTE: Final = Lazy(r"[（(](?:(?:待核实?|未核实?|暂定?|初步统计?|缺\d{1,3}家|\d{1,3}家报累计)[，,、]?)+[）)]$")
"""What a cell says of its own number: 6,980（待核）, 192（缺1家）."""


@dataclass(slots=True)
class Place:
    """A cell of the grid: its text as read, and its number if it is one."""

    cell: Cell
    passage: Passage
    count: Count | None = None
    nothing: bool = False
    """It holds a dash, 无 or a mask: the place of a number that is not told."""

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def valued(self) -> bool:
        """Whether a number stands or is left out here."""
        return self.count is not None or self.nothing


Row = list[Place | None]
Grid = list[Row]


def places(document: Document, table: Table) -> list[Place]:
    """The cells with text, in reading order."""
    made = []
    for cell in table.cells:
        if cell.start < cell.end and document.text[cell.start : cell.end].strip():
            one = passage(document.text, cell.start, cell.end)
            one.locator = cell.locator
            count = lexer.alone(NOTE.sub("", one.text))
            made.append(Place(cell, one, count, count is None and _NOTHING.fullmatch(one.text) is not None))
    return made


def grid(found: list[Place], table: Table) -> Grid:
    """The places by row and column, a merged area under each of its squares."""
    made: Grid = [[None] * table.columns for _ in range(table.rows)]
    for place in found:
        cell = place.cell
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                made[row][column] = place
    return made


def distinct(row: Row) -> list[Place]:
    """The places of a row, each once."""
    found: list[Place] = []
    for place in row:
        if place is not None and (not found or place is not found[-1]):
            found.append(place)
    return found


def line(row: Row) -> Place | None:
    """The same, or a text at the beginning of a row that holds nothing else."""
    found = distinct(row)
    if len(row) > 1 and len(found) == 1 and found[0] is row[0] and not found[0].valued and found[0].cell.row_span == 1:
        return found[0]
    return wide(row)


def wide(row: Row) -> Place | None:
    """The one text that a whole row holds, over all its columns or nearly so; None where there is no such."""
    found = distinct(row)
    if len(row) < 2 or len(found) != 1 or found[0].valued:
        return None
    return found[0] if found[0].cell.column_span >= max(2, len(row) - 1) else None
