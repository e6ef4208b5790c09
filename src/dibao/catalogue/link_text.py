"""A document's text as linking sees it: no white space, known words found, clauses and sentences bounded.

Only the words' places are kept; what they mean for a figure is `link_score`'s matter.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from dibao.documents.blocks import Document, Prose, Table
from dibao.figures import Figure
from dibao.reading.layout import Passage, count_before, laid, passage

NOUN: Final = 1
QUANTITY: Final = 2
VERB: Final = 4
CONTEXT: Final = 8
FILLER: Final = 16
"""Roles of a word. QUANTITY: a noun that names the number itself (阅读量)."""

_NARROW: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_WIDE: Final = re.compile("[\uff01-\uff5e\u3000]")
_WIDE_MARKS: Final = [(sign, unicodedata.normalize("NFKC", sign)) for sign in "，；：（）！？"]
_END: Final = frozenset("。!?\n▶►●■◆★☆✅•")
_STRONG: Final = _END | {";"}
_WEAK: Final = frozenset(",)")
_STOP: Final = _STRONG | _WEAK | {":", "、"}
_VOID: Final = frozenset("。;!?\n,:()、“”\"'‘’《》〈〉【】[]—-–·…/~+.% ▶►●■◆★☆✅•0123456789年月日\0")
_MASK: Final = "\0"
OFTEN: Final = 3
OFTEN_SHARE: Final = 0.05
"""How many words, and how large a part of all, make a tag the theme of a text."""
_MADE_OF: Final = re.compile(r"由[^,。;:\n\d]{2,60}?(?:组成|构成|组建|联合组成)的")
_ACCOUNT: Final = re.compile(
    "“([^“”,。;\0]{2,10})”(?=(?:累计|共|今日|当日|每天|日均|已)*"
    "(?:推送|发布|更新|首推|推发|推出|转发|发文|编发|发信息|有?粉丝|微信|微博|抖音))"
)


class Word(NamedTuple):
    """A known word's role and tags."""

    role: int
    tags: tuple[str, ...]


class Hit:
    """A known word in the text: characters [start, end) of the plain text."""

    __slots__ = ("end", "role", "start", "tags")

    def __init__(self, start: int, end: int, role: int, tags: tuple[str, ...]) -> None:
        self.start, self.end, self.role, self.tags = start, end, role, tags


def plain(text: str) -> str:
    """Full-width ASCII made narrow, white space removed, small letters: how words are compared."""
    return "".join(text.translate(_NARROW).split()).lower()


@cache
def written(unit: str) -> str:
    """A measure word as it stands in plain text."""
    return plain(unit)


@dataclass(slots=True)
class Lexed:
    """Plain text, its hits, and its boundaries. `ends` and `strong` begin with -1, `stops` end with the text."""

    text: str
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

    def sentence_start(self, place: int) -> int:
        """The first character of the sentence that holds a place."""
        return self.ends[count_before(self.ends, place) - 1] + 1

    def in_table(self, raw: int) -> bool:
        """Whether a raw offset lies in a table."""
        return bool(self.cells) and any(start <= raw < end for start, end in self.cells)

    def part_start(self, place: int) -> int:
        """The first character of the part of a sentence, up to ；, that holds a place."""
        return self.strong[count_before(self.strong, place) - 1] + 1

    def part_end(self, place: int) -> int:
        """The end of the part of a sentence, up to ；, that holds a place."""
        at = count_before(self.strong, place)
        return self.strong[at] if at < len(self.strong) else len(self.text)

    def clause_end(self, place: int) -> int:
        """The first stop at or after a place."""
        return self.stops[count_before(self.stops, place)]


def made_of(text: str, place: int) -> int:
    """Where the thing is named that a measure word counts: behind 由干部、民警组成的, if that stands at a place."""
    made = _MADE_OF.match(text, place) if text[place : place + 1] == "由" else None
    return made.end() if made else place


def theme(lexed: Lexed) -> frozenset[str]:
    """What a text is about, as tags with ~ before them: those of its title, and those of many of its words."""
    title = count_before(lexed.starts, lexed.ends[1]) if len(lexed.ends) > 1 else 0
    counts: dict[str, int] = {}
    total = 0
    for hit in lexed.hits:
        for tag in hit.tags:
            counts[tag] = counts.get(tag, 0) + 1
            total += 1
    told = {tag for hit in lexed.hits[:title] for tag in hit.tags}
    often = max(float(OFTEN), OFTEN_SHARE * total)
    return frozenset([f"~{tag}" for tag, times in counts.items() if times >= often or tag in told])


class Vocabulary:
    """Known words with their meanings, made to be found in one pass whatever their number."""

    def __init__(self, meanings: Mapping[str, Word]) -> None:
        self._roles = [meaning.role for meaning in meanings.values()]
        self._tags = [meaning.tags for meaning in meanings.values()]
        self._words = AhoCorasick(
            meanings,
            matchkind=MatchKind.LeftmostLongest,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str) -> list[Hit]:
        """The longest known words from left to right."""
        try:
            found = self._words.find_matches_as_indexes(text)
        except UnicodeEncodeError:  # a half of a surrogate pair is no word, but keeps its place
            found = self._words.find_matches_as_indexes(_HALVES.sub("\ufffd", text))
        roles, tags = self._roles, self._tags
        hits = [Hit(start, end, roles[word], tags[word]) for word, start, end in found]
        return _with_accounts(text, hits) if "”" in text else hits


