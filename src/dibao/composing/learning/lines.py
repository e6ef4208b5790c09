"""A brief's paragraphs and cells as they are read, and where the characters of each stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dibao.documents import Document
from dibao.documents.blocks import Region, Table
from dibao.reading.layout import Passage, laid, passage


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the brief. `cell`: its row and column in table number `table`, `spans`: how many of each it covers;
    `margin`: a running head or foot."""

    passage: Passage
    margin: bool = False
    table: int | None = None
    cell: tuple[int, int] = (0, 0)
    spans: tuple[int, int] = (1, 1)

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def start(self) -> int:
        """Where it begins in the document."""
        return self.passage.raws[0] if self.passage.raws else 0

    @property
    def end(self) -> int:
        """Where it ends in the document."""
        return self.passage.raw_end(len(self.text)) if self.text else self.start

    def inside(self, raw: int) -> int:
        """The place here of a character of the document."""
        run = max(0, bisect_right(self.passage.raws, raw) - 1)
        following = self.passage.starts[run + 1] if run + 1 < len(self.passage.starts) else len(self.text)
        return min(self.passage.starts[run] + max(0, raw - self.passage.raws[run]), following)

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The place in the document of characters [start, end)."""
        return self.passage.raw_span(start, end)


def rows(document: Document) -> list[Row]:
    """The lines of a document, in order, without empty ones."""
    return [row for row in _rows(document) if row.text]


def _rows(document: Document) -> Iterator[Row]:
    tables = 0
    for block, part in zip(document.blocks, laid(document), strict=True):
        margin = block.region in (Region.HEADER, Region.FOOTER)
        if isinstance(part, Table):
            for cell in part.cells:
                place, spans = (cell.row, cell.column), (cell.row_span, cell.column_span)
                yield Row(passage(document.text, cell.start, cell.end), margin, tables, place, spans)
            tables += 1
        else:
            yield from (Row(one, margin) for one in part)
