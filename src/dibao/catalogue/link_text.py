"""A document's text as linking sees it: no white space, known words found, clauses and sentences bounded.

Only the words' places are kept; what they mean for a figure is `link_score`'s matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dibao.documents.blocks import Document, Prose

NOUN, QUANTITY, VERB, CONTEXT, FILLER = 1, 2, 4, 8, 16
"""Roles of a word. QUANTITY: a noun that names the number itself (阅读量)."""

_NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_END = re.compile(r"[。!?\n]")
_STRONG = re.compile(r"[。;!?\n]")
_WEAK = re.compile(r"[,)]")
_STOP = re.compile(r"[。;!?\n,:)、]")
_VOID = frozenset("。;!?\n,:()、“”\"'‘’《》〈〉【】[]—-–·…/~+.%")
_ENDED = "。；;！!？?：:"
_HEAD = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．](?!\d)|[一二三四五六七八九]是)"
)
_SHORT_LINE = 0.75
"""A line this much shorter than its block's longest is no hard wrap but an end."""


class Word(NamedTuple):
    """A known word's role and tags."""

    role: int
    tags: tuple[str, ...]


class Hit(NamedTuple):
    """A known word in the text: characters [start, end) of the plain text."""

    start: int
    end: int
    role: int
    tags: tuple[str, ...]


def plain(text: str) -> str:
    """Full-width ASCII made narrow, white space removed, small letters: how words are compared."""
    return "".join(text.translate(_NARROW).split()).lower()


@dataclass(slots=True)
class Lexed:
    """Plain text, the raw offset of each of its characters, its hits, and its boundaries."""

    text: str
    origin: list[int]
    hits: list[Hit]
    starts: list[int]
    """Where the hits start."""
    bare: list[int]
    """How many characters before each place belong to no known word (punctuation aside)."""
    ends: list[int]
    """Where sentences end (。！？ and line feeds)."""
    cells: list[tuple[int, int]]
    """Raw stretches of the tables."""
    strong: list[int]
    """Where the parts of sentences end: those and ；."""
    weak: list[int]
    stops: list[int]

    def place(self, raw: int) -> int:
        """The place in the plain text of a raw offset."""
        return bisect_left(self.origin, raw)

    def crossed(self, start: int, end: int) -> int:
        """How many commas stand between two places."""
        return bisect_left(self.weak, end) - bisect_left(self.weak, start)

    def sentence_start(self, place: int) -> int:
        """The first character of the sentence that holds a place."""
        at = bisect_left(self.ends, place)
        return self.ends[at - 1] + 1 if at else 0

    def in_table(self, raw: int) -> bool:
        """Whether a raw offset lies in a table."""
        return any(start <= raw < end for start, end in self.cells)

    def part_start(self, place: int) -> int:
        """The first character of the part of a sentence, up to ；, that holds a place."""
        at = bisect_left(self.strong, place)
        return self.strong[at - 1] + 1 if at else 0

    def clause_end(self, place: int) -> int:
        """The first stop at or after a place."""
        at = bisect_left(self.stops, place)
        return self.stops[at] if at < len(self.stops) else len(self.text)


def lex(document: Document, words: Mapping[str, Sequence[tuple[str, Word]]]) -> Lexed:
    """One pass over the text."""
    text, origin = _plain_text(document)
    hits, bare = find(text, words)
    ends, strong, weak, stops = ([at.start() for at in mark.finditer(text)] for mark in (_END, _STRONG, _WEAK, _STOP))
    tables = [(block.start, block.end) for block in document.blocks if not isinstance(block, Prose)]
    return Lexed(text, origin, hits, [hit.start for hit in hits], bare, ends, tables, strong, weak, stops)


def _plain_text(document: Document) -> tuple[str, list[int]]:
    """Blocks, cells and real lines end in a line feed; a hard wrap leaves nothing."""
    raw = document.text.translate(_NARROW).lower()
    parts: list[str] = []
    origin: list[int] = []
    for start, end in _lines(document):
        for match in re.finditer(r"\S+", raw[start:end]):
            parts.append(match.group())
            origin.extend(range(start + match.start(), start + match.end()))
        parts.append("\n")
        origin.append(end)
    return "".join(parts), origin


def _lines(document: Document) -> list[tuple[int, int]]:
    """The stretches of raw text that are one paragraph, one cell or one heading each, in order."""
    found: list[tuple[int, int]] = []
    for block in document.blocks:
        if isinstance(block, Prose):
            found += _wrapped(document.text, block) if block.wrapped else [(block.start, block.end)]
        else:
            found += [(cell.start, cell.end) for cell in sorted(block.cells, key=lambda cell: cell.start)]
    return found


def _wrapped(text: str, block: Prose) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = block.start
    for piece in text[block.start : block.end].splitlines(keepends=True):
        if piece.strip():
            lines.append((start, start + len(piece.rstrip())))
        start += len(piece)
    longest = max((_width(text[begin:end]) for begin, end in lines), default=0)
    joined: list[tuple[int, int]] = []
    open_line = False
    for begin, end in lines:
        if open_line and not _HEAD.match(text, begin):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
        open_line = text[end - 1] not in _ENDED and _width(text[begin:end]) >= _SHORT_LINE * longest
    return joined


def _width(line: str) -> int:
    """How wide a line is printed, in half characters."""
    return len(line) + sum(character > "\u2000" for character in line)


def find(text: str, words: Mapping[str, Sequence[tuple[str, Word]]]) -> tuple[list[Hit], list[int]]:
    """The longest known words from left to right, and the count of uncovered characters before each place."""
    hits: list[Hit] = []
    bare: list[int] = []
    uncovered = at = 0
    size = len(text)
    while at < size:
        found = next((entry for entry in words.get(text[at : at + 2], ()) if text.startswith(entry[0], at)), None)
        if found is None:
            single = words.get(text[at])
            if single is None:
                bare.append(uncovered)
                if text[at] not in _VOID:
                    uncovered += 1
                at += 1
                continue
            found = single[0]
        word, meaning = found
        end = at + len(word)
        hits.append(Hit(at, end, *meaning))
        bare.extend([uncovered] * len(word))
        at = end
    bare.append(uncovered)
    return hits, bare
