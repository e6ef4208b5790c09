"""Tables without upright lines: rows whose pieces stand in the same columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dibao.documents.pdf.columns import Region, Unit, row_of
from dibao.documents.pdf.gutters import Extent, columns_of, span_of
from dibao.documents.pdf.numbers import median
from dibao.documents.pdf.parts import Entry, Grid, glued
from dibao.documents.pdf.rows import Piece, Row, Seam
from dibao.documents.pdf.shapes import Box, Rule

_FIGURE = re.compile(r"[约近超]?[-+]?[\d０-９][\d０-９,.，]*.{0,3}|[-—–/]+|[XＸxx*＊]{1,4}")
_MARKER = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]+|[①-⑳•·●○■◆▪◇➢*-]")
_LABEL = re.compile(r"[^：:]{1,12}[：:](?!\d)")
_APART = 4.0
"""In font sizes: rows farther apart are not of one table."""
_CLOSE = 0.9
"""In font sizes: lines nearer than this may be lines of one cell."""
_SLIGHT = 2.0
"""Points that do not count."""
_LONG = 25
"""A piece of more characters that stands alone is running text."""


@dataclass(slots=True)
class _Line:
    """A row on its way into a table: its pieces and the columns, first and last, that each of them covers."""

    row: Row
    pieces: list[Piece]
    spans: list[tuple[int, int]]

    @property
    def figures(self) -> bool:
        """Whether there is a figure in it."""
        return any(_FIGURE.fullmatch(piece.text) for piece in self.pieces)


def tables(region: Region, rules: Sequence[Rule]) -> list[Unit]:
    """The region's rows and grids from top to bottom, rows that make a table put together as a grid."""
    made: list[Unit] = []
    run: list[Row] = []
    for unit in sorted(region.units, key=lambda unit: unit.top):
        if isinstance(unit, Grid):
            made += _found(run, rules)
            run = []
            made.append(unit)
            continue
        if run and unit.top - run[-1].bottom > _APART * unit.size:
            made += _found(run, rules)
            run = []
        run.append(unit)
    return made + _found(run, rules)


def _found(rows: list[Row], rules: Sequence[Rule]) -> list[Unit]:
    """Rows that follow each other, those that make tables as grids."""
    made: list[Unit] = []
    at = 0
    while at < len(rows):
        lines, columns = _table(rows, at)
        end = at + _until_next(lines, rules)
        grid = _grid(lines[: end - at], columns, rules)
        if grid is None:
            made.append(rows[at])
            at += 1
        else:
            made.append(grid)
            at = end
    return made


def _parted(row: Row) -> bool:
    """Whether a row may be one of a table: pieces side by side that are no form's labels and no list's item."""
    pieces = row.pieces
    if len(pieces) < 2 or (len(pieces) == 2 and _MARKER.fullmatch(pieces[0].text)):
        return False
    return not any(_LABEL.match(piece.text) for piece in pieces)


def _table(rows: list[Row], at: int) -> tuple[list[_Line], list[Extent]]:
    """The lines of a table that begins at this row, as far as they fit its columns; none where there is no table."""
    end = at
    while end < len(rows) and (_parted(rows[end]) or (end > at and _inside(rows, end))):
        end += 1
    while end - at > 1:
        columns = columns_of([row.pieces for row in rows[at:end]])
        if len(columns) < 2:
            return [], []
        lines: list[_Line] = []
        for row in rows[at:end]:
            line = _line(row, columns)
            if line is None or (len(line.spans) == 1 and line.spans[0][0] != line.spans[0][1] and lines):
                break
            lines.append(line)
        while lines and not _parted(lines[-1].row) and not (len(lines) > 1 and _same(lines[-2], lines[-1], columns)):
            lines.pop()
        if len(lines) == end - at:
            return lines, columns
        end = at + len(lines)
    return [], []


