"""Blanks, leftovers, punctuation, numbering and style: true cases, and look-alikes that must stay silent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from dibao import documents
from dibao.lint import Remark, Severity, all_rules, explain, lint_document

DAY = date(2026, 2, 4)


def remarks(text: str, day: date | None = DAY) -> list[Remark]:
    return lint_document(documents.from_text(text, "简报.txt"), day=day)


def codes(text: str, day: date | None = DAY) -> list[str]:
    return [one.code for one in remarks(text, day)]


def only(text: str, day: date | None = DAY) -> Remark:
    found = remarks(text, day)
    assert len(found) == 1, [(one.code, one.message) for one in found]
    return found[0]


CLEAN = """安澜市疫情防控宣传工作日报
第15期
安澜市宣传组 2026年2月4日
安澜市疫情防控宣传工作情况
一、基本情况
今日应报单位21家，已报21家。
二、工作进度
（一）媒体报道
2月3日9:00至2月4日9:00，各级媒体发稿409篇，累计6,579篇；推出视频作品48条，累计746条。
（二）社会宣传
2月3日11:00至2月4日11:00，发放宣传资料51,360份，累计1,879,667份；悬挂横幅172条，累计8,732条。
1．入户走访7,785户，其中独居老人105户。
2．举办培训3场，参加培训1,040人次。
三、下步打算
继续做好入户宣传。
安澜市宣传舆论组
2026年2月4日
"""


def test_a_clean_brief_is_silent() -> None:
    assert remarks(CLEAN) == []


def test_every_rule_explains_itself_in_both_languages() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules) >= 35
    assert all(rule.zh and rule.en and explain(rule.code) for rule in rules)
    assert explain("no_such_rule") == ""


def broken(change: str, by: str) -> list[Remark]:
    """The clean brief with one change."""
    assert change in CLEAN
    return remarks(CLEAN.replace(change, by, 1))


@pytest.mark.parametrize(
    ("change", "by", "expected"),
    [
        ("409篇", "XX篇", ["blank"]),
        ("409篇", "＿＿篇", ["blank"]),
        ("2月3日9:00", "×月×日9:00", ["blank"]),
        ("独居老人", "【待填】", ["blank"]),
        ("今日应报单位21家", "今日应报单位（）21家", ["blank"]),
        ("继续做好入户宣传。", "此处填写下步打算。", ["leftover"]),
        ("继续做好入户宣传。", "TODO", ["leftover"]),
        ("继续做好入户宣传。", "继续做好入户宣传，见错误！未找到引用源。。", ["leftover", "punctuation"]),
        ("409篇", "[media.stories new]篇", ["leftover"]),
        ("悬挂横幅172条，累计8,732条", "悬挂横幅条，累计8,732条", ["unfilled_clause"]),
        ("51,360份，累计1,879,667份", "51,360份，累计发放份", ["unfilled_clause"]),
        ("51,360份，累计1,879,667份", "51,360份，累计；", ["punctuation", "unfilled_clause"]),
        ("其中独居老人105户", "独居老人占%", ["unfilled_clause"]),
        ("第15期", "第期", ["blank"]),
        ("安澜市宣传舆论组\n2026年2月4日", "安澜市宣传舆论组\n2026年月日", ["blank"]),
        ("2月3日9:00至2月4日", "2月3日9:00至2月日", ["blank"]),
        ("已报21家。", "已报21家。。", ["punctuation"]),
        ("48条，累计", "48条，，累计", ["punctuation"]),
        ("继续做好入户宣传。", "继续做好入户宣传、", ["punctuation"]),
        ("其中独居老人105户", "其中独居老人（含空巢105户", ["punctuation"]),
        ("累计746条", "累计累计746条", ["punctuation"]),
        ("已报21家", "已报21家,无迟报", ["width"]),
        ("（二）社会宣传", "（三）社会宣传", ["numbering"]),
        ("（二）社会宣传", "（一）社会宣传", ["numbering"]),
        ("三、下步打算", "四、下步打算", ["numbering"]),
        ("2．举办", "4．举办", ["numbering"]),
        ("二、工作进度", "二.工作进度", ["numbering_mark"]),
        ("（一）媒体报道", "（一）、媒体报道", ["numbering_mark"]),
        ("三、下步打算", "三、下步打算。", ["heading_stop"]),
        ("安澜市疫情防控宣传工作情况\n", "安澜市疫情防控宣传工作情况。\n", ["heading_stop"]),
        ("2026年2月4日\n安澜市疫情", "2026年2月3日\n安澜市疫情", ["old_date"]),
        ("至2月4日11:00", "至2月30日11:00", ["impossible_date"]),
        ("至2月4日11:00", "至2月4日11:75", ["impossible_date"]),
        ("2月3日9:00至2月4日9:00", "2月4日9:00至2月3日9:00", ["impossible_date"]),
        ("安澜市宣传舆论组\n2026年2月4日", "安澜市宣传舆论组\n二〇二六年二月四日", ["closing_date"]),
        ("安澜市宣传舆论组\n2026年2月4日", "安澜市宣传舆论组\n2026年02月04日", ["year_form"]),
    ],
)
def test_one_change_gives_its_remark(change: str, by: str, expected: Sequence[str]) -> None:
    found = broken(change, by)
    assert sorted(one.code for one in found) == sorted(expected), [one.message for one in found]
    assert all(one.quote and one.locator for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话138****5678，由李某某负责。",  # masked on purpose
        "市民张××（化名）说，社区送来了口罩。",
        "东埠区报来“发放口罩XX只”，按未知处理。",
        "推出短视频《XX的一天》等3部作品。",
        "该栏目进入第3季，观众身份、年份、省份不限。",
        "稿件被评为头条，收到来件。",
        "做到“一人一档、一户一策”，不落一户。",
        "全市共有志愿者（含学生）200人。",
        "重点抓好三项：1）摸排；2）宣传；3）回访。",
        "他问：“封控吗？”答：“不封。”",
        "（一）春节期间。全市发放资料200份。",
        "方案见《安澜市工作规则（试行）》。",
        "访问 www.anlan.example 可查阅，邮编100100。",
        "气温降到-3至5摄氏度，2020-2025年规划完成。",
        "热线12345受理诉求44,601件。",
        "视频号10万+作品3件。",
        "近3年以上从业经验者优先，志愿者约200人。",
        "总投资3.4亿元、5万元，合计3.4005亿元。",
        "参考《关于印发方案的通知》（安宣发〔2026〕3号）。",
        "2月4日（星期三）举办活动。",
        "播放量3亿4500万次。",
        "登记姓名、出生年月日和住址，12月日均诉求20件，每月日报不断。",
        "整改率百分之五十，占三成；办结率九十%，逐月累计，不留死角。",
        "全长1200千米，耗电3千瓦时，2百分点。",
        "这是我们的确定目标，目的的实现靠大家。",
    ],
)
def test_look_alikes_are_silent(text: str) -> None:
    assert remarks(text) == []


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("会议定于2月4日（星期四）召开。", "weekday", "星期三"),
        ("近200多人参加。", "hedges", "近200"),
        ("约30人左右参加。", "hedges", "约30人"),
        ("发放资料超过5,000份以上。", "hedges", "超过5,000份"),
        ("发放资料突破1.2万余份。", "hedges", "突破1.2万"),
        ("发放资料3～5万份。", "range_form", "3万～5万"),
        ("占比在15～30%。", "range_form", "15%～30%"),
        ("每队10-15人。", "range_form", "10～15"),
        ("发放资料3千份。", "scale_words", "3,000"),
        ("阅读量1.3w次。", "scale_words", "1.3万"),
        ("发稿3篇、转载四篇。", "mixed_numerals", "4"),
        ("发放资料1,23份。", "grouping", "123"),
        ("自二零二六年起实行。", "year_form", "二〇二六年"),
        ("自26年2月起实行。", "year_form", "2026年"),
        ("自2026年二月起实行。", "year_form", "2026年2月"),
        ("按照安宣发[2026]03号文件执行。", "document_number", "安宣发〔2026〕3号"),
        ("按照安宣发（26）第3号文件执行。", "document_number", "安宣发〔2026〕3号"),
    ],
)
def test_style_says_what_to_write(text: str, code: str, suggestion: str) -> None:
    found = only(text)
    assert (found.code, found.suggestion.removeprefix("按照")) == (code, suggestion)


def test_grouping_and_times_go_by_the_rarer_way() -> None:
    found = remarks("发稿44,601篇，阅读251,360次，播放12345次。\n2月3日9:00开始，2月4日9:00结束，2月4日10时发布。")
    assert [(one.code, one.suggestion, one.severity) for one in found] == [
        ("grouping", "12,345", Severity.NOTE),
        ("clock_form", "10:00", Severity.NOTE),
    ]


def test_shares_of_one_whole() -> None:
    assert codes("其中咨询占60%，求助占20%，其他占10%。") == ["shares"]
    assert codes("其中咨询占33.3%，求助占33.3%，其他占33.3%。") == []  # rounding
    assert codes("其中咨询占60%，求助占20%。") == []  # not told to be whole
    assert codes("其中咨询60件，占60%，求助20件，占20%，其他20件。") == []  # the rest has no share
    assert codes("其中咨询占60%，求助占30%，建议占40%。") == ["shares"]
    assert codes("办结占60.25%，求助占30%。") == ["decimals"]


def test_lists_may_begin_anew() -> None:
    text = "一、媒体\n1．甲事项已办。\n2．乙事项已办。\n另有一组如下。\n"
    text += "1．丙事项已办。\n2．丁事项已办。\n二、网络\n1．戊事项已办。"
    assert codes(text) == []


def test_levels_out_of_order() -> None:
    text = "一、媒体\n1．各报社\n（一）日报社\n（二）晚报社\n2．各电台\n"
    found = only(text)
    assert (found.code, found.severity) == ("numbering", Severity.ERROR)
    assert "颠倒" in found.message


def test_1_with_a_comma_throughout_is_one_note() -> None:
    found = only("工作如下\n1、甲事项已办。\n2、乙事项已办。\n3、丙事项已办。")
    assert (found.code, found.severity, found.suggestion) == ("numbering_mark", Severity.NOTE, "1．")


def test_annexes() -> None:
    good = "请审阅。\n附件：1．安澜市统计表\n2．安澜市名单\n安澜市宣传组\n"
    assert codes(good) == []
    assert codes("请审阅。\n附件:安澜市统计表。\n") == ["annex", "annex"]
    assert codes("请审阅。\n附件：安澜市统计表\n2．安澜市名单\n") == ["numbering", "annex"]


def test_a_paragraph_pasted_twice() -> None:
    twice = "各区组织志愿者入户，张贴海报和横幅。"
    assert codes(f"{twice}\n继续开展。\n{twice}\n") == ["doubled"]


class TestOldDates:
    def test_a_window_of_the_day_before_beside_one_of_the_day(self) -> None:
        text = CLEAN.replace("2月3日11:00至2月4日11:00", "2月2日11:00至2月3日11:00")
        found = [one for one in remarks(text) if one.code == "old_date"]
        assert found == []  # its own hours differ from the media's, and one such window alone says nothing sure
        text = CLEAN.replace("三、下步打算", "2月2日9:00至2月3日9:00，广播电视播出172次。\n三、下步打算")
        found = [one for one in remarks(text) if one.code == "old_date"]
        assert [one.suggestion for one in found] == ["2月3日9:00至2月4日9:00"]

    def test_all_windows_of_the_day_before(self) -> None:
        text = CLEAN.replace("2月3日", "2月2日").replace("至2月4日", "至2月3日")
        assert {one.code for one in remarks(text)} == {"old_date"}

    def test_the_day_before_until_midnight_is_a_bulletin(self) -> None:
        assert codes("2月3日0时至24时，全市新增诉求12件。\n截至2月3日24时，累计诉求120件。") == []

    def test_a_wrong_year(self) -> None:
        found = only("截至2025年2月4日，累计发稿200篇。")
        assert (found.code, found.suggestion) == ("old_date", "2026年2月4日")
        assert codes("2025年2月10日启动，至今发稿200篇。") == []

    def test_one_as_of_behind_the_others(self) -> None:
        text = "截至2月4日，累计发稿200篇。\n截至2月3日，累计发放资料300份。"
        assert [(one.code, one.severity) for one in remarks(text)] == [("old_date", Severity.WARNING)]

    def test_what_is_said_to_be_carried_forward_is_no_old_date(self) -> None:
        text = "截至2月4日，累计发放资料{}份（望海区为截至2月3日11:00的数、柳林区为截至2月2日的数）。"
        assert codes(text.format(300)) == []
        assert codes("截至2月4日，累计发稿200篇。\n全区为截至2月3日累计发放资料300份。") == ["old_date"]


def test_personal_data_is_not_repeated() -> None:
    found = only("联系人电话13800138000。")
    assert (found.code, found.severity, found.suggestion) == ("personal_data", Severity.ERROR, "〔手机号〕")
    assert "138" not in found.message + found.quote


def test_few_persons_of_a_small_place() -> None:
    assert codes("东埠镇新增阳性病例2例。") == ["small_counts"]
    assert codes("全市新增阳性病例2例。") == []
    assert codes("东埠镇新增阳性病例12例。") == []
    assert codes("东埠镇组织宣讲员2人。") == []
