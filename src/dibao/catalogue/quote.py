"""The words around a number, for people: the clause it stands in, or its row in a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from dibao.documents.blocks import Cell, Document, Prose, Table
from dibao.reading.tables.grid import NOTE

HEADS, NAMES = "｜", "　"
"""What parts the names of a row, its column's heads and its number; and the names from each other."""
LIMIT = 120
"""Characters to each side of the number."""

_END = re.compile(r"[。；;！!？?]|\r?\n")
_LIST_ITEM = re.compile(r"\s*(?:[-－—▶•·●■◆★※]|\d{1,2}[、.．)）]|[（(]?[一二三四五六七八九十]{1,3}[、.)）是])")
_SPACE = re.compile(r"\s+")
_BARE = re.compile(r"[约近]?[\d０-９][\d０-９,，.．]*[万亿]?[余多+＋%％]?")
"""A cell that only holds a number: a value, not a head."""
_NOTHING = re.compile(r"[-—–/／]{1,3}|无|未报")
_CHINESE_GAP = re.compile(r"(?<=[^\x00-\xff]) (?=[^\x00-\xff])")
_FULL_LINE = 16
"""Characters from which a line without punctuation at its end is taken to go on in the next."""


def sentence(document: Document, start: int, end: int) -> str:
    """The clause that characters [start, end) stand in; … where it was cut at LIMIT."""
    for block in document.blocks:
        if block.start <= start < block.end:
            return _row(document, block, start) if isinstance(block, Table) else _clause(document, block, start, end)
    return ""


def _clause(document: Document, block: Prose, start: int, end: int) -> str:
    text, first, last = document.text, max(block.start, start - LIMIT), min(block.end, end + LIMIT)
    ends = [match.end() for match in _END.finditer(text, first, start) if not _wraps(text, match, block)]
    left = ends[-1] if ends else first
    stop = next((match.end() for match in _END.finditer(text, end, last) if not _wraps(text, match, block)), last)
    words = _CHINESE_GAP.sub("", _SPACE.sub(" ", text[left:stop]).strip())
    head = "…" if not ends and first > block.start else ""
    return head + words + ("…" if stop == last < block.end else "")


def _wraps(text: str, match: re.Match[str], block: Prose) -> bool:
    """Whether a line break is only the layout's: the line is a full one, unfinished, and no list item follows."""
    if "\n" not in match.group():
        return False
    if not block.wrapped or _LIST_ITEM.match(text, match.end()):
        return False
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    return not line or (len(line) > _FULL_LINE and line[-1] not in "。；！？：;!?:")


def _row(document: Document, table: Table, offset: int) -> str:
    """The names of the row, the heads above (down to the column's first number), the number's own cell."""
    lines = _lines(document, table)
    at = bisect_right(table.cells, offset, key=lambda cell: cell.start) - 1
    if at < 0 or offset >= max(table.cells[at].end, table.cells[at].start + 1):
        return ""
    here = table.cells[at]
    names: list[str] = []
    for cell in reversed(lines.rows.get(here.row, ())):
        words = _words(document, cell)
        if cell.column >= here.column or _NOTHING.fullmatch(words):
            continue
        if _bare(words):
            if names:
                break  # the number of another name; running numbers stand before all
            continue
        names.insert(0, words)
    heads = [_words(document, cell) for cell in lines.heads.get(here.column, ()) if cell.row < here.row]
    own = _words(document, here)
    parts = [NAMES.join(dict.fromkeys(names)), *dict.fromkeys(heads), own]
    return HEADS.join(part for part in dict.fromkeys(parts) if part)


@dataclass(frozen=True, slots=True)
class _Lines:
    """A table's cells by row, and by column those above its first number."""

    rows: dict[int, list[Cell]]
    heads: dict[int, list[Cell]]


_KEPT = 4
_tables: list[tuple[Document, Table, _Lines]] = []


def _lines(document: Document, table: Table) -> _Lines:
    """Made once for a table; the last few are kept, since every number of it is quoted."""
    for known, seen, lines in _tables:
        if known is document and seen is table:
            return lines
    rows: dict[int, list[Cell]] = defaultdict(list)
    heads: dict[int, list[Cell]] = defaultdict(list)
    counted: set[int] = set()
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            rows[row].append(cell)
        number = _bare(_words(document, cell))
        for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
            if number:
                counted.add(column)
            elif column not in counted:
                heads[column].append(cell)
    for line in rows.values():
        line.sort(key=lambda cell: cell.column)
    _tables.insert(0, (document, table, made := _Lines(rows, heads)))
    del _tables[_KEPT:]
    return made


def _bare(words: str) -> bool:
    return _BARE.fullmatch(NOTE.sub("", words)) is not None


def _words(document: Document, cell: Cell) -> str:
    return _SPACE.sub(" ", document.text[cell.start : cell.end]).strip()
