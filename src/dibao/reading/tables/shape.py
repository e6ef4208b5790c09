"""What a table is made of: titles and forms above, heads, panels side by side, columns that name and that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dibao.figures import Basis
from dibao.reading import lexer, measures
from dibao.reading.lexicon import Lazy
from dibao.reading.tables.grid import Grid, Place, Row, distinct, line, wide
from dibao.reading.tables.labels import (
    Label,
    Labels,
    filled_in,
    names_days,
    names_measures,
    names_things,
    names_units,
    serial,
    sums,
    words,
)
from dibao.reading.tables.who import Who

_FORM: Final = Lazy(
    r"(?:[一-龥]{2,4})?(?:单位(?:名称)?|部门|日期|时间|时段|期限|人|员|领导|电话|方式)(?:[（(]?(?:盖章|签字)[）)]?)?[:：]?|截至[:：]?"
)
"""What stands before a value in the rows of a form (填报单位 | 望海区 | 日期 | 2月3日)."""
_SOME: Final = 20
"""From so many texts the sort of a column is told."""
_HEAD: Final = 20
"""A head has at most this many characters."""
_AMONG: Final = Lazy(r"(?:[#＃]|其中)[:：]?")


@dataclass(slots=True)
class Panel:
    """Columns [start, stop) that go together: those that name a row, and those that count.

    `things`, `owners` and `days` name the row: what is counted, whose it is, when. `measure`: the column of its
    measure words.
    """

    start: int
    stop: int
    things: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    skipped: set[int] = field(default_factory=set)
    measure: int | None = None

    @property
    def naming(self) -> set[int]:
        """The columns that hold no figures of their own."""
        return {*self.things, *self.owners, *self.days, *self.skipped} | (
            set() if self.measure is None else {self.measure}
        )


@dataclass(slots=True)
class Shape:
    """A block of rows [start, stop) with one set of heads; its body starts at `first`."""

    start: int
    stop: int
    first: int
    titles: list[Place]
    forms: list[Row]
    columns: list[Label]
    panels: list[Panel]
    repeated: set[int]
    """Rows of the body that say the heads again."""
    headless: bool = False


def shapes(grid: Grid, labels: Labels, who: Who) -> list[Shape]:
    """The table's blocks from the top down."""
    return [_shape(grid, start, stop, repeated, labels, who) for start, stop, repeated in _blocks(grid)]


def _blocks(grid: Grid) -> list[tuple[int, int, set[int]]]:
    """Rows parted where new heads begin below numbers; heads said again (on a next page) part nothing."""
    found: list[tuple[int, int, set[int]]] = []
    start, counting, heads = 0, set[int](), [set[str]()]
    repeated: set[int] = set()
    for at, row in enumerate(grid):
        here = distinct(row)
        if not counting:
            heads.append({place.text for place in here})
        numbers = {
            column for column, place in enumerate(row) if place is not None and place.count is not None and column
        }
        if numbers or not counting or not _heads_again(row, at, counting, heads):
            counting |= numbers
            continue
        titled = at
        while titled - 1 > start and line(grid[titled - 1]) is not None:
            titled -= 1
        texts = {place.text for place in here}
        if texts in heads and (titled == at or {place.text for place in distinct(grid[at - 1])} in heads):
            repeated.update(range(titled, at + 1))
            continue
        found.append((start, titled, repeated))
        start, counting, repeated = titled, set(), set()
        heads = [{place.text for place in distinct(one)} for one in grid[titled : at + 1]]
    found.append((start, len(grid), repeated))
    return found


def _heads_again(row: Row, at: int, counting: set[int], heads: list[set[str]]) -> bool:
    """Whether a row below numbers holds heads: short texts, none of them a count, over the columns that count."""
    over = [row[column] for column in sorted(counting)]
    texts = [place for place in over if place is not None and place.cell.row == at]
    if len(texts) * 2 < len(over) or not texts:
        return False
    if any(place.valued or len(place.text) > _HEAD or lexer.counted(place.text) for place in distinct(row)):
        return False
    if {place.text for place in distinct(row)} in heads:
        return True
    said = {place.text for place in texts}
    return len(said) > 1 or any(text in words("bare") or "（" in text for text in said)


