"""Scales that start at zero, with ticks and classes at round numbers, and those numbers in words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from dibao.composing.charts.tongue import tongue
from dibao.figures import Number

_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_DECADE = (Decimal(1), Decimal(2), Decimal(5))
_WAN = 10_000


def ticks(largest: Number, wanted: int = 5, *, halves: bool = False) -> list[Decimal]:
    """Round numbers from 0 to the first one at or above `largest`, about `wanted` steps apart.

    `halves`: not everything shown is a whole number. Zero, or nothing, has the scale 0 to 1.
    """
    if largest <= 0:
        return [Decimal(0), Decimal(1)]
    top = Decimal(largest)
    step = _rounded_up(top / max(wanted, 1), integer=not halves)
    steps = int((top / step).to_integral_value(ROUND_CEILING))
    return [step * place for place in range(steps + 1)]


def _rounded_up(number: Decimal, *, integer: bool) -> Decimal:
    if integer and number <= 1:
        return Decimal(1)
    size = Decimal(1).scaleb(number.adjusted())
    steps = (size * head for head in _ROUND)
    return next(step for step in steps if step >= number and not (integer and step % 1))


def whole(values: Iterable[Number]) -> bool:
    """Whether all are whole numbers, so that halves between them mean nothing."""
    return all(value == int(value) for value in values)


def breaks(values: Sequence[Number], most: int = 5) -> list[Decimal]:
    """The lower ends of at most `most` classes, the first 0, at round numbers; every class but the first may be empty.

    Equal steps where the values are of one size, steps of 1-2-5 where the largest is many times the smallest.
    """
    known = [Decimal(value) for value in values if value > 0]
    if not known:
        return [Decimal(0)]
    low, high = min(known), max(known)
    if high > 20 * low:
        return [Decimal(0), *_geometric(low, high, most - 1)]
    step = _rounded_up(high / most, integer=whole(known))
    inner = [step * place for place in range(1, most) if step * place <= high]
    return [Decimal(0), *inner]


def _geometric(low: Decimal, high: Decimal, most: int) -> list[Decimal]:
    """Numbers 1, 2, 5 times a power of ten between two values, evenly thinned."""
    size = Decimal(1).scaleb(low.adjusted())
    found: list[Decimal] = []
    while size <= high:
        found.extend(size * head for head in _DECADE if low < size * head <= high)
        size *= 10
    if len(found) <= most:
        return found
    stride = Decimal(len(found)) / most
    return [found[int((stride * place).to_integral_value(ROUND_FLOOR))] for place in range(most)]


def class_of(value: Number, lower_ends: Sequence[Decimal]) -> int:
    """Which class a value is in, from 0."""
    return max(bisect_right(lower_ends, Decimal(value)) - 1, 0)


def tick_words(number: Number, largest: Number) -> str:
    """A tick as people read it: 12,000; on a scale of a hundred thousand and more 15万, of a hundred million 2亿."""
    value = Decimal(number)
    for size, word in ((_WAN * _WAN, "亿"), (_WAN, "万")) if tongue() == "zh" else ():
        if Decimal(largest) >= size * (10 if word == "万" else 1) and value:
            return f"{_plain(value / size)}{word}"
    return _plain(value)


def _plain(value: Decimal) -> str:
    return f"{int(value):,}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def class_words(lower_ends: Sequence[Decimal]) -> list[str]:
    """The classes in words: 不足5,000; 5,000—10,000, the lower end within; 10,000及以上."""
    if len(lower_ends) == 1:
        return ["0及以上"]
    largest = lower_ends[-1]
    named = [tick_words(end, largest) for end in lower_ends]
    middle = [f"{low}—{high}" for low, high in pairwise(named[1:])]
    return [f"不足{named[1]}", *middle, f"{named[-1]}及以上"]
