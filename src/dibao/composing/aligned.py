"""A brief as it was written and as it is now, side by side: paragraphs that belong together, and their tokens."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from dibao.composing.controls import Segment
from dibao.documents import from_text
from dibao.reading import read

NUMBER = re.compile(r"\d+(?:[,，.．]\d+)*[十百千万亿]*[余多]?[+＋%％‰]?")
NUMERALS = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_SIGN = re.compile(rf"{NUMBER.pattern}|{NUMERALS.pattern}|\S")
_BEFORE = re.compile(
    r"(?:约|近|超|逾|不足|不到|不超过|不少于|不低于|至少|最多|突破|超过|[-−－])?(?:\d[,，.]?)*$|(?:\d[,，.]?)+$"
)
_BEHIND = re.compile(r"(?:[,，.．]?\d)*[十百千万亿]*[余多]?[+＋%％‰]?")
_BRACKETED = re.compile("[（(][^（）()]*[）)]")
_FOLLOWING = 8
_NEAR = 4
"""So many characters before a place tell whether it still stands where it stood."""


@dataclass(eq=False)
class Line:
    """A paragraph, the one at `index`. `places`: (start, end, id) of what stands in places, in order."""

    text: str
    places: list[tuple[int, int, str]]
    index: int = 0
    tokens: list[Token] = field(default_factory=list)
    above: str = ""
    """Of a cell, or a paragraph that has no more words than a measure word: the last words before it, which say whose
    it is, and a mark for each such paragraph since."""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens)

    @cached_property
    def spoken(self) -> frozenset[int]:
        """The characters that belong to figures: what tells 三百份 from 一线 and 统一. A cell may be a number alone."""
        if NUMERALS.fullmatch(self.text.strip()):
            return frozenset(range(len(self.text)))
        spans = [figure.span for figure in read(from_text(self.text))]
        return frozenset(at for span in spans for at in range(span.start, span.end))


@dataclass(eq=False, slots=True)
class Token:
    """A place, a number or a sign. `key`: what makes two tokens the same: a place is itself whatever it says.

    `owner`: the lost place that a token of the stored text belonged to: its control and bookmark are gone from the
    file, so its text is looked for in the words. `text` of a place takes in what stands tight at it and makes another
    number of it: 83 with 万 typed behind its place, 约 before it.
    """

    key: str
    text: str
    line: Line
    start: int
    end: int
    place: str = ""
    owner: str = ""

    @property
    def counts(self) -> bool:
        """Whether a difference here is about a figure."""
        if self.place or self.owner or self.text[:1].isdigit():
            return True
        return NUMERALS.fullmatch(self.text) is not None and self.start in self.line.spoken

    @property
    def context(self) -> tuple[str, str]:
        """The words around it, by which a place that moved with its sentence is told from one that was swapped."""
        before = self.line.above or _letters(self.line.text[: self.start])[-_NEAR:]
        return before, self.line.text[self.end : self.end + 1]

    @property
    def behind(self) -> str:
        """The words that follow, such as a measure word, without white space."""
        return "".join(self.line.text[self.end : self.end + 2 * _FOLLOWING].split())[:_FOLLOWING]


def laid_out(lines: Sequence[Sequence[Segment]], there: Collection[str] | None = None) -> list[Line]:
    """Paragraphs as tokens. `there`: the places that the file still has; None for all of them."""
    made = [_line(one, index, there) for index, one in enumerate(lines)]
    words, since = "", 0
    for one in made:
        own = _letters(_outside(one))
        if one.places and len(own) < _NEAR:
            since += 1
            one.above = words + since * "\0"
        elif own:
            words, since = own, 0
    return made


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def _outside(line: Line) -> str:
    """A paragraph's words without its places, and without the notes in brackets that a day adds to them."""
    pieces, at = [], 0
    for start, end, _ in line.places:
        pieces.append(line.text[at:start])
        at = max(at, end)
    return _BRACKETED.sub("", "".join((*pieces, line.text[at:])))


def _line(segments: Sequence[Segment], index: int, there: Collection[str] | None) -> Line:
    text, spans, at = "", [], 0
    for identity, words in segments:
        words = words or ""
        if identity:
            spans.append((at, at + len(words), identity))
        text, at = text + words, at + len(words)
    made = Line(text, spans, index)
    made.tokens = list(_cut(made, {span[2] for span in spans} if there is None else there))
    return made


