"""Dates, windows, issue numbers and lists of titles in the office's own way, over months and years."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dibao.composing import moments, titles
from dibao.figures import Window

NEW_YEAR = Window(datetime(2026, 12, 31, 9), datetime(2027, 1, 1, 9))
ORDINARY = Window(datetime(2026, 2, 3, 9), datetime(2026, 2, 4, 9))
WHOLE_DAY = Window(datetime(2026, 2, 3), datetime(2026, 2, 4))


@pytest.mark.parametrize(
    ("written", "style", "next_day"),
    [
        ("2026年2月28日", "YYYY年M月D日", "2026年3月1日"),
        ("2月28日", "M月D日", "3月1日"),
        ("02月28日", "MM月DD日", "03月01日"),
        ("二〇二六年二月二十八日", "汉YYYY年M月D日", "二〇二六年三月一日"),
        ("2026-02-28", "YYYY-MM-DD", "2026-03-01"),
        ("2026.2.28", "YYYY.M.D", "2026.3.1"),
        ("2 月 28 日", "M_月_D_日", "3 月 1 日"),
        ("2月28日（星期六）", "M月D日（星期W）", "3月1日（星期日）"),
        ("周六", "周W", "周日"),
        ("截至2月28日9时", "截至M月D日h时", "截至3月1日9时"),
        ("2月28日上午9:00", "M月D日Ah:mm", "3月1日上午9:00"),
        ("2月28日9时30分", "M月D日h时m分", "3月1日9时"),
    ],
)
def test_a_date_is_advanced_in_its_own_way(written: str, style: str, next_day: str) -> None:
    assert moments.style_of_moment(written) == style
    assert moments.moment_in(style, datetime(2026, 3, 1, 9)) == next_day


@pytest.mark.parametrize("written", ["昨日", "第3天", "2026年", "9时", "2月2日至3日", ""])
def test_what_is_no_single_date_has_no_style(written: str) -> None:
    assert moments.style_of_moment(written) is None


def test_a_date_is_filled_from_a_day_as_well() -> None:
    assert moments.moment_in("YYYY年M月D日", date(2026, 12, 31)) == "2026年12月31日"


@pytest.mark.parametrize(
    ("written", "ordinary", "new_year"),
    [
        ("2月2日9时至2月3日9时", "2月3日9时至2月4日9时", "12月31日9时至1月1日9时"),
        ("2月2日9:00至3日9:00", "2月3日9:00至4日9:00", "12月31日9:00至1月1日9:00"),
        ("2月2日9时至次日9时", "2月3日9时至次日9时", "12月31日9时至次日9时"),
        ("2026年2月2日9时至3日9时", "2026年2月3日9时至4日9时", "2026年12月31日9时至2027年1月1日9时"),
        ("2026-02-02 09:00—2026-02-03 09:00", "2026-02-03 09:00—2026-02-04 09:00", "2026-12-31 09:00—2027-01-01 09:00"),
        ("2 月 2 日上午9:00至3 日 9：00", "2 月 3 日上午9:00至4 日 9：00", "12 月 31 日上午9:00至1月1 日 9：00"),
        ("2月2日-2月3日", "2月3日-2月4日", "12月31日-1月1日"),
    ],
)  # fmt: skip
def test_a_window_is_advanced_over_months_and_years(written: str, ordinary: str, new_year: str) -> None:
    style = moments.style_of_window(written)
    assert style is not None
    assert moments.window_in(style, ORDINARY) == ordinary
    assert moments.window_in(style, NEW_YEAR) == new_year


@pytest.mark.parametrize(
    ("written", "whole_day"),
    [
        ("2月2日0时至24时", "2月3日0时至24时"),
        ("2月2日0—24时", "2月3日0—24时"),
        ("2月2日0:00至2月2日24:00", "2月3日0:00至2月3日24:00"),
    ],
)
def test_midnight_as_an_end_is_24_of_the_day_before(written: str, whole_day: str) -> None:
    style = moments.style_of_window(written)
    assert style is not None and moments.window_in(style, WHOLE_DAY) == whole_day


def test_a_style_without_room_for_what_has_to_be_said_gives_way() -> None:
    assert moments.window_in("M月D日h时至h时", ORDINARY) == "2月3日9:00至2月4日9:00"
    assert moments.window_in("M月D日h时至次日h时", Window(datetime(2026, 2, 3, 9), datetime(2026, 2, 6, 9))) == (
        "2月3日9:00至2月6日9:00"
    )
    half = Window(datetime(2026, 2, 3, 9, 30), datetime(2026, 2, 4, 9, 30))
    assert moments.window_in("M月D日h时至D日h时", half) == "2月3日9时30分至4日9时30分"


@pytest.mark.parametrize("written", ["昨日17时至今日17时", "昨日", "2月2日", "9时至17时"])
def test_a_window_without_a_date_is_left_to_stand(written: str) -> None:
    assert moments.style_of_window(written) is None


@pytest.mark.parametrize(("written", "value", "following"), [("9", 9, "10"), ("009", 9, "010"), ("九", 9, "十")])
def test_the_issue_number_keeps_its_form(written: str, value: int, following: str) -> None:
    style = moments.style_of_number(written)
    assert style is not None and moments.issue_number(written) == value
    assert moments.numbered(value + 1, style) == following


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("《甲》《乙》等", "《》《》等"),
        ("《甲》、《乙》", "《》、《》"),
        ("《甲》", "《》"),
        ("《甲》和《乙》", None),
        ("甲", None),
    ],
)
def test_a_list_of_titles_has_a_style(written: str, style: str | None) -> None:
    assert titles.style_of_titles(written) == style


def test_a_list_is_cut_to_its_length_and_says_so() -> None:
    assert titles.listed(["甲", "乙", "丙"], "《》、《》") == "《甲》、《乙》等"
    assert titles.listed(["甲"], "《》《》") == "《甲》"
    assert titles.listed(["甲"], "《》《》等") == "《甲》等"
    assert titles.listed([], "《》《》等") == ""
    assert titles.in_turn([["甲", "乙"], ["丙"], []]) == ["甲", "丙", "乙"]
