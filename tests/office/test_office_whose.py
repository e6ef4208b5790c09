from __future__ import annotations

from pathlib import Path

import pytest

from dibao import documents
from dibao.catalogue import Units
from dibao.documents import Cell, Document, Prose, Table
from dibao.errors import DibaoError
from dibao.office.reports.fingerprint import same_name, text_digest
from dibao.office.reports.whose import Whose, whose
from support.offices import UNITS


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Units:
    path: Path = tmp_path_factory.mktemp("units") / "units.csv"
    path.write_text(UNITS, encoding="utf-8")
    return Units.load(path)


def of(units: Units, text: str, file: str = "x.txt", told: str | None = None) -> tuple[str, str]:
    found = whose(documents.from_text(text, file), file, told, units)
    return (found.unit.code if found.unit else ""), found.how


@pytest.mark.parametrize("told", ["donghe", " donghe ", "东河区", "东河", "东河区委宣传部", "东 河 区"])
def test_the_clerk_says_it(units: Units, told: str) -> None:
    assert of(units, "西河区工作情况\n发放3份", "beishan.txt", told) == ("donghe", "told")


def test_the_clerk_names_a_unit_that_is_none(units: Units) -> None:
    with pytest.raises(DibaoError) as caught:
        of(units, "西河区", told="南河区")
    assert caught.value.code == "unknown_unit"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("东河区工作情况\n发放3份。", "donghe"),
        ("\n\n  关于疫情宣传工作的报告\n东河区委宣传部\n（2月3日）\n正文发放3份。", "donghe"),
        ("东河区融媒体中心2月3日宣传情况\n刊发3篇。", "dh-media"),
        ("【东河】今日发放宣传单3200份，悬挂条幅96条。", "donghe"),
        ("东河区：今日发放宣传单3200份，悬挂条幅96条，出动宣传车58台次，覆盖310个小区。", "donghe"),
        ("西河区2月3日宣传工作情况：\n一、发放3份", "xihe"),
        ("东河区\n截至2月3日17时，第5期\n0—24时发放3份", "donghe"),
        ("东河区：\n媒体方面：刊发3篇\n社会宣传：发放3份", "donghe"),
        ("市宣传组：\n东河区工作情况\n发放3份", "donghe"),
        ("宣传舆论组2月3日工作日报\n一、基本情况", "hq"),
    ],
)
def test_the_heading_says_it(units: Units, text: str, unit: str) -> None:
    assert of(units, text) == (unit, "heading")


@pytest.mark.parametrize(
    "text",
    [
        "2月3日工作情况\n今天，东河区发放3份。",
        "2月3日工作情况\n发放3份。\n东河区",
        "东河区、西河区工作情况\n发放3份。",
        "宣传舆论组：\n今日发放3份。",
        "报送宣传舆论组\n今日发放3份。",
        "工作情况\n西河区：\n发放3份。",
        "各区情况\n东河区发放3份\n西河区发放4份",
        "东河区：发放3份\n西河区：发放4份",
        "东河区：\n发放3份\n西河区：\n发放4份",
        "【东河区】发放3份\n【西河】发放4份",
        "",
    ],
)
def test_the_text_and_the_addressee_decide_nothing(units: Units, text: str) -> None:
    assert of(units, text) == ("", "")


@pytest.mark.parametrize(
    ("file", "unit"),
    [
        ("东河区0203.docx", "donghe"),
        ("2月3日 东河区融媒体中心.xlsx", "dh-media"),
        ("donghe.txt", "donghe"),
        ("2026-02-03_DongHe_v2.txt", "donghe"),
        ("dh-media-0203.txt", "dh-media"),
        ("donghexian.txt", ""),
        ("东河区和西河区.txt", ""),
        ("0203.txt", ""),
    ],
)
def test_the_file_says_it(units: Units, file: str, unit: str) -> None:
    assert of(units, "工作情况\n发放3份。", file) == (unit, "file" if unit else "")


def test_a_code_of_digits_is_no_day(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name,kind,parent,aliases\n03,甲区,district,,\n", encoding="utf-8")
    units = Units.load(tmp_path / "units.csv")
    assert of(units, "情况", "2026-02-03.txt") == ("", "")
    assert of(units, "情况", "03.txt") == ("03", "file")


def test_the_heading_wins_over_the_file_and_says_so(units: Units) -> None:
    found = whose(documents.from_text("东河区工作情况\n发放3份", ""), "西河区.txt", None, units)
    assert found == Whose(units["donghe"], "heading", units["xihe"])


def test_a_sheet_has_its_name_and_first_row_as_heading(units: Units) -> None:
    text = "东河区宣传情况\n项目\n数量"
    cells = (Cell(0, 7, 0, 0, column_span=2), Cell(8, 10, 1, 0), Cell(11, 13, 1, 1))
    table = Table(0, 13, cells, 2, 2, title="Sheet1")
    assert whose(Document("x", text, (table,)), "x", None, units).unit == units["donghe"]
    prose = Prose(0, 13)
    named = Document(
        "x", "项目\n数量\n项目\n数量一二三", (Table(0, 13, (Cell(0, 2, 0, 0),), 2, 2, title="西河区"), prose)
    )
    assert whose(named, "x", None, units).unit == units["xihe"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东河区2026年2月3日，截至2月3日17时，第12期，星期二", "东河区2026年2月4日，截至2月4日17时，第13期，星期三"),
        ("2026-02-03 发放 3份", "2026-02-04 发放3份\n"),
        ("二〇二六年二月三日 发放3份", "二〇二六年二月四日 发放3份"),
        ("昨日9时至3日9时", "昨日9时至4日9时"),
    ],
)
def test_a_text_without_its_dates(one: str, other: str) -> None:
    assert text_digest(one) == text_digest(other)


@pytest.mark.parametrize(("one", "other"), [("发放3份", "发放4份"), ("3.5万份", "4.5万份"), ("第3小组", "第4小组")])
def test_figures_are_no_dates(one: str, other: str) -> None:
    assert text_digest(one) != text_digest(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("东河区.docx", "东河区(1).docx", True),
        ("东河区.docx", "东河区（2）.DOCX", True),
        ("东河区.docx", "东河区 - 副本.docx", True),
        ("东河区.docx", "东河区.xlsx", False),
        ("东河区上午.txt", "东河区下午.txt", False),
        ("report1.txt", "report2.txt", False),
    ],
)
def test_names_of_files(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
