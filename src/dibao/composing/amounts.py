"""Numbers in words that say as much as their sources know, and no more: 44,601, 14.7万, 800余, 约5,670."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from dibao.documents.ordinals import numerals
from dibao.figures import Approx, Interval, Number

_TEN_THOUSAND = 10_000


def digits(value: Number, *, grouped: bool = True) -> str:
    """Plain digits, in groups of three where `grouped`: 44,601; 98.5."""
    whole = int(value)
    text = f"{whole:,}" if value == whole else f"{Decimal(value).normalize():,f}"
    return text if grouped else text.replace(",", "")


def _in_wan(value: Number) -> str | None:
    """14.7万, where the number is at least 1万 and has at most two places in 万."""
    wan = Decimal(value) / _TEN_THOUSAND
    places = wan.normalize().as_tuple().exponent
    return f"{digits(wan)}万" if wan >= 1 and isinstance(places, int) and places >= -2 else None


def _phrasings(value: Number) -> Iterator[tuple[Interval, str]]:
    """How a number can be put, each with the interval that its words allow, narrow ones first.

    The intervals are the house's: 余 up to one of the last non-zero digit's place, 约 that place either way, a number
    in 万 with decimals half of its last written place.
    """
    plain = digits(value)
    yield Interval.exactly(value), plain
    number = Decimal(value).normalize()
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    wan = _in_wan(value)
    if wan and "." in wan:
        half = Decimal(_TEN_THOUSAND).scaleb(-len(wan.rstrip("万").split(".")[1])) / 2
        yield Interval(number - half, number + half), wan
        yield Interval(number - 2 * half, number + 2 * half), f"约{wan}"
    yield Interval(number, number + step, open_high=True), f"{plain}余"
    yield Interval(number - step, number + step), f"约{plain}"


def words(value: Number, interval: Interval, approx: Approx = Approx.EXACT, *, grouped: bool = True) -> str:
    """The narrowest wording of `value` that does not say more than `interval` knows."""
    text = _narrowest(value, interval, approx)
    return text if grouped else text.replace(",", "")


def _narrowest(value: Number, interval: Interval, approx: Approx) -> str:
    for allowed, text in _phrasings(value):
        if within(interval, allowed):
            return text
    if approx is Approx.AT_MOST and interval.high is not None and interval.low >= 0:
        return f"不超过{digits(interval.high)}"
    if interval.low != value or interval.high is None:
        for allowed, text in _rounded(value):
            if within(interval, allowed):
                return text
    return f"不少于{digits(interval.low)}"


def _rounded(value: Number) -> Iterator[tuple[Interval, str]]:
    """约 and ever rounder numbers: 24,670 give or take 50 is 约24,700."""
    step = Decimal(1)
    while step <= value:
        shown = (Decimal(value) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        yield Interval(shown - step, shown + step), f"约{digits(shown)}"
        step *= 10


def within(inner: Interval, outer: Interval) -> bool:
    """Whether every number of the one lies in the other."""
    if inner.low < outer.low:
        return False
    if outer.high is None or inner.high is None:
        return outer.high is None
    return inner.high < outer.high or (inner.high == outer.high and (inner.open_high or not outer.open_high))


def han(number: int, *, counts: bool = True) -> str:
    """A whole number below a million million in Chinese numerals: 十二, 两千零五; 二 where it does not count things."""
    text = _sections(number)
    text = text[1:] if text.startswith("一十") else text
    if not counts:
        return text
    return "两" if number == 2 else re.sub(r"(?<![一二三四五六七八九十百])二(?=[千万亿])", "两", text)


def _sections(number: int) -> str:
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        high, low = divmod(number, scale)
        if high:
            rest = ("零" if low < scale // 10 else "") + _sections(low) if low else ""
            return f"{_sections(high)}{name}{rest}"
    return numerals(number)
