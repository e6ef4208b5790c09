"""What is said about whole reports: missing, late, stale, masked, personal data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao import language
from dibao.checks import Severity, Way, all_checks, engine, explain, run
from support.drafts import DAY, QUIET, Arrival, Days, at, day, draft

OWING = replace(
    QUIET,
    settings=replace(
        QUIET.settings, expect={"xishan": False, "nanhu": False, "daily": False}, cutoffs={"default": time(11, 30)}
    ),
)


def test_who_owes_a_report_is_missed_after_the_cut_off() -> None:
    days = Days(OWING)
    days.report(draft(900, "cumulative", on=day(-1)), on=day(-1))
    assert days.codes(now=at("02-03T11:29")) == []
    finding = days.only(now=at("02-03T11:30"))
    assert (finding.code, finding.unit_code, finding.severity) == ("missing", "donghe", Severity.WARNING)
    assert finding.message == "东河区：2月3日没有来件，应于 2月3日 11:30 前报来。"
    assert (
        finding.ask
        == "东河区：您好！2月3日没有来件，应于 2月3日 11:30 前报来。请尽快报来；没有新增的，请报“无新增”。谢谢！"
    )


def test_the_office_owes_none_and_expect_has_the_last_word() -> None:
    assert [finding.unit_code for finding in Days(OWING).check()] == ["donghe"]


def test_yesterdays_total_may_be_carried_forward() -> None:
    days = Days(OWING)
    days.report(draft(900, "cumulative", on=day(-1)), draft(50, on=day(-1)), on=day(-1))
    ways = days.only().ways_out
    assert [(way.way, way.entry, way.value) for way in ways] == [
        (Way.ASK, None, None),
        (Way.CARRY, 1, 900),
        (Way.ACCEPT, None, None),
    ]
    assert ways[1].label == "发放宣传资料（份）沿用2月2日的 900"


def test_without_a_cut_off_the_day_must_be_past() -> None:
    workspace = replace(OWING, settings=replace(OWING.settings, cutoffs={}))
    days = Days(workspace)
    assert days.codes(now=at("02-03T23:59")) == []
    assert days.codes(now=at("02-04T00:00")) == ["missing"]


def test_now_may_have_a_time_zone() -> None:
    days = Days(OWING)
    early, late = datetime(2026, 2, 3, 3, 29, tzinfo=UTC), datetime(2026, 2, 3, 3, 30, tzinfo=UTC)
    assert (days.codes(now=early), days.codes(now=late)) == ([], ["missing"])


def test_a_report_that_waits_for_its_unit_is_mentioned() -> None:
    days = Days(OWING)
    days.report(unit="", state=Arrival.WAITING)
    assert "另有 1 份来件待认领单位" in days.only().message


def test_the_cut_off_is_that_of_the_units_usual_area() -> None:
    workspace = replace(
        OWING, settings=replace(OWING.settings, cutoffs={"default": time(11, 30), "media": time(9, 30)})
    )
    days = Days(workspace)
    for step in (-2, -1):
        days.report(draft(9 + step, on=day(step), indicator="media.stories", measure="篇"), on=day(step))
    assert days.codes(now=at("02-03T10:00")) == ["missing"]


def test_late_is_after_the_cut_off() -> None:
    days = Days(OWING)
    days.report(draft(100), arrived=at("02-03T12:07"))
    finding = days.only()
    assert (finding.code, finding.severity) == ("late", Severity.INFO)
    assert finding.message == "东河区：来件 2月3日 12:07 收到，截稿 2月3日 11:30，晚 37 分钟。"


def test_in_time_unknown_and_a_later_version_are_not_late() -> None:
    for moment in (at("02-03T11:30"), None):
        days = Days(OWING)
        days.report(draft(100), arrived=moment)
        days.report(draft(100), arrived=at("02-03T15:00"))
        assert days.codes() == []


def test_a_report_of_another_date_is_not_also_late() -> None:
    days = Days(OWING)
    days.report(draft(100, on=day(-1)), on=day(-1), told=DAY, dated=day(-1), arrived=at("02-03T11:00"))
    assert days.codes(day(-1)) == []
    assert days.codes() == ["date_mismatch"]


def test_the_same_text_but_for_its_dates_is_stale() -> None:
    days = Days()
    days.report(draft(100, on=day(-1)), draft(900, "cumulative", on=day(-1)), on=day(-1), text="2月2日，新增100份")
    days.report(draft(100), draft(900, "cumulative"), text="2 月 3 日，新增100份")
    finding = days.only()
    assert finding.code == "stale"
    assert finding.message == "东河区：今日来件与2月2日的来件除日期外全文相同，像是重发了旧件。"


def news(step: int, *values: int) -> list[object]:
    codes = ("outreach.leaflets", "outreach.posters", "outreach.notices", "outreach.banners")
    return [draft(value, on=day(step), indicator=code) for code, value in zip(codes, values, strict=False)]


def test_all_new_figures_the_same_is_stale_too() -> None:
    days = Days()
    days.report(*news(-1, 120, 340, 56), on=day(-1), text="昨天")
    days.report(*news(0, 120, 340, 56), text="今天")
    finding = days.only()
    assert finding.code == "stale" and "全部 3 个新增和累计数都与上一次相同" in finding.message


def test_few_small_or_differing_figures_are_chance() -> None:
    for values, changed in (((120, 340), (120, 340)), ((1, 2, 0), (1, 2, 0)), ((120, 340, 56), (120, 340, 57))):
        days = Days()
        days.report(*news(-1, *values), on=day(-1), text="昨天")
        days.report(*news(0, *changed), text="今天")
        assert days.check() == []


def test_the_same_new_figures_with_a_total_that_moved_on_are_no_copy() -> None:
    days = Days()
    days.report(*news(-1, 120, 340, 56), draft(1000, "cumulative", on=day(-1)), on=day(-1), text="昨天")
    days.report(*news(0, 120, 340, 56), draft(1120, "cumulative"), text="今天")
    assert days.check() == []


def test_after_a_stale_report_the_next_day_is_a_gap() -> None:
    days = Days()
    for step in (-2, -1):
        days.report(
            draft(100, on=day(step)), draft(900, "cumulative", on=day(step)), on=day(step), text="新增100份，累计900份"
        )
    days.report(draft(150), draft(1210, "cumulative"))
    assert days.codes(day(-1)) == ["stale"]
    assert days.check() == []


def test_masked_values_are_unknown_and_not_zero() -> None:
    days = Days()
    days.report(draft(100), masked=("发口罩XX只", "悬挂横幅**条"))
    finding = days.only()
    assert finding.code == "masked"
    assert finding.message == ("东河区：来件有 2 处数字未填：“发口罩XX只”、“悬挂横幅**条”；按未知处理，不当作零。")


def test_personal_data_is_found_and_not_repeated() -> None:
    days = Days()
    days.report(draft(100), text="新增100份。\n联系值班员，手机13800138000")
    finding = days.only()
    assert finding.code == "personal_data"
    assert "手机号 × 1 (第 2 行)" in finding.message
    assert "13800138000" not in finding.message + finding.ask + str(finding.json())


def test_every_check_of_the_design_is_there_and_explains_itself_in_two_languages() -> None:
    codes = {check.code for check in all_checks()}
    assert codes == {
        *("continuity", "parts", "rollup", "monotone", "window_gap", "window_overlap", "reported_counted"),
        *("told_twice", "percent", "magnitude", "missing", "late", "stale", "date_mismatch", "masked", "personal_data"),
    }
    for code in codes:
        for tongue in ("zh", "en"):
            language.use(tongue)  # type: ignore[arg-type]
            assert len(explain(code)) > 30
        language.use(None)
    assert explain("no such check") == ""


def test_json_has_the_shape_of_the_contract() -> None:
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(12300), draft(88150, "cumulative"))
    line = days.only().json()
    wanted = ("code", "severity", "unit_code", "indicator", "date", "message", "ask", "expected", "found", "figures")
    assert all(key in line for key in wanted)
    assert (line["code"], line["date"], line["expected"], line["found"]) == ("continuity", "2026-02-03", 86150, 88150)
    assert line["figures"][-1] == {"entry": 3, "text": "88150份"}


class CountingLedger:
    """Counts the questions that are asked of a ledger."""

    def __init__(self, days: Days) -> None:
        self.days, self.asked = days, 0

    def __getattr__(self, name: str) -> object:
        self.asked += 1
        return getattr(self.days.ledger, name)


def test_the_ledger_is_asked_a_handful_of_times_however_many_figures_there_are() -> None:
    asked = []
    for size in (1, 60):
        days = Days()
        for step in (-1, 0):
            drafts = [draft(100 + step, item=str(place), on=day(step)) for place in range(size)]
            days.report(*drafts, on=day(step), text=str(step))
        ledger = CountingLedger(days)
        run(ledger, days.workspace, DAY, now=at("02-03T20:00"))  # type: ignore[arg-type]
        asked.append(ledger.asked)
    assert asked[0] == asked[1] <= 6


VALUES = st.integers(-5, 10**13)
BASES = st.sampled_from(["new", "cumulative", "asof", "rate", "other"])
CODES = st.sampled_from(["outreach.leaflets", "other", "rate.share", "no.such", "", "accounts.reach"])
MEASURES = st.sampled_from(["份", "%", "", "万"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(VALUES, BASES, CODES, MEASURES, st.integers(-3, 0), st.integers(-2, 9)), max_size=9))
def test_odd_data_never_raises(rows: list[tuple[int, str, str, str, int, int]]) -> None:
    """Negative counts, parts of nothing, unknown units and indicators: findings or none, never a failed check."""
    days = Days()
    for step in sorted({row[4] for row in rows}):
        drafts = [
            draft(
                value,
                basis,
                on=day(step),
                unit="nobody" if value % 3 == 0 else "donghe",
                indicator=code,
                measure=measure,
                part_of=part if part >= 0 else None,
            )
            for value, basis, code, measure, of_day, part in rows
            if of_day == step
        ]
        days.report(*drafts, on=day(step))
    assert not [finding for finding in days.check() if "没有做完" in finding.message]
    assert days.check(date(1, 1, 30)) == []


def test_a_check_that_fails_says_so_and_the_others_still_run(monkeypatch: pytest.MonkeyPatch) -> None:
    days = Days()
    days.report(draft(73850, "cumulative", on=day(-1)), on=day(-1))
    days.report(draft(12300), draft(88150, "cumulative"), masked=("XX只",))
    broken = next(check for check in all_checks() if check.code == "masked")

    def fail(snapshot: object) -> list[object]:
        raise ZeroDivisionError

    checks = tuple(replace(check, find=fail) if check is broken else check for check in all_checks())
    monkeypatch.setattr(engine, "all_checks", lambda: checks)
    assert sorted(days.codes()) == ["continuity", "masked"]
    assert any("没有做完（ZeroDivisionError）" in finding.message for finding in days.check())
