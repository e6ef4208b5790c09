"""How an office writes a figure: plain digits, thousands, 万 and 亿 with so many places, 余 and 约, Chinese numerals.

A style is kept as a pattern that can be read at sight: `#` `#,###` `#.#万` `#00余` `约#0` `超#万` `一` `#万…以上`.
It never makes a figure say more than its sources: what it would allow is measured by the reader's own rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from dibao.composing.amounts import digits, han, within, words
from dibao.figures import Approx, Interval, Number
from dibao.reading import numerals

_ABOUT, _NEAR = ("大约", "约", "大概"), ("将近", "接近", "近")
_PAST = ("不少于", "不低于", "至少", "突破", "超过", "超", "逾")
_MOST = ("不超过",)
_MORE, _PLUS = ("余", "多"), ("+",)
_BEHIND_PAST, _BEHIND_ABOUT, _BEHIND_MOST = ("以上",), ("左右", "上下"), ("以内",)
"""Hedges that stand after the measure word."""

_BEFORE = (*_ABOUT, *_NEAR, *_PAST, *_MOST)
_AFTER = (*_MORE, *_PLUS)
_BEHIND = (*_BEHIND_PAST, *_BEHIND_ABOUT, *_BEHIND_MOST)
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_BELOW = {"亿": "万", "万": ""}
_CRUDE = Decimal(1) / 6
"""A hedge may be off by so much of the figure: 76 is 70余, 15 is not 10余."""
_FINEST = 2
"""More places in 万 or 亿 than these are harder to read than the digits."""
_TOO_MANY_WAN = 10**9
"""From here on 亿 is read more easily than 万: 52.30亿, not 523000万."""
_FULL = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_LONGEST_NUMERAL = 10**12


def _any(hedges: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(hedges, key=len, reverse=True))


_PATTERN = re.compile(
    rf"(?P<before>{_any(_BEFORE)})?(?P<sign>[#＃一])(?P<grouped>,###)?(?P<zeros>0*)(?:\.(?P<decimals>#+))?"
    rf"(?P<scale>[万亿])?(?P<after>{_any(_AFTER)})?(?:…(?P<behind>{_any(_BEHIND)}))?"
)
_HAN = "零〇一二两三四五六七八九十百千万亿"
_WRITTEN = re.compile(
    rf"(?P<before>{_any(_BEFORE)})?(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.(?P<decimals>\d+))?(?P<scale>[万亿])?"
    rf"|(?P<han>[{_HAN}]+))(?P<after>{_any(_AFTER)})?"
)
_HEDGE_LEFT = re.compile(rf"(?:{_any(_BEFORE)})$")
_HEDGE_RIGHT = re.compile(rf"[^\d\s，。；、：（）]{{0,4}}(?:（[^（）]{{1,4}}）)?(?P<behind>{_any(_BEHIND)})")


@dataclass(frozen=True, slots=True)
class Style:
    """`sign`: `#` Arabic digits, `＃` full-width ones, `一` Chinese numerals. `zeros`, `decimals`: of the number before
    its scale word. `before`, `after`: the hedge at the number; `behind`: one after the measure word, in the words
    that follow. `str()` is the pattern, `parse` its inverse."""

    sign: str = "#"
    grouped: bool = False
    zeros: int = 0
    decimals: int = 0
    scale: str = ""
    before: str = ""
    after: str = ""
    behind: str = ""

    def __str__(self) -> str:
        number = self.sign + (",###" if self.grouped else "") + "0" * self.zeros
        number += f".{'#' * self.decimals}" if self.decimals else ""
        return f"{self.before}{number}{self.scale}{self.after}" + (f"…{self.behind}" if self.behind else "")

    @classmethod
    @lru_cache(512)
    def parse(cls, pattern: str) -> Style:
        """The style of a pattern; ValueError where it is none."""
        match = _PATTERN.fullmatch(pattern)
        if match is None:
            raise ValueError(f"style={pattern}")
        given = match.groupdict(default="")
        return cls(
            given["sign"],
            bool(given["grouped"]),
            len(given["zeros"]),
            len(given["decimals"]),
            *(given[name] for name in ("scale", "before", "after", "behind")),
        )

    @property
    def hedged(self) -> bool:
        """Whether it says that the figure is not the exact one."""
        return bool(self.before or self.after or self.behind)


def style_of(text: str) -> Style:
    """The style of a figure as written (`1,200余`, `约5670`, `14.7万`, `一百二十`); plain digits for any other."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        return Style()
    given = match.groupdict(default="")
    hedged = bool(given["before"] or given["after"])
    if given["han"]:
        value = numerals.chinese(given["han"])
        if value is None:
            return Style()
        return Style("一", zeros=_zeros(value) if hedged else 0, before=given["before"], after=given["after"])
    number = int(given["digits"].replace(",", ""))
    return Style(
        sign="＃" if any("０" <= sign <= "９" for sign in text) else "#",
        grouped="," in given["digits"],
        zeros=_zeros(number) if hedged and not given["decimals"] else 0,
        decimals=len(given["decimals"]),
        scale=given["scale"],
        before=given["before"],
        after=given["after"],
    )