def _cut(made: Line, there: Collection[str]) -> Iterator[Token]:
    at = 0
    for position, (start, end, identity) in enumerate(made.places):
        if identity not in there:
            yield from _signs(made, at, start)
            yield from _signs(made, max(start, at), end, identity)
            at = max(at, end)
            continue
        following = made.places[position + 1][0] if position + 1 < len(made.places) else len(made.text)
        first, last = _around(made.text, at, start, end, following)
        yield from _signs(made, at, first)
        yield Token(f"\0{identity}", made.text[first:last].strip(), made, first, last, identity)
        at = last
    yield from _signs(made, at, len(made.text))


def _around(text: str, floor: int, start: int, end: int, ceiling: int) -> tuple[int, int]:
    """Where the number ends of which the characters [start, end) are a part."""
    within = text[start:end].strip()
    if within and not (within[0].isdigit() or within[-1].isdigit() or within[-1] in "万亿余多%％"):
        return start, end
    before, behind = _BEFORE.search(text, floor, start), _BEHIND.match(text, end, ceiling)
    first = before.start() if before and (not within or within[0].isdigit()) else start
    return first, behind.end() if behind else end


def _signs(made: Line, start: int, end: int, owner: str = "") -> Iterator[Token]:
    for match in _SIGN.finditer(made.text, start, end):
        yield Token(match[0], match[0], made, match.start(), match.end(), "", owner)


class Pair(NamedTuple):
    """Paragraphs as they were and as they are; what was inserted or deleted has an empty partner."""

    then: list[Line]
    now: list[Line]
    moved: bool = False
    """The same paragraph, at another place."""


def pairs(then: Sequence[Line], now: Sequence[Line]) -> Iterator[Pair]:
    """The paragraphs that belong together: those in their order, those that were moved whole, then the rest."""
    old, new = [one.keys for one in then], [one.keys for one in now]
    rest: list[Pair] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Pair([one], [other]) for one, other in zip(then[a:b], now[c:d], strict=True))
        else:
            rest.append(Pair(list(then[a:b]), list(now[c:d])))
    waiting: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for pair in rest:
        for one in pair.now:
            waiting[one.keys].append(one)
    for pair in rest:
        for one in list(pair.then):
            other = next((two for two in waiting[one.keys] if two.above == one.above), None) if one.tokens else None
            if other is not None:
                waiting[one.keys].remove(other)
                pair.then.remove(one)
                next(left for left in rest if other in left.now).now.remove(other)
                yield Pair([one], [other], moved=True)
    yield from (pair for pair in rest if pair.then or pair.now)


Change = tuple[Token | None, Token | None]
"""A token that was, and the one that stands in its stead; None where there is none."""


def changes(pair: Pair) -> Iterator[Change]:
    """Places and numbers inside a pair, each with its partner; of numbers outside of places only those that differ."""
    before, after = ([token for one in side for token in one.tokens] for side in (pair.then, pair.now))
    first, last = _ends(before, after)
    yield from _same(before[:first], after[:first])
    middle, come = before[first : len(before) - last], after[first : len(after) - last]
    for kind, a, b, c, d in SequenceMatcher(None, _keys(middle), _keys(come), autojunk=False).get_opcodes():
        if kind == "equal":
            yield from _same(middle[a:b], come[c:d])
        else:
            yield from _replaced(middle[a:b], come[c:d])
    if last:
        yield from _same(before[-last:], after[-last:])


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens]


def _ends(before: Sequence[Token], after: Sequence[Token]) -> tuple[int, int]:
    """How many tokens are the same at the beginning and at the end: a long text with one change is compared fast."""
    shorter = min(len(before), len(after))
    first = next((at for at in range(shorter) if before[at].key != after[at].key), shorter)
    room = shorter - first
    return first, next((at for at in range(room) if before[-1 - at].key != after[-1 - at].key), room)


def _same(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Change]:
    yield from ((old, new) for old, new in zip(before, after, strict=True) if old.place or old.owner)


def _replaced(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Change]:
    """Places and numbers that were lost, against those that came in their stead, in order."""
    old, new = [token for token in before if token.counts], [token for token in after if token.counts]
    texts = SequenceMatcher(None, [one.text for one in old], [one.text for one in new], autojunk=False)
    for _, a, b, c, d in texts.get_opcodes():
        shared = min(b - a, d - c)
        yield from zip(old[a : a + shared], new[c : c + shared], strict=True)
        yield from ((gone, None) for gone in old[a + shared : b])
        yield from ((None, come) for come in new[c + shared : d])


@dataclass(frozen=True, slots=True)
class Found:
    """A place, or a number outside of places, in one of the two texts.

    `id`: the place's, "" for a number outside; `line`, `start`, `end`: where it stands; `behind`: what follows it.
    """

    id: str
    text: str
    line: Line
    start: int
    end: int
    behind: str


