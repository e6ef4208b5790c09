"""Ruling lines as grids of cells: crossing lines are one grid, squares without a line between them one merged cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dibao.documents.pdf.shapes import Box, Rule

_NEAR = 3.0
"""Points: lines so near are one line, ends so near touch."""
_LONG = 6.0
"""Points: what is shorter after joining is no line of a table."""
_WALL = 0.6
"""A line that covers this share of a square's side parts it from its neighbour."""
_MOST = 300
"""Lines each way of one grid; drawings and raster patterns have more."""
_SQUARES = 20_000


@dataclass(frozen=True, slots=True)
class Square:
    """A cell by its box and its place in the grid."""

    box: Box
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Lattice:
    """A grid that ruling lines draw: `columns` and `rows` are its edges in points."""

    box: Box
    squares: tuple[Square, ...]
    rows: tuple[float, ...]
    columns: tuple[float, ...]


def lattices(level: Sequence[Rule], upright: Sequence[Rule]) -> tuple[list[Lattice], list[Rule]]:
    """The grids, and the level lines that belong to none."""
    across, down = _joined(level), _joined(upright)
    made: list[Lattice] = []
    free: list[Rule] = []
    for its_level, its_upright in _groups(across, down):
        grid = _lattice(its_level, its_upright) if len(its_level) > 1 and its_upright else None
        if grid is None:
            free += its_level
        else:
            made.append(grid)
    made.sort(key=lambda grid: (grid.box.top, grid.box.left))
    return made, free


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Lines at one place (double, thick, or drawn cell by cell) as one, gaps closed."""
    made: list[Rule] = []
    for place in _clustered(sorted(rules, key=lambda rule: rule.at)):
        at = sum(rule.at for rule in place) / len(place)
        start, end = 0.0, -1.0
        for rule in sorted(place, key=lambda rule: rule.start):
            if end >= start and rule.start <= end + _NEAR:
                end = max(end, rule.end)
                continue
            if end - start >= _LONG:
                made.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if end - start >= _LONG:
            made.append(Rule(at, start, end))
    return made


def _clustered(rules: list[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that hang together by crossing or touching."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for second, line in enumerate(upright, start=len(level)):
        for first, other in enumerate(level):
            if other.at < line.start - _NEAR:
                continue
            if other.at > line.end + _NEAR:
                break  # they are in order
            if other.start - _NEAR <= line.at <= other.end + _NEAR:
                parent[root(second)] = root(first)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, line in enumerate((*level, *upright)):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(line)
    return list(groups.values())


def _lattice(level: list[Rule], upright: list[Rule]) -> Lattice | None:
    """The grid of these lines; sides that are not drawn are where the other lines end. None for a single column."""
    columns = _edges([line.at for line in upright], [(line.start, line.end) for line in level])
    rows = _edges([line.at for line in level], [(line.start, line.end) for line in upright])
    if len(rows) < 2 or len(columns) < 2 or len(rows) > _MOST or len(columns) > _MOST:
        return None
    wide, high = len(columns) - 1, len(rows) - 1
    if wide < 2 or wide * high > _SQUARES:
        return None
    walls = [[line for line in upright if abs(line.at - at) <= _NEAR] for at in columns]
    floors = [[line for line in level if abs(line.at - at) <= _NEAR] for at in rows]
    beside = [[_wall(walls[x + 1], rows[y], rows[y + 1]) for x in range(wide - 1)] for y in range(high)]
    below = [[_wall(floors[y + 1], columns[x], columns[x + 1]) for x in range(wide)] for y in range(high - 1)]
    squares = tuple(
        Square(Box(columns[x], rows[y], columns[x + dx], rows[y + dy]), y, x, dy, dx)
        for y, x, dy, dx in _merged(wide, high, beside, below)
    )
    return Lattice(Box(columns[0], rows[0], columns[-1], rows[-1]), squares, tuple(rows), tuple(columns))


def _edges(drawn: list[float], ends: list[tuple[float, float]]) -> list[float]:
    edges: list[float] = []
    for at in sorted(drawn):
        if not edges or at - edges[-1] > _NEAR:
            edges.append(at)
    if ends:
        first, last = min(start for start, _ in ends), max(end for _, end in ends)
        if not edges or first < edges[0] - 2 * _NEAR:
            edges.insert(0, first)
        if last > edges[-1] + 2 * _NEAR:
            edges.append(last)
    return edges


def _wall(lines: list[Rule], start: float, end: float) -> bool:
    covered = sum(max(min(line.end, end) - max(line.start, start), 0.0) for line in lines)
    return covered >= _WALL * (end - start)


def _merged(wide: int, high: int, beside: list[list[bool]], below: list[list[bool]]) -> list[tuple[int, int, int, int]]:
    """(row, column, row span, column span) of the cells; squares that hang together form rectangles."""
    taken = [[False] * wide for _ in range(high)]
    made: list[tuple[int, int, int, int]] = []
    for y in range(high):
        for x in range(wide):
            if taken[y][x]:
                continue
            right = x + 1
            while right < wide and not taken[y][right] and not beside[y][right - 1]:
                right += 1
            bottom = y + 1
            while bottom < high and _open(beside, below, taken, bottom, x, right):
                bottom += 1
            for row in range(y, bottom):
                taken[row][x:right] = [True] * (right - x)
            made.append((y, x, bottom - y, right - x))
    return made


def _open(
    beside: list[list[bool]], below: list[list[bool]], taken: list[list[bool]], row: int, left: int, right: int
) -> bool:
    """Whether this row of squares goes on from the one above: no line between, none inside, none missing beside it."""
    return (
        not any(below[row - 1][left:right])
        and not any(taken[row][left:right])
        and not any(beside[row][left : right - 1])
    )
