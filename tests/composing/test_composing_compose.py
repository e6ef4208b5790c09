"""A day's brief from the small city: golden text and JSON, missing, questioned and partial figures."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from composing_city import CITY, DAY, Shelf, large_city, small_city

from dibao.catalogue import Workspace
from dibao.composing import Brief, State, build_template, compose, write
from dibao.composing.facts import Facts
from dibao.composing.fill import filled
from dibao.composing.form import default_template
from dibao.composing.template import Template
from dibao.entries import Arrival, Origin
from dibao.errors import DibaoError
from dibao.figures import Basis, Window

GOLDEN = Path(__file__).with_name("golden")


@dataclass(frozen=True)
class Told:
    entry: int
    text: str = ""


@dataclass(frozen=True)
class Acceptance:
    reason: str
    who: str


@dataclass(frozen=True)
class Finding:
    code: str
    severity: str
    unit_code: str
    indicator: str
    item: str
    message: str
    figures: tuple[Told, ...] = ()
    accepted: Acceptance | None = None


def golden(name: str, text: str) -> None:
    """Compare with the stored file; UPDATE_GOLDEN=1 writes it, for a person to read before committing."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def figure(brief: Brief, code: str, basis: Basis = Basis.NEW, item: str = "") -> object:
    found = [
        f for f in brief.figures() if (f.binding.indicator, f.binding.basis, f.binding.item) == (code, basis, item)
    ]
    assert len(found) == 1
    return found[0]


def continuity() -> Finding:
    told = tuple(
        Told(entry.number)
        for entry in small_city().entries(DAY, DAY)
        if entry.series.unit_code == "liulin" and entry.series.indicator == "outreach.leaflets"
    )
    return Finding(
        "continuity", "error", "liulin", "outreach.leaflets", "", "柳林区累计比上日累计加新增少12,200份，请核。", told
    )


def test_the_brief_reads_as_written(tmp_path: Path) -> None:
    brief = compose(small_city(), CITY, DAY, findings=[continuity()])
    golden("small_city.txt", brief.text + "\n")
    write(brief, tmp_path / "brief.json")
    golden("small_city.json", (tmp_path / "brief.json").read_text(encoding="utf-8"))


def test_json_has_the_published_shape(tmp_path: Path) -> None:
    write(compose(small_city(), CITY, DAY), tmp_path / "brief.json")
    shape = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))
    assert {"date", "title", "text", "seal", "figures"} <= set(shape)
    wanted = {"id", "text", "value", "low", "high", "unit", "indicator", "item", "basis", "scope", "window", "state"}
    wanted |= {"sources", "missing_units", "arithmetic"}
    for shown in shape["figures"]:
        assert wanted <= set(shown)
        assert len(shown["window"]) == 2
        for source in shown["sources"]:
            assert {"report", "file", "unit_code", "text", "value", "start", "end"} <= set(source)
    assert len({shown["id"] for shown in shape["figures"]}) == len(shape["figures"])


def test_sums_are_those_of_the_units_that_told() -> None:
    leaflets = figure(compose(small_city(), CITY, DAY), "outreach.leaflets", Basis.CUMULATIVE)
    assert leaflets.value == 90310 + 88250 + 30200
    assert [unit.code for unit in leaflets.missing] == ["bailu"]
    assert (leaflets.units, leaflets.due) == (3, 4)
    assert "白鹿区未报，未计入" in leaflets.arithmetic
    assert leaflets.window == Window(CITY.settings.opening_day, CITY.settings.window("outreach", DAY).end)


def test_a_report_that_lacks_a_figure_it_had_is_told_apart_from_a_silent_unit() -> None:
    shelf = small_city()
    shelf.lines = [
        entry
        for entry in shelf.lines
        if (entry.series.unit_code, entry.draft.day, entry.series.basis) != ("qingxi", DAY, Basis.CUMULATIVE)
    ]
    text = compose(shelf, CITY, DAY).text
    assert "以上各数不含白鹿区（未报）。来件缺数、未计入的有：清溪县的发放宣传资料累计。" in text


