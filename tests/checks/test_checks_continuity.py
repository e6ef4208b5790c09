"""Previous total + new = total, with windows, gaps of days and approximate wordings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dibao import language
from dibao.checks import Severity, Way
from support.drafts import Approx, Days, How, Origin, Window, approximate, at, day, draft


def two_days(before: int, new: int, now: int) -> Days:
    days = Days()
    days.report(draft(before, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(new), draft(now, "cumulative"))
    return days


def test_a_chain_that_holds_says_nothing() -> None:
    assert two_days(73850, 12300, 86150).check() == []


def test_a_break_is_named_with_its_arithmetic() -> None:
    finding = two_days(73850, 12300, 88150).only()
    assert finding.message == (
        "东河区 发放宣传资料（份）：昨日累计 73,850 ＋ 今日新增 12,300 ＝ 86,150，来件写 88,150，多 2,000。"
    )
    assert (finding.code, finding.severity) == ("continuity", Severity.ERROR)
    assert (finding.expected, finding.found) == (86150, 88150)
    assert finding.ask == (
        "东河区：您好！贵单位2月3日来件写“新增发放宣传资料12300份”、“累计发放宣传资料88150份”。"
        "昨日累计 73,850 ＋ 今日新增 12,300 ＝ 86,150，来件写 88,150，多 2,000。"
        "请核对新增数和累计数，回复正确的两个数。谢谢！"
    )
    assert [told.text for told in finding.figures] == ["73850份", "12300份", "88150份"]


def test_it_is_said_in_english_too() -> None:
    language.use("en")
    try:
        finding = two_days(73850, 12300, 88150).only()
    finally:
        language.use(None)
    assert finding.message == (
        "东河区 Leaflets and materials handed out (份): yesterday's total 73,850 + new today 12,300 = 86,150; "
        "the report says 88,150, 2,000 too many."
    )
    assert finding.ask.startswith("Dear colleagues of 东河区, your report of 3 February says “新增发放宣传资料12300份”")


def test_the_ways_out_correct_either_figure() -> None:
    ways = two_days(73850, 12300, 88150).only().ways_out
    assert [(way.way, way.entry, way.value) for way in ways] == [
        (Way.CORRECT, 3, 86150),
        (Way.CORRECT, 2, 14300),
        (Way.ASK, None, None),
        (Way.ACCEPT, None, None),
    ]
    assert "86,150" in ways[0].reason


def test_a_correction_ends_the_finding() -> None:
    days = two_days(73850, 12300, 88150)
    days.ledger.correct(3, 86150, "电话核实")
    assert days.check() == []


def test_an_opening_balance_is_a_previous_total() -> None:
    days = Days()
    days.opening(day(-1), 73850)
    days.report(draft(12300), draft(88150, "cumulative"))
    assert days.only().code == "continuity"


def test_without_an_earlier_total_nothing_is_known() -> None:
    days = Days()
    days.report(draft(12300), draft(88150, "cumulative"))
    assert days.check() == []


@pytest.mark.parametrize(("now", "codes"), [(99000, []), (86150, []), (86149, ["continuity"])])
def test_after_a_day_without_report_a_total_is_only_not_less(now: int, codes: list[str]) -> None:
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(12300), draft(now, "cumulative"))
    assert days.codes() == codes
    if codes:
        assert "不少于" not in days.only().message and "累计至少应为前者" in days.only().message


def test_a_day_with_only_a_new_figure_closes_the_gap() -> None:
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(200, on=day(-1)), on=day(-1))
    days.report(draft(340), draft(1640, "cumulative"))
    finding = days.only()
    assert "2月1日累计 1,000 ＋ 2月2日新增 200 ＋ 今日新增 340 ＝ 1,540，来件写 1,640，多 100" in finding.message


@pytest.mark.parametrize(
    ("start", "now", "codes"),
    [
        ("02-02T09:00", 1100, []),
        ("02-02T09:00", 1151, ["continuity"]),
        ("02-02T12:00", 1151, ["window_gap"]),
        ("02-02T12:00", 1100, ["window_gap"]),
        ("02-02T12:00", 1049, ["continuity", "window_gap"]),
        ("02-02T06:00", 1071, ["window_overlap"]),
        ("02-02T06:00", 1100, ["window_overlap"]),
        ("02-02T06:00", 1151, ["continuity", "window_overlap"]),
    ],
)
def test_written_windows_must_adjoin(start: str, now: int, codes: list[str]) -> None:
    """A gap leaves the lower bound of the total, an overlap the upper one."""
    days = Days()
    old = Window(at("02-01T09:00"), at("02-02T09:00"))
    window = Window(at(start), at("02-03T09:00"))
    days.report(
        draft(90, on=day(-1), window=old),
        draft(1000, "cumulative", on=day(-1), window=Window(None, old.end)),
        on=day(-1),
    )
    days.report(draft(100, window=window), draft(now, "cumulative", window=Window(None, window.end)))
    assert days.codes() == codes


def test_a_new_figure_of_another_time_proves_nothing() -> None:
    """The total runs to 24:00, the new figure from 9:00 to 9:00: neither bounds the other."""
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-1), window=Window(None, at("02-03T00:00"))), on=day(-1))
    days.report(
        draft(100, window=Window(at("02-02T09:00"), at("02-03T09:00"))),
        draft(1300, "cumulative", window=Window(None, at("02-04T00:00"))),
    )
    assert days.check() == []


def test_today_means_since_the_last_report() -> None:
    """今日新增 with 截至18时: midnight is not what is meant, and nothing is missing in the evening before."""
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-1), window=Window(None, at("02-02T18:00"))), on=day(-1))
    new = draft(100, window=Window(at("02-03T00:00"), at("02-03T18:00")), sentence="截至18时，今日新增100份")
    days.report(new, draft(1150, "cumulative", window=Window(None, at("02-03T18:00"))))
    assert "昨日累计 1,000 ＋ 今日新增 100 ＝ 1,100" in days.only().message


@pytest.mark.parametrize(("now", "codes"), [(147400, []), (146600, []), (147600, ["continuity"])])
def test_ten_thousands_with_a_place_behind_them_are_an_interval(now: int, codes: list[str]) -> None:
    days = Days()
    days.report(draft(135000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(12000, **approximate("1.2万份", 11500, 12500)), draft(now, "cumulative"))
    assert days.codes() == codes


def test_more_than_is_open_above() -> None:
    days = Days()
    days.report(draft(5600, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(100), draft(5670, "cumulative", **approximate("超5670份", 5670, None, Approx.AT_LEAST)))
    assert days.check() == []


def test_yesterdays_break_is_not_told_again_today() -> None:
    """Yesterday's total was 2,000 too high; today's is right again, so today has no break of its own."""
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(12300, on=day(-1)), draft(88150, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(1000), draft(87150, "cumulative"))
    assert days.codes(day(-1)) == ["continuity"]
    assert days.check() == []


def test_nor_if_the_unit_goes_on_from_the_wrong_total() -> None:
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(12300, on=day(-1)), draft(88150, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(1000), draft(89150, "cumulative"))
    assert days.check() == []


def test_a_new_figure_that_is_part_of_the_total_counts() -> None:
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(1250, "cumulative"), draft(200, part_of=0))
    assert days.codes() == ["continuity"]


def test_parts_of_the_new_figure_do_not_count_again() -> None:
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(200), draft(150, part_of=0), draft(1200, "cumulative"))
    assert days.check() == []


def test_a_total_that_no_word_calls_one_proves_nothing() -> None:
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-1), basis_how=How.DEFAULT), on=day(-1))
    days.report(draft(200), draft(700, "cumulative", basis_how=How.DEFAULT))
    assert days.check() == []


def test_a_value_carried_forward_is_no_report() -> None:
    days = Days()
    days.report(draft(1000, "cumulative", on=day(-2)), on=day(-2))
    days.ledger.record([replace(draft(1000, "cumulative", on=day(-1)), origin=Origin.CARRIED)])
    days.report(draft(200), draft(1500, "cumulative"))
    assert days.check() == []


def test_items_and_measures_are_followed_apart() -> None:
    days = Days()
    days.report(
        draft(100, "cumulative", on=day(-1), item="口罩", indicator="outreach.goods", measure="个"),
        draft(40, "cumulative", on=day(-1), item="抽纸", indicator="outreach.goods", measure="个"),
        on=day(-1),
    )
    days.report(
        draft(10, item="口罩", indicator="outreach.goods", measure="个"),
        draft(110, "cumulative", item="口罩", indicator="outreach.goods", measure="个"),
        draft(10, item="抽纸", indicator="outreach.goods", measure="个"),
        draft(60, "cumulative", item="抽纸", indicator="outreach.goods", measure="个"),
    )
    finding = days.only()
    assert finding.item == "抽纸" and "发放物品·抽纸（个）" in finding.message


def test_a_total_that_falls_is_monotone_and_not_also_continuity() -> None:
    finding = two_days(73850, 12300, 71200).only()
    assert finding.code == "monotone"
    assert finding.message == (
        "东河区 发放宣传资料（份）：今日累计 71,200，比昨日累计 73,850 少 2,650，累计数不应减少"
        "（昨日累计 73,850 ＋ 今日新增 12,300 ＝ 86,150）。"
    )
    assert finding.expected == 86150


def test_a_total_alone_may_not_fall_either() -> None:
    days = Days()
    days.report(draft(91600, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(69400, "cumulative"))
    finding = days.only()
    assert finding.code == "monotone" and finding.expected == "≥ 91,600"


def test_after_a_fall_the_next_day_is_not_blamed() -> None:
    days = Days()
    days.report(draft(91600, "cumulative", on=day(-2)), on=day(-2))
    days.report(draft(69400, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(5600), draft(102000, "cumulative"))
    assert days.check() == []


def test_what_stands_at_an_instant_may_fall() -> None:
    days = Days()
    days.report(draft(90, "asof", on=day(-1), indicator="outreach.screens", measure="块"), on=day(-1))
    days.report(draft(60, "asof", indicator="outreach.screens", measure="块"))
    assert days.check() == []
