"""Plain text as a document: running text, and the grids of cells that were pasted into it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dibao.documents.blocks import Block, Cell, Document, Prose, Table

_BAR = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:：+=_\-─━┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋]+")
"""A line that is nothing but a table's ruling (with a bar or a stroke in it)."""
_STROKE = re.compile(r"[-─━┼╋]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text, [start, end) without its break, and its fields if a delimiter parts it."""

    start: int
    end: int
    fields: tuple[tuple[int, int], ...] = ()
    rule: bool = False

    @property
    def filled(self) -> int:
        return sum(start < end for start, end in self.fields)


def document(text: str, name: str, *, notes: tuple[str, ...] = ()) -> Document:
    """The text as it is, in blocks.

    Line breaks, blank lines too, may come from a layout, so running text is one block up to the next grid. A grid is
    at least two lines in a row that tabs or bars part into at least two filled fields.
    """
    blocks: list[Block] = []
    begun = 0
    if "\t" in text or _BAR.search(text):
        for number, lines in enumerate(_grids(_lines(text)), start=1):
            blocks += _prose(text, begun, lines[0].start)
            blocks.append(_table(lines, f"表{number}"))
            begun = lines[-1].end
    blocks += _prose(text, begun, len(text))
    import hashlib

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(name, text, tuple(blocks), "txt", digest, notes)


def _prose(text: str, start: int, end: int) -> Iterator[Prose]:
    """The stretch without the white space around it, if anything is left."""
    piece = text[start:end]
    if piece.strip():
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        yield Prose(start, end, wrapped=True)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    while start < len(text):
        broken = text.find("\n", start)
        after = len(text) if broken < 0 else broken + 1
        end = start + len(text[start:after].rstrip("\r\n"))
        yield _line(text, start, end)
        start = after


def _line(text: str, start: int, end: int) -> _Line:
    line = text[start:end]
    bars = [match.start() for match in _BAR.finditer(line)]
    if _RULE.fullmatch(line) and (bars or _STROKE.search(line)):
        return _Line(start, end, rule=True)
    marks = bars or [at for at, character in enumerate(line) if character == "\t"]
    if not marks:
        return _Line(start, end)
    edges = [-1, *marks, len(line)]
    fields = [(start + left + 1, start + right) for left, right in pairwise(edges)]
    fields = [_trimmed(text, *field) for field in fields]
    if bars:  # a line's first and last bar are its frame
        fields = fields[_blank(fields[0]) : len(fields) - _blank(fields[-1])]
    return _Line(start, end, tuple(fields))


def _blank(field: tuple[int, int]) -> int:
    return int(field[0] >= field[1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _grids(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines that make a grid, rulings among them left out."""
    run: list[_Line] = []
    for line in lines:
        if line.rule:
            continue
        if line.filled >= 2 or (run and len(line.fields) >= 2 and line.filled):
            run.append(line)
            continue
        if _is_grid(run):
            yield run
        run = []
    if _is_grid(run):
        yield run


def _is_grid(run: list[_Line]) -> bool:
    return sum(line.filled >= 2 for line in run) >= 2


def _table(lines: list[_Line], locator: str) -> Table:
    cells = [
        Cell(start, end, row, column, locator=f"{locator} 第{row + 1}行第{column + 1}列")
        for row, line in enumerate(lines)
        for column, (start, end) in enumerate(line.fields)
        if start < end
    ]
    columns = max(len(line.fields) for line in lines)
    return Table(cells[0].start, cells[-1].end, tuple(cells), len(lines), columns, locator)
