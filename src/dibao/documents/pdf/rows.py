"""Glyphs as rows of pieces: a piece is text without a wide gap, a row is what stands side by side."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dibao.documents.pdf.characters import CLOSING, OPENING, RAISED, wide
from dibao.documents.pdf.numbers import median
from dibao.documents.pdf.shapes import Glyph

GAP = 1.2
"""In font sizes: a wider gap parts pieces (cells, columns)."""
_SPACE = 0.25
"""In font sizes: a wider gap between letters or digits is a space."""
_SEAM = 0.35
"""In font sizes: a gap that may part columns."""
_SAME = 0.6
"""How much of a glyph's height must lie in a row."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A gap inside a piece where a table's columns may part it: from `end` to `start`, before character `at`."""

    end: float
    start: float
    at: int


@dataclass(slots=True)
class Piece:
    """A stretch of text on one line. `head`: how wide its first unbreakable word is; `ends`: the last glyph's left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    head: float
    ends: float
    seams: tuple[Seam, ...] = ()

    def cut(self, seam: Seam) -> tuple[Piece, Piece]:
        """The parts before and after a seam."""
        before, after = self.text[: seam.at].rstrip(), self.text[seam.at :].lstrip()
        shift = len(self.text) - len(after)
        first = tuple(each for each in self.seams if each.at < seam.at)
        second = tuple(Seam(each.end, each.start, each.at - shift) for each in self.seams if each.at > seam.at)
        head = min(self.head, seam.end - self.left)
        return (
            Piece(before, self.left, self.top, seam.end, self.bottom, self.size, head, seam.end - self.size, first),
            Piece(after, seam.start, self.top, self.right, self.bottom, self.size, self.size, self.ends, second),
        )


@dataclass(slots=True)
class Row:
    """Pieces side by side, from left to right."""

    pieces: list[Piece]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The pieces with a space between them."""
        return "  ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.pieces[-1].right

    @property
    def size(self) -> float:
        """The font size of its longest piece."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size


@dataclass(slots=True)
class _Band:
    """Glyphs of one row, on their way; `middle` orders bands."""

    middle: float
    top: float
    bottom: float
    glyphs: list[Glyph] = field(default_factory=list)

    def __lt__(self, other: _Band) -> bool:
        return self.middle < other.middle


def rows(glyphs: Sequence[Glyph]) -> list[Row]:
    """Upright glyphs as rows, from top to bottom."""
    bands: list[_Band] = []
    runs = sorted(_runs(glyphs), key=lambda run: (-round(run[0].size), -len(run), run[0].top))
    for run in runs:
        top, bottom = min(glyph.top for glyph in run), max(glyph.bottom for glyph in run)
        band = _fitting(bands, top, bottom)
        if band is None:
            band = _Band((top + bottom) / 2, top, bottom)
            insort(bands, band)
        band.glyphs += run
    return [row for band in bands if (row := _row(band.glyphs)).pieces]


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs that were written one after the other on one line."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            gap = glyph.left - last.right
            level = abs(glyph.base - last.base) < 0.1 * last.size
            alike = abs(glyph.size - last.size) <= 0.3 * last.size
            if not (level and alike and -0.5 * last.size < gap < last.size):
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


def _fitting(bands: list[_Band], top: float, bottom: float) -> _Band | None:
    """The band that most of this height lies in."""
    best: _Band | None = None
    most = 0.0
    for band in reversed(bands):  # text mostly comes from top to bottom
        inside = min(bottom, band.bottom) - max(top, band.top)
        share = inside / max(min(bottom - top, band.bottom - band.top), 0.1)
        if share >= _SAME and share > most:
            best, most = band, share
            if share > 0.95:
                break
    return best


def _row(glyphs: list[Glyph]) -> Row:
    glyphs.sort(key=lambda glyph: glyph.left)
    kept: list[Glyph] = []
    for glyph in glyphs:
        twice = any(
            glyph.text == other.text
            and abs(glyph.left - other.left) < 0.2 * glyph.size
            and abs(glyph.base - other.base) < 0.2 * glyph.size
            for other in kept[-2:]
        )  # bold by printing twice
        if not twice:
            kept.append(glyph)
    size = median(glyph.size for glyph in kept)
    pieces: list[list[Glyph]] = [[kept[0]]]
    for before, glyph in pairwise(kept):
        if glyph.left - before.right > GAP * size:
            pieces.append([])
        pieces[-1].append(glyph)
    made = [_piece(piece) for piece in pieces]
    return Row(made, min(piece.top for piece in made), max(piece.bottom for piece in made))


def _piece(glyphs: list[Glyph]) -> Piece:
    size = median(glyph.size for glyph in glyphs)
    texts = list(_texts(glyphs, size))
    text = "".join(texts)
    main = [glyph for glyph in glyphs if glyph.size > 0.8 * size]
    return Piece(
        text,
        glyphs[0].left,
        min(glyph.top for glyph in main),
        glyphs[-1].right,
        max(glyph.bottom for glyph in main),
        size,
        _head(glyphs),
        glyphs[-1].left,
        tuple(_seams(glyphs, texts, size)),
    )


def _texts(glyphs: list[Glyph], size: float) -> Iterator[str]:
    """The text glyph by glyph, each with the space that is seen before it; raised digits as such."""
    base = median(glyph.base for glyph in glyphs)
    gaps = [max(after.left - before.right, 0) for before, after in pairwise(glyphs)]
    loose = median(gaps) if gaps else 0.0
    raised = _raised(glyphs, size, base)
    for index, glyph in enumerate(glyphs):
        text = glyph.text.translate(RAISED) if index in raised else glyph.text
        if index:
            gap, before = gaps[index - 1], glyphs[index - 1]
            close = not (wide(before.text[-1]) and wide(glyph.text[0]))
            word = _word(before.text[-1]) and _word(glyph.text[0])
            written = glyph.spaced and gap > 0.1 * size and (close or gap > size)
            if written or gap > size or (word and gap > max(_SPACE * size, 1.5 * loose)):
                text = " " + text
        yield text


def _seams(glyphs: list[Glyph], texts: list[str], size: float) -> Iterator[Seam]:
    at = 0
    for index, glyph in enumerate(glyphs):
        if index and glyph.left - glyphs[index - 1].right >= _SEAM * size:
            yield Seam(glyphs[index - 1].right, glyph.left, at)
        at += len(texts[index])


def _raised(glyphs: list[Glyph], size: float, base: float) -> set[int]:
    """The places of superscript digits: small, above the line, after something."""
    return {
        index
        for index, glyph in enumerate(glyphs)
        if glyph.size < 0.8 * size and base - glyph.base > 0.15 * size and glyph.text.isdecimal()
    }


def _word(sign: str) -> bool:
    return sign.isalnum() and not wide(sign)


def _head(glyphs: list[Glyph]) -> float:
    """The width of what would have to fit at the end of the line above: a character or word with its punctuation."""
    end = 0
    while end < len(glyphs) and glyphs[end].text in OPENING:
        end += 1
    if end < len(glyphs) and _word(glyphs[end].text[0]):
        # 5,631 and 9:00 are not broken either.
        while end + 1 < len(glyphs) and glyphs[end + 1].text.isascii() and not glyphs[end + 1].spaced:
            end += 1
    while end + 1 < len(glyphs) and glyphs[end + 1].text in CLOSING:
        end += 1
    return glyphs[min(end, len(glyphs) - 1)].right - glyphs[0].left
