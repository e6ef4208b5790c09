"""A document's text as linking sees it: no white space, known words found, clauses and sentences bounded.

Only the words' places are kept; what they mean for a figure is `link_score`'s matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import NamedTuple

from dibao.documents.blocks import Document, Prose, Table
from dibao.reading.layout import Passage, passage, passages

NOUN, QUANTITY, VERB, CONTEXT, FILLER = 1, 2, 4, 8, 16
"""Roles of a word. QUANTITY: a noun that names the number itself (阅读量)."""

_NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_END = re.compile(r"[。!?\n]")
_STRONG = re.compile(r"[。;!?\n]")
_WEAK = re.compile(r"[,)]")
_STOP = re.compile(r"[。;!?\n,:)、]")
_VOID = frozenset("。;!?\n,:()、“”\"'‘’《》〈〉【】[]—-–·…/~+.% ")


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
    """Plain text, its runs, its hits, and its boundaries."""

    text: str
    runs: list[int]
    """Where its runs start."""
    raws: list[int]
    """Where they start in the document."""
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
        run = max(0, bisect_right(self.raws, raw) - 1)
        end = self.runs[run + 1] if run + 1 < len(self.runs) else len(self.text)
        return min(self.runs[run] + raw - self.raws[run], end) if self.runs else 0

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

    def part_end(self, place: int) -> int:
        """The end of the part of a sentence, up to ；, that holds a place."""
        at = bisect_left(self.strong, place)
        return self.strong[at] if at < len(self.strong) else len(self.text)

    def clause_end(self, place: int) -> int:
        """The first stop at or after a place."""
        at = bisect_left(self.stops, place)
        return self.stops[at] if at < len(self.stops) else len(self.text)


def lex(document: Document, words: Mapping[str, Sequence[tuple[str, Word]]]) -> Lexed:
    """One pass over the text."""
    text, runs, raws = _plain_text(document)
    hits, bare = find(text, words)
    ends, strong, weak, stops = ([at.start() for at in mark.finditer(text)] for mark in (_END, _STRONG, _WEAK, _STOP))
    tables = [(block.start, block.end) for block in document.blocks if not isinstance(block, Prose)]
    return Lexed(text, runs, raws, hits, [hit.start for hit in hits], bare, ends, tables, strong, weak, stops)


def _plain_text(document: Document) -> tuple[str, list[int], list[int]]:
    """The text with a line feed after each passage and cell, and where its runs start, here and in the document."""
    parts: list[str] = []
    starts: list[int] = []
    raws: list[int] = []
    length = 0
    for block in document.blocks:
        found = passages(document.text, block) if isinstance(block, Prose) else _cells(document, block)
        for part in found:
            starts.extend([length + start for start in part.starts])
            raws.extend(part.raws)
            parts += (part.text, "\n")
            length += len(part.text) + 1
    return "".join(parts).translate(_NARROW).lower(), starts, raws


def _cells(document: Document, table: Table) -> Iterator[Passage]:
    for cell in sorted(table.cells, key=lambda cell: cell.start):
        if cell.start < cell.end:
            yield passage(document.text, cell.start, cell.end)


def find(text: str, words: Mapping[str, Sequence[tuple[str, Word]]]) -> tuple[list[Hit], list[int]]:
    """The longest known words from left to right, and the count of uncovered characters before each place."""
    hits: list[Hit] = []
    bare: list[int] = []
    uncovered = at = 0
    size = len(text)
    # One pass in C finds where a word may begin; most places are settled by it.
    buckets = list(map(words.get, map(add, text, text[1:] + "\n")))
    while at < size:
        for word, meaning in buckets[at] or words.get(text[at], ()):
            if text.startswith(word, at):
                end = at + len(word)
                hits.append(Hit(at, end, meaning.role, meaning.tags))
                bare.extend([uncovered] * (end - at))
                at = end
                break
        else:
            bare.append(uncovered)
            if text[at] not in _VOID:
                uncovered += 1
            at += 1
    bare.append(uncovered)
    return hits, bare
