"""Where the columns of an unruled table lie: between upright strips that hardly any piece of text crosses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dibao.documents.pdf.rows import Piece

_CROSSED = 0.15
"""A strip may be crossed by this share of the rows: heads over several columns, long texts."""
_NARROW = 0.3
"""In font sizes: a narrower strip parts no columns."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A column from left to right, in points."""

    left: float
    right: float


def columns_of(rows: Sequence[Sequence[Piece]]) -> list[Extent]:
    """The columns of these rows; fewer than two where there are none."""
    pieces = [piece for row in rows if len(row) > 1 for piece in row]
    full = sum(len(row) > 1 for row in rows)
    if full < 2:
        return []
    size = max(piece.size for piece in pieces)
    parts = [part for piece in pieces for part in _parts(piece)]
    strips = [
        strip
        for strip in _strips(parts, int(_CROSSED * full), _NARROW * size)
        if sum(_parts_at(row, strip) for row in rows) >= (max(2, full // 3) if full > 3 else 1)
    ]
    edges = [min(part.left for part in parts), *strips, max(part.right for part in parts)]
    columns: list[Extent] = []
    for left, right in pairwise(edges):
        inside = [part for part in parts if left <= (part.left + part.right) / 2 <= right]
        own = [part for part in inside if part.left >= left - size and part.right <= right + size] or inside
        if own:
            columns.append(Extent(min(part.left for part in own), max(part.right for part in own)))
    return _joined(_apart(columns), rows)


def _parts(piece: Piece) -> list[Extent]:
    """What a piece covers, its seams left open: columns may stand close."""
    edges = [piece.left, *(side for seam in piece.seams for side in (seam.end, seam.start)), piece.right]
    return [Extent(left, right) for left, right in zip(edges[::2], edges[1::2], strict=True)]


def _parts_at(row: Sequence[Piece], strip: float) -> bool:
    """Whether a row's pieces part at this place."""
    return any(before.right <= strip <= after.left for before, after in pairwise(row))


def _strips(covered: list[Extent], allowed: int, narrow: float) -> list[float]:
    """The middles of the strips that at most so many stretches cover."""
    events = sorted([(each.left, 1) for each in covered] + [(each.right, -1) for each in covered])
    strips: list[float] = []
    covering = 0
    since: float | None = None
    for at, step in events:
        before = covering
        covering += step
        if before > allowed >= covering:
            since = at
        elif before <= allowed < covering and since is not None:
            if at - since >= narrow:
                strips.append((since + at) / 2)
            since = None
    return strips


def _apart(columns: list[Extent]) -> list[Extent]:
    """The columns without overlaps: a head that sticks out over its neighbour ends in the middle."""
    made: list[Extent] = []
    for column in columns:
        if made and column.left < made[-1].right:
            middle = (column.left + made[-1].right) / 2
            made[-1] = Extent(made[-1].left, middle)
            column = Extent(middle, max(column.right, middle))
        made.append(column)
    return made


def _joined(columns: list[Extent], rows: Sequence[Sequence[Piece]]) -> list[Extent]:
    """Neighbours that no row fills both are one column: heads at its left, figures at its right."""
    spans = [{span_of(piece, columns) for piece in row} for row in rows if len(row) > 1]
    filled = [{at for first, last in each for at in range(first, last + 1)} for each in spans]
    made: list[Extent] = []
    held: set[int] = set()
    for at, column in enumerate(columns):
        if made and not any(at in each and held & each for each in filled):
            made[-1] = Extent(made[-1].left, column.right)
            held.add(at)
        else:
            made.append(column)
            held = {at}
    return made


def span_of(piece: Piece, columns: Sequence[Extent]) -> tuple[int, int]:
    """The first and last column that a piece covers; the nearest one where it stands between two."""
    covered = [i for i, each in enumerate(columns) if piece.left < each.right and each.left < piece.right]
    if covered:
        return covered[0], covered[-1]
    nearest = min(range(len(columns)), key=lambda i: max(columns[i].left - piece.right, piece.left - columns[i].right))
    return nearest, nearest
