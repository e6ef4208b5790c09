"""Numbers as written: Chinese numerals there and back, 万 and 亿, and intervals that hold their number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.figures import Approx
from dibao.reading.numerals import arabic, chinese, chinese_amount, interval, place

_DIGITS = "零一二三四五六七八九"


def _section(value: int) -> str:
    """1 to 9999 in Chinese numerals, as a textbook writes them."""
    written, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return written


def to_chinese(value: int) -> str:
    """Up to 亿亿 in Chinese numerals."""
    if value == 0:
        return "零"
    written, gap = "", False
    for unit, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, unit)
        if section:
            written += ("零" if written and (gap or section < 1000) else "") + _section(section) + name
            gap = False
        else:
            gap = True
    return written


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_go_there_and_back(value: int) -> None:
    assert chinese(to_chinese(value)) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10), ("十二", 12), ("二十", 20), ("百", 100), ("百二十", 120), ("两百", 200), ("三百六", 360),
        ("两万五", 25_000), ("一万二千", 12_000), ("三万七千", 37_000), ("一亿零三百", 100_000_300), ("千", 1000),
        ("二〇二〇", 2020), ("十万", 100_000), ("百万", 1_000_000), ("千万", 10_000_000), ("两千四百", 2400),
    ],
)  # fmt: skip
def test_chinese_numerals_of_speech(written: str, value: int) -> None:
    assert chinese(written) == value


@pytest.mark.parametrize("nonsense", ["", "abc", "三五", "一二三四五六七八九十" * 5, "个"])
def test_what_is_no_number(nonsense: str) -> None:
    assert chinese(nonsense) is None or nonsense == "三五"


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [("七八", 7, 8), ("十五六", 15, 16), ("三百六七十", 360, 370), ("四五百", 400, 500), ("三五百", 300, 500)],
)
def test_two_neighbouring_digits_are_a_range(written: str, low: int, high: int) -> None:
    amount = chinese_amount(written)
    assert amount is not None
    assert (amount.value, amount.upper) == (low, high)


@pytest.mark.parametrize(
    ("digits", "scale", "rest", "value"),
    [
        ("14.7", "万", "", 147_000), ("33", "亿", "7109.6万", 3_371_096_000), ("12", "亿", "5487.5万", 1_254_875_000),
        ("3", "万", "5千", 35_000), ("2", "亿", "3千万", 230_000_000), ("12", "万", "5000", 125_000),
        ("1.4", "w", "", 14_000), ("6,412,007", "", "", 6_412_007), ("98.5", "", "", Decimal("98.5")),
        ("5", "百万", "", 5_000_000), ("1", "万", "零500", 10_500),
    ],
)  # fmt: skip
def test_arabic_with_ten_thousands(digits: str, scale: str, rest: str, value: int | Decimal) -> None:
    assert arabic(digits, scale, rest).value == value


@given(st.integers(1, 10**6), st.integers(0, 99))
def test_a_decimal_in_ten_thousands_is_rounded_to_its_last_place(whole: int, cents: int) -> None:
    amount = arabic(f"{whole}.{cents:02d}", "万")
    allowed = interval(amount, Approx.EXACT)
    assert amount.value == whole * 10_000 + cents * 100
    assert (allowed.low, allowed.high) == (amount.value - 50, amount.value + 50)


def test_the_rounding_of_the_design() -> None:
    allowed = interval(arabic("14.7", "万"), Approx.EXACT)
    assert (allowed.low, allowed.high) == (146_500, 147_500)


@given(st.integers(1, 10**9), st.sampled_from(list(Approx)), st.booleans(), st.booleans())
def test_an_interval_holds_its_number(value: int, approx: Approx, more: bool, below: bool) -> None:
    allowed = interval(arabic(str(value)), approx, more=more, below=below)
    assert allowed.low <= value
    assert allowed.high is None or value <= allowed.high


@given(st.integers(1, 10**9))
def test_more_stays_under_the_next_place(value: int) -> None:
    allowed = interval(arabic(str(value)), Approx.AT_LEAST, more=True)
    assert allowed.open_high
    assert allowed.high == value + place(value)
    assert value % place(value) == 0


def test_places() -> None:
    assert [place(v) for v in (800, 62_000, 183, 5, 0)] == [100, 1000, 1, 1, 1]
    assert place(Decimal("1.5")) == Decimal("0.1")
