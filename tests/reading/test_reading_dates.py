"""The date that a report bears, and values it leaves blank."""

from __future__ import annotations

from datetime import date

import pytest

from dibao import documents, reading

NEAR = date(2022, 6, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宣传工作日报（6月12日）\n一、发放宣传单5份。", date(2022, 6, 12)),
        ("石桥县6月12日宣传工作情况\n发放宣传单5份。", date(2022, 6, 12)),
        ("关于宣传工作的报告\n发放宣传单5份，悬挂横幅2条。\n石桥县委宣传部\n2022年6月12日", date(2022, 6, 12)),
        ("情况通报\n发放宣传单5份。\n二〇二二年六月十二日", date(2022, 6, 12)),
        ("填报时间：2022-06-12\n发放宣传单5份。", date(2022, 6, 12)),
        ("本报6月12日讯 全县发放宣传单5份。", date(2022, 6, 12)),
        ("交通广播 6月12日\n播发新闻3条。", date(2022, 6, 12)),
        ("石桥发布｜6月12日运行情况\n时间：6月11日11:00至6月12日11:00\n发布信息5条", date(2022, 6, 12)),
        ("石桥晚报2021年6月12日报数（6月11日9点到6月12日9点）\n发稿5篇", date(2021, 6, 12)),
        ("接种宣传专报\n2022年6月12日（星期日）\n\n一、总体情况\n发放宣传单5份。", date(2022, 6, 12)),
        ("2022年6月12日 周日\n发放宣传单5份。", date(2022, 6, 12)),
        ("统计时间：6月11日11时—12日11时\n发放宣传单5份。", None),
        ("全县6月12日发放宣传单5份。", None),
        ("宣传周（6月6日—12日）落幕\n发放宣传单5份。", None),
        ("统计表（截至6月12日）\n发放宣传单5份。", None),
        ("发放宣传单5份。", None),
    ],
)
def test_report_date(text: str, expected: date | None) -> None:
    assert reading.report_date(documents.from_text(text, "t.txt"), NEAR) == expected


def test_a_date_in_the_report_wins() -> None:
    document = documents.from_text("禁烧工作情况（6月12日）\n今日新增：打捆离田2300亩。", "t.txt")
    figure = reading.read(document, date=NEAR)[0]
    assert figure.window.iso() == ["2022-06-12T00:00", "2022-06-13T00:00"]


def test_the_year_turns() -> None:
    document = documents.from_text("宣传工作日报（12月31日）\n发放5份。", "t.txt")
    assert reading.report_date(document, date(2023, 1, 1)) == date(2022, 12, 31)


def test_masked_values_are_unknown_and_no_figures() -> None:
    text = "发放宣传单XX份，悬挂横幅**条，出动×辆，张贴20张。A4纸、XX县、x轴不算。"
    document = documents.from_text(text, "t.txt")
    assert [text[one.start : one.end] for one in reading.masked(document)] == ["XX", "**", "×"]
    assert [one.text for one in reading.read(document)] == ["20"]


def test_a_masked_cell() -> None:
    document = documents.from_text("项目\t新增\n横幅\t**\n标语\t7\n", "t.txt")
    assert [document.text[one.start : one.end] for one in reading.masked(document)] == ["**"]
