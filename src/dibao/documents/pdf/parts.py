"""What a page is made of once its characters are put together: rows of text and grids of cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dibao.documents.pdf.gutters import Extent
from dibao.documents.pdf.rows import Row
from dibao.documents.pdf.shapes import Box, Left, Rule


@dataclass(slots=True)
class Entry:
    """A grid's cell with its text; row and column count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Grid:
    """A table on one page. `columns`: the edges of its columns in points; blank cells are there too. `extents`: what
    stands in each column, where no lines are drawn."""

    box: Box
    entries: list[Entry]
    rows: int
    columns: tuple[float, ...]
    ruled: bool = True
    extents: tuple[Extent, ...] = ()

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.box.top


@dataclass(slots=True)
class Leaf:
    """A page: its grids, the rows of text outside them, free ruling lines, text that runs up or down the page."""

    number: int
    width: float
    height: float
    rows: list[Row]
    grids: list[Grid]
    rules: list[Rule]
    aside: list[str] = field(default_factory=list)
    left: Left = field(default_factory=Left)
    pictured: float = 0
    """Which share of the page pictures cover."""
    pictures: int = 0
    drawings: int = 0
    characters: int = 0


def glued(lines: Iterable[str]) -> str:
    """Lines of one paragraph as one: words of letters keep a space between them, a broken number closes up."""
    text = ""
    for line in lines:
        if text and text[-1].isascii() and line[:1].isascii() and _lettered(text[-1], line[:1]):
            text += " "
        text += line
    return text


def _lettered(last: str, first: str) -> bool:
    return (
        (last.isalnum() or last in ",.;:)")
        and first.isalnum()
        and not ((last.isdigit() or last in ",.") and first.isdigit())
    )
