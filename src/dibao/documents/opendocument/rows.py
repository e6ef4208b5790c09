"""The rows and cells of a table, through groups and header rows, with their repetitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dibao.documents.opendocument.names import TABLE, count

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW_GROUPS = frozenset(TABLE + name for name in ("table-row-group", "table-header-rows", "table-rows"))
_COLUMN_GROUPS = frozenset(TABLE + name for name in ("table-column-group", "table-header-columns", "table-columns"))
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")


@dataclass(frozen=True, slots=True)
class Run:
    """Equal rows, columns or cells, [first, last], counted from 1."""

    element: _Element
    first: int
    last: int
    hidden: bool = False


def rows(table: _Element) -> Iterator[Run]:
    """The table's rows."""
    yield from _runs(table, TABLE + "table-row", _ROW_GROUPS, "number-rows-repeated")


def columns(table: _Element) -> Iterator[Run]:
    """What the table says of its columns."""
    yield from _runs(table, TABLE + "table-column", _COLUMN_GROUPS, "number-columns-repeated")


def cells(row: _Element) -> Iterator[Run]:
    """A row's cells, those too that a merged one covers."""
    place = 0
    for cell in row:
        if cell.tag in _CELLS:
            times = max(count(cell, TABLE + "number-columns-repeated"), 1)
            yield Run(cell, place + 1, place + times)
            place += times


def _runs(table: _Element, tag: str, groups: frozenset[str], repeated: str) -> Iterator[Run]:
    place = 0
    for element, hidden in _within(table, tag, groups, False):
        times = max(count(element, TABLE + repeated), 1)
        gone = hidden or element.get(TABLE + "visibility") in {"collapse", "filter"}
        yield Run(element, place + 1, place + times, gone)
        place += times


def _within(element: _Element, tag: str, groups: frozenset[str], hidden: bool) -> Iterator[tuple[_Element, bool]]:
    for child in element:
        if child.tag == tag:
            yield child, hidden
        elif child.tag in groups:
            yield from _within(child, tag, groups, hidden or child.get(TABLE + "display") == "false")