def _shape(grid: Grid, start: int, stop: int, repeated: set[int], labels: Labels, who: Who) -> Shape:
    titles: list[Place] = []
    forms: list[Row] = []
    top = start
    over = line if start else wide  # in a first row a lone text may be the head of the first column
    while top < stop - 1 and ((title := over(grid[top])) is not None or is_form(grid[top])):
        if title is not None:
            titles.append(title)
        else:
            forms.append(grid[top])
        top += 1
    first = _first_row(grid, top, stop)
    columns = [replace(labels.label(_parts(grid, column, top, first))) for column in range(len(grid[start]))]
    body = [row for at, row in enumerate(grid[first:stop], start=first) if at not in repeated and line(row) is None]
    headless = first == top or not any(label.parts for label in columns)
    panels = [_panel(panel, columns, body, who, headless=headless) for panel in _panels(columns, body, headless)]
    _own(columns, panels, labels, who)
    _go_on(columns, panels)
    return Shape(start, stop, first, titles, forms, columns, panels, repeated, headless)


def is_form(row: Row) -> bool:
    """Whether a row holds labels each with its value (填报单位 | 望海区 | 联系电话 | …), none of them counted."""
    found = distinct(row)
    if len(found) < 2 or len(found) % 2:
        return False
    said = [_FORM.fullmatch(place.text) is not None for place in found]
    if not all(said[::2]) or any(said[1::2]):
        return False
    dated = any(any(sign.isdigit() for sign in place.text) and place.count is None for place in found[1::2])
    return dated or any(place.text[-1] in ":：" or filled_in(place.text) for place in found[::2])


def _parts(grid: Grid, column: int, top: int, first: int) -> tuple[str, ...]:
    parts: list[str] = []
    for row in grid[top:first]:
        place = row[column]
        if place is not None and place.text not in parts and place.count is None and wide(row) is None:
            parts.append(place.text)
    return tuple(parts)


def _first_row(grid: Grid, top: int, stop: int) -> int:
    """The first row of the body: the one that holds numbers, or names its row and leaves its numbers out."""
    for at in range(top, stop):
        found = distinct(grid[at])
        if any(place.count is not None for place in found):
            if at > top and _column_numbers(found):
                continue
            return at
        named = any(place.nothing for place in found[1:]) or wide(grid[at]) is not None or _left_blank(grid, top, at)
        if at > top and named:
            return at
    return min(top + 1, stop)


def _column_numbers(found: Sequence[Place]) -> bool:
    """Whether a row only numbers the columns (甲 | 1 | 2 | 3)."""
    counts = [place.count.amount.value for place in found if place.count is not None and not place.count.unit]
    others = [place.text for place in found if place.count is None]
    running = len(counts) > 1 and counts == list(range(int(counts[0]), int(counts[0]) + len(counts)))
    return running and counts[0] in (1, 2) and all(text in words("column") for text in others)


def _left_blank(grid: Grid, top: int, at: int) -> bool:
    """Whether a row below complete heads has a name of its own, and a column with nothing in it."""
    row = grid[at]
    if len(row) < 2 or all(place is not None for place in row):
        return False
    first = next((place for place in row if place is not None), None)
    if first is None or first.cell.row != at or first.cell.column > 1 or first.cell.column_span > 1:
        return False
    headed = [any(one[column] is not None for one in grid[top:at]) for column in range(len(row))]
    return all(headed[1:]) if first.cell.column == 0 else all(headed)


def _numeric(body: Sequence[Row], column: int) -> bool | None:
    """Whether a column counts; None where nothing stands in it."""
    found = [row[column] for row in body]
    there = [place for place in found if place is not None]
    if not there:
        return None
    numbers = sum(place.count is not None for place in there)
    nothings = sum(place.nothing for place in there)
    return numbers > 0 and (numbers + nothings) * 2 >= len(there)


def _panels(columns: Sequence[Label], body: Sequence[Row], headless: bool) -> list[tuple[int, int]]:
    """The columns of each panel: a new one begins where the first column's head stands again behind numbers."""
    starts = [0]
    counted = False
    for at, label in enumerate(columns):
        counting = bool(body) and _numeric(body, at) is True
        if at and counted and not headless and label.parts and label.parts == columns[0].parts:
            starts.append(at)
            counted = False
        counted = counted or (counting and not serial(label.head))
    return list(zip(starts, [*starts[1:], len(columns)], strict=True))