def _zeros(value: int) -> int:
    return len(str(numerals.place(value))) - 1


class Written(NamedTuple):
    """A figure in a text: the characters that belong into its place, and the pattern of its style."""

    start: int
    end: int
    style: str


def written(text: str, start: int, end: int) -> Written:
    """The place of the number that stands at [start, end) of a paragraph, with the hedges that belong to it.

    约, 近, 超 … before it and 余, + after it are taken into the place; 以上, 左右 behind its measure word stay where
    they are and are named in the style.
    """
    before = _HEDGE_LEFT.search(text, max(0, start - 4), start)
    first = before.start() if before else start
    last = end
    if text[end : end + 1] in _AFTER:
        last += 1
    style = style_of(text[first:last])
    behind = _HEDGE_RIGHT.match(text, last)
    if behind is not None and not style.hedged:
        zeros = 0 if style.decimals or style.sign == "一" else _zeros_written(text[first:last])
        style = replace(style, behind=behind["behind"], zeros=zeros)
    return Written(first, last, str(style))


def _zeros_written(text: str) -> int:
    whole = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0


def styled(value: Number, interval: Interval, style: Style, approx: Approx = Approx.EXACT) -> tuple[str, bool]:
    """The figure in this style, and whether the style's own hedge stands (that behind the measure word, too).

    Where the style would say more than `interval` allows, or would be far off, it is made finer; where that does not
    do, the figure is written out, with the narrowest hedge that is true.
    """
    if style.scale == "万" and value >= _TOO_MANY_WAN:
        style = replace(style, scale="亿", decimals=_FINEST, zeros=0)
    for text in _candidates(value, style, interval.exact):
        allowed = allows(text, style.behind)
        if allowed is not None and within(interval, allowed):
            return _signed(text, style), True
    if interval.exact:
        return _signed(_plain(value, style), style), False
    for text in _rough(value, interval, style):
        allowed = allows(text)
        if allowed is not None and within(interval, allowed):
            return _signed(text, style), False
    return _signed(words(value, interval, approx, grouped=style.grouped), style), False


def _candidates(value: Number, style: Style, exact: bool) -> Iterator[str]:
    """The figure in the style, then in finer ones; every one to be measured before it is used."""
    if value < 0 or (style.sign == "一" and value != int(value)):
        return
    scale: str | None = style.scale
    while scale is not None and value < _SCALES[scale]:
        scale = _BELOW.get(scale)
    if scale is None:
        return
    finer = replace(style, scale=scale)
    if scale != style.scale and not style.hedged:
        finer = replace(finer, decimals=0)
    if not style.hedged:
        yield from _unhedged(value, finer)
    else:
        yield from _hedged(value, finer, exact)


def _unhedged(value: Number, style: Style) -> Iterator[str]:
    if not style.scale:
        yield _plain(value, style)
        return
    for decimals in range(style.decimals, max(style.decimals, _FINEST) + 1):
        shown = (Decimal(value) / _SCALES[style.scale]).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
        yield _digits(shown, style.grouped, decimals) + style.scale


