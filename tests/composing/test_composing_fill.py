"""An office's own template filled: its words mended, its gaps shown, its table of units kept up."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from composing_city import CITY, DAY, UNITS, Shelf, small_city
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.catalogue import Units, Workspace
from dibao.composing import Brief, compose
from dibao.composing.brief import Grid, Paragraph
from dibao.composing.word import to_docx
from dibao.entries import Origin
from dibao.figures import Approx, Basis, Interval

Make = Callable[[WordDocument], object]


def composed(
    tmp_path: Path, make: str | Make, shelf: Shelf | None = None, *, day: date = DAY, city: Workspace = CITY
) -> Brief:
    """The brief from a Word file that an office wrote, with places typed into it; a text is its one paragraph."""
    word = Document()
    if isinstance(make, str):
        word.add_paragraph(long(make))
    else:
        make(word)
    path = tmp_path / "own.docx"
    word.save(str(path))
    return compose(shelf or small_city(), city, day, path)


def said(tmp_path: Path, text: str, shelf: Shelf | None = None, **more: date | Workspace) -> str:
    return composed(tmp_path, text, shelf, **more).text  # type: ignore[arg-type]


SHORT = {
    "[L+": "[outreach.leaflets new measure=份",
    "[L=": "[outreach.leaflets cumulative measure=份",
    "[S+": "[media.stories new measure=篇",
    "[S=": "[media.stories cumulative measure=篇",
    "[P+": "[outreach.posters new measure=张",
    "[V+": "[media.live new measure=场",
    "[C+": "[claims.corrected new measure=条",
    "[I+": "[listening.items new measure=条",
}
BAILU = "以上各数不含白鹿区（未报）。"


def long(text: str) -> str:
    for short, notation in SHORT.items():
        text = text.replace(short, notation)
    return text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("发放资料[L+ style=#.#万]份。", f"发放资料2.5万份。{BAILU}"),
        ("发放资料[L= style=#00余]份。", f"发放资料208700余份。{BAILU}"),
        ("资料[L+ style=#]份", "资料约24700份（不含未报的白鹿区）"),
        ("发稿[S+ style=#]篇（条）。", "发稿1145篇（条）。"),
        ("发稿[S+ style=一]篇。", "发稿一千一百四十五篇。"),
        ("发稿[S+ style=#,###]篇（条），累计[S= style=约#0]篇。", "发稿1,145篇（条），累计约5770篇。"),
        ("发稿[S+ style=#000…以上]篇（条）以上。", "发稿1000篇（条）以上。"),
        ("发稿[S+ style=#]篇", "发稿1145篇"),
        ("第[issue style=000]期（总第[issue +123]期）", "第010期（总第133期）"),
        ("[date style=YYYY年M月D日（星期W）]，[date -1 style=M月D日]", "2026年2月3日（星期二），2月2日"),
        ("[window media style=M月D日h时至D日h时]发稿[S+]篇。", "2月2日9时至3日9时发稿1,145篇。"),
        ("[from media style=M月D日h时]起，截至[until media style=D日h:mm]", "2月2日9时起，截至3日9:00"),
        ("海报[P+ style=#00余]张。", f"海报800余张。{BAILU}"),
        ("海报[P+ style=#]张。", f"海报800余张。{BAILU}"),
        ("慰问[person 户]户。", "慰问〔待填〕户。"),
    ],
)
def test_a_clause_is_written_as_the_office_writes_it(tmp_path: Path, template: str, text: str) -> None:
    assert said(tmp_path, template) == text


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("监测[I+]条；核实[C+]条（次），直播[V+]场。", "监测22,796条；核实未报，直播未报〔请补报或删去〕。"),
        ("核实[C+]条（次），监测[I+]条。", "核实未报，监测22,796条。"),
        ("直播[V+ style=#…以上]场以上。", "直播未报〔请补报或删去〕。"),
        ("刊发[titles media.stories style=《》《》等]重点稿件。", "刊发〔待填〕重点稿件。"),
    ],
)
def test_what_is_missing_is_shown_and_a_clause_without_figures_is_a_persons(
    tmp_path: Path, template: str, text: str
) -> None:
    brief = composed(tmp_path, template)
    assert brief.text == text
    assert not re.search(r"(?<![\d,])0(?![\d,])", brief.text)


def test_a_missing_figure_beside_another_does_not_speak_of_it(tmp_path: Path) -> None:
    """入户3,860户未报 would say that the households are not reported."""
    shown = said(tmp_path, "发放资料[L+ style=#.#万]份[V+]场，海报[P+ style=#00余]张。")
    assert shown == f"发放资料2.5万份（场数未报），海报800余张。{BAILU}"
    shown = said(tmp_path, "直播[V+]场[L+ style=#.#万]份，海报[P+ style=#00余]张。")
    assert shown == f"直播（场数未报）2.5万份，海报800余张。{BAILU}"


def test_a_mark_for_a_person_is_highlighted_and_commented(tmp_path: Path) -> None:
    data = to_docx(composed(tmp_path, "直播[media.live new measure=场]场。慰问[person]户。"))
    word = Document(io.BytesIO(data))
    comments = [(comment.author, comment.text) for comment in word.comments]
    assert len(comments) == 2 and all(author == "邸报" for author, _ in comments)
    assert "直播" in comments[0][1] and "请催报" in comments[0][1] and "人工填写" in comments[1][1]
    runs = [run for run in word.element.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None]
    bright = ["".join(t.text or "" for t in run.iter(qn("w:t"))) for run in runs]
    assert bright == ["〔请补报或删去〕", "〔待填〕"]
    assert data == to_docx(composed(tmp_path, "直播[media.live new measure=场]场。慰问[person]户。"))


def test_yesterdays_brief_is_a_template_without_yesterdays_remarks(tmp_path: Path) -> None:
    template = "直播[media.live new measure=场]场；发放[outreach.leaflets new style=# measure=份]份。慰问[person]户。"
    first = composed(tmp_path, template, day=DAY - timedelta(days=1))
    assert "〔请补报或删去〕" in first.text
    path = tmp_path / "yesterday.docx"
    path.write_bytes(to_docx(first))
    shelf = small_city()
    shelf.add("ribao", "media.live", 3, "场")
    again = compose(shelf, CITY, DAY, path)
    assert again.text == "直播3场；发放约24700份。慰问〔待填〕户。以上各数不含白鹿区（未报）。"
    assert [comment.author for comment in Document(io.BytesIO(to_docx(again))).comments] == ["邸报"]


def test_titles_come_from_the_reports_that_tell_the_figure(tmp_path: Path) -> None:
    shelf = small_city()
    told = {"ribao": "刊发《海上早市》《口罩这样扔》等稿件1145篇。栏目《早安》播出。", "wanghai": "推出《渡口》。"}
    for place, info in enumerate(shelf.told):
        if info.day == DAY and info.unit_code in told:
            shelf.told[place] = replace(info, text=told[info.unit_code])
    shelf.lines = [replace(entry, draft=replace(entry.draft, start=20)) for entry in shelf.lines]
    place = "刊发[titles media.stories style={}]重点稿件[media.stories new measure=篇]篇。"
    assert said(tmp_path, place.format("《》、《》"), shelf) == "刊发《海上早市》、《口罩这样扔》重点稿件1,145篇。"
    assert said(tmp_path, place.format("《》"), shelf) == "刊发《海上早市》等重点稿件1,145篇。"
    assert said(tmp_path, "推出[titles media.stories phrase=推出 style=《》《》]。", shelf) == "推出《渡口》。"


def test_figures_as_reported_are_passed_on_and_never_added(tmp_path: Path) -> None:
    shelf = small_city()
    for unit, value in (("wanghai", 3), ("liulin", 5)):
        entry = shelf.add(unit, "other", value, "件")
        shelf.lines[-1] = replace(entry, draft=replace(entry.draft, phrase="巡查 门店"))
    brief = composed(tmp_path, "巡查门店[other new phrase=巡查门店 measure=件]件（次），其他。", shelf)
    assert brief.text == "巡查门店望海区3件、柳林区5件（次）（来件所报），其他。"
    assert [figure.value for figure in brief.figures()] == [3, 5]
    assert said(tmp_path, "巡查门店[other new phrase=巡查门店 scope=liulin measure=件]件。", shelf) == (
        "巡查门店5件（来件所报）。"
    )


def test_a_figure_carried_forward_is_dated_behind_its_measure_word(tmp_path: Path) -> None:
    shelf = small_city()
    shelf.add("bailu", "outreach.leaflets", 7000, "份", Basis.CUMULATIVE, origin=Origin.CARRIED, reason="路断")
    text = said(tmp_path, "累计[outreach.leaflets cumulative style=# measure=份]份（册）。", shelf)
    assert text == "累计215760份（册）（白鹿区为截至2月3日11:00的数）。"


def unit_table(word: WordDocument) -> None:
    table = word.add_table(4, 4)
    heads = ("序号", "单位", "宣传资料（份）", "累计（份）")
    scopes = (("1", "望海区", "wanghai"), ("2", "白鹿区", "bailu"), ("合计", "", "kind:district"))
    places = ((*names, f"[L+ scope={scope} style=#]", f"[L= scope={scope} style=#.#万]") for *names, scope in scopes)
    for cells, words in zip(table.rows, (heads, *places), strict=True):
        for cell, text in zip(cells.cells, words, strict=True):
            run = cell.paragraphs[0].add_run(long(text))
            run.bold = text.startswith("[")


def grid(brief: Brief) -> list[list[str]]:
    (found,) = (block for block in brief.blocks if isinstance(block, Grid))
    return [["".join(p.text for p in cell) for cell in row] for row in found.rows]


def test_a_table_of_units_gets_todays_rows_in_place(tmp_path: Path) -> None:
    brief = composed(tmp_path, unit_table)
    assert grid(brief) == [
        ["序号", "单位", "宣传资料（份）", "累计（份）"],
        ["1", "望海区", "8310", "9.0万"],
        ["2", "白鹿区", "未报", "未报"],
        ["3", "柳林区", "1.23万", "8.8万"],
        ["4", "清溪县", "4060", "3.0万"],
        ["合计", "", "约24700（缺1家）", "20.9万（缺1家）"],
    ]


def test_the_word_file_has_the_added_rows_formatted_as_their_model(tmp_path: Path) -> None:
    brief = composed(tmp_path, unit_table)
    table = Document(io.BytesIO(to_docx(brief))).tables[0]
    shown = [["".join(t.text or "" for t in cell._tc.iter(qn("w:t"))) for cell in row.cells] for row in table.rows]
    assert shown == grid(brief)
    added = table.rows[3]._tr
    assert len(list(added.iter(qn("w:sdt")))) == 2 and len(list(added.iter(qn("w:b")))) >= 2
    marks = [mark.get(qn("w:name")) for mark in table._tbl.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))


def test_units_of_another_kind_are_not_added_to_a_table(tmp_path: Path) -> None:
    units = [replace(unit, kind="media") if unit.code == "bailu" else unit for unit in UNITS.values()]
    mixed = Workspace(settings=CITY.settings, units=Units(units))
    assert [row[1] for row in grid(composed(tmp_path, unit_table, city=mixed))] == ["单位", "望海区", "白鹿区", ""]


def test_nothing_of_an_offices_own_brief_is_renumbered_or_dropped(tmp_path: Path) -> None:
    def make(word: WordDocument) -> None:
        for text in ("一、概况", "三、工作", "直播[media.live new measure=场]场。", "（二）其他", "附：见昨日通报。"):
            word.add_paragraph(text)

    brief = composed(tmp_path, make)
    texts = [block.text for block in brief.blocks if isinstance(block, Paragraph)]
    assert texts == ["一、概况", "三、工作", "直播未报〔请补报或删去〕。", "（二）其他", "附：见昨日通报。"]


def test_an_interval_is_kept_honest_in_the_offices_style(tmp_path: Path) -> None:
    shelf = small_city()
    shelf.add("ribao", "media.videos", 35, "条", interval=Interval(35, None), approx=Approx.AT_LEAST)
    assert said(tmp_path, "视频[media.videos new style=# measure=条]条。", shelf) == "视频不少于35条。"


def test_a_unit_that_is_gone_from_the_list_shows_as_missing(tmp_path: Path) -> None:
    units = [unit for unit in UNITS.values() if unit.code != "bailu"]
    fewer = Workspace(settings=CITY.settings, units=Units(units))
    rows = grid(composed(tmp_path, unit_table, city=fewer))
    assert rows[2][1:3] == ["白鹿区", "未报"]