def _inside(rows: list[Row], at: int) -> bool:
    """Whether a lone piece may be a line of a table's cell."""
    piece = rows[at].pieces[0]
    said = _LABEL.match(piece.text) or piece.text[-1] in "。；：:"
    return len(rows[at].pieces) == 1 and len(piece.text) <= _LONG and not said


def _line(row: Row, columns: list[Extent]) -> _Line | None:
    """The row's pieces by columns, parted where columns meet; None where it does not fit."""
    pieces: list[Piece] = []
    spans: list[tuple[int, int]] = []
    waiting = row.pieces[::-1]
    while waiting:
        piece = waiting.pop()
        first, last = span_of(piece, columns)
        if first < last:
            seam = next((seam for seam in piece.seams if _between(seam, columns[first : last + 1])), None)
            if seam is not None:
                waiting += piece.cut(seam)[::-1]
                continue
        if spans and first <= spans[-1][1]:
            return None
        pieces.append(piece)
        spans.append((first, last))
    return _Line(row_of(pieces), pieces, spans)


def _between(seam: Seam, columns: list[Extent]) -> bool:
    """Whether a seam lies between two of the columns: what is before it keeps out of the next, what follows of this."""
    return any(
        seam.end <= after.left + _SLIGHT and before.right - _SLIGHT <= seam.start for before, after in pairwise(columns)
    )


def _until_next(lines: list[_Line], rules: Sequence[Rule]) -> int:
    """How many lines there are before another table's head: words below figures, after a gap or two ruling lines."""
    gaps = [below.row.top - above.row.bottom for above, below in pairwise(lines)]
    usual = median(gaps) if gaps else 0
    for at in range(2, len(lines) - 1):
        line, before = lines[at], lines[at - 1]
        if line.figures or len(line.pieces) < 2 or not lines[at + 1].figures or not before.figures:
            continue
        between = sum(before.row.bottom - 3 < rule.at < line.row.top + 3 for rule in rules)
        if gaps[at - 1] > 1.4 * usual + 2 or between > 1:
            return at
    return len(lines)


def _grid(lines: list[_Line], columns: list[Extent], rules: Sequence[Rule]) -> Grid | None:
    if sum(len(line.pieces) > 1 for line in lines) < 2:
        return None
    left, right = min(line.row.left for line in lines), max(line.row.right for line in lines)
    top, bottom = lines[0].row.top, lines[-1].row.bottom
    ruled = [
        rule.at
        for rule in rules
        if top - 12 <= rule.at <= bottom + 12 and min(rule.end, right) - max(rule.start, left) > 0.6 * (right - left)
    ]
    if not _convincing(lines, len(columns), len(ruled)):
        return None
    entries: list[Entry] = []
    groups = _rows(lines, ruled, columns)
    for number, group in enumerate(groups):
        texts: dict[tuple[int, int], list[str]] = {}
        for line in group:
            for piece, span in zip(line.pieces, line.spans, strict=True):
                texts.setdefault(span, []).append(piece.text)
        entries += [
            Entry(_cell(words), number, first, 1, last - first + 1) for (first, last), words in sorted(texts.items())
        ]
    return _unruled(Box(left, top, right, bottom), entries, len(groups), columns)


def _unruled(box: Box, entries: list[Entry], rows: int, columns: Sequence[Extent]) -> Grid:
    middles = [(before.right + after.left) / 2 for before, after in pairwise(columns)]
    return Grid(box, entries, rows, (box.left, *middles, box.right), ruled=False, extents=tuple(columns))


def fitted(row: Row, columns: Sequence[Extent]) -> Grid | None:
    """A row that stands alone as a grid with a table's columns: a name, then figures. None where it is no such row."""
    line = _standing(row, columns) if _parted(row) else None
    if line is None or not line.figures or line.spans[0] != (0, 0) or _FIGURE.fullmatch(line.pieces[0].text):
        return None
    return _alone([line], columns)


