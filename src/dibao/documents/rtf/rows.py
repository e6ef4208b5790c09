"""The rows of an RTF table, which say only where their cells end, as a grid."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic

from dibao.documents.flow import Content, Grid, Place

_CLOSE = 40
"""Edges of cells that lie nearer than this, in twentieths of a point, are one: no column is that narrow."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A cell as its row defines it: its right edge, and whether it goes on with the cell above or before it."""

    edge: int
    on_above: bool = False
    on_before: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A row's definition on its way: the flags wait for the edge of their cell."""

    left: int = 0
    cells: tuple[Definition, ...] = ()
    on_above: bool = False
    on_before: bool = False


@dataclass(frozen=True, slots=True)
class Row(Generic[Content]):
    """A row's cells with their contents."""

    contents: list[Content]
    layout: Layout


def grid(rows: list[Row[Content]]) -> Grid[Content]:
    """The rows as a grid: where edges are missing or out of order, cells count from the left."""
    edges = _edges(rows)
    places: list[Place[Content]] = []
    above: dict[int, Place[Content]] = {}
    width = 0
    for number, row in enumerate(rows):
        current: dict[int, Place[Content]] = {}
        last: Place[Content] | None = None
        for content, (column, span, definition) in zip(row.contents, _columns(row, edges), strict=True):
            if definition.on_before and last is not None:
                last.column_span = column + span - last.column
            elif definition.on_above and column in above and above[column].column_span == span:
                last = above[column]
                last.row_span = number - last.row + 1
                current[column] = last
            else:
                last = Place(content, number, column, column_span=span)
                current[column] = last
                places.append(last)
            width = max(width, column + span)
        above = current
    return Grid(tuple(places), len(rows), width)


def _bounds(row: Row[Content]) -> list[int]:
    """The left edge and the right edges of a row's cells; nothing where they are missing or out of order."""
    bounds = [row.layout.left, *(cell.edge for cell in row.layout.cells[: len(row.contents)])]
    ordered = all(left + _CLOSE < right for left, right in pairwise(bounds))
    return bounds if ordered and len(bounds) == len(row.contents) + 1 else []


def _edges(rows: list[Row[Content]]) -> list[int]:
    """The edges of all columns, near ones taken for one."""
    edges: list[int] = []
    for edge in sorted({bound for row in rows for bound in _bounds(row)}):
        if not edges or edge > edges[-1] + _CLOSE:
            edges.append(edge)
    return edges


def _columns(row: Row[Content], edges: list[int]) -> list[tuple[int, int, Definition]]:
    """For each cell: its first column, how many it spans, its definition."""
    bounds = _bounds(row)
    if not bounds:
        return [(number, 1, Definition(0)) for number in range(len(row.contents))]
    at = [bisect_right(edges, bound + _CLOSE) - 1 for bound in bounds]
    pairs = zip(pairwise(at), row.layout.cells, strict=False)
    return [(left, max(right - left, 1), definition) for (left, right), definition in pairs]
