"""Tables whose rows are units: today's figures in their rows, and rows for units that the template did not have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dibao.catalogue import Unit
from dibao.composing.binding import Binding
from dibao.composing.facts import Facts
from dibao.composing.template import Cells, Line, Piece, Place, Words

_CellRow = tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row to fill, and of which row of the template it is."""

    cells: _CellRow
    origin: int


def rows_of(cells: Cells, facts: Facts) -> list[Row]:
    """The rows of a template's table, with one more for each unit that tells what the table asks and is not in it.

    Rows are of units where all figures of a row have one unit's scope and a cell bears its name. Units are added, below
    the last such row, only where all those listed are of one kind.
    """
    rows = [Row(row, place) for place, row in enumerate(cells)]
    units = {row.origin: unit for row in rows if (unit := _unit_of(row.cells, facts))}
    if len(units) < 2 or len({unit.kind for unit in units.values()}) > 1:
        return rows
    last = max(units)
    kind = units[last].kind
    listed = {unit.code for unit in units.values()}
    others = [unit for unit in facts.workspace.units.values() if unit.kind == kind and unit.code not in listed]
    telling = [unit for unit in others if _tells(cells[last], unit, facts)]
    numbers = _numbers(cells, sorted(units))
    added = [Row(_row_for(cells[last], unit, numbers, by, facts), last) for by, unit in enumerate(telling, start=1)]
    return [*rows[: last + 1], *added, *rows[last + 1 :]]


def _bindings(row: _CellRow) -> Iterator[Binding]:
    for cell in row:
        for line in cell:
            yield from (p.bound for p in line.pieces if isinstance(p, Place) and isinstance(p.bound, Binding))


def _unit_of(row: _CellRow, facts: Facts) -> Unit | None:
    scopes = {binding.scope for binding in _bindings(row)}
    unit = facts.workspace.units.get(next(iter(scopes))) if len(scopes) == 1 else None
    return unit if unit and any(facts.workspace.units.named(_plain(cell)) == unit for cell in row) else None


def _plain(cell: Sequence[Line]) -> str:
    text = "".join(piece.text for line in cell for piece in line.pieces if isinstance(piece, Words))
    return re.sub(r"\s", "", text)


def _tells(row: _CellRow, unit: Unit, facts: Facts) -> bool:
    return any(facts.total(replace(binding, scope=unit.code)).value is not None for binding in _bindings(row))


def _numbers(cells: Cells, listed: Sequence[int]) -> Mapping[int, int]:
    """The columns that number the listed rows one after the other, with the last number."""
    found: dict[int, int] = {}
    for column in range(min(len(cells[place]) for place in listed)):
        told = [_plain(cells[place][column]) for place in listed]
        counts = [int(text) for text in told if re.fullmatch(r"\d{1,3}", text)]
        if len(counts) == len(listed) and counts == list(range(counts[0], counts[0] + len(counts))):
            found[column] = counts[-1]
    return found


def _row_for(row: _CellRow, unit: Unit, numbers: Mapping[int, int], by: int, facts: Facts) -> _CellRow:
    """A copy of a unit's row for another unit."""
    cells = []
    for column, cell in enumerate(row):
        words = (
            unit.name
            if facts.workspace.units.named(_plain(cell))
            else str(numbers[column] + by)
            if column in numbers
            else None
        )
        cells.append(tuple(_line_for(line, unit, words if place == 0 else None) for place, line in enumerate(cell)))
    return tuple(cells)


def _line_for(line: Line, unit: Unit, words: str | None) -> Line:
    pieces: list[Piece] = []
    for piece in line.pieces:
        if isinstance(piece, Place) and isinstance(piece.bound, Binding):
            pieces.append(Place(f"{piece.id}_{unit.code}", replace(piece.bound, scope=unit.code), piece.form))
        elif words is not None and isinstance(piece, Words):
            pieces.append(replace(piece, text=words))
            words = ""
        else:
            pieces.append(piece)
    return replace(line, pieces=tuple(piece for piece in pieces if not isinstance(piece, Words) or piece.text))
