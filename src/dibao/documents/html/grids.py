"""An HTML table as a grid, and whether it holds data or only lays out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dibao.documents.flow import Grid, Place
from dibao.documents.html.hidden import words

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dibao.documents.html.hidden import Hidden
    from dibao.documents.tally import Tally

_WIDEST = 1000
_HIGHEST = 65_534
_MOST = 200_000
"""Cells of one table."""
_LONG = 80
"""A lone row whose cells hold more characters lays out."""
_HEADING = "h1|h2|h3|h4|ul|ol|article|section|form"


@dataclass(frozen=True, slots=True)
class Found:
    """A table as it is shown. `data`: whether it is a table of data, else what it holds is running text."""

    grid: Grid[_Element]
    captions: tuple[_Element, ...]
    data: bool


def found(table: _Element, hidden: Hidden, tally: Tally) -> Found:
    """The table as it is shown: hidden rows and cells are not there, the foot comes last."""
    places: list[Place[_Element]] = []
    taken: dict[int, int] = {}
    """For each column, the first row that is free again."""
    row = columns = 0
    for line, rows_left in _lines(table, hidden, tally):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            if hidden.hides(cell):
                tally.hidden += bool(words(cell).strip())
                continue
            while taken.get(column, 0) > row:
                column += 1
            wide = min(max(_number(cell.get("colspan"), 1), 1), _WIDEST)
            high = _number(cell.get("rowspan"), 1)
            high = rows_left if high == 0 else min(max(high, 1), rows_left, _HIGHEST)
            while wide > 1 and any(taken.get(column + extra, 0) > row for extra in range(wide)):
                wide -= 1  # never over a cell that reaches down from above
            places.append(Place(cell, row, column, high, wide))
            for at in range(column, column + wide):
                taken[at] = row + high
            column += wide
            if len(places) > _MOST:
                raise ValueError("more cells than any report has")
        columns = max(columns, *(at + 1 for at, free in taken.items() if free > row)) if taken else columns
        row += 1
    captions = tuple(child for child in table if child.tag == "caption" and not hidden.hides(child))
    return Found(Grid(tuple(places), row, columns), captions, _data(table, places, row, columns))


def _lines(table: _Element, hidden: Hidden, tally: Tally) -> Iterator[tuple[_Element, int]]:
    """The rows that are shown, each with how many are left in its section, itself included."""
    sections: list[tuple[bool, list[_Element]]] = []
    loose: list[_Element] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in ("thead", "tbody", "tfoot") and not hidden.hides(child):
            if loose:
                sections.append((False, loose))
                loose = []
            sections.append((child.tag == "tfoot", [each for each in child if each.tag == "tr"]))
    if loose:
        sections.append((False, loose))
    for _, section in sorted(sections, key=lambda pair: pair[0]):
        shown = []
        for line in section:
            if hidden.hides(line):
                tally.hidden_rows += bool(words(line).strip())
            else:
                shown.append(line)
        for index, line in enumerate(shown):
            yield line, len(shown) - index


def _data(table: _Element, places: list[Place[_Element]], rows: int, columns: int) -> bool:
    """A table of data; else it only lays out, and what it holds is running text."""
    if (table.get("role") or "").lower() in ("presentation", "none") or min(rows, columns) < 1:
        return False
    if columns == 1 or len(places) < 2:
        return False
    if any(place.content.tag == "th" for place in places):
        return True
    if any(next(place.content.iter("table"), None) is not None for place in places):
        return False
    if any(next(place.content.iter(*_HEADING.split("|")), None) is not None for place in places):
        return False
    if rows > 1:
        return True
    return all(len(_squeezed(place.content)) <= _LONG for place in places)


def _squeezed(element: _Element) -> str:
    return re.sub(r"\s+", "", words(element))


def _number(text: str | None, otherwise: int) -> int:
    found = re.match(r"\s*\+?(\d{1,6})", text or "")
    return int(found[1]) if found else otherwise
