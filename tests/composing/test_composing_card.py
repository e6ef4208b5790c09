"""The answer card: which figures, and what is said of them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from composing.composing_city import CITY, DAY, Shelf, small_city
from dibao.composing import Brief, compose, trace, verify, write
from dibao.composing.brief import Figure
from dibao.composing.card import answer_card, answers_of
from dibao.composing.ranking import asked, rank
from dibao.entries import Origin
from dibao.figures import Basis, Interval

YESTERDAY = DAY - timedelta(days=1)


def card(shelf: Shelf, count: int = 10) -> Brief:
    return answer_card(compose(shelf, CITY, DAY), shelf, CITY, count=count)


def answer(shelf: Shelf, title: str) -> dict[str, object]:
    found = [dict(one) for one in answers_of(card(shelf, 20)) if str(one["title"]).startswith(title)]
    assert found, [one["title"] for one in answers_of(card(shelf, 20))]
    return found[0]


def two_days(today: dict[str, int], yesterday: dict[str, int]) -> Shelf:
    shelf = Shelf()
    for day, values in ((YESTERDAY, yesterday), (DAY, today)):
        for unit, value in values.items():
            shelf.add(unit, "outreach.leaflets", value, "份", day=day, report=shelf.report(unit, day))
    return shelf


def test_an_answer_can_be_said_aloud() -> None:
    told = answer(two_days({"wanghai": 300, "liulin": 200}, {"wanghai": 250, "liulin": 210}), "发放宣传资料新增")
    assert told["aloud"] == (
        "2月2日11:00至2月3日11:00，发放宣传资料新增500份。比昨天多40份（昨天460份）。"
        "由2家所报相加：望海区300、柳林区200。没有算在内的：清溪县、白鹿区。"
    )


def test_only_like_is_compared_with_like() -> None:
    shelf = two_days({"wanghai": 300, "liulin": 200}, {"wanghai": 250, "bailu": 700})
    told = answer(shelf, "发放宣传资料新增")
    assert told["change"] == "昨天是950份，两天报的单位不全一样；两天都报的1家，比昨天多50份。"
    assert told["lacking"] == "没有算在内的：清溪县、白鹿区（最近一次是2月2日，700份）。"


def test_what_is_doubtful_is_said() -> None:
    shelf = two_days({"wanghai": 300}, {"wanghai": 280})
    shelf.add(
        "liulin", "outreach.leaflets", 800, "份", interval=Interval(800, 900, open_high=True),
        origin=Origin.CORRECTED, reason="来电更正", report=shelf.report("liulin"),
    )  # fmt: skip
    told = answer(shelf, "发放宣传资料新增")
    assert told["doubt"] == "要留意：柳林区的数更正过（来电更正）；是约数，实际在1,100至1,200份之间。"


def test_a_carried_value_is_dated() -> None:
    shelf = small_city()
    shelf.add("bailu", "outreach.leaflets", 7000, "份", Basis.CUMULATIVE, origin=Origin.CARRIED, reason="未报")
    told = answer(shelf, "发放宣传资料累计")
    assert "白鹿区今天没报，沿用截至2月3日11:00的数" in str(told["doubt"])
    assert "两天都报的3家" in str(told["change"]), "carried is not told"


def test_a_figure_that_nobody_told_is_no_zero() -> None:
    told = answer(small_city(), "辟谣新增")
    assert told["said"] == "辟谣新增今天没有数，不是零：市网信办今日未报，暂无数字。" and told["change"] == ""


def test_yesterdays_figure_in_question_is_not_compared() -> None:
    class Doubt:
        code, severity, unit_code, indicator, item, message = "magnitude", "error", "wanghai", "", "", "写错"
        figures = (type("Told", (), {"entry": 1})(),)
        accepted = None

    shelf = two_days({"wanghai": 300}, {"wanghai": 28000})
    brief = answer_card(compose(shelf, CITY, DAY), shelf, CITY, before=[Doubt()])
    assert "那个数待核，暂不比较" in answers_of(brief)[0]["change"]


def test_the_card_is_written_traced_and_verified_like_a_brief(tmp_path: Path) -> None:
    shelf = small_city()
    brief = card(shelf)
    for suffix in (".docx", ".html", ".json"):
        path = tmp_path / f"card{suffix}"
        write(brief, path)
        assert verify(path, shelf, CITY) == [], suffix
        assert [one["id"] for one in trace(path)] == [one["id"] for one in trace(tmp_path / "card.docx")]
    written = json.loads((tmp_path / "card.json").read_text("utf-8"))
    assert len(written["answers"]) == 10 and all(one["aloud"] for one in written["answers"])
    assert written["text"].startswith("宣传工作日报\n答问卡\n")
    assert "还没有报的：白鹿区。" in written["text"]


def figures(brief: Brief) -> dict[str, Figure]:
    return {figure.id: figure for figure in brief.figures()}


def test_the_score_is_made_of_parts_that_can_be_told() -> None:
    shelf = small_city()
    for one in rank(compose(shelf, CITY, DAY), {}, 20):
        assert one.score == pytest.approx(sum(one.parts.values())) and all(one.parts.values())
        assert set(one.parts) <= {"asked", "headline", "change", "questioned", "corrected", "missing"}


def test_what_changed_most_is_asked_about_first() -> None:
    shelf = two_days({"wanghai": 9000}, {"wanghai": 9000})
    for day, value in ((YESTERDAY, 1000), (DAY, 4000)):
        shelf.add("wanghai", "outreach.posters", value, "张", day=day)
    parts = {one["title"]: one["parts"] for one in answers_of(card(shelf, 2))}
    assert list(parts) == ["发放宣传资料新增9,000份", "海报宣传画新增4,000张"], "people ask for leaflets anyway"
    assert parts["海报宣传画新增4,000张"]["change"] == 3.0 and "change" not in parts["发放宣传资料新增9,000份"]
    shelf.amend(2, 12000)
    assert answers_of(card(shelf, 1))[0]["parts"]["change"] == 2.0, "a third more"


def test_small_counts_weigh_less() -> None:
    shelf = two_days({"wanghai": 4}, {"wanghai": 2})
    few = answers_of(card(shelf))[0]["parts"]["change"]
    many = answers_of(card(two_days({"wanghai": 4000}, {"wanghai": 2000})))[0]["parts"]["change"]
    assert few < 1 < many == 3.0


def test_of_one_indicator_two_figures_at_most() -> None:
    shelf = small_city()
    for item in ("口罩", "抽纸", "消毒液", "护目镜"):
        shelf.add("wanghai", "outreach.goods", 900, "件", item=item)
    codes = [str(one["figure"]["indicator"]) for one in answers_of(card(shelf, 20))]
    assert max(codes.count(code) for code in codes) == 2


def test_a_unit_told_on_one_day_only_is_compared_with_nothing() -> None:
    shelf = two_days({"wanghai": 300}, {"liulin": 250})
    told = answer(shelf, "发放宣传资料新增")
    assert told["change"] == "昨天是250份，报的单位全不一样，无从比较。"


def test_people_ask_for_what_the_catalogue_has() -> None:
    assert set(asked()) <= set(CITY.catalogue) and set(asked().values()) <= {1, 2}