def compared(
    then: Sequence[Sequence[Segment]], now: Sequence[Sequence[Segment]]
) -> Iterator[tuple[Found | None, Found | None]]:
    """Every place of the written text, and every number that is no longer the same, with what stands in its stead:
    in the place, or where words changed places around it (the names of two rows), behind the same words.

    None before: it was not there; None behind: it is gone. A place is found again by its control or bookmark, one
    that lost both by the words around it; one that moved with its words is the same.
    """
    found = [change for pair in pairs(*both(then, now)) for change in changes(pair)]
    yield from _joined(_told_crossed(_settled(found)))


def both(then: Sequence[Sequence[Segment]], now: Sequence[Sequence[Segment]]) -> tuple[list[Line], list[Line]]:
    """The two texts as tokens."""
    there = {identity for line in now for identity, _ in line if identity}
    return laid_out(then, there), laid_out(now)


def found_again(paired: Iterable[Pair]) -> Iterator[tuple[Found | None, Found | None]]:
    """As `compared`, of paragraphs that have been paired."""
    yield from _joined(_settled([change for pair in paired for change in changes(pair)]))


def _settled(found: Sequence[Change]) -> Iterator[Change]:
    """A place that stands elsewhere now, with its words, has moved; one that stands behind other words was swapped."""
    was = {old.place: old for old, _ in found if old and old.place}
    apart: list[Change] = []
    for old, new in found:
        if old and new and new.place and old.place != new.place and _moved(was.get(new.place), new):
            apart += [(old, None), (None, new)]
        else:
            apart.append((old, new))
    came = {new.place: new for old, new in apart if old is None and new and new.place}
    gone = {old.place: old for old, new in apart if new is None and old and old.place}
    settled = {name for name in came.keys() & gone.keys() if _moved(gone[name], came[name])}
    for old, new in apart:
        if new is None and old and old.place in settled:
            yield old, came[old.place]
        elif not (old is None and new and new.place in settled):
            yield old, new


def crossed(paired: Iterable[Pair]) -> dict[str, str]:
    """The places before which the words changed places (the names of two rows), each with the other: its figure
    speaks of the other's thing now."""
    return _crossings(list(_settled([change for pair in paired for change in changes(pair)])))


def _crossings(found: Sequence[Change]) -> dict[str, str]:
    stayed = {old.place: (old, new) for old, new in found if old and new and old.place and old.place == new.place}
    first: dict[str, list[str]] = defaultdict(list)
    for place, (before, _) in stayed.items():
        if before.line.above or len(before.context[0]) >= _NEAR:
            first[before.context[0]].append(place)
    now = {place: first.get(new.context[0], []) for place, (_, new) in stayed.items()}
    met = {place: others[0] for place, others in now.items() if len(others) == 1 and others[0] != place}
    return {place: other for place, other in met.items() if met.get(other) == place}


def _told_crossed(found: Iterable[Change]) -> Iterator[Change]:
    """The same changes; where words changed places, each place with what stands behind its words now."""
    whole = list(found)
    others = _crossings(whole)
    stands = {new.place: new for _, new in whole if new and new.place}
    for old, new in whole:
        yield old, stands[others[old.place]] if old and old.place in others else new


def _moved(old: Token | None, new: Token) -> bool:
    return old is not None and old.context == new.context


def _joined(found: Iterable[Change]) -> Iterator[tuple[Found | None, Found | None]]:
    """Lost places as one again."""
    lost: dict[str, list[Change]] = {}
    for old, new in found:
        if old and old.owner:
            lost.setdefault(old.owner, []).append((old, new))
        else:
            yield _found(old), _found(new)
    for identity, parts in lost.items():
        yield _whole(identity, [old for old, _ in parts if old], [new for _, new in parts if new])


def _whole(identity: str, before: Sequence[Token], after: Sequence[Token]) -> tuple[Found, Found | None]:
    """A lost place, and what is left of it."""
    text = before[0].line.text[before[0].start : before[-1].end]
    was = Found(identity, text, before[0].line, before[0].start, before[-1].end, before[-1].behind)
    left = [token for token in after if token.line is after[0].line]
    if not left:
        return was, None
    same = [token.text for token in before] == [token.text for token in left]
    now = text if same else "".join(token.text for token in left)
    start, end = min(token.start for token in left), max(token.end for token in left)
    return was, Found(identity, now, left[0].line, start, end, left[-1].behind)


def _found(token: Token | None) -> Found | None:
    if token is None:
        return None
    return Found(token.place, token.text, token.line, token.start, token.end, token.behind)