def test_a_cumulative_total_that_lacks_units_of_the_new_one_says_how_many_told_it() -> None:
    shelf = small_city()
    shelf.add("qingxi", "media.stories", 9000, "篇")
    brief = compose(shelf, CITY, DAY)
    assert "发稿10,145篇，累计5,770篇（1家报累计）" in brief.text
    told = figure(brief, "media.stories", Basis.CUMULATIVE)
    assert [unit.code for unit in told.partial] == ["qingxi"]  # type: ignore[attr-defined]
    assert "清溪县只报新增、没有报累计" in told.arithmetic  # type: ignore[attr-defined]
    assert "家报累计" not in compose(small_city(), CITY, DAY).text


def test_a_figure_carried_forward_is_dated_in_the_text() -> None:
    shelf = small_city()
    old = next(
        entry for entry in shelf.lines if entry.series.unit_code == "bailu" and entry.series.basis is Basis.CUMULATIVE
    )
    draft = replace(old.draft, day=DAY, origin=Origin.CARRIED, reason="路断未报")
    shelf.lines.append(replace(old, number=len(shelf.lines) + 1, draft=draft))
    brief = compose(shelf, CITY, DAY)
    assert "累计215,760份（白鹿区为截至2月2日11:00的数）" in brief.text
    assert figure(brief, "outreach.leaflets", Basis.CUMULATIVE).missing == ()


def test_what_nobody_told_today_is_missing_and_not_zero() -> None:
    corrected = figure(compose(small_city(), CITY, DAY), "claims.corrected")
    assert (corrected.text, corrected.value, corrected.state) == ("未报", None, State.MISSING)
    assert [unit.code for unit in corrected.missing] == ["wangxin"]


def test_a_reported_zero_is_zero() -> None:
    shelf = small_city()
    shelf.add("wangxin", "claims.corrected", 0, "条", report=8)
    corrected = figure(compose(shelf, CITY, DAY), "claims.corrected")
    assert (corrected.text, corrected.value, corrected.state) == ("0", 0, State.SOUND)


def test_clauses_of_indicators_never_had_are_left_out() -> None:
    text = compose(small_city(), CITY, DAY).text
    assert "转载" not in text
    assert "培训" not in text
    assert "（三）社会宣传" in text  # numbered on after 网上宣传 went


def test_approximations_are_said_to_be_approximations() -> None:
    brief = compose(small_city(), CITY, DAY)
    leaflets, posters = figure(brief, "outreach.leaflets"), figure(brief, "outreach.posters")
    assert (leaflets.text, leaflets.low, leaflets.high) == ("约24,700", 24620, 24720)
    assert "其中柳林区以万计，有舍入，合计在24,620至24,720份之间" in leaflets.arithmetic
    assert (posters.text, posters.measure) == ("800余", "张")


def test_an_error_finding_makes_its_figures_questioned() -> None:
    brief = compose(small_city(), CITY, DAY, findings=[continuity()])
    by_state = {f.state: f for f in brief.figures() if f.binding.indicator == "outreach.leaflets"}
    assert set(by_state) == {State.QUESTIONED}
    assert by_state[State.QUESTIONED].questions == (continuity().message,)
    assert "份（待核）" in brief.text
    assert "三、需要说明的问题\n1．柳林区累计比上日累计加新增少12,200份，请核。" in brief.text


def test_what_a_person_let_stand_is_not_questioned_and_says_so() -> None:
    finding = replace(continuity(), accepted=Acceptance("昨日多报，已核", "chen"))
    brief = compose(small_city(), CITY, DAY, findings=[finding])
    told = [f for f in brief.figures() if f.binding.indicator == "outreach.leaflets"]
    assert State.QUESTIONED not in {f.state for f in brief.figures()}
    assert all("少12,200份，请核（chen认可：昨日多报，已核）" in f.arithmetic for f in told)
    assert finding.message not in brief.text


@pytest.mark.parametrize("finding", [replace(continuity(), severity="warning"), replace(continuity(), figures=())])
def test_other_findings_leave_figures_sound(finding: Finding) -> None:
    brief = compose(small_city(), CITY, DAY, findings=[finding])
    assert State.QUESTIONED not in {f.state for f in brief.figures()}
    assert finding.message in brief.text


