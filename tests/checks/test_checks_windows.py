"""Where yesterday's window and today's meet, and dates that do not fit."""

from __future__ import annotations

from datetime import date

import pytest

from support.drafts import DAY, Days, How, Window, at, day, draft
from support.memory import text_digest


def seam(start: str, end: str = "02-03T11:00", old_end: str = "02-02T11:00", **more: object) -> Days:
    days = Days()
    days.report(draft(90, on=day(-1), window=Window(at("02-01T11:00"), at(old_end))), on=day(-1))
    days.report(
        draft(100, window=Window(at(start), at(end)), **more),  # type: ignore[arg-type]
        draft(7, indicator="outreach.banners", measure="条", window=Window(at(start), at(end))),
    )
    return days


def test_windows_that_adjoin_say_nothing() -> None:
    assert seam("02-02T11:00").check() == []


def test_a_gap_is_named_with_its_hours() -> None:
    finding = seam("02-02T12:30").only()
    assert finding.code == "window_gap"
    assert finding.message == (
        "东河区：昨日时段 2月1日 11:00 至 2月2日 11:00，今日时段 2月2日 12:30 至 2月3日 11:00，"
        "中间 2月2日 11:00 至 2月2日 12:30 的 1 小时 30 分钟 没有报。"
    )
    assert (finding.expected, finding.found) == ("2026-02-02T11:00", "2026-02-02T12:30")


def test_an_overlap_is_named_with_its_hours() -> None:
    finding = seam("02-02T09:00").only()
    assert finding.code == "window_overlap"
    assert "2月2日 9:00 至 2月2日 11:00 的 2 小时 重复计算" in finding.message


def test_many_figures_of_one_window_make_one_finding() -> None:
    days = Days()
    for step, start, end in ((-1, "02-01T11:00", "02-02T11:00"), (0, "02-02T12:00", "02-03T11:00")):
        window = Window(at(start), at(end))
        days.report(
            *(
                draft(50 + place - step, on=day(step), indicator=code, window=window)
                for place, code in enumerate(("outreach.leaflets", "outreach.posters", "outreach.notices"))
            ),
            on=day(step),
        )
    finding = days.only()
    assert finding.code == "window_gap" and len(finding.figures) == 3


def test_a_minute_before_midnight_is_midnight() -> None:
    days = Days()
    days.report(draft(90, on=day(-1), window=Window(at("02-02T00:00"), at("02-02T23:59"))), on=day(-1))
    days.report(draft(100, window=Window(at("02-03T00:00"), at("02-03T23:59"))))
    assert days.check() == []


def test_a_default_window_is_nobodys_statement() -> None:
    assert seam("02-02T12:00", window_how=How.DEFAULT).check() == []


def test_a_month_is_no_day() -> None:
    assert seam("01-20T00:00").check() == []


def test_after_a_missing_day_there_is_no_gap_to_ask_about() -> None:
    days = Days()
    days.report(draft(90, on=day(-2), window=Window(at("01-31T11:00"), at("02-01T11:00"))), on=day(-2))
    days.report(draft(100, window=Window(at("02-02T11:00"), at("02-03T11:00"))))
    assert days.check() == []


def test_the_date_inside_is_another() -> None:
    """The date inside wins: the report went to 2025, and here it is neither missing nor forgotten."""
    days = Days()
    inside = date(2025, 2, 3)
    days.report(draft(100, on=inside), on=inside, told=DAY, dated=inside)
    finding = days.only()
    assert finding.code == "date_mismatch"
    assert (finding.expected, finding.found) == ("2026-02-03", "2025-02-03")
    assert finding.message == "东河区：来件为2月3日报送，文内日期是2025年2月3日，已计入2025年2月3日。"


@pytest.mark.parametrize("inside", [day(-1), day(1), day(-30), day(31)])
def test_whichever_day_it_went_to(inside: date) -> None:
    days = Days()
    days.report(draft(100, on=inside), on=inside, told=DAY, dated=inside)
    assert days.codes() == ["date_mismatch"]


def test_windows_that_end_on_another_day() -> None:
    days = Days()
    window = Window(at("01-29T11:00"), at("01-30T11:00"))
    days.report(draft(100, window=window), draft(40, indicator="outreach.posters", window=window))
    finding = days.only()
    assert finding.code == "date_mismatch" and len(finding.figures) == 2


def test_yesterdays_window_again_is_a_wrong_date_and_not_an_overlap() -> None:
    assert seam("02-01T11:00", "02-02T11:00").codes() == ["date_mismatch"]


def test_a_bulletin_of_the_day_before_ends_today_at_midnight() -> None:
    days = Days()
    days.report(draft(100, window=Window(at("02-02T00:00"), at("02-03T00:00"))))
    assert days.check() == []


def test_yesterdays_file_under_yesterdays_date_is_stale_and_nothing_else() -> None:
    days = Days()
    text = "2月2日新增发放宣传资料90份"
    for told in (day(-1), DAY):
        days.report(
            draft(90, on=day(-1)), on=day(-1), text=text, text_digest=text_digest(text), told=told, dated=day(-1)
        )
    assert days.codes() == ["stale"]


def test_a_bulletin_of_the_morning_after_tells_the_day_before() -> None:
    days = Days()
    for step in (-1, 0):
        window = (
            Window(at("02-01T17:00"), at("02-02T17:00")) if step == 0 else Window(at("01-31T17:00"), at("02-01T17:00"))
        )
        own = [
            draft(100 + step, on=day(step), window=window),
            draft(40 + step, on=day(step), item="海报", window=window),
        ]
        days.report(*own, on=day(step))
        assert days.codes(day(step)) == []


def test_a_unit_whose_windows_end_on_their_day_is_asked_when_they_do_not() -> None:
    days = Days()
    days.report(draft(99, on=day(-1), window=Window(at("02-01T17:00"), at("02-02T17:00"))), on=day(-1))
    days.report(draft(100, window=Window(at("02-02T05:00"), at("02-02T23:00"))))
    assert days.codes() == ["date_mismatch"]
