"""Numbers that count nothing, days in lists, weeks that were named, what is lacking, and who did what."""

from __future__ import annotations

from datetime import date

import pytest

from dibao import documents, reading
from dibao.figures import Basis, Figure

DAY = date(2022, 6, 12)


def figures(text: str) -> list[Figure]:
    return reading.read(documents.from_text(text, "t.txt"), date=DAY)


def words(text: str) -> list[str]:
    return [one.text + one.unit for one in figures(text)]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("折页发放量原报5200份有误，现报5020份。", ["5020份"]),
        ("上期误报为260场，应为206场。", ["206场"]),
        ("张贴海报由900张更正为90张。", ["90张"]),
        ("核对无误，实发手册300册。", ["300册"]),
        ("网格由18个调整为15个。", ["18个", "15个"]),
        ("婚宴超过8桌的须提前报备。", []),
        ("20人以上的集会应当报批。", []),
        ("到场群众超过800人，须知卡发放300张。", ["800人", "300张"]),
        ("300余人必须连夜转移，已转移280人。", ["300余人", "280人"]),
        ("上线99元套餐，发出30元电影券600张。", ["600张"]),
        ("发放50万元消费券，惠及1.2万人。", ["50万元", "1.2万人"]),
    ],
)
def test_what_is_taken_back_or_a_rule_or_a_price_counts_nothing(text: str, left: list[str]) -> None:
    assert words(text) == left


def test_a_short_line_of_several_figures_is_of_its_day_and_no_heading() -> None:
    found = figures("值守记录\n6月9日 巡楼40栋，劝返3人，代买药品12次\n6月10日 巡楼38栋，代买药品9次")
    assert [one.window.iso()[0] for one in found] == ["2022-06-09T00:00"] * 3 + ["2022-06-10T00:00"] * 2
    assert all(one.basis in (Basis.NEW, None) for one in found)
    assert not figures("6月9日发放手册200册")[0].window  # one figure: a title's day is the report's


def test_in_one_week_goes_back_to_the_week_that_was_named() -> None:
    found = figures("5月30日至6月5日，全区集中宣传。一周来，出动志愿者300人次，贴海报90张。")
    assert [one.window.iso() for one in found] == [["2022-05-30T00:00", "2022-06-06T00:00"]] * 2
    assert [one.basis for one in found] == [Basis.NEW, Basis.NEW]
    assert not figures("一周来，贴海报90张。")[0].window


def test_what_is_lacking_or_a_task_is_not_what_there_is() -> None:
    found = figures("已发手套300副。尚缺雨衣80件、手电25个，急需沙袋2000条。完成年度任务（60场）的七成。")
    assert [one.basis is Basis.OTHER for one in found] == [False, True, True, True, True, False]
    assert figures("为缺席者补课3场。")[0].basis is not Basis.OTHER


def test_those_who_watched_came() -> None:
    found = figures("6月11日，广场放映电影2场，观众约600人，线上网友1.5万人。")
    assert [one.basis for one in found] == [Basis.NEW] * 3


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("区公安局出动警力300人次。发放手册2000册。", ["区公安局", "区公安局"]),
        ("县文明办开展宣讲8场，被省级媒体采用12篇。印发手册90册。", ["县文明办", "省级媒体", "县文明办"]),
        ("向县委宣传部报送信息30条。", [""]),
    ],
)
def test_who_did_it_is_no_one_it_was_done_for_or_by_whom_one_thing_was(text: str, actors: list[str]) -> None:
    assert [one.actor for one in figures(text)] == actors


def test_a_phrase_of_doing_begins_with_a_verb() -> None:
    assert reading.done("收集问题")
    assert not any(map(reading.done, ("问题", "播出机构", "")))


def test_a_line_that_begins_with_an_hour_is_of_the_day_that_was_named() -> None:
    found = figures("柳园社区6月9日流水\n8:20 挂横幅4条、贴海报12张\n19:40 劝返外来车9台次，群内发通知3条")
    assert [one.window.iso() for one in found] == [["2022-06-09T00:00", "2022-06-10T00:00"]] * 4
    undated = figures("8:20 挂横幅4条、贴海报12张")
    assert not any(one.window for one in undated)


def test_the_heaviest_rain_is_the_most_of_one_place_and_a_measure_word_of_gifts_is_one() -> None:
    found = figures("6月11日，平均雨量60毫米，最大点雨量132毫米。发放牛奶240提、鸡蛋90份，满意度由80%提升。")
    assert found[1].basis is Basis.OTHER
    assert [one.text + one.unit for one in found[2:4]] == ["240提", "90份"]
