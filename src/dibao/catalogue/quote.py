"""The words around a number, for people: the clause it stands in, or its row in a table."""

from __future__ import annotations

import re
from itertools import takewhile

from dibao.documents.blocks import Cell, Document, Prose, Table

LIMIT = 120
"""Characters to each side of the number."""

_END = re.compile(r"[。；;！!？?]|\r?\n")
_LIST_ITEM = re.compile(r"\s*(?:[-－—▶•·●■◆★※]|\d{1,2}[、.．)）]|[（(]?[一二三四五六七八九十]{1,3}[、.)）是])")
_SPACE = re.compile(r"\s+")
_BARE = re.compile(r"[约近]?[\d０-９][\d０-９,，.．]*[万亿]?[余多+＋%％]?")
"""A cell that only holds a number: a value, not a head."""
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
    """First cell of the row, the heads above (down to the column's first number), the number's own cell."""
    here = next((cell for cell in table.cells if cell.start <= offset < max(cell.end, cell.start + 1)), None)
    if here is None:
        return ""
    row = [cell for cell in table.cells if cell.row <= here.row < cell.row + cell.row_span]
    heads = [
        cell
        for cell in table.cells
        if cell.row < here.row and cell.column <= here.column < cell.column + cell.column_span
    ]
    named = takewhile(lambda words: not _BARE.fullmatch(words), (_words(document, cell) for cell in heads))
    words = [_words(document, cell) for cell in row[:1]] + [*named, _words(document, here)]
    return "｜".join(dict.fromkeys(word for word in words if word))


def _words(document: Document, cell: Cell) -> str:
    return _SPACE.sub(" ", document.text[cell.start : cell.end]).strip()