def _with_accounts(text: str, hits: list[Hit]) -> list[Hit]:
    """A quoted name that posts (“安澜发布”推送) is an account, whatever words it is made of."""
    for match in _ACCOUNT.finditer(text):
        start, end = match.span(1)
        hits = [hit for hit in hits if hit.end <= start or hit.start >= end]
        insort(hits, Hit(start, end, NOUN, ("channel",)), key=attrgetter("start"))
    return hits


_HALVES: Final = re.compile(f"[{chr(0xD800)}-{chr(0xDFFF)}]")
_ANY: Final = 1
_ENDS: Final = 2
_STRONGLY: Final = 4
_WEAKLY: Final = 8
_STOPS: Final = 16
"""What a character is: part of a word, known or not; the end of a sentence, of a part of it, of a clause, of a name."""
_PLANE: Final = 1 << 16


def _kinds() -> bytes:
    """What each character of the basic plane is."""
    kinds = bytearray(bytes([_ANY]) * _PLANE)
    for sign in _VOID:
        kinds[ord(sign)] = 0
    for signs, kind in ((_END, _ENDS), (_STRONG, _STRONGLY), (_WEAK, _WEAKLY), (_STOP, _STOPS)):
        for sign in signs:
            kinds[ord(sign)] |= kind
    return bytes(kinds)


_KINDS: Final = _kinds()


def _uncovered(text: str, hits: list[Hit]) -> list[int]:
    """How many characters that belong to no known word stand before each place, punctuation aside."""
    counts = [0]
    before = at = 0
    for hit in (*hits, None):
        start = len(text) if hit is None else hit.start
        while at < start:
            code = ord(text[at])
            before += _KINDS[code] & _ANY if code < _PLANE else 1
            counts.append(before)
            at += 1
        if hit is not None:
            while at < hit.end:
                counts.append(before)
                at += 1
    return counts


def _marks(text: str) -> tuple[list[int], list[int], list[int], list[int]]:
    """Where sentences, their parts and clauses end, and where any name does."""
    ends, strong = [-1], [-1]
    weak: list[int] = []
    stops: list[int] = []
    for at in range(len(text)):
        code = ord(text[at])
        kind = _KINDS[code] if code < _PLANE else _ANY
        if kind > _ANY:
            if kind & _ENDS:
                ends.append(at)
            if kind & _STRONGLY:
                strong.append(at)
            if kind & _WEAKLY:
                weak.append(at)
            if kind & _STOPS:
                stops.append(at)
    stops.append(len(text))
    return ends, strong, weak, stops


def lex(document: Document, words: Vocabulary, figures: Sequence[Figure]) -> Lexed:
    """One pass over the text; no word begins inside a number or its measure word (14家书店)."""
    text, runs, raws = _plain_text(document)
    ends, strong, weak, stops = _marks(text)
    tables = [(block.start, block.end) for block in document.blocks if not isinstance(block, Prose)]
    spans = _spans(text, runs, raws, figures)
    pieces: list[str] = []
    behind = 0
    for start, after in spans:
        if start >= behind:
            masked = made_of(text, after)
            pieces += (text[behind:start], _MASK * (masked - start))
            behind = masked
    pieces.append(text[behind:])
    shown = "".join(pieces)
    hits = words.find(shown)
    starts, bare = [hit.start for hit in hits], _uncovered(shown, hits)
    return Lexed(text, hits, starts, bare, ends, tables, strong, weak, stops, spans)


def _spans(text: str, runs: list[int], raws: list[int], figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """Where each number starts in the plain text, and where its measure word ends."""
    spans: list[tuple[int, int]] = []
    ends = [*runs[1:], len(text)]
    for figure in figures:
        span, unit = figure.span, written(figure.unit)
        first, raw = max(0, count_before(raws, span.start + 1) - 1), span.end
        last = max(0, count_before(raws, raw + 1, first) - 1)
        start = min(runs[first] + span.start - raws[first], ends[first])
        after = min(runs[last] + raw - raws[last], ends[last])
        spans.append((start, after + len(unit) if unit and text.startswith(unit, after) else after))
    return spans


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
    return _narrow("".join(parts)).lower(), starts, raws


def _narrow(text: str) -> str:
    """Full-width ASCII made narrow, in a text that was laid out: little but its marks is wide."""
    for wide, narrow in _WIDE_MARKS:
        text = text.replace(wide, narrow)
    return text.translate(_NARROW) if _WIDE.search(text) else text


def _cells(document: Document, table: Table) -> Iterator[Passage]:
    for cell in sorted(table.cells, key=lambda cell: cell.start):
        if cell.start < cell.end:
            yield passage(document.text, cell.start, cell.end)
