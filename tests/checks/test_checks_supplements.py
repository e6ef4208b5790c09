"""A unit with two reports of one day: what is wrong in the first one is said although a second one came."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from dibao.checks import Severity
from dibao.entries import Draft, ReportInfo
from support.drafts import DAY, QUIET, Days, Window, at, day, draft

FIRST = "宣传0203.txt"


def supplement(days: Days) -> ReportInfo:
    """A second file of the unit with a figure of its own, and nothing wrong."""
    own = draft(75, indicator="outreach.goods", measure="个")
    return days.report(own, text="发放抽纸75个。", supplement=True, file="物资0203.xlsx")


@pytest.mark.parametrize("code", ["masked", "personal_data", "date_mismatch", "percent", "rollup", "stale"])
def test_a_supplement_hides_nothing_of_the_first_report(code: str) -> None:
    for second in (False, True):
        days = Days()
        if code == "masked":
            days.report(draft(100), masked=("发放口罩XX只",), file=FIRST)
        elif code == "personal_data":
            days.report(draft(100), text="新增100份。\n联系值班员，手机13800138000", file=FIRST)
        elif code == "date_mismatch":
            window = Window(at("01-29T11:00"), at("01-30T11:00"))
            days.report(draft(100, window=window), draft(40, item="海报", window=window), file=FIRST)
        elif code == "percent":
            rate = draft(102, "rate", indicator="rate.share", measure="%", text="102%", start=5, end=9)
            days.report(rate, text="群众满意率102%。", file=FIRST)
        elif code == "rollup":
            days.report(*rows(500, 420, total=900), file=FIRST)
        else:
            days.report(draft(100, on=day(-1)), on=day(-1), text="2月2日，新增100份", file=FIRST)
            days.report(draft(100), text="2月3日，新增100份", file=FIRST)
        if second:
            supplement(days)
        finding = days.only()
        assert finding.code == code
        if finding.report is not None:
            assert (f"东河区（{FIRST}）" in finding.message) is second


def rows(*values: int, total: int) -> list[Draft]:
    cells = [
        draft(value, item=f"镇{row}", sentence=f"镇{row}｜宣传单（份）｜{value}", locator=f"Sheet1!C{row + 2}")
        for row, value in enumerate(values)
    ]
    last = draft(total, sentence=f"合计｜宣传单（份）｜{total}", locator=f"Sheet1!C{len(values) + 2}")
    return [*cells, last]


def test_both_reports_are_spoken_of() -> None:
    days = Days()
    days.report(draft(100), masked=("发放口罩XX只",), file=FIRST)
    days.report(text="抽纸**包", masked=("抽纸**包",), supplement=True, file="物资0203.xlsx")
    assert [finding.message.partition("）")[0] for finding in days.check()] == [
        f"东河区（{FIRST}",
        "东河区（物资0203.xlsx",
    ]


def test_a_value_told_otherwise_in_the_supplement_names_both_files() -> None:
    days = Days()
    days.report(draft(3200), file=FIRST)
    days.report(draft(3300), supplement=True, file="补报.txt")
    finding = days.only()
    assert finding.code == "told_twice"
    assert f"两份来件不一致：{FIRST} 第 0 字处写 3,200，补报.txt 第 0 字处写 3,300，相差 100" in finding.message


def test_versions_are_those_of_one_report_and_not_of_the_units_other_one() -> None:
    days = Days()
    days.report(draft(3200), text="第一版", file=FIRST)
    supplement(days)
    days.report(draft(3300), text="第二版", supplement=True, file=FIRST)
    finding = days.only()
    assert (finding.code, finding.severity) == ("told_twice", Severity.INFO)
    assert "第 2 版来件改了 1 个数：发放宣传资料（份） 3,200 改为 3,300" in finding.message


def test_a_version_is_compared_with_the_last_one_that_had_figures() -> None:
    days = Days()
    days.report(draft(3200), text="第一版", file=FIRST)
    days.report(text="稍后补正", file=FIRST)
    days.report(draft(3300), text="第三版", file=FIRST)
    assert "3,200 改为 3,300" in days.only().message


def test_each_report_has_its_own_first_arrival() -> None:
    days = Days(replace(QUIET, settings=replace(QUIET.settings, cutoffs={"default": time(11, 30)})))
    days.report(draft(100), arrived=at("02-03T11:00"), file=FIRST)
    days.report(draft(5, item="海报"), arrived=at("02-03T12:00"), supplement=True, file="补报.txt")
    days.report(draft(101), arrived=at("02-03T15:00"), supplement=True, file=FIRST)
    late = [finding for finding in days.check() if finding.code == "late"]
    assert [finding.message for finding in late] == [
        "东河区（补报.txt）：来件 2月3日 12:00 收到，截稿 2月3日 11:30，晚 30 分钟。"
    ]


def test_corrections_for_two_earlier_days_are_two_questions() -> None:
    days = Days()
    for step in (-2, -1):
        days.report(draft(100 + step, on=day(step)), on=day(step), told=DAY, dated=day(step), file=f"{step}.txt")
    assert days.codes() == ["date_mismatch", "date_mismatch"]


def test_a_new_version_of_a_wrongly_dated_report_is_asked_about_once() -> None:
    days = Days()
    for value in (100, 101):
        days.report(draft(value, on=day(-1)), on=day(-1), told=DAY, dated=day(-1), file=FIRST)
    assert days.codes() == ["date_mismatch"]


def test_yesterdays_supplement_is_not_the_only_report_that_may_come_again() -> None:
    codes = ("outreach.leaflets", "outreach.posters", "outreach.notices")
    days = Days()
    for step in (-1, 0):
        news = [draft(value, on=day(step), indicator=code) for code, value in zip(codes, (120, 340, 56), strict=True)]
        days.report(*news, on=day(step), text=f"写法{step}", file=FIRST)
        if step:
            days.report(draft(8, on=day(-1), item="横幅"), on=day(-1), supplement=True, file="补报.txt")
    assert days.codes() == ["stale"]


def test_a_share_in_the_supplement_is_checked_too() -> None:
    days = Days()
    days.report(draft(100), file=FIRST)
    rate = draft(Decimal("130"), "rate", indicator="rate.share", measure="%", text="130%", start=5, end=9)
    days.report(rate, text="群众满意率130%。", supplement=True, file="补报.txt")
    assert days.codes() == ["percent"]
