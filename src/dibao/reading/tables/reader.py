"""Tables in any shape: each number under the words of its column and beside those of its row."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from dibao.documents.blocks import Document, Table
from dibao.figures import Basis, How, Window
from dibao.reading import lexer, measures, phrases
from dibao.reading.basis import RUNNING, Read
from dibao.reading.layout import HEADING, Passage
from dibao.reading.lexicon import Lazy
from dibao.reading.marks import Count, allowed
from dibao.reading.numerals import Amount
from dibao.reading.prose import Prose
from dibao.reading.tables.grid import Grid, Place, Row, distinct, grid, line, places, wide
from dibao.reading.tables.labels import SCALES, TABLE_UNIT, Label, Labels, sums
from dibao.reading.tables.shape import Panel, Shape, among, is_form, shapes
from dibao.reading.tables.totals import TOTAL_COLUMN, TOTAL_ROW, Cells, link_totals
from dibao.reading.tables.who import Who

_PROSE: Final = 40
"""A cell with more characters, or with a full stop, is running text."""
_PLAIN_SHEET: Final = Lazy(r"(?i:sheet|工作表|表)\s*\d*")
_SHARE: Final = re.compile("率|占比|比例|幅|比")
_REPORT_WORDS: Final = Lazy(
    r"(?:疫情防控|工作|情况|数据|统计|汇总|一览|明细|日报|周报|月报|报表|分|各(?:区县|县区|单位|地)|表)+$"
)


class Tables:
    """Reads tables into the same list of figures as the text around them. `names`: those who report, by their names."""

    def __init__(self, document: Document, prose: Prose, names: frozenset[str] = frozenset()) -> None:
        self.document = document
        self.prose = prose
        self.who = Who(names)
        self.labels = Labels(prose.calendar)
        self.unit: tuple[str, int] = ("", 1)
        self.caption = ""
        self.owner = ""

    def after(self, passage: Passage) -> None:
        """A line before a table: it may give the measure word of all its numbers (单位：份), or be its title."""
        text = self._without_unit(passage.text)
        if text and len(text) <= HEADING and "。" not in text:
            self.caption = text

    def _without_unit(self, text: str) -> str:
        """Keep the measure word of the whole table, if the text tells it; the text without it."""
        found = TABLE_UNIT.search(text) if "单位" in text else None
        if found is None or not measures.is_measure(found["unit"]):
            return text
        self.unit = (found["unit"], SCALES.get(found["scale"] or "", 1))
        return text.replace(found.group(), "").strip("（）()")

    def read(self, table: Table) -> None:
        """Read one table."""
        cells = grid(places(self.document, table), table)
        sheet = "" if _PLAIN_SHEET.fullmatch(table.title.strip()) else self.who.of_title(table.title)
        for shape in shapes(cells, self.labels, self.who):
            self._heads(cells, shape)
            self.owner = self.who.of_title(self.caption) or sheet
            self._body(cells, shape)
        self.unit, self.caption, self.owner = ("", 1), "", ""

    def _heads(self, cells: Grid, shape: Shape) -> None:
        """What stands above a block: its title, the rows of a form, its measure word."""
        for title in shape.titles:
            self.prose.read(replace(title.passage, heading=True))
            self.after(title.passage)
        for row in shape.forms:
            self._form(row)
        for row in cells[shape.start + len(shape.titles) + len(shape.forms) : shape.first]:
            for place in distinct(row):
                self._without_unit(place.text)
                if TABLE_UNIT.search(place.text):
                    self.prose.read(replace(place.passage, heading=True))

    def _form(self, row: Row) -> None:
        """填报单位 | 望海区 | 日期 | 2月3日: whose figures follow, and of when."""
        found = distinct(row)
        for name, value in zip(found[::2], found[1::2], strict=True):
            if "单位" in name.text or "部门" in name.text:
                self.caption = value.text
            elif value.count is None and self.prose.calendar.times(value.text):
                self.prose.read(replace(value.passage, heading=True))

    # --- the body ---

    def _body(self, cells: Grid, shape: Shape) -> None:
        panels = [Cells(shape, panel) for panel in shape.panels]
        owned = any(panel.owners for panel in shape.panels)
        group = ""
        for at in range(shape.first, shape.stop):
            row = cells[at]
            if at in shape.repeated or is_form(row):
                continue
            alone = (wide if owned else line)(row)
            if alone is not None and alone.cell.row == at:
                if self._group(alone):
                    group = self.who.of_title(alone.text)
                else:
                    self._running(alone, Label())
                continue
            for held in panels:
                self._row(cells, at, held, group)
        for held in panels:
            link_totals(held, self.prose.reads)

    def _row(self, cells: Grid, at: int, held: Cells, group: str) -> None:
        """Read a row of a panel. `group`: whom a line above names that stands over several rows."""
        row, shape, panel = cells[at], held.shape, held.panel
        beside = None if shape.headless else self._beside(cells, at, panel)
        if beside is not None:
            if not beside.among:
                held.owner = beside.actor
            elif beside.actor != held.owner:
                beside.actor = held.owner + beside.actor
            beside.actor = beside.actor or group
            held.rows[at] = beside
        for column in range(panel.start, panel.stop):
            place = row[column]
            if place is None or (place.cell.row, place.cell.column) != (at, column):
                continue
            said = beside or self._left(row, column, panel)
            label = shape.columns[column]
            if place.count is None:
                self._text(place, column, panel, label, said, headless=shape.headless)
            elif not (label.skip or said.skip or column in panel.naming):
                if place.cell.row_span > 1 and beside is not None:
                    said = self._over(cells, place, panel, beside)
                self.prose.reads.append(self._made(place, place.count, label, said))
                held.numbers[at, column] = len(self.prose.reads) - 1

    def _group(self, place: Place) -> bool:
        """Whether a text over the whole row only names what follows."""
        return len(place.text) <= _PROSE and "。" not in place.text and not lexer.counted(place.text)

    def _beside(self, cells: Grid, at: int, panel: Panel) -> Label:
        """The words of a row: what is counted, whose it is, when, by which measure word."""
        row = cells[at]
        things = self._texts(row, panel.things)
        owners = self._texts(row, panel.owners)
        named = self.labels.label(tuple(things))
        beside = replace(named, skip=False)
        whose = self.labels.label(tuple(owners))
        if whose.summed:
            beside.total, beside.subtotal, beside.parts = whose.total, whose.subtotal, whose.parts
            owners = owners[:-1] if whose.subtotal else []
        for texts in (things, owners):
            if texts and (part := among(texts[-1])) is not None:
                beside.among = True
                texts[-1] = part
                beside.words = beside.words.replace(named.words, "".join(things)) if texts is things else beside.words
        beside.actor = "".join(owners)
        if panel.measure is not None and (place := row[panel.measure]) is not None:
            beside.unit, beside.scale = place.text, 1
        for column in panel.days:
            place = row[column]
            if place is None:
                continue
            if sums(place.text):
                whose = self.labels.label((place.text,))
                beside.total, beside.subtotal, beside.parts = whose.total, whose.subtotal, whose.parts
            for time in self.prose.calendar.times(place.text):
                beside.force = self.labels.force(time)
        return beside

    def _texts(self, row: Row, columns: list[int]) -> list[str]:
        texts: list[str] = []
        for column in columns:
            place = row[column]
            if place is not None and place.count is None and not place.nothing and place.text not in texts:
                texts.append(place.text)
        return texts

    def _left(self, row: Row, column: int, panel: Panel) -> Label:
        """In a table without heads, the nearest text to the left, and a measure word to the right."""
        beside = Label()
        for at in range(column - 1, panel.start - 1, -1):
            place = row[at]
            if place is not None and place.count is None and at != panel.measure:
                beside = replace(self.labels.label((place.text,)))
                break
        if panel.measure is not None and (place := row[panel.measure]) is not None:
            beside.unit = place.text
        return beside

    def _over(self, cells: Grid, place: Place, panel: Panel, beside: Label) -> Label:
        """A number that stands over several rows is about all whom they name."""
        rows = range(place.cell.row, min(place.cell.row + place.cell.row_span, len(cells)))
        owners = [self._beside(cells, at, panel).actor for at in rows]
        return replace(beside, actor="、".join(dict.fromkeys(filter(None, owners))))

    def _text(self, place: Place, column: int, panel: Panel, label: Label, said: Label, *, headless: bool) -> None:
        """A cell that is no number: read as running text where it holds counts."""
        naming = column in panel.naming and column not in panel.skipped
        long = len(place.text) > _PROSE or "。" in place.text
        named = (naming and not headless) or place.nothing or label.skip
        if long or (not named and lexer.counted(place.text)):
            self._running(place, replace(label, actor=said.actor or label.actor, words=said.words + label.words))

    def _running(self, place: Place, around: Label) -> None:
        """A cell of running text: read as such, done by whom the row names; its heads name what it leaves out."""
        prose = self.prose
        before, kept = len(prose.reads), prose.actor
        prose.actor = around.actor or kept
        prose.read(place.passage)
        prose.actor = kept
        for made in prose.reads[before:]:
            if not made.phrase and around.words:
                made.phrase = around.words
            if made.basis is None and around.basis is not None:
                made.set(around.basis, How.INHERITED, "the words over the column")

    # --- a number ---

    def _made(self, place: Place, count: Count, label: Label, beside: Label) -> Read:
        count = self._counted(count, label, beside)
        made = Read(place.passage, count, section=self.prose.scope.section, level=self.prose.scope.level)
        self._name(made, label, beside)
        for one in (label, beside):
            if one.basis is not None and made.basis is None:
                made.set(one.basis, How.INHERITED, "the words over the column" if one is label else "the row's words")
        self._window(made, label, beside)
        if made.basis is None and count.unit in ("%", "‰", "个百分点", "倍"):
            made.set(Basis.RATE, How.STATED, "a share")
        return made

    def _counted(self, count: Count, label: Label, beside: Label) -> Count:
        """The number with the measure word and the scale (万) that the words around give it."""
        if count.unit:
            return count
        pairs = ((label.unit, label.scale), (beside.unit, beside.scale), self.unit)
        unit, scale = next((pair for pair in pairs if pair[0]), ("", 1))
        scale = max(scale, label.scale, beside.scale)
        share = label.basis is Basis.RATE or beside.basis is Basis.RATE
        if share and not unit and _SHARE.search(label.head + beside.head):
            unit = "%"
        count = replace(count, unit=unit, amount=_scaled(count.amount, scale))
        count.allowed = allowed(count)
        return count

    def _window(self, made: Read, label: Label, beside: Label) -> None:
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

    def _name(self, made: Read, label: Label, beside: Label) -> None:
        """Which of the row's and the column's words name the thing, and which name who did it."""
        row, column = beside.words, label.words
        made.actor = "".join(dict.fromkeys(filter(None, (beside.actor, label.actor)))) or self.owner
        made.actor_how = How.INHERITED if made.actor else How.DEFAULT
        made.phrase = (row + column if column not in row else row) or self._captioned()
        verb = phrases.verb_in(made.phrase, 0, len(made.phrase)) if made.phrase else None
        made.acted = verb is not None and verb.kind is phrases.Verb.ACT
        if beside.summed:
            made.reasons.append(TOTAL_ROW)
        if label.summed:
            made.reasons.append(TOTAL_COLUMN)

    def _captioned(self) -> str:
        """What the title names, where neither row nor column names a thing."""
        text = self.caption
        for time in reversed(self.prose.calendar.times(text)):
            text = text[: time.start] + text[time.end :]
        text = re.sub(r"[（(][^（）()]*[）)]", "", text).strip("：:、，（）() ")
        return _REPORT_WORDS.sub("", text.replace(self.owner, "", 1) if self.owner else text)


def _scaled(amount: Amount, scale: int) -> Amount:
    """A number under a heading in 万."""
    if scale == 1:
        return amount
    last = scale * amount.place if amount.value != int(amount.value) else 0
    value = amount.value * scale
    whole = int(value) if value == int(value) else value
    upper = None if amount.upper is None else amount.upper * scale
    return Amount(whole, amount.place * scale, last, upper)
