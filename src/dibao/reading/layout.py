"""A block of text as passages: widths normalised, white space gone, wrapped lines joined, every character traceable.

A passage is a paragraph or a heading. Its text is what the lexer reads; `raw` leads back to the document's text.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dibao.documents.blocks import Document, Prose, Table
from dibao.reading.lexicon import Lazy, Signs

_RUN: Final = Lazy(r"\S+")
_WORD: Final = Lazy(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]")
_ITEM: Final = Lazy(r"[0-9０-９][余多万亿+]{0,3}[^0-9０-９，。；、：,;:]{1,6}[。；;]?$")
_SECTION: Final = Lazy(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)")
_COMMA: Final = Lazy(r",(?:(?<!\d,)|(?!\d{3}(?!\d)))")
"""A comma that does not part thousands."""
_WIDTHLESS: Final = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_DROPPED: Final = Lazy(f"[{_WIDTHLESS}]+|(?<=[0-9０-９\u4e00-\u9fff％%])[⁰¹²³⁴-⁹]+")
"""Characters without width, and the marks of notes."""
_DROPPABLE: Final = Lazy(f"[{_WIDTHLESS}⁰¹²³⁴-⁹]")
_WIDE_COMMA: Final = Lazy(r"，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
WIDEST: Final = 120
"""Lines wider than this (a Chinese character is 2 wide) are paragraphs, not the lines of a layout."""
HEADING: Final = 45
"""A line of at most this many characters without a full stop may be a heading."""


_BULLETS: Final = frozenset("●○•■□◆◇▪▶►➢✅※")


class _Widths(dict[int, str]):
    """Translation to one form of each character; always one character for one, so that places stay."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character)
        # A superscript digit is a note's mark and a circled one a list's: neither is part of a number.
        if len(plain) != 1 or (plain.isdigit() and not character.isdecimal()):
            plain = character
        self[code] = plain
        return plain


_WIDTHS: Final = _Widths()
for _from, _to in zip("()（），;；!！?？﹐﹑﹔﹖﹗", "（）（），；；！！？？，、；？！", strict=True):
    _WIDTHS[ord(_from)] = _to
for _keep in "：“”‘’《》〈〉【】〔〕「」『』、。—–～…·":
    _WIDTHS[ord(_keep)] = _keep


_USUAL: Final = Signs(
    [*string.ascii_letters, *string.digits, *"，。、；：（）“”《》%+", *map(chr, range(0x4E00, 0xA000))]
)
"""What has no other form."""


def _plain(text: str) -> str:
    """The text in one form of each character."""
    pieces: list[str] = []
    after = 0
    for at in range(len(text)):
        code = ord(text[at])
        if not _USUAL.has(code):
            pieces += (text[after:at], _WIDTHS[code])
            after = at + 1
    return "".join([*pieces, text[after:]]) if after else text


