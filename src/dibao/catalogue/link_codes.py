"""Rows of a table that tell their indicator by its code: those of a form that the office sent out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from dibao.catalogue.indicators import OTHER, Catalogue
from dibao.documents.blocks import Document, Table
from dibao.figures import Figure

_HEAD: Final = "代码"
_ITEM: Final = "/"


def coded(code: str, item: str) -> str:
    """How a form writes an indicator and its item."""
    return f"{code}{_ITEM}{item}" if item else code


def by_code(document: Document, figures: Sequence[Figure], catalogue: Catalogue) -> dict[int, tuple[str, str]]:
    """Indicator and item of the figures (by position) whose row has a code of the catalogue in a column 代码."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = {table.start: found for table in tables if (found := _rows(document, table, catalogue))}
    if not rows:
        return {}
    starts = [table.start for table in tables]
    named: dict[int, tuple[str, str]] = {}
    for index, figure in enumerate(figures):
        at = bisect_right(starts, figure.span.start) - 1
        if at < 0 or starts[at] not in rows or figure.span.start >= tables[at].end:
            continue
        cells = tables[at].cells
        cell = cells[bisect_right(cells, figure.span.start, key=lambda one: one.start) - 1]
        if (told := rows[starts[at]].get(cell.row)) is not None:
            named[index] = told
    return named


def _rows(document: Document, table: Table, catalogue: Catalogue) -> dict[int, tuple[str, str]]:
    """By row, what its code says."""
    columns: set[int] = set()
    found: dict[int, tuple[str, str]] = {}
    for cell in table.cells:
        text = "".join(document.text[cell.start : cell.end].split())
        if text == _HEAD:
            columns.add(cell.column)
        elif cell.column in columns:
            code, _, item = text.partition(_ITEM)
            if code in catalogue and code != OTHER:
                found[cell.row] = (code, item)
    return found
