"""A sheet's cells parted into tables and the lone lines of text above and below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dibao.documents.excel.sheet import Seen

_COLON = ("：", ":")
_DATE = re.compile(r"(?:\d{4}[-年./])?\d{1,2}(?:[-月./]\d{1,2}日?|月)(?:\s*\d{1,2}[:：时].*)?")
_FOOT = re.compile(
    r"[(（\[【]?(?:注|备注|说明|附|制表|填表|填报|审核|审签|联系|负责|单位|日期|截至|截止|统计|数据|来源|\*|※)"
)
_LABEL = re.compile(r"(?:计量)?单位\s*[（(].*[)）]")
_NUMBER = re.compile(r"[约近超逾]?[-+]?[\d０-９]")


@dataclass(frozen=True, slots=True)
class Line:
    """Text that stands alone in its row, or a label with its value; `cell` says where."""

    text: str
    cell: Seen


@dataclass(frozen=True, slots=True)
class Block:
    """A contiguous block of cells that is a table."""

    cells: tuple[Seen, ...]

    @property
    def top(self) -> int:
        """Its first row."""
        return min(cell.row for cell in self.cells)

    @property
    def left(self) -> int:
        """Its first column."""
        return min(cell.column for cell in self.cells)

    @property
    def bottom(self) -> int:
        """Its last row."""
        return max(cell.last_row for cell in self.cells)

    @property
    def right(self) -> int:
        """Its last column."""
        return max(cell.last_column for cell in self.cells)


Area = Line | Block


def areas(cells: Sequence[Seen]) -> Iterator[Area]:
    """The sheet's areas in reading order: cut at empty rows, lone lines taken off, then cut at empty columns."""
    for group in _cut(list(cells), _ROW, _goes_on_below):
        yield from _area(group)


def _area(cells: list[Seen]) -> Iterator[Area]:
    above, inside, below = _peeled(cells)
    yield from above
    if inside:
        groups = _cut(sorted(inside, key=lambda cell: (cell.column, cell.row)), _COLUMN, _goes_on_beside)
        if len(groups) == 1:
            yield Block(tuple(sorted(inside, key=lambda cell: (cell.row, cell.column))))
        else:
            for group in groups:
                yield from areas(sorted(group, key=lambda cell: (cell.row, cell.column)))
    yield from below


@dataclass(frozen=True, slots=True)
class _Axis:
    first: Callable[[Seen], int]
    last: Callable[[Seen], int]


_ROW = _Axis(lambda cell: cell.row, lambda cell: cell.last_row)
_COLUMN = _Axis(lambda cell: cell.column, lambda cell: cell.last_column)


@dataclass(slots=True)
class _Group:
    """Cells and the corners of the rectangle around them."""

    cells: list[Seen]
    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, cell: Seen) -> _Group:
        """A group of one cell."""
        return cls([cell], cell.row, cell.column, cell.last_row, cell.last_column)

    def take(self, other: _Group) -> None:
        """Takes in another group."""
        self.cells += other.cells
        self.top, self.left = min(self.top, other.top), min(self.left, other.left)
        self.bottom, self.right = max(self.bottom, other.bottom), max(self.right, other.right)


def _cut(cells: list[Seen], axis: _Axis, goes_on: Callable[[_Group, _Group], bool]) -> list[list[Seen]]:
    """Groups parted by empty rows or columns; `cells` in the order of that axis.

    Two groups that a single gap parts stay one where the second goes on with the first.
    """
    groups: list[_Group] = []
    gaps: list[int] = []
    reached = -1
    for cell in cells:
        if not groups or axis.first(cell) > reached + 1:
            gaps.append(axis.first(cell) - reached - 1)
            groups.append(_Group.of(cell))
        else:
            groups[-1].take(_Group.of(cell))
        reached = max(reached, axis.last(cell))
    joined: list[_Group] = []
    for gap, group in zip(gaps, groups, strict=True):
        if joined and gap == 1 and goes_on(joined[-1], group):
            joined[-1].take(group)
        else:
            joined.append(group)
    return [group.cells for group in joined]


def _goes_on_below(upper: _Group, lower: _Group) -> bool:
    """Whether a blank row only spaces a table out: what follows has no header and stands in the same columns."""
    first = [cell for cell in lower.cells if cell.row == lower.top]
    inside = upper.left <= lower.left and lower.right <= upper.right
    return upper.right > upper.left and inside and len(first) > 1 and any(_numeric(cell) for cell in first)


def _goes_on_beside(former: _Group, latter: _Group) -> bool:
    """Whether a blank column only spaces a table out: what follows has the same rows and no names of its own."""
    same = former.top == latter.top and former.bottom >= latter.bottom
    names = [cell for cell in latter.cells if cell.column == latter.left and cell.row > latter.top]
    return same and former.bottom > former.top and any(_numeric(cell) for cell in names)


def _numeric(cell: Seen) -> bool:
    return cell.kind == "number" or _NUMBER.match(cell.text) is not None


def _peeled(cells: list[Seen]) -> tuple[list[Line], list[Seen], list[Line]]:
    """Lone lines above, the table, lone lines below."""
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.row)]
    left, right = min(cell.column for cell in cells), max(cell.last_column for cell in cells)
    if left == right:
        return [Line(cell.text, cell) for cell in cells], [], []
    first, last = 0, len(rows)
    above: list[Line] = []
    while first < last and (lines := _title(rows[first], left) or _form(rows[first])):
        above += lines
        first += 1
    below: list[Line] = []
    while last > first and (lines := _foot(rows[last - 1]) or _form(rows[last - 1])):
        below = lines + below
        last -= 1
    return above, [cell for row in rows[first:last] for cell in row], below


def _title(row: list[Seen], left: int) -> list[Line]:
    """A row with nothing but a text at its beginning (or over more than one column), and with no rows beside it."""
    cell = row[0]
    if len(row) > 1 or cell.kind == "number" or cell.row_span > 1:
        return []
    if cell.column == left or _FOOT.match(cell.text) or cell.kind == "date":
        return [Line(cell.text, cell)]
    return []


def _foot(row: list[Seen]) -> list[Line]:
    """A row with nothing but a note."""
    cell = row[0]
    if len(row) > 1 or cell.kind == "number" or cell.row_span > 1:
        return []
    noted = cell.column_span > 1 or _FOOT.match(cell.text) or any(mark in cell.text for mark in "：:。；")
    return [Line(cell.text, cell)] if noted else []


def _form(row: list[Seen]) -> list[Line]:
    """A row of labels with their values (填报单位：东河区 | 日期：2月3日), or of dates; else nothing."""
    lines: list[Line] = []
    waiting = False
    for cell in row:
        if waiting and not cell.text.endswith(_COLON):
            lines[-1] = Line(lines[-1].text + cell.text, lines[-1].cell)
            waiting = False
        elif cell.row_span > 1:
            return []
        elif cell.text.endswith(_COLON):
            lines.append(Line(cell.text, cell))
            waiting = True
        elif any(mark in cell.text for mark in _COLON) or _dated(cell) or _LABEL.fullmatch(cell.text):
            lines.append(Line(cell.text, cell))
        else:
            return []
    return lines if any(not _dated(line.cell) for line in lines) or len(lines) == 1 else []


def _dated(cell: Seen) -> bool:
    return cell.kind == "date" or _DATE.fullmatch(cell.text) is not None