def headed(rows: Sequence[Row], columns: Sequence[Extent]) -> Grid | None:
    """Rows as the head of a table with these columns: a name for each, close together, and no figure. None where they
    are no head."""
    lines = [line for row in rows if (line := _standing(row, columns)) is not None and not line.figures]
    if len(lines) < len(rows) or len({span for line in lines for span in line.spans}) < len(columns):
        return None
    if not _parted(rows[0]) or not all(_parted(rows[at]) or _inside(list(rows), at) for at in range(1, len(rows))):
        return None
    if any(below.top - above.bottom > _CLOSE * below.size for above, below in pairwise(rows)):
        return None
    return _alone(lines, columns)


def _standing(row: Row, columns: Sequence[Extent]) -> _Line | None:
    """The row's pieces, if each of them stands in one of the columns."""
    line = _line(row, list(columns)) if columns else None
    if line is None or any(
        first < last or not (piece.left < columns[first].right and columns[first].left < piece.right)
        for piece, (first, last) in zip(line.pieces, line.spans, strict=True)
    ):
        return None
    return line


def _alone(lines: list[_Line], columns: Sequence[Extent]) -> Grid:
    """Lines that are one row of a table."""
    texts: dict[int, list[str]] = {}
    for line in lines:
        for piece, (at, _) in zip(line.pieces, line.spans, strict=True):
            texts.setdefault(at, []).append(piece.text)
    first, last = lines[0].row, lines[-1].row
    left, right = min(line.row.left for line in lines), max(line.row.right for line in lines)
    entries = [Entry(_cell(words), 0, at) for at, words in sorted(texts.items())]
    return _unruled(Box(left, first.top, right, last.bottom), entries, 1, columns)


def _cell(words: list[str]) -> str:
    """A cell's lines as one text; two figures stay apart."""
    apart = any(before[-1].isdigit() and after[0].isdigit() for before, after in pairwise(words))
    return "\n".join(words) if apart else glued(words)


def _convincing(lines: list[_Line], columns: int, ruled: int) -> bool:
    """Whether this is a table and not text that happens to stand side by side."""
    if ruled >= 2:
        return True
    body = [piece for line in lines[1:] for piece, span in zip(line.pieces, line.spans, strict=True) if span[0]]
    figures = sum(_FIGURE.fullmatch(piece.text) is not None for piece in body)
    if body and figures * 2 >= len(body):
        return True
    long = sum(len(piece.text) > 20 for line in lines for piece in line.pieces)
    return len(lines) >= 3 and columns >= 3 and long * 4 <= sum(len(line.pieces) for line in lines)


def _rows(lines: list[_Line], ruled: Sequence[float], columns: list[Extent]) -> list[list[_Line]]:
    """Lines that are one row of the table: between the same rules, or parts of cells that were broken."""
    inner = sum(lines[0].row.bottom - 3 < at < lines[-1].row.top + 3 for at in ruled)
    strict = inner >= max(2, (len(lines) - 1) // 2)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups:
            before = groups[-1][-1]
            between = any(before.row.bottom - 3 < at < line.row.top + 3 for at in ruled)
            filled = {span for each in groups[-1] for span in each.spans}
            clash = any(
                span in filled and _FIGURE.fullmatch(piece.text)
                for span, piece in zip(line.spans, line.pieces, strict=True)
            )
            if not between and not clash and (strict or _same(before, line, columns)):
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups


def _same(before: _Line, line: _Line, columns: list[Extent]) -> bool:
    """Whether a line goes on with the cells above it, or stands beside them."""
    if line.row.top < before.row.bottom - 0.2 * line.row.size:
        return True
    if len(line.spans) == len(columns) or line.figures:
        return False
    above = dict(zip(before.spans, before.pieces, strict=True))
    return line.row.top - before.row.bottom < _CLOSE * line.row.size and all(
        span in above and _full(above[span], piece, columns[span[0]].left, columns[span[1]].right)
        for span, piece in zip(line.spans, line.pieces, strict=True)
    )


def _full(above: Piece, piece: Piece, left: float, right: float) -> bool:
    """Whether the piece above fills its column, so that it was broken there."""
    return (above.right - above.left) + piece.head > right - left
