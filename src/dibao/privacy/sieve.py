"""Which searches can find anything in which of many texts, told by the characters that are in them.

Most public texts hold no personal data, and most of those lack even the characters that some search needs: no account
without a letter or a figure. All texts are looked at in one go; a search is left out only where it finds nothing.
Needs numpy (the `listening` extra); `finding` alone does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt

from dibao.privacy import name_rows, names, writing
from dibao.privacy.finding import Look, Search
from dibao.privacy.lists import short_pieces
from dibao.privacy.words import column

_FIGURE, _SAID, _LETTER, _JOINT, _AT, _A, _T, _ACCOUNT, _PLATE, _HOME, _HOUSE, _WHEN, _WENT, _CHANGED = (
    1 << bit for bit in range(14)
)
_FIRST, _SECOND, _TOLD, _LISTED, _HAN, _CALLED, _LEG, _LEGGED, _WEEK, _WEEKDAY, _OWN, _OWNED, _NUMBERED = (
    1 << bit for bit in range(14, 27)
)
_SHORT = 27
"""The first of the bits of characters that begin short pieces."""
_FIGURES, _SMALL = "0123456789", "abcdefghijklmnopqrstuvwxyz"
_LETTERS = _SMALL + _SMALL.upper()
_LEAST_RUN, _LEAST_SAID, _LEAST_ACCOUNT, _LEAST_PLATE = 11, 5, 5, 5
"""Figures of a number, of one that is said in words, signs of an account and of a plate."""
_GAP = 3
"""Other signs between two figures of a number, at most."""
_WAY = 13
"""How far behind a time a place stands, at most."""

_LISTS = Search.LISTS.value

Bits = npt.NDArray[np.uint32]
Masks = npt.NDArray[np.bool_]
Sizes = npt.NDArray[np.int64]


def looks(flat: Bits, sizes: Sizes) -> Iterator[tuple[int, Look]]:
    """The numbers of the texts in which something may be found, and where to look. `flat`: the code points of all,
    `sizes`: of each."""
    held = _Held(_bits()[flat], sizes)
    begun = held.count_pairs(_FIRST, _SECOND)
    rules = {
        Search.EMAILS: (held.any(_AT) & held.any(_LETTER)) | (held.count_pairs(_A, _T) > 0),
        Search.WRITTEN: held.close(_FIGURE, _LEAST_RUN, _GAP),
        Search.SPOKEN: held.any(_SAID) & held.close(_FIGURE | _SAID, _LEAST_SAID, _GAP),
        Search.PLATES: held.any(_PLATE) & held.close(_FIGURE | _LETTER, _LEAST_PLATE, _GAP),
        Search.HANDLES: held.any(_CALLED)
        | (held.any(_ACCOUNT) & held.close(_FIGURE | _LETTER | _JOINT, _LEAST_ACCOUNT, 0)),
        Search.ADDRESSES: held.any(_HOME) & (held.count_pairs(_HOUSE, _NUMBERED) > 0),
        Search.LISTS: ((begun > 1) | ((begun > 0) & held.any(_TOLD))) & (held.any(_LISTED) | held.short_pieces()),
        Search.TRAILS: held.followed(_WHEN, _WENT, _WAY)
        & (
            (held.count_pairs(_LEG, _LEGGED) + held.count_pairs(_WEEK, _WEEKDAY) > 1)
            | (held.count_pairs(_OWN, _OWNED) > 0)
        ),
        Search.PLAIN: held.any(_CHANGED),
    }
    found = np.zeros(len(sizes), np.uint16)
    for search, may in rules.items():
        found[may] |= search.value
    listed = np.flatnonzero(found & _LISTS)
    kept = np.zeros(len(sizes), bool)
    kept[listed] = True
    where = name_rows.where(flat[np.repeat(kept, sizes)], sizes[listed])
    of = {int(listed[at]): places for at, places in where.items()}
    for row in np.flatnonzero(found).tolist():
        searches = int(found[row])
        if searches & _LISTS and row not in of:
            searches &= ~_LISTS
        if searches:
            yield row, Look(searches, of.get(row))


class _Held:
    """What the characters of each text are."""

    def __init__(self, bits: Bits, sizes: Sizes) -> None:
        self._bits, self._texts = bits, len(sizes)
        self._text = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        filled = np.flatnonzero(sizes)
        self._all = np.zeros(len(sizes), np.uint32)
        if len(filled):
            self._all[filled] = np.bitwise_or.reduceat(bits, (np.cumsum(sizes) - sizes)[filled])

    def any(self, kind: int) -> Masks:
        """Whether one of the kind is there."""
        return np.asarray(self._all & np.uint32(kind) != 0)

    def count_pairs(self, first: int, second: int) -> Sizes:
        """How often one kind stands right before the other."""
        one = self._those(first)
        one = one[one < len(self._bits) - 1]
        one = one[self._bits[one + 1] & np.uint32(second) != 0]
        return np.bincount(self._text[one[self._text[one] == self._text[one + 1]]], minlength=self._texts)

    def followed(self, first: int, second: int, reach: int) -> Masks:
        """Whether one of a kind stands behind one of another, so many characters on at most."""
        one, two = self._those(first), np.append(self._those(second), len(self._bits) + reach)
        after = two[np.searchsorted(two, one, side="right")]
        one, after = one[after - one <= reach], after[after - one <= reach]
        found = np.zeros(self._texts, bool)
        found[self._text[one[self._text[one] == self._text[after]]]] = True
        return found

    def close(self, kind: int, number: int, gap: int) -> Masks:
        """Whether so many of the kind stand in a row, with at most `gap` other characters between two."""
        those = self._those(kind)
        near = (np.diff(those) <= gap + 1) & (self._text[those[1:]] == self._text[those[:-1]])
        found = np.zeros(self._texts, bool)
        if len(those) >= number:
            # Where the sum of `number - 1` such nearnesses is complete.
            sums = np.append(0, np.cumsum(near, dtype=np.int32))
            rows = np.flatnonzero(sums[number - 1 :] - sums[: -(number - 1)] == number - 1)
            found[self._text[those[rows]]] = True
        return found

    def short_pieces(self) -> Masks:
        """Whether a piece of Chinese characters begins as a name or its label does, and is no longer than both are."""
        han = self._bits & np.uint32(_HAN) != 0
        apart = self._text[1:] != self._text[:-1]
        begins = np.flatnonzero(han & np.append(True, ~han[:-1] | apart)[: len(han)])
        ends = np.flatnonzero(han & np.append(~han[1:] | apart, True)[-len(han) or 1 :])
        found = np.zeros(self._texts, bool)
        for bit, size in enumerate(short_pieces().values()):
            short = (ends - begins < size) & (self._bits[begins] & np.uint32(1 << (_SHORT + bit)) != 0)
            found[self._text[begins[short]]] = True
        return found

    def _those(self, kind: int) -> Sizes:
        return np.flatnonzero((self._bits & np.uint32(kind)) != 0)  # of truth values: numpy finds them much sooner


@cache
def _bits() -> Bits:
    """What each code point is."""
    bits = np.zeros(0x110000, np.uint32)
    bits[0x4E00:0xA000] = _HAN
    for kind, characters in _characters().items():
        bits[[ord(each) for each in characters]] |= kind
    for code, instead in writing.changed().items():
        bits[code] = bits[ord(instead)] | _CHANGED
    return bits


def _characters() -> Mapping[int, Iterable[str]]:
    labels = {word[0].lower() for word in column("handle_labels.csv", "word")}
    first, second = names.beginnings()
    return {
        _FIGURE: _FIGURES,
        _SAID: writing.HAN_DIGIT,
        _LETTER: _LETTERS,
        _JOINT: "_-",
        _AT: "@艾#",
        _A: "aA",
        _T: "tT",
        # How labels of accounts begin (two other signs are k and i in lower case), and what asks to add one.
        _ACCOUNT: labels | {each.upper() for each in labels} | set("\u212a\u0130加搜私添联(（"),
        _PLATE: "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼",
        _HOME: "栋幢座弄室房户排楼元院组社队屯村庄寨-",
        _HOUSE: _FIGURES + _LETTERS + "一二三四五六七八九十百〇零第东西南北中甲乙丙丁",
        _FIRST: first,
        _SECOND: second,
        _TOLD: "单册联踪难救姓表",
        _LISTED: "、;；/&和与及跟还",
        _WHEN: "月日号点时:天晚午早./",
        _WENT: "去到在乘坐走店市馆城家院园场厅吧口 \t",
        _CALLED: "@",
        # How a home's building, flat or group is numbered goes on.
        _NUMBERED: " -#号栋幢座排楼弄单门梯室寝房组社队屯村小",
        # A leg of a trail begins with a day or an hour: 3月, 昨天, 早上, 8点, 星期一.
        _LEG: "0123456789一二三四五六七八九十两昨前今当次凌清早晨上中下傍晚夜半深午大星礼",
        _LEGGED: "月日号天晚早晨午夜期拜点时上里间:./-",
        _WEEK: "周",
        _WEEKDAY: "一二三四五六日天",
        # 行程, 轨迹, 行踪, 自述, 流调, 活动史, 确诊, 阳性, 密接
        _OWN: "行轨自流活确阳密",
        _OWNED: "程迹踪述调动诊性接",
    } | {1 << (_SHORT + bit): characters for bit, characters in enumerate(short_pieces())}
