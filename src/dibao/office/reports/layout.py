"""How a report's text is laid out, kept beside it: paragraphs and tables by offset, so that people see the original."""

from __future__ import annotations

from typing import Any

from dibao import documents
from dibao.documents import Block, Cell, Document, Prose, Region, Table
from dibao.office.reports.models import Layout, Report
from dibao.office.shared.columns import storable

_PROSE, _TABLE = "p", "t"


def packed(document: Document) -> list[list[Any]]:
    """A document's blocks as plain lists; `document_of` is the inverse."""
    return [_packed(block) for block in document.blocks]


def _packed(block: Block) -> list[Any]:
    if isinstance(block, Prose):
        where = storable(block.locator)
        return [_PROSE, block.start, block.end, where, block.level, int(block.wrapped), block.region.value]
    cells = [
        [cell.start, cell.end, cell.row, cell.column, cell.row_span, cell.column_span, storable(cell.locator)]
        for cell in block.cells
    ]
    shape = [block.rows, block.columns, storable(block.locator), storable(block.title), block.region.value]
    return [_TABLE, block.start, block.end, *shape, cells]


def document_of(report: Report, layout: Layout | None) -> Document:
    """The report's text with its blocks. One that was received before layouts were kept is plain text."""
    if layout is None:
        return documents.from_text(report.text, report.file)
    blocks = tuple(_block(*one) for one in layout.blocks)
    return Document(report.file, report.text, blocks, report.format, report.digest, tuple(report.notes))


def _block(kind: str, start: int, end: int, *rest: Any) -> Block:
    if kind == _PROSE:
        locator, level, wrapped, region = rest
        return Prose(start, end, locator, level, bool(wrapped), Region(region))
    rows, columns, locator, title, region, cells = rest
    return Table(start, end, tuple(Cell(*cell) for cell in cells), rows, columns, locator, title, Region(region))
