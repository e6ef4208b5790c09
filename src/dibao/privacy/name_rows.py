"""Where in many texts lists of names may stand, told from the characters of all of them in one go.

`lists` reads a text piece by piece and asks of each whether it holds a name; here the same is asked of the pieces of
all texts at once. Wherever a rule looks further (at titles, at quotes, at what a name goes on with) the piece passes,
so that no list is lost. Needs numpy (the `listening` extra).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from dibao.privacy import lists, names, writing
from dibao.privacy.people import surnames
from dibao.privacy.words import column, of_use

Codes = npt.NDArray[np.uint32]
Masks = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

(
    _HAN,
    _FIRST,
    _SECOND,
    _SURNAME,
    _GIVEN,
    _LABEL_END,
    _JOIN,
    _SLOT,
    _STOP,
    _LINE,
    _OPEN,
    _PAUSE,
    _POINT,
    _REMARK,
    _LABEL,
    _SPACE,
) = (1 << bit for bit in range(16))
_LABELS, _REMARKS, _JOINS, _UNUSUAL = (1 << bit for bit in range(4))
"""Kinds of two characters; unusual are surnames of two and the beginnings of names without surnames."""
_TABLE = 16
"""Bits of the table of pairs."""
_NAME, _PARTS = 4, 3
"""Characters of a surname of two and a given name of two; parts of a name of another kind, at most."""
_LEAP = 1000
"""What is added to places where one row cannot go on: more than may stand between two names."""


@dataclass(frozen=True, slots=True)
class _Flat:
    """All texts as one: each character's code point, what it is, and the number of its text."""

    codes: Codes
    bits: Codes
    text: npt.NDArray[np.int32]

    def at(self, places: Places, kind: int) -> Masks:
        """Whether characters are of a kind; False for places outside."""
        inside = (places >= 0) & (places < len(self.bits))
        return np.asarray(inside & (self.bits[np.where(inside, places, 0)] & np.uint32(kind) != 0))

    def pair(self, places: Places, kind: int) -> Masks:
        """Whether two characters of a kind stand at places; now and then two others."""
        last = len(self.codes) - 1
        one, two = self.codes[np.clip(places, 0, last)], self.codes[np.clip(places + 1, 0, last)]
        return np.asarray(_pairs()[_hashed(one, two)] & kind != 0)

    def places(self, word: str) -> Places:
        """Where a word stands."""
        found = np.flatnonzero(self.codes == ord(word[0]))
        found = found[found <= len(self.codes) - len(word)]
        for at, each in enumerate(word):
            found = found[(self.codes[found + at] == ord(each)) & (self.text[found + at] == self.text[found])]
        return found


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces that may hold a name, a row each. Places count Chinese characters, from block to block with a leap."""

    text: npt.NDArray[np.int32]
    at: Places
    """Where the piece begins among the characters of all texts."""
    start: Places
    end: Places
    """Where the piece ends, or at the earliest its name."""
    sure: Places
    """How many of its names may be sure ones."""
    whole: Masks
    """Whether it may be a name and nothing else, but for labels and remarks."""


def where(codes: Codes, sizes: Places) -> dict[int, tuple[int, ...] | None]:
    """The texts in which lists of names may stand, by number, and at which of its characters the words begin that may
    hold a name; None: at any. `codes`: the code points of all, `sizes`: of each."""
    if not len(codes):
        return {}
    flat = _Flat(codes, _bits()[codes], np.repeat(np.arange(len(sizes), dtype=np.int32), sizes))
    pieces = _pieces(flat)
    kept = _in_rows(pieces, flat, len(sizes))
    text, at = pieces.text[kept], pieces.at[kept]
    at -= (np.cumsum(sizes) - sizes)[text]
    ends = np.flatnonzero(np.append(np.diff(text) > 0, len(text) > 0)) + 1
    cuts, places = [0, *ends.tolist()], at.tolist()
    found: dict[int, tuple[int, ...] | None] = {
        one: tuple(places[begin:end]) for one, (begin, end) in zip(text[ends - 1].tolist(), pairwise(cuts), strict=True)
    }
    # A point joins the parts of a name; 姓名 says that what follows is one.
    named = np.append(flat.text[(flat.bits & np.uint32(_POINT)) != 0], flat.text[flat.places(lists.NAMED)])
    return found | dict.fromkeys(named.tolist())


def _in_rows(pieces: _Pieces, flat: _Flat, texts: int) -> Masks:
    """Which pieces are in rows that may be lists: of two sure names, or of one where the text speaks of a list."""
    if not len(pieces.text):
        return np.zeros(0, bool)

    def with_a(kind: int) -> Masks:
        held = np.bincount(flat.text[flat.bits & np.uint32(kind) != 0], minlength=texts) > 0
        return np.asarray(held[pieces.text])

    lines = with_a(_LINE)
    near = np.where(lines, lists.MOST_IN_ROWS, np.where(with_a(_PAUSE), lists.MOST_PAUSED, lists.MOST_REMARKS))
    far = np.where(lines, lists.MOST_IN_ROWS, np.where(pieces.whole, lists.MOST_BETWEEN, 0))
    # From one whole name to another more may stand between; pieces that lie there may hold no name after all.
    ahead = np.minimum.accumulate(np.where(pieces.whole, pieces.start, np.iinfo(np.int64).max)[::-1])[::-1]
    linked = np.maximum.accumulate(pieces.end + near)[:-1] >= pieces.start[1:]
    linked |= np.maximum.accumulate(pieces.end + far)[:-1] >= ahead[1:]
    begins = np.flatnonzero(np.append(True, ~linked))
    sure = np.add.reduceat(pieces.sure, begins)
    several = np.diff(np.append(begins, len(pieces.text))) > 1
    told = np.zeros(texts, bool)
    for word in lists.TELLING:
        told[flat.text[flat.places(word)]] = True
    may_be = (sure > 1) | ((sure > 0) & several & told[pieces.text[begins]])
    return np.repeat(may_be, np.diff(np.append(begins, len(pieces.text))))


def _pieces(flat: _Flat) -> _Pieces:
    han = flat.bits & np.uint32(_HAN) != 0
    apart = np.append(True, flat.text[1:] != flat.text[:-1])
    opens = han & (np.append(True, ~han[:-1]) | apart)
    start = np.flatnonzero(opens)
    end = np.flatnonzero(han & np.append(~han[1:] | apart[1:], True)) + 1
    piece = np.cumsum(opens, dtype=np.int64) - 1
    whole = _wholes(flat, piece, start, end)
    site, of, joined, last = _sites(flat, piece, start, end)
    sure = _are_sure(flat, site, end[of] - site)
    certain = np.bincount(of[sure], minlength=len(start))
    certain = np.where(np.bincount(of[joined], minlength=len(start)) > 0, certain, np.minimum(certain, 1))
    left = np.full(len(start), np.iinfo(np.int32).max, np.int64)
    left_of = np.where(joined | last, 0, np.maximum(end[of] - site - _NAME, 0))
    np.minimum.at(left, of, left_of)
    left[whole] = 0
    named = np.flatnonzero(whole | (left < np.iinfo(np.int32).max))
    # Remarks in brackets do not count.
    counted = np.where(flat.at(start - 1, _OPEN), 0, end - start)
    block = np.cumsum(flat.bits & np.uint32(_STOP) != 0, dtype=np.int64)[start] + flat.text[start]
    after = np.cumsum(counted, dtype=np.int64) + block * _LEAP
    return _Pieces(
        flat.text[start[named]],
        start[named],
        after[named] - counted[named],
        after[named] - left[named],
        certain[named],
        whole[named],
    )


def _sites(flat: _Flat, piece: Places, start: Places, end: Places) -> tuple[Places, Places, Masks, Masks]:
    """Where names may begin, the piece of each, whether 和 joins it to another and whether it may end the piece."""
    pair = (flat.bits[:-1] & np.uint32(_FIRST) != 0) & (flat.bits[1:] & np.uint32(_SECOND) != 0)
    site = np.flatnonzero(pair & (flat.text[:-1] == flat.text[1:]))
    site = site[(flat.at(site, _SURNAME) & flat.at(site + 1, _GIVEN)) | flat.pair(site, _UNUSUAL)]
    of = piece[site]
    behind = end[of] - site
    joined = _joined(flat, site, of, behind)
    # A surname may stand before a name of another kind.
    begin = site - (flat.at(site - 1, _SURNAME) & flat.pair(site, _UNUSUAL))
    labelled = (flat.pair(start, _LABELS) | flat.at(start, _LABEL))[of]
    for size in range(2, 2 * _longest("label") + 2):  # two labels behind 和
        labelled |= flat.at(site - size, _JOIN)
    first = (begin == start[of]) | (site == start[of]) | (labelled & flat.at(begin - 1, _LABEL_END))
    first |= labelled & flat.at(site - 1, _LABEL_END)
    third = flat.at(site + 2, _GIVEN)
    last = (behind == 2) | ((behind == 3) & third) | ((behind == _NAME) & third & flat.pair(site, _UNUSUAL))
    placed = first | last | joined
    return site[placed], of[placed], joined[placed], last[placed]


def _joined(flat: _Flat, site: Places, of: Places, behind: Places) -> Masks:
    """Which sites stand beside a 和, with another one on its other side."""
    apart = of[1:] != of[:-1]
    after = (flat.at(site - 1, _JOIN) | flat.pair(site - 2, _JOINS)) & ~np.append(True, apart)
    before = np.zeros(len(site), bool)
    for size in (2, 3, _NAME):
        before |= (flat.at(site + size, _JOIN) | flat.pair(site + size, _JOINS)) & (behind > size)
    return np.asarray(after | (before & ~np.append(apart, True)))


def _wholes(flat: _Flat, piece: Places, start: Places, end: Places) -> Masks:
    """Which pieces may be a name and nothing else, but for labels before it and remarks behind it."""
    size = end - start
    beside = flat.at(start - 1, _SPACE) | flat.at(end, _SPACE)
    whole = np.where(size == 1, beside, (size <= _NAME) & flat.at(start - 1, _SLOT))
    first = np.flatnonzero(flat.at(start, _FIRST))
    whole[first[_alone(flat, start[first], end[first])]] = True
    named = np.flatnonzero((flat.bits[1:] & np.uint32(_FIRST) != 0) & (flat.bits[:-1] & np.uint32(_LABEL_END) != 0)) + 1
    of = piece[named]
    labelled = flat.pair(start[of], _LABELS) | flat.at(start[of], _LABEL)
    kept = (start[of] < named) & (named < end[of]) & labelled
    named, of = named[kept], of[kept]
    whole[of[_alone(flat, named, end[of])]] = True
    return whole


def _alone(flat: _Flat, start: Places, end: Places) -> Masks:
    """Whether a name may begin at places that reaches to the end of its piece, or to a remark there."""
    size = end - start
    second, third = flat.at(start + 1, _GIVEN), flat.at(start + 2, _GIVEN)
    remark = flat.pair(end - 2, _REMARKS) | flat.at(end - 1, _REMARK)
    usual = ((size == 2) & second) | ((size == 3) & (second | third))
    usual |= remark & (size > 2) & (size <= _NAME + _longest("behind")) & (second | third)
    unusual = flat.pair(start, _UNUSUAL) | flat.pair(start + 1, _UNUSUAL)
    unusual &= size <= 1 + _PARTS * max(map(len, _parts())) + _longest("behind")
    return np.asarray((size > 1) & ((flat.at(start, _SURNAME) & usual) | unusual))


def _are_sure(flat: _Flat, site: Places, behind: Places) -> Masks:
    """Whether a sure name may begin at sites: no word, nobody in public life. `behind`: characters to its end."""
    places = np.minimum(site[:, None] + np.arange(3), len(flat.codes) - 1)
    codes = flat.codes[places].astype(np.uint64)
    two = codes[:, 0] << np.uint64(21) | codes[:, 1]
    three = two << np.uint64(21) | codes[:, 2]
    # Short pieces may be a longer name with a remark.
    public = _among(two, _public(2)) & ((behind == 2) | (behind > _NAME + _longest("behind")))
    public |= _among(three, _public(3)) & (behind > 2)
    return np.asarray((~_among(two, _words()) & ~public) | flat.pair(site, _UNUSUAL))


def _among(numbers: npt.NDArray[np.uint64], known: npt.NDArray[np.uint64]) -> Masks:
    return np.asarray(known[np.minimum(np.searchsorted(known, numbers), len(known) - 1)] == numbers)


def _longest(use: str) -> int:
    """Characters of the longest word with a use beside a name."""
    return max(map(len, of_use("persons.csv", use)))


def _parts() -> frozenset[str]:
    """The parts of names without a surname."""
    return column("minority_names.csv", "part")


@cache
def _words() -> npt.NDArray[np.uint64]:
    """Words of two characters that are no names."""
    return _numbers(word for word in column("not_names.csv", "word") if len(word) == 2)


@cache
def _public(size: int) -> npt.NDArray[np.uint64]:
    """People in public life whose names have so many characters."""
    return _numbers(name for name in column("public_figures.csv", "name") if len(name) == size)


def _numbers(words: Iterable[str]) -> npt.NDArray[np.uint64]:
    """Words of two or three characters as numbers, ascending."""
    made = (sum(ord(each) << 21 * at for at, each in enumerate(reversed(word))) for word in words)
    return np.unique(np.fromiter(made, np.uint64))


def _hashed(one: Codes, two: Codes) -> Codes:
    return (one * np.uint32(0x9E3779B1) ^ two * np.uint32(0x85EBCA6B)) >> np.uint32(32 - _TABLE)


@cache
def _pairs() -> npt.NDArray[np.uint8]:
    """What two characters are, by their hash."""
    labels, remarks = of_use("persons.csv", "label"), of_use("persons.csv", "behind")
    kinds: dict[int, Iterable[str]] = {
        _LABELS: (word[:2] for word in labels if len(word) > 1),
        _REMARKS: (word[-2:] for word in remarks if len(word) > 1),
        _JOINS: ("以及", "还有"),
        _UNUSUAL: {part[:2] for part in surnames() | _parts() if len(part) > 1},
    }
    table = np.zeros(1 << _TABLE, np.uint8)
    for kind, words in kinds.items():
        first, second = (np.asarray([ord(each) for each in one], np.uint32) for one in zip(*words, strict=True))
        table[_hashed(first, second)] |= kind
    return table


@cache
def _bits() -> Codes:
    """What each code point is."""
    first, second = names.beginnings()
    bits = np.zeros(0x110000, np.uint32)
    bits[0x4E00:0xA000] = _HAN
    labels, remarks = of_use("persons.csv", "label"), of_use("persons.csv", "behind")
    kinds: dict[int, Iterable[str]] = {
        _FIRST: first,
        _SECOND: second,
        _SURNAME: {each for each in surnames() if len(each) == 1},
        _GIVEN: column("given_names.csv", "character"),
        _LABEL: {word for word in labels if len(word) == 1},
        _LABEL_END: {word[-1] for word in labels},
        _JOIN: "和与及跟",
        _SLOT: lists.SLOT,
        _STOP: "。！？!?…〔〕",
        _LINE: "\n",
        _OPEN: "(",
        _PAUSE: "、",
        _SPACE: " ",
        _POINT: "·",
        _REMARK: {word for word in remarks if len(word) == 1},
    }
    for kind, characters in kinds.items():
        bits[[ord(each) for each in characters]] |= kind
    for code, instead in writing.changed().items():
        bits[code] = bits[ord(instead)]
    return bits
