"""Slips of 万 and of a zero, swapped digits, outliers: one finding for the cause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.checks import Severity
from dibao.checks.magnitude import swaps
from support.drafts import Days, approximate, day, draft


def chain(before: int, new: int, now: int) -> Days:
    days = Days()
    days.report(draft(before, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(new), draft(now, "cumulative"))
    return days


def weeks(values: list[int], today: int, **more: object) -> Days:
    days = Days()
    for back, value in enumerate(reversed(values), start=1):
        days.report(draft(value, on=day(-back), **more), on=day(-back))  # type: ignore[arg-type]
    days.report(draft(today, **more))  # type: ignore[arg-type]
    return days


@pytest.mark.parametrize(
    ("new", "now", "found", "expected"),
    [
        (123000000, 86150, 123000000, 12300),
        (12300000, 86150, 12300000, 12300),
        (1230, 86150, 1230, 12300),
        (123000, 86150, 123000, 12300),
        (12300, 861500000, 861500000, 86150),
        (12300, 861500, 861500, 86150),
        (12300, 8615, 8615, 86150),
    ],
)
def test_a_slip_is_one_finding_with_the_sum_that_proves_it(new: int, now: int, found: int, expected: int) -> None:
    finding = chain(73850, new, now).only()
    assert (finding.code, finding.found, finding.expected) == ("magnitude", found, expected)
    assert "昨日累计 73,850 ＋" in finding.message and "＝ 86,150" in finding.message
    assert finding.ways_out[0].value == expected


def test_the_sentence_of_a_slip() -> None:
    assert chain(73850, 123000000, 86150).only().message == (
        "东河区 发放宣传资料（份）：今日新增写 123,000,000，疑多写了 10,000 倍，应为 12,300："
        "昨日累计 73,850 ＋ 12,300 ＝ 86,150，与来件累计 86,150 相符。"
    )


def test_a_slip_against_totals_in_ten_thousands() -> None:
    """52.3亿 for 52.3万, with totals told to a thousand."""
    days = Days()
    before = draft(7329000, "cumulative", on=day(-1), **approximate("732.9万份", 7328500, 7329500))
    days.report(before, on=day(-1))
    days.report(
        draft(5230000000, **approximate("52.3亿份", 5225000000, 5235000000)),
        draft(7852000, "cumulative", **approximate("785.2万份", 7851500, 7852500)),
    )
    finding = days.only()
    assert (finding.code, finding.expected) == ("magnitude", "522,500 至 523,500")
    assert "今日新增写 5,230,000,000，疑多写了 10,000 倍" in finding.message


@pytest.mark.parametrize(("new", "now", "expected"), [(12300, 87050, 13200), (79200 - 6300, 1486100 + 0, 79200)])
def test_swapped_digits_are_proven_by_the_sum(new: int, now: int, expected: int) -> None:
    finding = chain(now - expected, new, now).only()
    assert (finding.code, finding.found, finding.expected) == ("magnitude", new, expected)
    assert "对调相邻两位数字" in finding.message


def test_a_total_with_swapped_digits() -> None:
    finding = chain(73850, 12300, 86510).only()
    assert (finding.code, finding.expected) == ("magnitude", 86150)


def test_where_either_could_be_swapped_both_are_offered() -> None:
    finding = chain(1000, 21, 1012).only()
    assert [(way.entry, way.value) for way in finding.ways_out[:2]] == [(2, 12), (3, 1021)]
    assert "；或者" in finding.message


def test_a_total_that_falls_by_swapped_digits_is_monotone_with_the_hint() -> None:
    finding = chain(91600, 4800, 69400).only()
    assert finding.code == "monotone" and "像是两位数字写颠倒" in finding.message


def test_any_other_break_is_continuity() -> None:
    assert chain(73850, 12300, 88150).codes() == ["continuity"]


@given(st.integers(10, 10**9))
def test_swapping_twice_comes_back(value: int) -> None:
    assert all(value in swaps(other) for other in swaps(value) if len(str(other)) == len(str(value)))


@pytest.mark.parametrize(
    ("today", "expected"),
    [(31000000, 3100), (3100000, 3100), (3, 3000), (3100, None), (9000, None), (120, None), (0, None), (20000, None)],
)
def test_without_totals_the_units_own_history_decides(today: int, expected: int | None) -> None:
    days = weeks([3000, 2800, 3300], today)
    if expected is None:
        assert days.check() == []
    else:
        finding = days.only()
        assert (finding.code, finding.severity) == ("magnitude", Severity.ERROR)
        assert finding.expected == expected or today == 3
        assert "2,800 至 3,300 之间" in finding.message


def test_a_factor_of_ten_needs_a_steady_history() -> None:
    assert weeks([3000, 2800, 3300], 30000).check() == []
    finding = weeks([3000, 2800, 3300, 2900, 3100], 30000).only()
    assert (finding.code, finding.expected) == ("magnitude", 3000)


def test_an_outlier_names_method_and_source() -> None:
    finding = weeks([3000, 2800, 3300, 2900, 3100, 2700, 3050], 17000).only()
    assert (finding.code, finding.severity, finding.expected) == ("magnitude", Severity.WARNING, None)
    assert "Iglewicz 与 Hoaglin 1993" in finding.message and "中位数 3,000 的 5.7 倍" in finding.message


def test_a_lively_history_has_no_outlier() -> None:
    assert weeks([300, 2800, 33000, 290, 3100, 12700, 950], 17000).check() == []


def test_a_figure_that_the_totals_prove_is_no_slip() -> None:
    """A film went round the world: thousandfold, but yesterday's total and today's agree with it."""
    days = Days()
    days.report(draft(30, on=day(-1)), draft(5000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(30000), draft(35000, "cumulative"))
    assert days.check() == []


def test_yesterdays_slip_does_not_spoil_today() -> None:
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(12300, on=day(-1)), draft(861500000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(1000), draft(87150, "cumulative"))
    assert days.codes(day(-1)) == ["magnitude"]
    assert days.check() == []


def test_but_an_error_of_today_is_still_found() -> None:
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(12300, on=day(-1)), draft(861500000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(1000), draft(87750, "cumulative"))
    assert days.codes() == ["continuity"]


@pytest.mark.parametrize("today", [58, 123])
def test_a_slip_undone_is_a_whole_count(today: int) -> None:
    """The total in ten thousands would agree with any small number: 0.0058 sheets are none."""
    days = Days()
    days.report(draft(51000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(today), draft(50000, "cumulative", **approximate("5.1万份", 50950, 51001)))
    finding = days.only()
    assert finding.code == "continuity"
    history = weeks([1, 2, 1, 2, 1], today).check()
    assert [one for one in history if one.expected is not None] == []
