"""Numbers and dates as a sheet shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.documents.excel.codes import code, exact

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("format", "value", "text"),
    [
        ("General", "3200", "3200"),
        ("General", "0.30000000000000004", "0.3"),
        ("General", "0.33333333333333331", "0.333333333"),
        ("General", "1E+15", "1000000000000000"),
        ("General", "0.00001234", "0.00001234"),
        ("General", "-5", "-5"),
        ("G/通用格式", "12.5", "12.5"),
        ("0", "2.5", "3"),
        ("0.00", "1.005", "1.01"),
        ("0.0%", "0.125", "12.5%"),
        ("0%", "0.985", "99%"),
        ("0.00%", "0.98499999999999999", "98.50%"),
        ("#,##0", "1234567", "1,234,567"),
        ("#,##0.0##", "1234567.1", "1,234,567.1"),
        ("#.##", "5", "5"),
        ("000000", "42", "000042"),
        ('0"篇"', "25", "25篇"),
        ("0\\篇", "25", "25篇"),
        ('0!.0,"万"', "123456", "12.3万"),
        ('0.0,,"百万"', "12345678", "12.3百万"),
        ('[>=10000]0!.0,"万";0', "35000", "3.5万"),
        ('[>=10000]0!.0,"万";0', "350", "350"),
        ("[Red][<0]0;[Blue]0", "-7", "-7"),
        (ACCOUNTING, "1234.5", "1,234.50"),
        (ACCOUNTING, "-1234.5", "-1,234.50"),
        (ACCOUNTING, "0", "-"),
        ("0.00_);[Red]\\(0.00\\)", "-5", "-5.00"),
        ("#,##0;[Red]#,##0", "-5", "-5"),
        ("0;-0;;@", "0", ""),
        (";;;", "5", ""),
        ("[$¥-804]#,##0.0", "1234.56", "¥1,234.6"),
        ("0.0E+00", "123000", "123000"),
        ("# ?/?", "1.5", "1.5"),
        ("000-0000", "4606123", "460-6123"),
        ("yyyy/m/d", "46056", "2026-02-03"),
        ('yyyy"年"m"月"d"日"', "46056.9", "2026-02-03"),
        ('m"月"d"日"', "46056", "2026-02-03"),
        ('yyyy"年"m"月"', "46056", "2026年2月"),
        ('m"月"', "46056", "2月"),
        ("yyyy", "46056", "2026年"),
        ("d日", "46056", "3日"),
        ("[$-804]aaaa;@", "46056", "2026-02-03"),
        ("yyyy/m/d h:mm", "46056.375", "2026-02-03 09:00"),
        ("yyyy-mm-dd h:mm:ss", "46056.375", "2026-02-03 09:00"),
        ("yyyy-mm-dd h:mm:ss", "46056", "2026-02-03"),
        ("yyyy/m/d h:mm", "46056", "2026-02-03 00:00"),
        ('上午/下午h"时"mm"分"', "0.75", "18:00"),
        ("h:mm AM/PM", "0.99999999", "00:00"),
        ("[h]:mm", "1.1", "26:24"),
        ("[m]", "0.5", "720"),
        ("mm:ss", "0.01", "00:14:24"),
        ("yyyy/m/d", "59", "1900-02-28"),
        ("yyyy/m/d", "-3", "-3"),
        ("yyyy/m/d", "60", "60"),
        ("yyyy/m/d", "99999999", "99999999"),
        ('"截至"m/d', "46056", "2026-02-03"),
    ],
)
def test_a_value_is_shown_as_the_sheet_shows_it(format: str, value: str, text: str) -> None:
    number = exact(value)
    assert number is not None
    assert code(format).number(number) == text


def test_dates_that_count_from_1904() -> None:
    assert code("yyyy/m/d").number(Decimal(44594), from_1904=True) == "2026-02-03"


@pytest.mark.parametrize(
    ("format", "text", "shown"),
    [("General", "120余份", "120余份"), ("@", "025", "025"), ('@"份"', "25", "25份"), ("0;0;0;", "隐藏", "")],
)
def test_text_cells(format: str, text: str, shown: str) -> None:
    assert code(format).text(text) == shown


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_are_shown_in_full(number: int) -> None:
    assert code("General").number(Decimal(number)) == str(number)
    assert code("0").number(Decimal(number)) == str(number)
    assert code("#,##0").number(Decimal(number)) == f"{number:,}"


@given(st.integers(-(10**12), 10**12), st.integers(1, 6))
def test_decimals_are_kept(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    assert Decimal(code("0." + "0" * places).number(value)) == value
    assert code("#,##0." + "0" * places).number(value).replace(",", "") == code("0." + "0" * places).number(value)


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 30)))
def test_a_minute_is_the_minute_that_was_stored(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    elapsed = moment - datetime(1899, 12, 30)
    stored = exact(repr(elapsed / timedelta(days=1)))
    assert stored is not None
    assert code("yyyy/m/d h:mm").number(stored) == f"{moment:%Y-%m-%d %H:%M}" or moment.year < 1000


@given(st.text(max_size=20), st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_no_format_code_fails(format: str, value: Decimal) -> None:
    each = code(format)
    assert isinstance(each.number(value), str)
    assert isinstance(each.text("字"), str)


@given(st.text(st.sampled_from('0#?.,%;[]<>=1"@/Ehmsyd_*\\!-'), max_size=16), st.integers(-(10**9), 10**9))
def test_no_arrangement_of_marks_fails(format: str, value: int) -> None:
    assert isinstance(code(format).number(Decimal(value)), str)
