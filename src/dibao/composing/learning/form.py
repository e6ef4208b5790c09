"""A brief that is no Word file (text, PDF) becomes a template in the official form, line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dibao.catalogue import Catalogue
from dibao.composing.form import build_template
from dibao.composing.learning.lesson import Learned
from dibao.composing.learning.lines import Row

_NUMBERED = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_ISSUE = re.compile("第.{1,8}期")
_DATED = re.compile(r"\d{1,2}月\d{1,2}日|20\d\d[-./]\d|[一二三四五六七八九十]月[一二三四五六七八九十]+日")
_SHORT, _HEAD, _FOOT = 40, 5, 3
_LITERAL = str.maketrans("[]#", "［］＃")


def template(rows: Sequence[Row], places: Sequence[Learned], catalogue: Catalogue) -> bytes:
    """The template; tables become lines with tabs between their cells."""
    bodies = [row for row in rows if not row.margin]
    texts = [_line(list(group), places) for _, group in groupby(bodies, key=_place_of(bodies))]
    plain = ["".join(row.text for row in group) for _, group in groupby(bodies, key=_place_of(bodies))]
    marks = _marks(plain)
    return build_template("\n".join(map(str.__add__, marks, texts)), catalogue, optional=False)


def _place_of(rows: Sequence[Row]):  # type: ignore[no-untyped-def]
    numbers = {id(row): number for number, row in enumerate(rows)}
    return lambda row: ("cell", row.table, row.cell[0]) if row.table is not None else ("line", numbers[id(row)])


def _line(cells: Sequence[Row], places: Sequence[Learned]) -> str:
    return "\t".join(_noted(row, places) for row in cells)


def _noted(row: Row, places: Sequence[Learned]) -> str:
    """A line in the notation of templates."""
    pieces: list[str] = []
    at = 0
    for place in places:
        if place.bound is None or not row.start <= place.start < row.end:
            continue
        start, end = row.inside(place.start), row.inside(place.end - 1) + 1
        pieces += (row.text[at:start].translate(_LITERAL), f"[{place.bound}]")
        at = end
    return "".join((*pieces, row.text[at:].translate(_LITERAL)))


def _marks(lines: Sequence[str]) -> list[str]:
    """What each line is in the official form, where it is not told by its numeral: the head, the title, the foot."""
    marks = ["" if _NUMBERED.match(line) else "【正文】" for line in lines]
    head = 0
    while head < min(_HEAD, len(lines)) and len(lines[head]) <= _SHORT and "。" not in lines[head] and marks[head]:
        head += 1
    numbered = next((at for at in range(head) if _ISSUE.search(lines[at])), None)
    titled = False
    for at in range(head):
        if at == numbered:
            marks[at] = "【期号】"
        elif _DATED.search(lines[at]) and at > 0 and len(lines[at]) < _SHORT and not titled:
            marks[at] = "【署名】"
        elif numbered is not None and at < numbered:
            marks[at] = "【版头】"
        elif not titled:
            marks[at], titled = "【标题】", True
    for at in range(len(lines) - 1, max(head, len(lines) - 1 - _FOOT), -1):
        if len(lines[at]) > _SHORT or re.search("[。，；：]", lines[at]) or not marks[at]:
            break
        marks[at] = "【落款】"
    return marks
