"""Totals in tables: the figures that a 合计 or 小计 stands over are parts of it, in the table that tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dibao.figures import How, Window
from dibao.reading.basis import Read
from dibao.reading.tables.labels import Label
from dibao.reading.tables.shape import Panel, Shape

TOTAL_ROW: Final = "a total of the rows"
TOTAL_COLUMN: Final = "a total of the columns"


@dataclass(slots=True)
class Cells:
    """The numbers of a panel: which figure each is, by row and column, and the words of each row."""

    shape: Shape
    panel: Panel
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: dict[int, Label] = field(default_factory=dict)
    owner: str = ""
    """Of the last row that is no part of another."""


def link_totals(cells: Cells, reads: Sequence[Read]) -> None:
    """Make the rows of a 合计 parts of its figures, and the columns of one; within one who tells them first."""
    rows = _wholes_of_rows(cells.rows)
    columns = _wholes_of_columns(cells, reads)
    _number_subtotals(cells, reads)
    for (row, column), index in cells.numbers.items():
        over = cells.numbers.get((row, columns[column])) if column in columns else None
        below = cells.numbers.get((rows[row], column)) if row in rows else None
        # Rows of different units are summed beside each unit's own total, which holds its figures alone.
        whole = over if over is not None and _alike(reads, index, over) else below
        if (first := _among(cells, row, column)) is not None and _holds(reads, index, first):
            whole = first
        if whole is not None and whole != index:
            reads[index].part_of = whole
    parts: dict[int, list[Read]] = {}
    for index in cells.numbers.values():
        if (total := reads[index].part_of) is not None:
            parts.setdefault(total, []).append(reads[index])
    totals = set(rows.values())
    for (row, _), index in cells.numbers.items():
        if row in totals and index in parts:
            _spans_its_parts(reads[index], parts[index])


def _spans_its_parts(whole: Read, parts: Sequence[Read]) -> None:
    """A total over rows of several days, of which nothing else tells the time, runs from the first to the last."""
    windows = [part.window for part in parts if part.window_how is not How.DEFAULT]
    starts = [window.start for window in windows if window.start is not None]
    ends = [window.end for window in windows if window.end is not None]
    if whole.window_how is not How.DEFAULT or len(set(windows)) < 2 or not len(starts) == len(ends) == len(parts):
        return
    whole.window, whole.window_how = Window(min(starts), max(ends)), How.INHERITED
    bases = {part.basis for part in parts}
    if whole.basis is None and len(bases) == 1 and (basis := bases.pop()) is not None:
        whole.set(basis, How.INHERITED, "a total of several days")


def _wholes_of_rows(rows: dict[int, Label]) -> dict[int, int]:
    """By row the row of its total: the next 小计 below, else the 合计; for a 小计 the 合计."""
    total = next((at for at, label in rows.items() if label.total), None)
    found: dict[int, int] = {}
    below: int | None = None
    for at in sorted(rows, reverse=True):
        label = rows[at]
        if label.total:
            continue
        if label.subtotal:
            below = at
            if total is not None:
                found[at] = total
        elif below is not None:
            found[at] = below
        elif total is not None:
            found[at] = total
    return found


def _wholes_of_columns(cells: Cells, reads: Sequence[Read]) -> dict[int, int]:
    """By column the column of its total: what stands under the same heads, on the same basis, by the same measure."""
    columns = cells.shape.columns
    inside = [at for at in range(cells.panel.start, cells.panel.stop) if at not in cells.panel.naming]
    sample: dict[int, str] = {}
    for (_, column), index in cells.numbers.items():
        sample.setdefault(column, reads[index].count.unit)
    found: dict[int, int] = {}
    for at in (at for at in inside if columns[at].summed):
        whole = columns[at]
        members = [
            one
            for one in inside
            if one != at
            and not columns[one].total
            and (not columns[one].subtotal or whole.total)
            and columns[one].parts[: len(whole.above)] == whole.above
            and (columns[one].basis, columns[one].force) == (whole.basis, whole.force)
            and sample.get(one) == sample.get(at)
        ]
        if len(members) > 1:
            for one in members:
                if one not in found or columns[found[one]].total:
                    found[one] = at
    return found


def _number_subtotals(cells: Cells, reads: Sequence[Read]) -> None:
    """Name the 小计 of a table, of which each sums other rows."""
    told = [row for row, label in sorted(cells.rows.items()) if label.subtotal]
    names = {row: cells.rows[row].parts[-1] if cells.rows[row].parts else "小计" for row in told}
    for number, row in enumerate(told, start=1):
        alone = sum(name == names[row] for name in names.values()) == 1
        for (at, _), index in cells.numbers.items():
            if at == row and not cells.rows[row].actor:
                reads[index].actor = names[row] if alone else f"{names[row]}{number}"
                reads[index].actor_how = How.INHERITED


def _among(cells: Cells, row: int, column: int) -> int | None:
    """Of a row that begins with 其中, the figure of the nearest row above that does not."""
    label = cells.rows.get(row)
    if label is None or not label.among:
        return None
    for at in range(row - 1, cells.shape.first - 1, -1):
        above = cells.rows.get(at)
        if above is not None and not above.among:
            return cells.numbers.get((at, column))
    return None


def _alike(reads: Sequence[Read], part: int, whole: int) -> bool:
    return reads[part].count.unit == reads[whole].count.unit


def _holds(reads: Sequence[Read], part: int, whole: int) -> bool:
    return _alike(reads, part, whole) and reads[part].count.amount.value <= reads[whole].count.amount.value
