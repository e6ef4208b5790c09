"""One quantity told twice, counted and reported, in parts, and in percent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dibao.checks import Severity
from dibao.entries import Draft
from support.drafts import Approx, Days, Origin, Window, approximate, at, day, draft


def told(text: str, *marks: Draft) -> Days:
    """A report whose drafts stand where their numbers are in the text, in order."""
    days, cursor, placed = Days(), 0, []
    for mark in marks:
        start = text.index(mark.text, cursor)
        cursor = start + len(mark.text)
        end = text.rfind("。", 0, start) + 1
        placed.append(place(mark, start, cursor, text[end:].split("。", maxsplit=1)[0]))
    days.report(*placed, text=text)
    return days


def place(mark: Draft, start: int, end: int, sentence: str) -> Draft:
    return replace(mark, start=start, end=end, sentence=sentence, locator=f"第{start}字")


class TestToldTwice:
    def test_two_values_in_one_report(self) -> None:
        finding = told("发放3200份。小结：发放3300份。", draft(3200), draft(3300)).only()
        assert (finding.code, finding.severity) == ("told_twice", Severity.ERROR)
        assert (
            finding.message
            == "东河区 发放宣传资料（份）：同一来件前后两处不一致：第2字写 3,200，第13字写 3,300，相差 100。"
        )
        assert [way.value for way in finding.ways_out[:2]] == [3200, 3300]

    def test_what_the_words_beside_it_call_another_thing_is_another(self) -> None:
        for words, codes in (("其他", []), ("发热咨询", ["told_twice"])):
            days = told(f"发热就诊咨询48件，{words}26件。", draft(48, text="48件"), draft(26, text="26件"))
            assert days.codes() == codes

    @pytest.mark.parametrize(
        "text",
        [
            "点击量分别冲到20万次、50万次。",
            "《晨报》推文20万次。\n《晚报》推文50万次。",
            "20万次点击来自外地，50万次播放来自本地。",
        ],
    )
    def test_lists_titles_and_nouns_behind_the_number_keep_figures_apart(self, text: str) -> None:
        assert told(text, draft(200000, text="20万次"), draft(500000, text="50万次")).check() == []

    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            ("城区：发放资料20份；乡镇：发放资料50份。", []),
            ("电视播出稿件20份；广播播出稿件50份。", []),
            ("社区：发放资料20份。小结：发放资料50份。", ["told_twice"]),
            ("社区：发放资料20份。合计发放资料50份。", ["told_twice"]),
            ("截至2月3日11时发放资料20份。目前发放资料50份。", ["told_twice"]),
        ],
    )
    def test_headings_and_makers_keep_figures_apart_but_a_summary_does_not(self, text: str, codes: list[str]) -> None:
        assert told(text, draft(20), draft(50)).codes() == codes

    def test_the_totals_say_which_is_right(self) -> None:
        days = Days()
        days.report(draft(1000, "cumulative", on=day(-1)), on=day(-1))
        days.report(draft(3300), draft(3200), draft(4200, "cumulative"))
        finding = days.only()
        assert (finding.code, finding.expected, finding.found) == ("told_twice", 3200, 3300)
        assert "按累计核算，3,200 相符" in finding.message

    def test_the_same_value_or_an_interval_that_holds_it_agree(self) -> None:
        days = Days()
        days.report(draft(3200), draft(3200), draft(3000, **approximate("3000余份", 3000, 4000, Approx.AT_LEAST)))
        assert days.check() == []

    def test_other_windows_items_and_bases_are_other_quantities(self) -> None:
        days = Days()
        morning = Window(at("02-03T00:00"), at("02-03T12:00"))
        evening = Window(at("02-03T12:00"), at("02-04T00:00"))
        days.report(draft(3200, window=morning), draft(3300, window=evening), draft(90, item="海报"), draft(7, "asof"))
        assert days.check() == []

    def test_a_whole_and_its_parts_under_one_key_are_no_contradiction(self) -> None:
        days = Days()
        days.report(draft(50), draft(30), draft(20))
        assert days.check() == []

    def test_two_units_tell_of_one(self) -> None:
        days = Days()
        days.report(draft(3200))
        days.report(draft(3300, reporter="daily"), unit="daily")
        finding = days.only()
        assert (
            finding.code == "told_twice" and "两个单位报的不一致：东河区写 3,200，安澜日报写 3,300" in finding.message
        )
        assert finding.ask.startswith("安澜日报")
        # A correction's reason is read beside the figure by the unit's clerk: nothing of the other unit in it.
        reasons = [way.reason for way in finding.ways_out if way.entry is not None]
        assert len(reasons) == 2
        assert not any(word in reason for reason in reasons for word in ("安澜日报", "东河区", "3,200", "3,300"))

    def test_a_new_version_is_information(self) -> None:
        days = Days()
        days.report(draft(3200), draft(5, item="海报"), text="第一版")
        days.report(draft(3300), draft(5, item="海报"), text="第二版")
        finding = days.only()
        assert (finding.code, finding.severity, finding.expected, finding.found) == (
            "told_twice",
            Severity.INFO,
            3200,
            3300,
        )
        assert "第 2 版来件改了 1 个数：发放宣传资料（份） 3,200 改为 3,300" in finding.message

    def test_a_correction_by_a_person_is_no_new_version(self) -> None:
        days = Days()
        days.report(draft(3200))
        days.ledger.correct(1, 3300, "电话核实")
        assert days.check() == []


class TestReportedCounted:
    @pytest.mark.parametrize(("counted", "codes"), [(30, []), (28, ["reported_counted"])])
    def test_reported_beside_counted(self, counted: int, codes: list[str]) -> None:
        days = Days()
        days.report(draft(30))
        days.ledger.record([draft(counted, origin=Origin.COUNTED)])
        assert days.codes() == codes
        if codes:
            finding = days.only()
            assert "来件写 30，系统记录清点为 28，来件多 2" in finding.message
            assert (finding.expected, finding.found) == (28, 30)

    def test_the_sum_that_breaks_with_it_is_not_told_too(self) -> None:
        days = Days()
        days.report(draft(100, "cumulative", on=day(-1)), on=day(-1))
        days.report(draft(30), draft(128, "cumulative"))
        days.ledger.record([draft(28, origin=Origin.COUNTED)])
        assert days.codes() == ["reported_counted"]

    def test_what_nobody_reported_is_not_compared(self) -> None:
        days = Days()
        days.ledger.record([draft(28, origin=Origin.COUNTED)])
        assert days.check() == []


class TestParts:
    def test_a_part_over_its_whole(self) -> None:
        finding = told(
            "入户3585户，其中独居老人3910户。", draft(3585, text="3585户"), draft(3910, text="3910户", part_of=0)
        ).only()
        assert finding.code == "parts" and "超过总数 3,585，多 325" in finding.message

    def test_parts_that_sum_to_more(self) -> None:
        finding = told(
            "发放3000份，其中农村2000份、学校1100份。",
            draft(3000),
            draft(2000, part_of=0, item="农村"),
            draft(1100, part_of=0, item="学校"),
        ).only()
        assert finding.message == (
            "东河区 发放宣传资料（份）：其中 农村 2,000 ＋ 学校 1,100 ＝ 3,100，总数写 3,000，总数少 100。"
        )

    def test_an_incomplete_list_may_stay_under_the_whole(self) -> None:
        days = told(
            "发放3000份，其中农村2000份、学校600份。",
            draft(3000),
            draft(2000, part_of=0, item="农村"),
            draft(600, part_of=0, item="学校"),
        )
        assert days.check() == []

    @pytest.mark.parametrize(
        ("text", "items"),
        [
            ("发放3000份，其中农村2000份，其余600份。", ("农村", "其余")),
            ("发放3000份，其中线上2000份、线下600份。", ("线上", "线下")),
        ],
    )
    def test_a_list_that_says_it_is_complete_may_not(self, text: str, items: tuple[str, str]) -> None:
        days = told(text, draft(3000), draft(2000, part_of=0, item=items[0]), draft(600, part_of=0, item=items[1]))
        assert days.codes() == ["parts"]

    def test_all_districts_are_complete(self) -> None:
        marks = [
            draft(value, part_of=0, unit=unit, reporter="daily")
            for unit, value in (("donghe", 1000), ("xishan", 800), ("nanhu", 700))
        ]
        days = told("发放3000份，其中东河1000份、西山800份、南湖700份。", draft(3000, unit="daily"), *marks)
        assert days.codes() == ["parts"]

    def test_a_list_that_added_up_yesterday_is_complete(self) -> None:
        days = told(
            "发放6980份，其中农村2480份、学校1800份、集贸市场2070份。",
            draft(6980),
            draft(2480, part_of=0, item="农村"),
            draft(1800, part_of=0, item="学校"),
            draft(2070, part_of=0, item="集贸市场"),
        )
        assert days.check() == []
        days.report(
            draft(7000, on=day(-1)),
            draft(2500, on=day(-1), part_of=0, item="农村"),
            draft(1800, on=day(-1), part_of=0, item="学校"),
            draft(2700, on=day(-1), part_of=0, item="集贸市场"),
            on=day(-1),
        )
        assert "＝ 6,350，总数写 6,980，总数多 630" in days.only().message

    def test_two_breakdowns_of_one_whole_are_judged_apart(self) -> None:
        days = told(
            "宣讲20场，其中线上12场、线下8场；其中市级5场、区级15场。",
            draft(20, text="20场"),
            *(
                draft(v, text=f"{v}场", part_of=0, item=i)
                for v, i in ((12, "线上"), (8, "线下"), (5, "市级"), (15, "区级"))
            ),
        )
        assert days.check() == []

    def test_parts_of_another_measure_are_not_added(self) -> None:
        days = told(
            "宣讲20场，其中听众900人次。",
            draft(20, text="20场", measure="场"),
            draft(900, text="900人次", measure="人次", part_of=0),
        )
        assert days.check() == []

    def test_about_is_honoured(self) -> None:
        days = told(
            "发放3000余份，其中线上2000份、线下1400份。",
            draft(3000, **approximate("3000余份", 3000, 4000, Approx.AT_LEAST)),
            draft(2000, part_of=0, item="线上"),
            draft(1400, part_of=0, item="线下"),
        )
        assert days.check() == []


def rate(value: object, text: str) -> Draft:
    return draft(value, "rate", indicator="rate.share", measure="%", text=text)  # type: ignore[arg-type]


class TestPercent:
    def share(self, percent: str) -> Days:
        return told(
            f"监测信息21460条，其中相关信息11803条，占{percent}%。",
            draft(21460, text="21460条", indicator="listening.items", measure="条"),
            draft(11803, text="11803条", indicator="listening.topic_items", measure="条", part_of=0),
            rate(Decimal(percent), f"{percent}%"),
        )

    @pytest.mark.parametrize("percent", ["55", "55.0", "54.9", "55.00"])
    def test_rounding_and_cutting_off_are_right(self, percent: str) -> None:
        assert self.share(percent).check() == []

    def test_a_wrong_share_is_told_with_the_division(self) -> None:
        finding = self.share("65.0").only()
        assert finding.code == "percent"
        assert "11,803 ÷ 21,460 ＝ 55.0%，来件写 65%" in finding.message
        assert str(finding.expected) == "55.0"

    @pytest.mark.parametrize(("first", "codes"), [("50.0%", []), ("52.0%", ["percent"])])
    def test_a_whole_in_the_sentence_before_is_proven_by_the_other_shares(self, first: str, codes: list[str]) -> None:
        calls = {"indicator": "listening.calls", "measure": "件"}
        days = told(
            f"热线受理来电148件，累计受理2453件。当日来电中，政策咨询74件，占{first}；就诊咨询48件，占32.4%；其他26件。",
            draft(148, text="148件", **calls),
            draft(2453, "cumulative", text="2453件", **calls),
            draft(74, text="74件", item="政策", **calls),
            rate(Decimal(first[:-1]), first),
            draft(48, text="48件", item="就诊", **calls),
            rate(Decimal("32.4"), "32.4%"),
            draft(26, text="26件", item="其他", **calls),
        )
        assert days.codes() == codes
        if codes:
            assert "74 ÷ 148 ＝ 50.0%，来件写 52%" in days.only().message

    def test_over_a_hundred_where_it_cannot_be(self) -> None:
        assert told("群众满意率102%。", rate(102, "102%")).only().code == "percent"
        assert told("完成率102%，比去年增长130%。", rate(102, "102%"), rate(130, "130%")).check() == []

    def test_a_rate_beside_its_two_numbers(self) -> None:
        text = "应整改200处，已整改197处，整改率{}。"
        marks = (draft(200, text="200处", measure="处", item="应"), draft(197, text="197处", measure="处", item="已"))
        assert told(text.format("95%"), *marks, rate(95, "95%")).codes() == ["percent"]
        assert told(text.format("98.5%"), *marks, rate(Decimal("98.5"), "98.5%")).check() == []

    @pytest.mark.parametrize(
        "text",
        [
            "受理投诉417件，办结405件，回访满意率94.1%。",
            "接到来电417件，转给部门405件；办结率94.1%。",
            "接到来电417件，办结405件，按时办结率94.1%。",
            "收来留言417件，推动解决405件，就医用药占94.1%。",
            "来电417件，接通率94.1%，办结405件。",
        ],
    )
    def test_a_rate_of_something_else_is_not_that_of_the_two_numbers(self, text: str) -> None:
        marks = [draft(417, text="417件", item="来"), draft(405, text="405件", item="办")]
        if text.index("405") > text.index("94.1"):
            days = told(text, marks[0], rate(Decimal("94.1"), "94.1%"), marks[1])
        else:
            days = told(text, *marks, rate(Decimal("94.1"), "94.1%"))
        assert days.check() == []

    def test_but_one_of_its_own_numbers_is(self) -> None:
        marks = (draft(417, text="417件", item="来"), draft(405, text="405件", item="办"))
        for text in ("受理投诉417件，办结405件，办结率94.1%。", "收到417件，其中急件405件，急件占94.1%。"):
            finding = told(text, *marks, rate(Decimal("94.1"), "94.1%")).only()
            assert "405 ÷ 417 ＝ 97.1%，来件写 94.1%" in finding.message

    @pytest.mark.parametrize(("percent", "codes"), [("105%", []), ("115%", ["percent"])])
    def test_a_plan_that_was_exceeded(self, percent: str, codes: list[str]) -> None:
        marks = (draft(100, text="100场", measure="场", item="计划"), draft(105, text="105场", measure="场"))
        days = told(f"计划宣讲100场，已完成105场，完成率{percent}。", *marks, rate(Decimal(percent[:-1]), percent))
        assert days.codes() == codes

    def test_growth_on_yesterday(self) -> None:
        for percent, codes in ((12, []), (20, ["percent"])):
            days = told(f"发放560份，比昨日增长{percent}%。", draft(560), rate(percent, f"{percent}%"))
            days.report(draft(500, on=day(-1)), on=day(-1))
            assert days.codes() == codes
        assert "（560 − 500）÷ 500 ＝ 12%" in days.only().message

    def test_growth_on_last_year_cannot_be_known(self) -> None:
        days = told("发放560份，同比增长20%。", draft(560), rate(20, "20%"))
        days.report(draft(500, on=day(-1)), on=day(-1))
        assert days.check() == []

    def test_where_it_is_not_clear_which_numbers_nothing_is_said(self) -> None:
        days = told(
            "发放560份，海报90份，横幅70份，覆盖率80%。",
            draft(560),
            draft(90, item="海报"),
            draft(70, item="横幅"),
            rate(80, "80%"),
        )
        assert days.check() == []
