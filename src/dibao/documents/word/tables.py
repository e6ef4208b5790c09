"""A Word table as a grid: grid spans, vertical merges, rows that revisions took out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.documents.flow import Grid, Place
from dibao.documents.word.inline import chosen
from dibao.documents.word.names import at, local, number, on, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from dibao.documents.tally import Tally

_THROUGH = frozenset({"customXml", "ins", "moveTo", "smartTag"})
_WIDEST = 1000


def grid(table: _Element, tally: Tally) -> Grid[_Element]:
    """The table as it is seen when all changes are accepted."""
    places: list[Place[_Element]] = []
    above: dict[int, Place[_Element]] = {}
    """For each column, the cell that a vertical merge would go on with."""
    row = columns = 0
    for line in _within(table, "tr"):
        properties = at(line, "trPr")
        if at(properties, "del") is not None:
            tally.revisions += 1
            continue
        if on(properties, "hidden"):
            tally.hidden_rows += 1
            continue
        column = _width(number(properties, "gridBefore") or 0)
        current: dict[int, Place[_Element]] = {}
        for cell in _within(line, "tc"):
            settings = at(cell, "tcPr")
            if at(settings, "cellDel") is not None:
                tally.revisions += 1
                continue
            span = max(_width(number(settings, "gridSpan") or 1), 1)
            previous = above.get(column)
            if value(settings, "hMerge") == "continue" and current:
                last = current[max(current)]
                last.column_span += span
            elif _goes_on(settings) and previous is not None and previous.column == column:
                previous.row_span = row - previous.row + 1
                current[column] = previous
            else:
                current[column] = Place(cell, row, column, column_span=span)
                places.append(current[column])
            column += span
        columns = max(columns, column)
        above = current
        row += 1
    return Grid(tuple(places), row, columns)


def _goes_on(settings: _Element | None) -> bool:
    merge = at(settings, "vMerge")
    return merge is not None and (value(settings, "vMerge") or "continue") != "restart"


def _width(columns: int) -> int:
    return min(max(columns, 0), _WIDEST)


def _within(element: _Element, name: str) -> Iterator[_Element]:
    """The rows or cells of an element, through content controls and the like."""
    for child in element:
        tag = local(child)
        if tag == name:
            yield child
        elif tag == "sdt":
            content = at(child, "sdtContent")
            if content is not None:
                yield from _within(content, name)
        elif tag in _THROUGH:
            yield from _within(child, name)
        elif tag == "AlternateContent":
            yield from _within(chosen(child), name)
