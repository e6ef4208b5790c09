"""Grids of cells in plain text: lines that tabs or bars part into fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dibao.documents.blocks import Block, Cell, Prose, Table
from dibao.documents.plain import prose, trimmed

_BAR = re.compile(r"[|｜│┃]")
_RULE = re.compile(r"[\s|｜│┃:：+=_\-─━┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋]+")
"""A line that is nothing but a table's ruling (with a bar or a stroke in it)."""
_MARKER = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]+|[①-⑳•·●○■◆▪◇➢*-]")
"""A list's number or bullet, which a word processor parts from the text with a tab."""
_STROKE = re.compile(r"[-─━┼╋]")


def blocks(text: str) -> Iterator[Block]:
    """The text's tables and the running text between them, without the rulings around a table."""
    begun = 0
    for number, lines in enumerate(_grids(_lines(text, 0, len(text))), start=1):
        yield from _between(text, begun, lines[0].start)
        yield _table(lines, f"表{number}")
        begun = lines[-1].end
    yield from _between(text, begun, len(text)) if begun else _whole(text)


def _whole(text: str) -> Iterator[Prose]:
    if text.strip():
        yield prose(text, 0, len(text))


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


def _between(text: str, start: int, end: int) -> Iterator[Prose]:
    """The stretch beside a grid, without the grid's rulings."""
    lines = [line for line in _lines(text, start, end) if not line.rule]
    if lines and text[lines[0].start : lines[-1].end].strip():
        yield prose(text, lines[0].start, lines[-1].end)


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    while start < end:
        broken = text.find("\n", start, end)
        after = end if broken < 0 else broken + 1
        yield _line(text, start, start + len(text[start:after].rstrip("\r\n")))
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
    fields = [trimmed(text, *field) for field in fields]
    if bars:  # a line's first and last bar are its frame
        fields = fields[_blank(fields[0]) : len(fields) - _blank(fields[-1])]
    filled = [text[left:right] for left, right in fields if left < right]
    if not bars and len(filled) == 2 and _MARKER.fullmatch(filled[0]):
        return _Line(start, end)
    return _Line(start, end, tuple(fields))


def _blank(field: tuple[int, int]) -> int:
    return int(field[0] >= field[1])


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
