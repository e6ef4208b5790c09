"""A document's text as linking sees it: no white space, known words found, clauses and sentences bounded.

Only the words' places are kept; what they mean for a figure is `link_score`'s matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dibao.documents.blocks import Document, Prose, Table
from dibao.figures import Figure
from dibao.reading.layout import Passage, laid, passage

NOUN, QUANTITY, VERB, CONTEXT, FILLER = 1, 2, 4, 8, 16
"""Roles of a word. QUANTITY: a noun that names the number itself (阅读量)."""

_NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_END = frozenset("。!?\n▶►●■◆★☆✅•")
_STRONG = _END | {";"}
_WEAK = frozenset(",)")
_STOP = _STRONG | _WEAK | {":", "、"}
_MARK = re.compile("[" + "".join(sorted(_STOP)) + "]")
_VOID = frozenset("。;!?\n,:()、“”\"'‘’《》〈〉【】[]—-–·…/~+.% ▶►●■◆★☆✅•0123456789年月日\0")
_MASK = "\0"
_ACCOUNT = re.compile(
    "“([^“”,。;\0]{2,10})”(?=(?:累计|共|今日|当日|每天|日均|已)*(?:推送|发布|更新|首推|推发|推出|转发|发文|编发|发信息))"
)


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


@cache
def written(unit: str) -> str:
    """A measure word as it stands in plain text."""
    return plain(unit)


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
    """Where commas stand."""
    stops: list[int]
    spans: list[tuple[int, int]]
    """Of each figure: where its number starts and where its measure word ends."""

    def place(self, raw: int) -> int:
        """The place in the plain text of a raw offset."""
        run = max(0, bisect_right(self.raws, raw) - 1)
        end = self.runs[run + 1] if run + 1 < len(self.runs) else len(self.text)
        return min(self.runs[run] + raw - self.raws[run], end) if self.runs else 0

    def sentence_start(self, place: int) -> int:
        """The first character of the sentence that holds a place."""
        at = bisect_left(self.ends, place)
        return self.ends[at - 1] + 1 if at else 0

    def in_table(self, raw: int) -> bool:
        """Whether a raw offset lies in a table."""
        return bool(self.cells) and any(start <= raw < end for start, end in self.cells)

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


class Vocabulary:
    """Known words with their meanings, made to be found in one pass whatever their number."""

    def __init__(self, meanings: Mapping[str, Word]) -> None:
        self._meanings = [tuple(meaning) for meaning in meanings.values()]
        self._words = AhoCorasick(
            meanings,
            matchkind=MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> tuple[list[Hit], list[int]]:
        """The longest known words from left to right, and the count of uncovered characters before each place."""
        try:
            found = self._words.find_matches_as_indexes(text)
        except UnicodeEncodeError:  # a half of a surrogate pair is no word, but keeps its place
            found = self._words.find_matches_as_indexes(_HALVES.sub("\ufffd", text))
        new, meanings = tuple.__new__, self._meanings
        hits = [new(Hit, (start, end, *meanings[word])) for word, start, end in found]
        uncovered = bytearray(map(_COUNTED.get, text, repeat(1)))
        for _, start, end in found:
            uncovered[start:end] = bytes(end - start)
        if "”" in text:
            hits = _with_accounts(text, hits, uncovered)
        return hits, [0, *accumulate(uncovered)]


def _with_accounts(text: str, hits: list[Hit], uncovered: bytearray) -> list[Hit]:
    """A quoted name that posts (“安澜发布”推送) is an account, whatever words it is made of."""
    for match in _ACCOUNT.finditer(text):
        start, end = match.span(1)
        hits = [hit for hit in hits if hit.end <= start or hit.start >= end]
        insort(hits, Hit(start, end, NOUN, ("channel",)))
        uncovered[start:end] = bytes(end - start)
    return hits


_COUNTED = dict.fromkeys(_VOID, 0)
_HALVES = re.compile("[\ud800-\udfff]")


def _marks(text: str) -> tuple[list[int], list[int], list[int], list[int]]:
    """Where sentences, their parts and clauses end, and where any name does."""
    stops = [match.start() for match in _MARK.finditer(text)]
    strong = [at for at in stops if text[at] in _STRONG]
    return [at for at in strong if text[at] in _END], strong, [at for at in stops if text[at] in _WEAK], stops


def lex(document: Document, words: Vocabulary, figures: Sequence[Figure]) -> Lexed:
    """One pass over the text; no word begins inside a number or its measure word (14家书店)."""
    text, runs, raws = _plain_text(document)
    ends, strong, weak, stops = _marks(text)
    tables = [(block.start, block.end) for block in document.blocks if not isinstance(block, Prose)]
    lexed = Lexed(text, runs, raws, [], [], [], ends, tables, strong, weak, stops, [])
    pieces: list[str] = []
    behind = 0
    for figure in figures:
        start, after = lexed.place(figure.span.start), lexed.place(figure.span.end)
        unit = written(figure.unit)
        if unit and text.startswith(unit, after):
            after += len(unit)
        lexed.spans.append((start, after))
        if start >= behind:
            pieces += (text[behind:start], _MASK * (after - start))
            behind = after
    pieces.append(text[behind:])
    lexed.hits, lexed.bare = words.find("".join(pieces))
    lexed.starts = [start for start, _, _, _ in lexed.hits]
    return lexed


def _plain_text(document: Document) -> tuple[str, list[int], list[int]]:
    """The text with a line feed after each passage and cell, and where its runs start, here and in the document."""
    parts: list[str] = []
    starts: list[int] = []
    raws: list[int] = []
    length = 0
    for block in laid(document):
        for part in block if isinstance(block, list) else _cells(document, block):
            starts.extend([length + start for start in part.starts])
            raws.extend(part.raws)
            parts += (part.text, "\n")
            length += len(part.text) + 1
    return "".join(parts).translate(_NARROW).lower(), starts, raws


def _cells(document: Document, table: Table) -> Iterator[Passage]:
    for cell in sorted(table.cells, key=lambda cell: cell.start):
        if cell.start < cell.end:
            yield passage(document.text, cell.start, cell.end)
