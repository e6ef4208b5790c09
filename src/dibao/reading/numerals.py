"""Written numbers as exact numbers: Arabic with 万 and 亿, Chinese numerals, and the interval that a wording allows."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from dibao.figures import Approx, Interval, Number

_DIGITS: Final = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_SCALES: Final[dict[str, int]] = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "w": 10**4,
    "W": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}


LONGEST: Final = 24
"""A longer run of numerals is no number that a report would write."""

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_AT_LEAST: Final = Approx.AT_LEAST
_AT_MOST: Final = Approx.AT_MOST
_EXACT: Final = Approx.EXACT


class Amount(NamedTuple):
    """A number as written: its value, the place of its last digit that is not zero, the last written place.

    `last` is set only for a number in 万 or 亿 with decimals (14.7万: 1000), where the words are rounded to it.
    `upper`: the other end of a range or of 七八个.
    """

    value: Number
    place: Number
    last: Number = 0
    upper: Number | None = None


def chinese(text: str) -> int | None:
    """The value of a Chinese numeral up to 亿 (三万七千, 二〇二〇, 百二十); None where it is none."""
    if not text or len(text) > LONGEST:
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    unit = 0
    pending = False
    for character in text:
        if character in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[character], True
            if not digit:
                unit = 0
        elif character in _TENS:
            section += (digit if pending else 1) * _TENS[character]
            digit, pending, unit = 0, False, _TENS[character]
        elif character in "万亿":
            scale = 10**4 if character == "万" else 10**8
            base = section + digit or (0 if total else 1)
            total = (total + base) * scale if character == "亿" else total + base * scale
            section, digit, pending, unit = 0, 0, False, scale
        else:
            return None
    if digit and unit >= 100:  # 三百六 means 360, 两万五 means 25,000
        digit *= unit // 10
    return total + section + digit


def _neighbours(text: str) -> int | None:
    """Where two neighbouring digits stand side by side (七八, 十五六, 三百六七十): the place of the first."""
    for at in range(len(text) - 1):
        first, second = _DIGITS.get(text[at], 0), _DIGITS.get(text[at + 1], 0)
        if first and second and (second == first + 1 or (first, second) == (3, 5)):
            return at
    return None


def chinese_amount(text: str) -> Amount | None:
    """A Chinese numeral with what its wording allows."""
    if (len(text) > 1 and not all(character in _DIGITS for character in text)) or len(text) == 2:
        at = _neighbours(text)
        if at is not None:
            low, high = chinese(text[:at] + text[at] + text[at + 2 :]), chinese(text[:at] + text[at + 1 :])
            return None if low is None or high is None else Amount(low, place(low), 0, high)
    value = chinese(text)
    return None if value is None else Amount(value, place(value))


def place(value: Number) -> Number:
    """The place of the last digit that is not zero: 800 gives 100, 62,000 gives 1,000, 1.5 gives 0.1; 0 gives 1."""
    if not value:
        return 1
    if isinstance(value, Decimal):
        if value != value.to_integral_value():
            exponent = value.normalize().as_tuple().exponent
            return Decimal(1).scaleb(int(exponent))
        value = int(value)
    found = 1
    while value % 10 == 0:
        value //= 10
        found *= 10
    return found


def _number(text: str) -> Number:
    if "." in text:
        return Decimal(text.replace(",", ""))
    return int(text.replace(",", "") if "," in text else text)


def _whole(value: Number) -> Number:
    """An int where the value is one."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


@lru_cache(4096)
def arabic(digits: str, scale: str = "", rest: str = "") -> Amount:
    """`14.7`, `万` -> 147000; `33`, `亿`, `7109.6万` -> 3371096000; `2`, `万`, `3千` -> 23000."""
    if not scale and not rest and digits.isdigit():
        value: Number = int(digits)
        significant = digits.rstrip("0")
        return Amount(value, 10 ** (len(digits) - len(significant)) if significant else 1)
    factor = _SCALES[scale]
    value = _number(digits) * factor
    decimals = len(digits.partition(".")[2])
    last: Number = Decimal(factor).scaleb(-decimals) if decimals and factor >= 10**4 else 0
    if rest:
        tail = rest.lstrip("零").rstrip("百千万")
        own = rest.lstrip("零")[len(tail) :]
        small = _SCALES[own]
        value += _number(tail) * small
        decimals = len(tail.partition(".")[2])
        last = Decimal(small).scaleb(-decimals) if decimals and small >= 10**4 else 0
    value = _whole(value)
    return Amount(value, place(value), _whole(last))


def interval(amount: Amount, approx: Approx, *, more: bool = False, below: bool = False) -> Interval:
    """What the wording allows.

    `more`: 余 or 多 inside the number, which keeps it under the next place; `below`: 近, which keeps it under the
    number. Otherwise at_least is unbounded above and at_most below by nothing that is written, so by 0.
    """
    value, step = amount.value, amount.place
    if amount.upper is not None:
        return Interval(value, amount.upper)
    if approx is _EXACT:
        if not amount.last:
            return Interval(value, value)
        half = _whole(Decimal(amount.last) / 2)
        return Interval(value - half, value + half)
    if approx is _AT_LEAST:
        return Interval(value, value + step, open_high=True) if more else Interval(value, None)
    if approx is _AT_MOST:
        return Interval(0 if value > 0 else value, value)
    return Interval(value - step, value) if below else Interval(value - step, value + step)
