"""Times that reach back or ahead: closing notes, starts behind ends, weeks side by side, feasts, plans."""

from __future__ import annotations

from datetime import date

from dibao import documents, reading
from dibao.figures import Basis, Figure

DAY = date(2022, 6, 12)


def figures(text: str, day: date = DAY) -> list[Figure]:
    return reading.read(documents.from_text(text, "t.txt"), date=day)


def test_a_start_right_behind_the_end_keeps_the_end() -> None:
    found = figures("截至6月11日20时，入汛以来累计转移群众4.6万户。")
    assert found[0].window.iso() == [None, "2022-06-11T20:00"]
    later = figures("截至6月11日20时，转移7户。疫情发生以来，累计转移9户。")
    assert later[1].window.iso() == [None, None]


def test_a_note_at_the_end_says_up_to_when_the_figures_count() -> None:
    text = "●招募3.2万人报名\n●推文12期，其中6月3日推送2期\n（数据截至6月10日12时）"
    ends = [one.window.iso() for one in figures(text)]
    assert ends[0] == [None, "2022-06-10T12:00"]
    assert ends[2] == ["2022-06-03T00:00", "2022-06-04T00:00"]
    assert not figures("发布信息7条（数据截至6月10日）。张贴海报90张。")[0].window  # no note of all


def test_last_week_beside_this_week_is_the_week_before_it() -> None:
    text = "工作数据（6月6日—12日）\n本周发布信息7条，上周9条。"
    assert [one.window.iso() for one in figures(text, date(2022, 6, 13))] == [
        ["2022-06-06T00:00", "2022-06-13T00:00"],
        ["2022-05-30T00:00", "2022-06-06T00:00"],
    ]
    assert figures("上周（6月6日至12日），发布信息7条。上周，转发9条。", date(2022, 6, 13))[1].window.iso()[1] == (
        "2022-06-13T00:00"
    )


def test_the_day_of_a_feast_is_that_day() -> None:
    found = figures("自5月8日启动以来，组织27批次。五一当天，接待60人。6月1日当天接待80人。")
    assert [one.window.iso() for one in found[1:]] == [
        ["2022-05-01T00:00", "2022-05-02T00:00"],
        ["2022-06-01T00:00", "2022-06-02T00:00"],
    ]


def test_what_is_only_planned_is_neither_new_nor_cumulative() -> None:
    found = figures("6月11日，发放手册200册。下一步，计划印制手册3万册、海报500张。按计划发放单页40份。")
    assert [one.basis for one in found[1:3]] == [Basis.OTHER, Basis.OTHER]
    assert Basis.OTHER not in (found[0].basis, found[3].basis)
    late = figures("张贴海报90张，将印制好的折页40份送到村里。6月30日主汛期前，还将再开展培训20期。")
    assert [one.basis is Basis.OTHER for one in late] == [False, False, True]
    assert not late[2].window  # a day to come is no window of what was done


def test_a_short_item_of_a_list_is_no_heading() -> None:
    found = figures("6月11日工作情况\n●推文12期，其中6月3日推送2期\n●转发7次")
    assert found[1].window.iso() == ["2022-06-03T00:00", "2022-06-04T00:00"]


def test_a_part_of_a_day_of_its_own_is_of_that_day() -> None:
    found = figures("推文12期，其中6月3日推送2期。")
    assert (found[1].part_of, found[1].basis) == (0, Basis.NEW)


def test_a_title_repeats_what_is_counted_alike() -> None:
    title = figures("三家超市保供应\n店里每天补货三次。")[0]
    assert title.basis is not Basis.RATE


def test_a_list_of_differences_is_new_item_by_item() -> None:
    found = figures("6月11日，累计供应蔬菜326吨、肉类88吨，较10日分别增加12.3吨、6.1吨和0.9吨。")
    assert [one.basis for one in found] == [Basis.CUMULATIVE] * 2 + [Basis.NEW] * 3