def _panel(span: tuple[int, int], columns: list[Label], body: Sequence[Row], who: Who, *, headless: bool) -> Panel:
    """Which columns of a panel name its rows, and in what way."""
    panel = Panel(*span)
    naming = not headless
    for at in range(*span):
        label, numeric = columns[at], _numeric(body, at) if body else None
        texts = [place.text for row in body if (place := row[at]) is not None and place.count is None]
        if serial(label.head) or _runs(body, at, columns):
            panel.skipped.add(at)
        elif panel.measure is None and names_measures(label.head) and texts and all(map(measures.is_measure, texts)):
            panel.measure = at
        elif (names_days(label.head) and not label.unit) or (
            texts and not numeric and not label.parts and _dated(texts)
        ):
            panel.days.append(at)
        elif label.skip:
            panel.skipped.add(at)
        elif headless:
            continue
        elif numeric is not False and (numeric or at > span[0]):
            naming = False
        elif numeric is False and names_units(label.head) and texts:
            panel.owners.append(at)
        elif numeric is False and naming and _telling(texts):
            naming = False
        elif numeric is False and naming:
            (panel.owners if _owned(label.head, texts, who) else panel.things).append(at)
        elif numeric is None and naming:
            panel.things.append(at)
    return panel


def _telling(texts: Sequence[str]) -> bool:
    """Whether a column's texts tell counts (横幅35条、海报20张) rather than name something."""
    some = texts[:_SOME]
    return sum(map(lexer.counted, some)) * 2 > len(some)


def _dated(texts: Sequence[str]) -> bool:
    return all(text[-1:] in "日号" and text[:1].isdigit() for text in texts)


def _runs(body: Sequence[Row], column: int, columns: Sequence[Label]) -> bool:
    """Whether a column without a head only numbers its rows."""
    if columns[column].parts:
        return False
    found = [place.count for row in body if (place := row[column]) is not None and place.count is not None]
    values = [count.amount.value for count in found if not count.unit]
    return len(values) > 1 and len(values) == len(found) and values == list(range(1, len(values) + 1))


def _owned(head: str, texts: Sequence[str], who: Who) -> bool:
    """Whether a column's texts name those who report; under 项目 only where they are known by name."""
    names = {text for text in texts if not sums(text)}
    fitting = sum(map(who.known if names_things(head) else who.may, names))
    return bool(names) and fitting * 2 >= len(names)


def _own(columns: list[Label], panels: Sequence[Panel], labels: Labels, who: Who) -> None:
    """Where the heads name those who report, take their names out of what names the thing."""
    for panel in panels:
        if panel.owners:
            continue
        counting = [at for at in range(panel.start, panel.stop) if at not in panel.naming]
        whose = who.may if panel.things else who.known
        owners = {at: part for at in counting for part in columns[at].parts if whose(part) and not sums(part)}
        plain = [at for at in counting if not columns[at].summed]
        if len(owners) * 2 < len(plain) or len(set(owners.values())) < 2:
            continue
        for at, part in owners.items():
            rest = tuple(one for one in columns[at].parts if one != part)
            columns[at] = replace(labels.label(rest), parts=columns[at].parts, actor=part)


def _go_on(columns: list[Label], panels: Sequence[Panel]) -> None:
    """宣传资料（份） | 累计（份）: a head that tells a basis and no thing is about the thing that the heads before it
    name, where that is one: heads of another measure word name no such thing."""
    for panel in panels:
        named: list[Label] = []
        for at in range(panel.start, panel.stop):
            label = columns[at]
            if at in panel.naming or label.summed:
                continue
            if label.words:
                named = [*named, label]
            elif label.basis in (Basis.NEW, Basis.CUMULATIVE, Basis.ASOF) and not label.actor and not panel.things:
                fitting = [one for one in named if not (one.unit and label.unit and one.unit != label.unit)]
                if len(fitting) == 1 and fitting[0].basis is not label.basis and not fitting[0].actor:
                    unit = label.unit or fitting[0].unit
                    columns[at] = replace(label, words=fitting[0].words, unit=unit)
                named = []


def among(text: str) -> str | None:
    """What a row that begins with 其中 names, None where it does not."""
    said = _AMONG.match(text)
    return text[said.end() :] if said is not None else None
