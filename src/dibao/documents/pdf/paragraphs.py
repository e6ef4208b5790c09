"""Rows as paragraphs: a line goes on in the next where the next word would not have fitted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dibao.documents.pdf.numbers import quantile
from dibao.documents.pdf.parts import glued
from dibao.documents.pdf.rows import Row

_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、)）](?!\d)|[①-⑳●•·■◆▪➢○□★]|第[一二三四五六七八九十]+[条章、]"
)
_SENTENCE = frozenset("。！？；!?;")
_HANGING = frozenset("，。、；：！？）》”’")
"""What may stick out over the margin."""
_CLOSES = re.compile(r"^[^（(《【]*[）)》】]")
_SHORT = 60
"""Titles and headings have at most so many characters."""
_EM = 0.6
"""In font sizes: edges nearer than this are one edge."""


@dataclass(frozen=True, slots=True)
class Edges:
    """A column's margins; `right` None where nothing shows that lines are broken at one."""

    left: float
    right: float | None
    pitch: float
    """From one line to the next inside a paragraph; larger is a gap."""
    returning: bool = False
    """Whether lines that go on return to the left edge: only a paragraph's first line stands in."""


class Paragraph:
    """Lines that belong together. `edges`: the margins around the last of them; `indents`: how far each stands in."""

    def __init__(self, row: Row, edges: Edges) -> None:
        self.lines = [row]
        self.indents = [row.left - edges.left]
        self.edges = edges

    def add(self, row: Row, edges: Edges) -> None:
        """Takes in the next line, which stands between these margins."""
        self.lines.append(row)
        self.indents.append(row.left - edges.left)
        self.edges = edges

    @property
    def text(self) -> str:
        """Its text on one line."""
        return glued(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """Its font size."""
        return self.lines[0].size


def edges(rows: Sequence[Row], left: float, right: float) -> Edges:
    """The margins that these rows keep. `right`: how far the page or column would let them go."""
    starts = min(row.left for row in rows)
    size = max(rows, key=lambda row: len(row.text)).size
    ends = [row.right for row in rows if row.text[-1] not in _HANGING] or [row.right for row in rows]
    farthest = max(ends)
    kept = sum(farthest - end <= size for end in ends)
    wide = farthest - starts > 12 * size
    margin = farthest if wide and (farthest >= right - 4 * size or kept >= 3) else None
    begin = min(starts, left) if starts - left < 3 * size else starts
    at_edge = sum(row.left - begin < _EM * size for row in rows)
    return Edges(begin, margin, _pitch(rows, size), at_edge >= 2 and at_edge * 5 >= 2 * len(rows))


def _pitch(rows: Sequence[Row], size: float) -> float:
    steps = [below.bottom - above.bottom for above, below in pairwise(rows)]
    steps = [step for step in steps if 0 < step < 4 * size]
    if not steps:
        return 2.6 * size
    usual = quantile(steps, 0.25)
    return max(1.25 * usual, usual + 0.3 * size)


def goes_on(paragraph: Paragraph, row: Row, kept: Edges, *, leap: bool = False) -> bool:
    """Whether the paragraph goes on with this row. `leap`: the row stands on the next page or in the next column,
    whose margins are `kept`."""
    before, own = paragraph.lines[-1], paragraph.edges
    if abs(before.size - row.size) > 0.15 * before.size or len(before.pieces) > 1 < len(row.pieces):
        return False
    if not leap and row.bottom - before.bottom > kept.pitch:
        return False
    if not leap and _open(paragraph):
        return _CLOSES.search(row.text) is not None
    if own.right is None:
        return False
    slack = own.right - before.right
    if _centered(before, own) and (leap or _centered(row, kept)):
        slack = own.right - own.left - (before.right - before.left)
    if row.pieces[0].head < slack - 0.1 * before.size:
        return False
    ended = before.text[-1] in _SENTENCE
    if ended and _MARKER.match(row.text) and row.left - kept.left > -_EM * row.size:
        return not leap and _hangs(paragraph, row, kept)
    return _aligned(paragraph, row, kept, ended, leap)


def _open(paragraph: Paragraph) -> bool:
    """Whether a bracket is still open at the end of a short text."""
    if len(paragraph.lines) > 2:
        return False
    text = paragraph.text
    return len(text) <= _SHORT and max(map(text.rfind, "（(《【")) > max(map(text.rfind, "）)》】"))


def _hangs(paragraph: Paragraph, row: Row, kept: Edges) -> bool:
    """Whether the row stands where the paragraph's other lines do, away from its first one."""
    if len(paragraph.lines) < 2:
        return False
    first, going = paragraph.indents[:2]
    return abs(row.left - kept.left - going) < _EM * row.size < abs(first - going)


def _aligned(paragraph: Paragraph, row: Row, kept: Edges, ended: bool, leap: bool) -> bool:
    """Whether the row begins where a paragraph's next line would."""
    em = _EM * row.size
    first, shift = paragraph.indents[0], row.left - kept.left
    if len(paragraph.lines) > 1:
        going = paragraph.indents[1]
        if abs(shift - going) > em:
            return False
        return not (leap and ended and abs(first - going) < em)
    if first > 6 * row.size and not _centered(paragraph.lines[0], paragraph.edges):
        return False  # a line at the right, such as a signature
    if abs(shift - first) <= em and first > em:
        # Both indented: a new paragraph, unless a sentence goes on; a heading that fills its line has no comma.
        return not (ended or kept.returning) and any(sign in paragraph.text for sign in "，。；")
    if shift > first + em:
        return bool(_MARKER.match(paragraph.lines[0].text))
    return not (leap and ended and first <= em)


def _centered(row: Row, kept: Edges) -> bool:
    if kept.right is None:
        return False
    before, after = row.left - kept.left, kept.right - row.right
    return before > 2.5 * row.size and abs(before - after) < 2 * row.size
