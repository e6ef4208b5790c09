"""Figures against each other: told differently, parts, shares, totals; and what only looks so."""

from __future__ import annotations

from datetime import date

import pytest

from dibao import documents
from dibao.lint import Remark, Severity, lint_document

DAY = date(2026, 2, 4)


def remarks(text: str) -> list[Remark]:
    return lint_document(documents.from_text(text, "简报.txt"), day=DAY)


HEAD = "安澜市疫情防控宣传工作日报\n安澜市宣传组 2026年2月4日\n"
BODY = "一、媒体报道\n2月3日9:00至2月4日9:00，全市发稿409篇，累计6579篇。\n"
BODY += "二、社会宣传\n截至2月4日，全市累计发放宣传资料44601份。\n"


class TestToldDifferently:
    def test_summary_and_section(self) -> None:
        found = remarks(f"{HEAD}截至2月4日，全市累计发放宣传资料45601份。\n{BODY}")
        assert [(one.code, one.severity) for one in found] == [("told_differently", Severity.ERROR)]
        assert "45,601" in found[0].message and "44,601" in found[0].message and "少 1,000" in found[0].message
        assert found[0].locator == "第7行"

    @pytest.mark.parametrize("told", ["4.5万份", "44601份", "4.46万份", "44000余份", "约4万份", "超4万份"])
    def test_values_whose_intervals_meet_agree(self, told: str) -> None:
        assert remarks(f"{HEAD}截至2月4日，全市累计发放宣传资料{told}。各区在行动。\n{BODY}") == []

    @pytest.mark.parametrize("told", ["4.7万份", "46000余份", "超5万份"])
    def test_values_whose_intervals_do_not_meet_do_not(self, told: str) -> None:
        found = remarks(f"{HEAD}截至2月4日，全市累计发放宣传资料{told}。\n{BODY}")
        assert [one.code for one in found] == ["told_differently"]

    @pytest.mark.parametrize(
        "told",
        [
            "截至2月3日24时，全市累计发放宣传资料43000份。",
            "2月4日，全市发放宣传资料1200份。",
            "截至2月4日，东河区累计发放宣传资料8000份，西山区累计发放宣传资料9000份。",
            "截至2月4日，全市累计悬挂横幅800条。",
        ],
    )
    def test_another_window_basis_unit_or_thing_is_another_quantity(self, told: str) -> None:
        assert [one for one in remarks(f"{HEAD}{BODY}{told}\n") if one.code == "told_differently"] == []

    def test_what_the_catalogue_lacks(self) -> None:
        text = "截至2月4日，全市累计修剪绿篱1200平方米。\n{}\n截至2月4日，全市累计修剪绿篱{}平方米，下步继续。\n".format
        assert [one.code for one in remarks(text("各区同步开展。", 1300))] == ["told_differently"]
        assert remarks(text("各区同步开展。", 1200)) == []


class TestParts:
    def test_more_than_the_whole(self) -> None:
        found = remarks("2月4日，入户走访3585户，其中独居老人家庭3910户。")
        assert [(one.code, one.severity) for one in found] == [("parts", Severity.ERROR)]
        assert "多 325" in found[0].message

    def test_labels_that_exhaust_a_thing(self) -> None:
        text = "2月4日，各级媒体发稿{}篇，其中市级媒体300篇，区级媒体120篇。".format
        assert [one.code for one in remarks(text(409))] == ["parts"]
        assert remarks(text(420)) == []

    def test_a_whole_list_that_does_not_add_up(self) -> None:
        found = remarks("2月4日，受理热线诉求100件，其中咨询60件、求助30件、其余20件。")
        assert [(one.code, one.suggestion) for one in found] == [("parts", "110")]
        assert remarks("2月4日，受理热线诉求110件，其中咨询60件、求助30件、其余20件。") == []
        assert remarks("2月4日，受理热线诉求110件，其中咨询60件、求助30件。") == []


