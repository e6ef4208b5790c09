"""A brief that is no Word file (text, PDF, a sheet) becomes a template in the official form, with its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from dibao.catalogue import Catalogue
from dibao.composing import package
from dibao.composing.brief import Role
from dibao.composing.form import build_template
from dibao.composing.learning.lesson import Learned
from dibao.composing.learning.lines import Row

_NUMBERED = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_ISSUE = re.compile("第.{1,8}期")
_DATED = re.compile(r"\d{1,2}月\d{1,2}日|20\d\d[-./]\d|[一二三四五六七八九十]月[一二三四五六七八九十]+日")
_SHORT, _HEAD, _FOOT = 40, 5, 3
_LITERAL = str.maketrans("[]#", "［］＃")
_BODY = "【正文】"


def template(rows: Sequence[Row], places: Sequence[Learned], catalogue: Catalogue) -> bytes:
    """The template; what stood in running heads and feet is left out."""
    lines = [row for row in rows if not row.margin]
    marks = _marks(lines)
    text = "\n".join(mark + _noted(row, places) for mark, row in zip(marks, lines, strict=True))
    data = build_template(text, catalogue, optional=False)
    if all(row.table is None for row in lines):
        return data
    word = package.open_word(data)
    held = list(zip(lines, word.paragraphs, strict=True))
    for table, cells in groupby(held, key=lambda one: one[0].table):
        if table is not None:
            _tabled(word, list(cells))
    return package.to_bytes(word)


def _tabled(word: WordDocument, cells: Sequence[tuple[Row, Paragraph]]) -> None:
    """Put the paragraphs into a table in their place."""
    height = max(row.cell[0] + row.spans[0] for row, _ in cells)
    width = max(row.cell[1] + row.spans[1] for row, _ in cells)
    table = word.add_table(height, width, style="Table Grid")
    cells[0][1]._p.addprevious(table._tbl)
    style = word.styles[Role.CELL.value].style_id  # looked up once: that takes longer than a cell
    for row, paragraph in cells:
        first, last = row.cell, (row.cell[0] + row.spans[0] - 1, row.cell[1] + row.spans[1] - 1)
        cell = table.cell(*first)
        if last != first:
            cell = cell.merge(table.cell(*last))
        paragraph._p.style = style
        cell._tc.append(paragraph._p)
        for empty in cell._tc.p_lst[:-1]:
            cell._tc.remove(empty)


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


def _marks(lines: Sequence[Row]) -> list[str]:
    """What each line is in the official form, where it is not told by its numeral: the head, the title, the foot."""
    marks = [_BODY if row.table is not None or not _NUMBERED.match(row.text) else "" for row in lines]
    head = 0
    while head < min(_HEAD, len(lines)) and _loose(lines[head]) and marks[head]:
        head += 1
    numbered = next((at for at in range(head) if _ISSUE.search(lines[at].text)), None)
    titled = False
    for at, row in enumerate(lines[:head]):
        if at == numbered:
            marks[at] = "【期号】"
        elif _DATED.search(row.text) and at > 0 and not titled:
            marks[at] = "【署名】"
        elif numbered is not None and at < numbered:
            marks[at] = "【版头】"
        elif not titled:
            marks[at], titled = "【标题】", True
    for at in range(len(lines) - 1, max(head, len(lines) - 1 - _FOOT), -1):
        if not _loose(lines[at]) or not marks[at]:
            break
        marks[at] = "【落款】"
    return marks


def _loose(row: Row) -> bool:
    """Whether it is a short line that is no sentence."""
    return row.table is None and len(row.text) <= _SHORT and not re.search("[。，；：]", row.text)