def _hedged(value: Number, style: Style, exact: bool) -> Iterator[str]:
    own = step = Decimal(_SCALES[style.scale]).scaleb(style.zeros - style.decimals)
    hedge = style.before or style.after or style.behind
    rounding = ROUND_HALF_UP if hedge in (*_ABOUT, *_BEHIND_ABOUT) else ROUND_FLOOR
    if hedge in (*_NEAR, *_MOST, *_BEHIND_MOST):
        rounding = ROUND_CEILING
    lowest = Decimal(value).normalize().as_tuple().exponent
    finest = Decimal(1).scaleb(min(int(lowest), 0))
    while step >= finest:
        shown = (Decimal(value) / step).quantize(Decimal(1), rounding) * step
        apart = abs(shown - value)
        known = not apart and exact and (step < own or rounding is not ROUND_HALF_UP)
        if shown and apart <= _CRUDE * Decimal(value) and not known:
            yield style.before + _scaled(shown, style) + style.after
        step /= 10


def _rough(value: Number, interval: Interval, style: Style) -> Iterator[str]:
    """For what is not known exactly: 约 in the style's 万 or 亿, the narrowest first; 不少于 where it is unbounded."""
    if not style.scale or value < _SCALES[style.scale]:
        return
    if interval.high is None:
        yield f"{_PAST[0]}{_scaled(Decimal(interval.low), style)}"
        return
    step = Decimal(_SCALES[style.scale]).scaleb(-max(style.decimals, _FINEST))
    while step <= value:
        shown = (Decimal(value) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        yield f"{_ABOUT[1]}{_scaled(shown, style)}"
        step *= 10


def _scaled(shown: Decimal, style: Style) -> str:
    """A rounded number in digits or numerals; in the style's scale as long as few places do."""
    whole = _whole(shown)
    if style.sign == "一":
        return han(int(whole))
    inside = shown / _SCALES[style.scale]
    places = _places(inside)
    if style.scale and places > max(style.decimals, _FINEST):
        return _digits(shown, style.grouped, _places(shown))
    return _digits(inside, style.grouped, places) + style.scale


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else number


def _plain(value: Number, style: Style) -> str:
    if style.sign == "一" and value == int(value) and 0 <= value < _LONGEST_NUMERAL:
        return han(int(value))
    return digits(value, grouped=style.grouped)


def _digits(number: Decimal, grouped: bool, places: int) -> str:
    return f"{number:,.{places}f}" if grouped else f"{number:.{places}f}"


def _signed(text: str, style: Style) -> str:
    return text.translate(_FULL) if style.sign == "＃" else text


def allows(text: str, behind: str = "") -> Interval | None:
    """The numbers that a figure's wording allows, by the reader's rules; `behind`: the hedge after its measure word.

    None where the text is no figure.
    """
    match = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    given = match.groupdict(default="")
    if given["han"]:
        whole = numerals.chinese(given["han"])
        if whole is None:
            return None
        amount = numerals.Amount(whole, numerals.place(whole))
    else:
        amount = numerals.arabic(_joined(given["digits"], given["decimals"]), given["scale"])
    before, after = given["before"] or behind, given["after"]
    if before in (*_ABOUT, *_BEHIND_ABOUT, *_NEAR):
        return numerals.interval(amount, Approx.ABOUT, below=before in _NEAR)
    if before in (*_MOST, *_BEHIND_MOST):
        return numerals.interval(amount, Approx.AT_MOST)
    if after or before:
        return numerals.interval(amount, Approx.AT_LEAST, more=after in _MORE)
    return numerals.interval(amount, Approx.EXACT)


def stands(text: str, behind: str, value: Number, low: Number | None, high: Number | None) -> bool:
    """Whether the hedge behind the measure word is true of a figure as it is written."""
    allowed = allows(text, behind)
    known = Interval(value if low is None else low, high)
    return allowed is not None and style_of(text).hedged is False and within(known, allowed)


def _joined(whole: str, decimals: str) -> str:
    return f"{whole}.{decimals}" if decimals else whole