def test_instructions_are_told_in_the_first_section_and_else_nothing_is() -> None:
    said = "今日接到指令1件：市指挥部（2月3日9:10）张贴新版通告，交望海区，正在办理。"
    told = filled(replace(Facts.of(small_city(), CITY, DAY), dispatch=said), Template.load(default_template()))
    first, second = told.text.index(said), told.text.index("二、工作进度")
    assert first < second and "未报的不作零计。\n" + said in told.text
    without = filled(Facts.of(small_city(), CITY, DAY), Template.load(default_template()))
    assert told.text.replace(f"{said}\n", "") == without.text


def test_a_waiting_report_is_told() -> None:
    shelf = small_city()
    shelf.told.append(replace(shelf.told[0], number=99, day=DAY, unit_code="", file="无名.txt", state=Arrival.WAITING))
    assert "来件《无名.txt》不知是哪个单位的" in compose(shelf, CITY, DAY).text


def test_measures_that_may_not_be_added_stand_beside_each_other() -> None:
    shelf = small_city()
    shelf.add("wanghai", "outreach.vans", 5, "辆")
    shelf.add("liulin", "outreach.vans", 9, "辆次")
    brief = compose(shelf, CITY, DAY)
    assert "出动宣传车5辆、9辆次" in brief.text
    vans = [f for f in brief.figures() if f.binding.indicator == "outreach.vans"]
    assert [(f.value, f.measure) for f in vans] == [(5, "辆"), (9, "辆次")]


def test_items_are_listed_by_name() -> None:
    assert "发放物品口罩400只、抽纸250包" in compose(small_city(), CITY, DAY).text


def test_the_ledger_is_asked_a_fixed_number_of_times() -> None:
    small, (large, workspace) = small_city(), large_city(units=6, days=2)
    compose(small, CITY, DAY)
    brief = compose(large, workspace, DAY)
    assert len(list(brief.figures())) == 60
    assert small.asked == large.asked <= 5


def test_an_empty_ledger_still_gives_a_brief() -> None:
    brief = compose(Shelf(), CITY, DAY)
    assert list(brief.figures()) == []
    assert "已报0家；未报单位：望海区、柳林区、清溪县、白鹿区、安澜日报、市网信办。" in brief.text
    assert brief.seal is None
    assert compose(Shelf(), Workspace(), DAY).text


def test_a_scope_takes_only_its_units(tmp_path: Path) -> None:
    template = tmp_path / "t.docx"
    template.write_bytes(
        build_template(
            "望海区发放[outreach.leaflets new scope=wanghai]，各区县发放[outreach.leaflets new scope=kind:district]。"
        )
    )
    one, group = compose(small_city(), CITY, DAY, template).figures()
    assert (one.value, group.value) == (8310, 8310 + 12300 + 4060)


def test_a_template_that_names_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(DibaoError) as caught:
        build_template("发稿[media.nonsense new]篇。")
    assert caught.value.code == "bad_template"
    with pytest.raises(DibaoError) as caught:
        build_template("发稿[media.stories often]篇。")
    assert caught.value.code == "bad_template"


def test_a_missing_or_broken_template_is_said(tmp_path: Path) -> None:
    with pytest.raises(DibaoError) as caught:
        compose(small_city(), CITY, DAY, tmp_path / "none.docx")
    assert caught.value.code == "no_template"
    (tmp_path / "broken.docx").write_bytes(b"PK nothing")
    with pytest.raises(DibaoError) as caught:
        compose(small_city(), CITY, DAY, tmp_path / "broken.docx")
    assert caught.value.code == "unreadable"


def test_a_figure_for_which_a_unit_tells_two_values_is_not_sound() -> None:
    shelf = small_city()
    shelf.add("qingxi", "outreach.leaflets", 31200, "份", Basis.CUMULATIVE)
    told_twice = figure(compose(shelf, CITY, DAY), "outreach.leaflets", Basis.CUMULATIVE)
    assert told_twice.state is State.QUESTIONED and "清溪县的来件对这个数有两种说法" in told_twice.arithmetic


def test_the_offices_total_is_told_and_not_added() -> None:
    shelf = small_city()
    shelf.add("xcz", "outreach.leaflets", 90310 + 88250 + 30200, "份", Basis.CUMULATIVE)
    leaflets = figure(compose(shelf, CITY, DAY), "outreach.leaflets", Basis.CUMULATIVE)
    assert leaflets.value == 90310 + 88250 + 30200
    assert "安澜市宣传组208,760份是总数，与各单位所报重复，未再相加" in leaflets.arithmetic
