"""Tables: each number under the words of its column and beside those of its row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from dibao.documents.blocks import Cell, Document, Table
from dibao.figures import Basis, How, Window
from dibao.reading import lexer, measures, phrases
from dibao.reading.basis import RUNNING, Read
from dibao.reading.layout import Passage, passage
from dibao.reading.lexicon import Lazy, listed, pattern
from dibao.reading.marks import Count, allowed
from dibao.reading.numerals import Amount
from dibao.reading.prose import Prose
from dibao.reading.scope import Force

TOTAL_ROW = "a total of the rows"
TOTAL_COLUMN = "a total of the columns"

_UNIT = Lazy(
    r"[（(\[【](?:单位[:：])?(?P<scale>[百千]?万|亿)?(?P<unit>[^（）()\[\]【】:：]{1,6})[）)\]】]|/(?P<slash>[^/（）\d]{1,3})$"
)
_TABLE_UNIT = Lazy(r"(?:计量)?单位[:：](?P<scale>[百千]?万|亿)?(?P<unit>[^，。；、）（\s]{1,6})")
_TOTAL = Lazy(r"(?:全[市县区省州镇乡])?(?:合计|总计|总数|共计|汇总|累计合计|总和)(?:数|[（(].*[）)])?")
_SUBTOTAL = Lazy(r".{0,6}小计")
_SKIP = Lazy(r"序号|编号|日期|时间|电话|手机|联系|年份|代码|邮编|身份证|页码|排名|名次|位次|№|No\.?|期号|文号")
_WHO = Lazy(r"单位|地区|县区|区县|旗县|县市|部门|乡镇|街道|媒体|名称|机构|平台|账号|辖区|市州|盟市|区域|牵头|责任")
_SCALES = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
_PROSE = 40
"""A cell with more characters, or with a full stop, is running text."""


@cache
def _heads() -> re.Pattern[str]:
    kinds = listed("heads_table.csv")
    return re.compile("|".join(f"(?P<{basis}>{pattern(words)})" for basis, words in kinds.items()))


@dataclass(slots=True)
class _Place:
    """A cell of the grid: its text as read, and its number if it is one."""

    cell: Cell
    passage: Passage
    count: Count | None = None

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(slots=True)
class _Label:
    """The words over a column or beside a row, taken apart."""

    words: str = ""
    unit: str = ""
    scale: int = 1
    basis: Basis | None = None
    force: Force | None = None
    skip: bool = False
    measures: bool = False
    """A column of measure words (单位)."""
    days: bool = False
    """A column of days: the windows of its rows."""
    total: bool = False
    subtotal: bool = False
    parts: list[str] = field(default_factory=list)


_BARE = frozenset(("量", "数", "数量", "数据", "数字", "数值", "值", "情况", "人数", "总数", "总量"))
"""What is left of a head such as 新增量 when its basis is taken off: it names no thing."""


class Tables:
    """Reads tables into the same list of figures as the text around them."""

    def __init__(self, document: Document, prose: Prose) -> None:
        self.document = document
        self.prose = prose
        self.unit: tuple[str, int] = ("", 1)

    def unit_before(self, text: str) -> None:
        """A line before a table may give the measure word of all its numbers (单位：份)."""
        found = _TABLE_UNIT.search(text) if "单位" in text else None
        if found and measures.is_measure(found["unit"]):
            self.unit = (found["unit"], _SCALES.get(found["scale"] or "", 1))

    def read(self, table: Table) -> None:
        """Read one table."""
        places = self._places(table)
        grid = _grid(places, table)
        first = _first_row(grid)
        heads = [place for place in places if place.cell.row < first]
        for place in heads:
            self.unit_before(place.text)
            if place.cell.column_span >= max(2, table.columns - 1) or _TABLE_UNIT.search(place.text):
                self.prose.read(replace(place.passage, heading=True))
        columns = [self._column(grid, column, first, table) for column in range(table.columns)]
        for column, label in enumerate(columns):
            _body(label, [row[column] for row in grid[first:]])
        named = _named_columns(grid, first, columns)
        before = len(self.prose.reads)
        cells: dict[tuple[int, int], int] = {}
        for place in places:
            if place.cell.row >= first:
                self._cell(place, grid, columns, named, cells)
        self._totals(grid, columns, named, cells, before)
        self.unit = ("", 1)

    # --- the grid ---

    def _places(self, table: Table) -> list[_Place]:
        made = []
        for cell in table.cells:
            if cell.start < cell.end and self.document.text[cell.start : cell.end].strip():
                one = passage(self.document.text, cell.start, cell.end)
                one.locator = cell.locator
                made.append(_Place(cell, one, lexer.alone(one.text)))
        return made

    def _column(self, grid: list[list[_Place | None]], column: int, first: int, table: Table) -> _Label:
        parts: list[str] = []
        for row in range(first):
            place = grid[row][column]
            wide = place is not None and place.cell.column_span >= max(2, table.columns - 1) and table.columns > 2
            if place is not None and not wide and place.text not in parts:
                parts.append(place.text)
        return self._label(parts)

    def _label(self, parts: list[str]) -> _Label:
        """Take a heading apart: measure word, basis, window, and the words that name."""
        label = _Label(parts=parts)
        words: list[str] = []
        for part in parts:
            for unit in _UNIT.finditer(part):
                word = unit["unit"] or unit["slash"]
                if measures.is_measure(word):
                    label.unit, label.scale = word, _SCALES.get(unit["scale"] or "", 1)
                    part = part.replace(unit.group(), "")
                    break
            label.skip = label.skip or _SKIP.search(part) is not None
            label.subtotal = label.subtotal or _SUBTOTAL.fullmatch(part) is not None
            label.total = label.total or _TOTAL.fullmatch(part) is not None
            times = self.prose.calendar.times(part)
            for time in times:
                label.force = Force(time.sort, time.window)
            head = _heads().search(part)
            if head:
                label.basis = Basis(head.lastgroup or "")
            elif "截至" in part or "截止" in part:
                label.basis = label.basis or Basis.CUMULATIVE
            for time in reversed(times):
                part = part[: time.start] + part[time.end :]
            part = _heads().sub("", part).strip("：:、，（）()数 ") if label.basis is not Basis.RATE else part
            if part and part not in words:
                words.append(part)
        label.words = "".join(words)
        return label

    # --- a cell ---

    def _cell(
        self,
        place: _Place,
        grid: list[list[_Place | None]],
        columns: list[_Label],
        named: int,
        cells: dict[tuple[int, int], int],
    ) -> None:
        row, column = place.cell.row, place.cell.column
        label = columns[column]
        if place.count is None:
            if column >= named or len(place.text) > _PROSE or "。" in place.text or lexer.counted(place.text):
                self._running(place, grid, named)
            return
        if label.skip or column < named:
            return
        beside = self._beside(grid, row, column, named, columns)
        if beside.skip:
            return
        self.prose.reads.append(self._made(place, place.count, label, beside, columns, named))
        cells[row, column] = len(self.prose.reads) - 1

    def _beside(
        self, grid: list[list[_Place | None]], row: int, column: int, named: int, columns: list[_Label]
    ) -> _Label:
        """The words of the row: its first columns, or in a table without them the nearest text to the left."""
        parts: list[str] = []
        unit, days = "", ""
        if named:
            for at in range(named):
                place = grid[row][at]
                if place is None:
                    continue
                if columns[at].measures:
                    unit = place.text
                elif columns[at].days:
                    days = place.text
                elif not columns[at].skip and place.count is None and place.text not in parts:
                    parts.append(place.text)
        else:
            for at in range(column - 1, -1, -1):
                place = grid[row][at]
                if place is not None and place.count is None:
                    parts.append(place.text)
                    break
        label = self._label(parts)
        label.skip = label.skip and not named
        label.unit = unit or label.unit
        for time in self.prose.calendar.times(days) if days else ():
            label.force = Force(time.sort, time.window)
        return label

    def _running(self, place: _Place, grid: list[list[_Place | None]], named: int) -> None:
        """A cell of running text: read as such, done by whom the row names."""
        row = grid[place.cell.row]
        owners = [one.text for one in row[:named] if one is not None and phrases.who(one.text)]
        kept, self.prose.actor = self.prose.actor, owners[-1] if owners else self.prose.actor
        self.prose.read(place.passage)
        self.prose.actor = kept

    def _made(
        self, place: _Place, count: Count, label: _Label, beside: _Label, columns: list[_Label], named: int
    ) -> Read:
        unit, scale = next(
            (pair for pair in ((label.unit, label.scale), (beside.unit, beside.scale), self.unit) if pair[0]), ("", 1)
        )
        if not count.unit:
            share = label.basis is Basis.RATE or beside.basis is Basis.RATE
            unit = "%" if share and not unit and re.search("率|占比|比例|幅|比", label.words + beside.words) else unit
            count = replace(count, unit=unit, amount=_scaled(count.amount, scale))
            count.allowed = allowed(count)
        made = Read(place.passage, count, section=self.prose.scope.section, level=self.prose.scope.level)
        self._name(made, label, beside, columns, named)
        for one in (label, beside):
            if one.basis is not None and made.basis is None:
                made.set(one.basis, How.INHERITED, "the words over the column" if one is label else "the row's words")
        self._window(made, label, beside)
        if made.basis is None and count.unit in ("%", "‰", "个百分点", "倍"):
            made.set(Basis.RATE, How.STATED, "a share")
        return made

    def _window(self, made: Read, label: _Label, beside: _Label) -> None:
        force, how = self.prose.scope.force()
        if label.force or beside.force:
            force, how = label.force or beside.force, How.INHERITED
        made.force = force
        if force is not None and force.window:
            made.window, made.window_how = force.window, how if how is not How.STATED else How.INHERITED
        if force is not None and made.basis is None:
            if force.running:
                made.reasons.append(RUNNING)
            if made.acted and (force.running or force.eventful):
                made.set(Basis.CUMULATIVE if force.running else Basis.NEW, How.INHERITED, "in the table's window")
        if made.basis is Basis.CUMULATIVE and force is not None and force.eventful and force.short:
            made.window = Window(None, force.window.end)

    def _name(self, made: Read, label: _Label, beside: _Label, columns: list[_Label], named: int) -> None:
        """Which of the row's and the column's words name the thing, and which name who did it."""
        row, column = beside.words, "" if label.words in _BARE else label.words
        naming = [one for one in columns[:named] if not (one.skip or one.measures or one.days)]
        whose = any(_WHO.search(part) for one in naming for part in one.parts)
        if beside.total or beside.subtotal:
            row = ""
        if label.total or label.subtotal:
            column = ""
        if whose or (phrases.who(row) and column):
            made.actor, made.actor_how = row, How.INHERITED
            row = ""
        elif phrases.who(column) and row:
            made.actor, made.actor_how = column, How.INHERITED
            column = ""
        made.phrase = row + column if column not in row else row
        verb = phrases.verb_in(made.phrase, 0, len(made.phrase)) if made.phrase else None
        made.acted = verb is not None and verb.kind is phrases.Verb.ACT
        if beside.total or beside.subtotal:
            made.reasons.append(TOTAL_ROW)
        if label.total or label.subtotal:
            made.reasons.append(TOTAL_COLUMN)

    # --- totals ---

    def _totals(
        self,
        grid: list[list[_Place | None]],
        columns: list[_Label],
        named: int,
        cells: dict[tuple[int, int], int],
        before: int,
    ) -> None:
        """The rows that a 合计 row totals are parts of its figures; the same for columns."""
        reads = self.prose.reads
        rows = {row: self._beside(grid, row, named, named, columns) for row, _ in cells} if named else {}
        totals = [row for row, label in rows.items() if label.total]
        subtotals = sorted(row for row, label in rows.items() if label.subtotal)
        for (row, column), index in cells.items():
            whole: int | None = None
            if row in rows and not rows[row].total and not rows[row].subtotal:
                below = next((other for other in subtotals if other > row), None)
                above = totals[0] if totals else None
                whole = cells.get((below, column)) if below is not None else None
                if whole is None and above is not None:
                    whole = cells.get((above, column))
            elif row in rows and rows[row].subtotal and totals:
                whole = cells.get((totals[0], column))
            if whole is None and not (columns[column].total or columns[column].subtotal):
                total = next((at for at, label in enumerate(columns) if label.total), None)
                whole = cells.get((row, total)) if total is not None else None
                if whole is not None and reads[whole].count.unit != reads[index].count.unit:
                    whole = None
            if whole is not None and whole != index and index >= before:
                reads[index].part_of = whole


def _grid(places: list[_Place], table: Table) -> list[list[_Place | None]]:
    """The places by row and column, a merged area under each of its squares."""
    grid: list[list[_Place | None]] = [[None] * table.columns for _ in range(table.rows)]
    for place in places:
        cell = place.cell
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = place
    return grid


def _body(label: _Label, body: list[_Place | None]) -> None:
    """What a column's own cells say of it: measure words, days."""
    words = [place.text for place in body if place is not None]
    head = "".join(label.parts)
    label.measures = "单位" in head and bool(words) and all(measures.is_measure(word) for word in words)
    label.days = "日期" in head or "时间" in head


def _first_row(grid: list[list[_Place | None]]) -> int:
    """The first row that holds numbers; 0 where the table has no heads."""
    for index, row in enumerate(grid):
        numbers = {id(place) for place in row if place is not None and place.count is not None}
        if numbers:
            return index
    return min(1, len(grid))


def _named_columns(grid: list[list[_Place | None]], first: int, columns: list[_Label]) -> int:
    """How many columns at the left name the rows: those without numbers, or with running numbers only."""
    if first == 0:
        return 0
    named = 0
    for column, label in enumerate(columns):
        body = [row[column] for row in grid[first:] if row[column] is not None]
        numbers = sum(place is not None and place.count is not None for place in body)
        if not label.skip and (numbers * 2 > len(body) or not body):
            break
        named = column + 1
    return min(named, len(columns))


def _scaled(amount: Amount, scale: int) -> Amount:
    """A number under a heading in 万."""
    if scale == 1:
        return amount
    last = scale * amount.place if amount.value != int(amount.value) else 0
    value = amount.value * scale
    whole = int(value) if value == int(value) else value
    upper = None if amount.upper is None else amount.upper * scale
    return Amount(whole, amount.place * scale, last, upper)
