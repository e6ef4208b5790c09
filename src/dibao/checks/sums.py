"""Interval arithmetic of the checks, beyond addition. Nothing is rounded; an unbounded side stays unbounded."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dibao.figures import ZERO, Interval, Number


def total(parts: Iterable[Interval]) -> Interval:
    """The sum, as adding one after the other gives it."""
    held = list(parts)
    low = sum((part.low for part in held), ZERO.low)
    highs = [part.high for part in held if part.high is not None]
    if len(highs) < len(held):
        return Interval(low, None)
    return Interval(low, sum(highs, ZERO.low), any(part.open_high for part in held))


def minus(whole: Interval, part: Interval) -> Interval | None:
    """What is left when a part is taken from a whole; None where the part may be anything upwards."""
    if part.high is None:
        return None
    high = None if whole.high is None else whole.high - part.low
    return Interval(whole.low - part.high, high, whole.open_high)


def scaled(interval: Interval, tens: int) -> Interval:
    """The interval times ten to the power of `tens`."""
    high = None if interval.high is None else shifted(interval.high, tens)
    return Interval(shifted(interval.low, tens), high, interval.open_high)


def shifted(value: Number, tens: int) -> Number:
    """A number times ten to the power of `tens`, exactly."""
    if tens >= 0:
        return value * int(10**tens)
    moved = Decimal(value).scaleb(tens)
    return int(moved) if moved == moved.to_integral_value() else moved


def hull(one: Interval, other: Interval) -> Interval:
    """The smallest interval that holds both."""
    low = min(one.low, other.low)
    if one.high is None or other.high is None:
        return Interval(low, None)
    high = max(one.high, other.high)
    ends = [interval.open_high for interval in (one, other) if interval.high == high]
    return Interval(low, high, all(ends))


def certainly_less(one: Interval, other: Interval) -> bool:
    """Whether every number of the first lies under every number of the second."""
    if one.high is None:
        return False
    return one.high < other.low or (one.high == other.low and one.open_high)


def excess(found: Interval, expected: Interval) -> Number:
    """By how much the found lies over (positive) or under (negative) the expected, at least; 0 where they meet."""
    if found.meets(expected):
        return 0
    if certainly_less(found, expected):
        assert found.high is not None
        return found.high - expected.low
    return found.low - (expected.high if expected.high is not None else found.low)


def only(interval: Interval | None) -> Number | None:
    """The one number that an interval allows, if it is one."""
    return interval.low if interval is not None and interval.exact else None