def count_before(places: list[int], at: int, low: int = 0) -> int:
    """How many places of an ordered list are less than `at`; the first `low` are. Compiled, faster than bisect."""
    high = len(places)
    while low < high:
        middle = (low + high) >> 1
        if places[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low


@dataclass(slots=True)
class Passage:
    """Text to be read. `starts` and `raws` are parallel: where a run begins here and in the document."""

    text: str
    starts: list[int]
    raws: list[int]
    heading: bool
    level: int
    locator: str

    def __init__(
        self,
        text: str,
        starts: list[int],
        raws: list[int],
        heading: bool = False,
        level: int = 0,
        locator: str = "",
    ) -> None:
        self.text, self.starts, self.raws = text, starts, raws
        self.heading, self.level, self.locator = heading, level, locator

    def raw(self, at: int) -> int:
        """The place in the document of the character at `at`."""
        run = count_before(self.starts, at + 1) - 1
        return self.raws[run] + at - self.starts[run]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The places in the document of [start, end)."""
        starts = self.starts
        run = count_before(starts, start + 1) - 1
        first = self.raws[run] + start - starts[run]
        if run + 1 < len(starts) and starts[run + 1] < end:
            return first, self.raw_end(end)
        return first, first + end - start

    def raw_end(self, end: int) -> int:
        """The place in the document just after the character before `end`."""
        return self.raw(end - 1) + 1


def passage(text: str, start: int, end: int) -> Passage:
    """Characters [start, end) of a text as one passage."""
    return _joined(text, [(start, end)])


Laid = Sequence[list[Passage] | Table]
"""A document's blocks in order, each running text as its passages."""

_KEPT: Final = 4
_laid: list[tuple[Document, Laid]] = []


def laid(document: Document) -> Laid:
    """The blocks of a document laid out; the last few are kept, since reading, dating and naming all need them."""
    for known, blocks in _laid:
        if known is document:
            return blocks
    made = [list(_passages(document.text, one)) if isinstance(one, Prose) else one for one in document.blocks]
    _laid.insert(0, (document, made))
    del _laid[_KEPT:]
    return made


def _passages(text: str, block: Prose) -> Iterator[Passage]:
    """The passages of a block of running text."""
    lines = list(_lines(text, block.start, block.end))
    if not lines:
        return
    width = _width(text, lines) if block.wrapped else 0
    group: list[tuple[int, int]] = []
    for line in (*lines, None):
        if group and (line is None or not _continues(text, group[-1], line, width)):
            made = _marked(text, group, block)
            if made.text:
                yield made
            group = []
        if line is not None:
            group.append(line)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines that are not blank, without the white space around them."""
    at = start
    while at < end:
        broken = text.find("\n", at, end)
        after = end if broken < 0 else broken
        line = text[at:after]
        stripped = line.strip()
        if stripped:
            left = at + line.index(stripped[0])
            yield left, left + len(stripped)
        at = after + 1


def _width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width at which a layout broke the lines; 0 where lines are paragraphs."""
    if len(lines) < 2 or max(end - start for start, end in lines) > WIDEST:
        return 0
    widths = [_wide(text, line) for line in lines]
    widest = max(widths)
    full = sum(width >= _least(widest) for width in widths)
    if full < (3 if widest < 40 else 2) or not 24 <= widest <= WIDEST:
        return 0
    counted = sum(_ITEM.search(text, start, end) is not None for start, end in lines)
    return 0 if counted * 2 > len(lines) else widest  # a list: each line ends with its number


def _least(width: int) -> int:
    """How wide a line must be to count as full: proportional digits and spaces make lines shorter than others."""
    return width - max(8, width // 5)


def _wide(text: str, line: tuple[int, int]) -> int:
    """How wide a line is, a Chinese character counting 2."""
    width = 0
    for at in range(line[0], line[1]):
        width += 1 if 0x20 <= ord(text[at]) <= 0x7E else 2
    return width


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line goes on in the next one: it is full, and does not end a sentence that fills it by chance."""
    if not width:
        return False
    if _wide(text, before) < _least(width):
        # A shorter line goes on where it stops inside a sentence; a heading has no comma to stop after.
        inside = text[before[1] - 1] not in "。！？；：!?;:）)" and any(
            sign in text[before[0] : before[1]] for sign in "，。；"
        )
        return inside and _wide(text, before) * 2 > width and not _SECTION.match(text, line[0])
    if text[before[1] - 1] in "。！？；!?;" and _SECTION.match(text, line[0]):
        return False
    return not (_SECTION.match(text, line[0]) and not text[line[0]].isdigit())


def _marked(text: str, group: list[tuple[int, int]], block: Prose) -> Passage:
    made = _joined(text, group)
    short = len(made.text) <= HEADING and made.text[-1:] not in tuple("。；！，、") and "。" not in made.text
    alone = short and len(group) == 1 and made.text[:1] not in _BULLETS
    made.heading = block.level > 0 or alone
    made.level, made.locator = block.level, block.locator
    return made


def _joined(text: str, group: list[tuple[int, int]]) -> Passage:
    """Lines as one passage without white space; a space is kept where two digit runs or words would be glued."""
    pieces: list[str] = []
    starts: list[int] = []
    raws: list[int] = []
    length = 0
    for start, end in group:
        for run in _RUN.finditer(text, start, end):
            piece = run.group()
            first = run.start()
            if pieces and _WORD.match(piece) and _WORD.match(pieces[-1][-1]):
                pieces.append(" ")
                starts.append(length)
                raws.append(first - 1)
                length += 1
            if not piece.isascii() and _DROPPABLE.search(piece):
                at = 0
                for gap in (*_DROPPED.finditer(piece), None):
                    until = len(piece) if gap is None else gap.start()
                    if until > at:
                        pieces.append(piece[at:until])
                        starts.append(length)
                        raws.append(first + at)
                        length += until - at
                    at = until if gap is None else gap.end()
                continue
            pieces.append(piece)
            starts.append(length)
            raws.append(first)
            length += len(piece)
    if not starts:
        starts, raws = [0], [group[0][0] if group else 0]
    joined = "".join(pieces)
    if "，" in joined:
        joined = _WIDE_COMMA.sub(",", joined)
    joined = _plain(joined)
    if "," in joined:
        joined = _COMMA.sub("，", joined)
    return Passage(joined, starts, raws)