class TestPercent:
    def test_a_share_that_its_numbers_do_not_give(self) -> None:
        found = remarks("2月4日，受理热线诉求148件，其中政策咨询74件，占52%。")
        assert [(one.code, one.suggestion) for one in found] == [("percent", "50%")]
        assert remarks("2月4日，受理热线诉求148件，其中政策咨询74件，占50%。") == []

    def test_over_a_hundred(self) -> None:
        assert [one.code for one in remarks("热线接通率达到102%。")] == ["percent"]
        assert remarks("征集任务完成率达到102%。") == []


class TestGrowth:
    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("接种3.15万剂次，比上周增加0.42万剂次，增长25.4%。", "15.4%"),
            ("发稿由340篇增加到409篇，增长30.3%。", "20.3%"),
            ("受理诉求120件，较昨日减少30件，下降25%。", "20%"),
        ],
    )
    def test_a_rate_that_its_values_do_not_give(self, text: str, right: str) -> None:
        assert [(one.code, one.suggestion) for one in remarks(text)] == [("growth", right)]

    @pytest.mark.parametrize(
        "text",
        [
            "接种3.15万剂次，比上周增加0.42万剂次，增长15.4%。",
            "发稿由340篇增加到409篇，增长20.3%。",
            "受理诉求120件，较昨日减少30件，下降20%。",
            "发放资料3万余份，比昨日增加2000余份，增长7%。",
            "发稿409篇，比昨日增加20篇，其中视频增长50%。",
            "接种率91.3%，较上周提高0.8个百分点。",
        ],
    )
    def test_rates_that_fit_or_are_of_something_else(self, text: str) -> None:
        assert remarks(text) == []


class TestListTotal:
    def test_a_total_behind_a_list(self) -> None:
        found = remarks("2月4日，中央媒体发稿3篇，省级媒体发稿21篇，市级媒体发稿488篇，合计513篇。")
        assert [(one.code, one.suggestion) for one in found] == [("list_total", "512")]

    @pytest.mark.parametrize(
        "text",
        [
            "2月4日，中央媒体发稿3篇，省级媒体发稿21篇，市级媒体发稿488篇，合计512篇。",
            "2月4日，发放宣传单1.2万份、手册3000余份，共计1.5万余份。",
            "2月4日，发稿3篇，累计发稿21篇，合计转载500篇。",
            "2月4日，举办培训3场、发放资料20份，共计惠及300人。",
        ],
    )
    def test_sums_that_fit_and_other_totals(self, text: str) -> None:
        assert [one for one in remarks(text) if one.code == "list_total"] == []


class TestTotalBelowNew:
    def test_more_new_than_there_is(self) -> None:
        found = remarks("2月3日9:00至2月4日9:00，播放量189万次，累计32万次。")
        assert [(one.code, one.severity) for one in found] == [("total_below_new", Severity.ERROR)]

    @pytest.mark.parametrize("told", ["累计320万次", "累计32万次（1家报累计）"])
    def test_what_fits_or_says_why(self, told: str) -> None:
        assert remarks(f"2月3日9:00至2月4日9:00，播放量189万次，{told}。") == []


def test_a_mark_in_the_text_and_figures_not_reported() -> None:
    found = remarks("2月4日，张贴通告2775份（待核）。")
    assert [(one.code, one.severity) for one in found] == [("questioned", Severity.WARNING)]
    found = remarks("联络群现有未报。")
    assert [(one.code, one.severity) for one in found] == [("missing", Severity.WARNING)]
    found = remarks("联络群现有未报。未报单位：东埠区。")
    assert [(one.code, one.severity) for one in found] == [("missing", Severity.NOTE)]


def test_how_many_units_are_in_a_figure_is_no_figure() -> None:
    """（3家报累计，待核） and （2家报累计，待核） are not one quantity told differently."""
    found = remarks(
        f"{HEAD}2月4日，发稿409篇，累计6579篇（3家报累计，待核）；张贴海报40张，累计900张（2家报累计，待核）。"
    )
    assert {one.code for one in found} == {"questioned"}
