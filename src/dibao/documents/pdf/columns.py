"""Reading order: pages set in columns are read column by column, between what goes across the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dibao.documents.pdf.parts import Grid
from dibao.documents.pdf.rows import Piece, Row

_LEAST = 4
"""Lines on each side; fewer are no column of text."""
_DEEPEST = 3
_FIGURES = re.compile(r"[约近超]?[-+]?[\d０-９][\d０-９,.，]*.{0,3}")

Unit = Row | Grid


@dataclass(slots=True)
class Region:
    """Rows and grids one below the other, between two margins (points)."""

    units: list[Unit]
    left: float
    right: float


def regions(rows: Sequence[Row], grids: Sequence[Grid], width: float) -> list[Region]:
    """The page's regions in reading order. `width`: the page's."""
    units: list[Unit] = [*rows, *grids]
    if not units:
        return []
    left = min(_left(unit) for unit in units)
    right = max(*(_right(unit) for unit in units), width - left)
    return _regions(units, left, right, _DEEPEST)


def _regions(units: list[Unit], left: float, right: float, depth: int) -> list[Region]:
    units = sorted(units, key=lambda unit: unit.top)
    gutter = _gutter(units, left, right) if depth else None
    if gutter is None:
        return [Region(units, left, right)] if units else []
    made: list[Region] = []
    sides: tuple[list[Unit], list[Unit]] = ([], [])
    across: list[Unit] = []

    def flush() -> None:
        nonlocal across
        if across:
            made.append(Region(across, left, right))
            across = []
        for side, edges in zip(sides, ((left, gutter[0]), (gutter[1], right)), strict=True):
            made.extend(_regions(side[:], *edges, depth - 1))
            side.clear()

    middle = (gutter[0] + gutter[1]) / 2
    for unit in units:
        first, second = _parted(unit, middle)
        if first is None and second is None:
            if any(sides):
                flush()
            across.append(unit)
            continue
        if across:
            made.append(Region(across, left, right))
            across = []
        for side, part in zip(sides, (first, second), strict=True):
            if part is not None:
                side.append(part)
    flush()
    return made


def _left(unit: Unit) -> float:
    return unit.left if isinstance(unit, Row) else unit.box.left


def _right(unit: Unit) -> float:
    return unit.right if isinstance(unit, Row) else unit.box.right


def _parted(unit: Unit, middle: float) -> tuple[Unit | None, Unit | None]:
    """What of a unit stands left and right of the gutter; nothing on both sides where it goes across."""
    if _right(unit) <= middle:
        return unit, None
    if _left(unit) >= middle:
        return None, unit
    if isinstance(unit, Grid) or any(piece.left < middle < piece.right for piece in unit.pieces):
        return None, None
    halves = [[p for p in unit.pieces if p.right <= middle], [p for p in unit.pieces if p.left >= middle]]
    first, second = (row_of(half) for half in halves)
    return first, second


def row_of(pieces: list[Piece]) -> Row:
    """These pieces as a row."""
    return Row(pieces, min(piece.top for piece in pieces), max(piece.bottom for piece in pieces))


def _gutter(units: Iterable[Unit], left: float, right: float) -> tuple[float, float] | None:
    """The gap between two columns of running text; None where there is none."""
    pieces = [piece for unit in units if isinstance(unit, Row) for piece in unit.pieces]
    if len(pieces) < 2 * _LEAST:
        return None
    few: tuple[float, float] | None = None
    starts = sorted(piece.left for piece in pieces if left + 0.25 * (right - left) < piece.left)
    best: tuple[float, float] | None = None
    least = len(pieces)
    for at in dict.fromkeys(round(start, 1) for start in starts):
        first = [piece for piece in pieces if piece.right <= at - 2]
        second = [piece for piece in pieces if piece.left >= at - 0.5]
        if few is None and _begun(first, second, pieces):
            few = (max(piece.right for piece in first), at)
        if not (_is_column(first) and _is_column(second)):
            continue
        top = max(min(piece.top for piece in side) for side in (first, second))
        bottom = min(max(piece.bottom for piece in side) for side in (first, second))
        crossing = sum(
            piece.left < at - 0.5 and piece.right > at - 2 and top < piece.bottom and piece.top < bottom
            for piece in pieces
        )
        beside = min(sum(top <= piece.bottom and piece.top <= bottom for piece in side) for side in (first, second))
        if beside >= _LEAST and crossing <= 0.2 * beside and crossing < least:
            best, least = (max(piece.right for piece in first), at), crossing
    return best or few


def _begun(first: list[Piece], second: list[Piece], pieces: list[Piece]) -> bool:
    """Whether the second column has only begun, or holds short lines: the first is running text, the second is text
    too, at the same height, line below line; what goes across stands above both."""
    if len(first) < 2 * _LEAST or not second or not _is_column(first):
        return False
    top, size = min(piece.top for piece in first), first[0].size
    across = [piece for piece in pieces if piece not in first and piece not in second]
    wide = max(piece.right for piece in first) - min(piece.left for piece in first)
    tops = sorted(piece.top for piece in second)
    steps = sorted(after - before for before, after in pairwise(sorted({round(piece.top) for piece in first})))
    start = min(piece.left for piece in second)
    return (
        all(piece.bottom <= top for piece in across)
        and abs(tops[0] - top) < size
        and all(after - before < 2.2 * steps[len(steps) // 2] for before, after in pairwise(tops))
        and all(piece.left - start < 2.5 * size for piece in second)
        and sum(piece.right - piece.left >= 0.75 * wide for piece in second) * 3 >= len(second) - 1
        and _said(first) * 3 >= len(first)
        and _said(second) * 2 >= len(second)
    )


def _said(pieces: list[Piece]) -> int:
    """How many pieces hold a sentence's punctuation, as cells of figures do not."""
    return sum(any(sign in piece.text for sign in "，。；：") for piece in pieces)


def _is_column(pieces: list[Piece]) -> bool:
    """Whether lines of running text stand here, perhaps with tables among them: long, as wide as each other."""
    if len(pieces) < _LEAST:
        return False
    wide = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    lines = sum(
        piece.right - piece.left >= 0.75 * wide and len(piece.text) >= 8 and not _FIGURES.fullmatch(piece.text)
        for piece in pieces
    )
    rows = len({round(piece.top / piece.size) for piece in pieces})
    return lines >= _LEAST and lines * 4 >= rows
