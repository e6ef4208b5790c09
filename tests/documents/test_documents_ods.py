"""OpenDocument spreadsheets: what a sheet shows."""

from __future__ import annotations

from time import process_time

import pytest
import wholeness
from opendocument import NAMES, cell, dated, format, number, ods, package, row
from wordprocessing import zipped

from dibao import language
from dibao.documents import Document, Table, registry
from dibao.errors import DibaoError


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def opened(data: bytes, name: str = "统计.ods") -> Document:
    document = registry.read(data, name)
    wholeness.check(document)
    assert document.format == "ods"
    return document


HEAD = row("单位", "单页")


def test_a_report_with_two_header_rows() -> None:
    span = 'table:number-columns-spanned="{1}" table:number-rows-spanned="{0}"'.format
    covered = "<table:covered-table-cell/>"
    document = opened(
        ods(
            row(cell("安澜市宣传工作统计表", span(1, 3)), covered, covered)
            + row(cell("单位", span(2, 1)), cell("新增", span(1, 2)), covered)
            + row(covered, "单页", "条幅")
            + row("东河区", number(3200, "3200"), number(96, "96"))
            + row("注：截至9时。")
        )
    )
    title, table, foot = document.blocks
    assert isinstance(table, Table)
    assert wholeness.spans(table) == {(0, 0): (2, 1), (0, 1): (1, 2)}
    assert (title.locator, table.locator, foot.locator) == ("统计!A1", "统计!A2:C4", "统计!A5")
    assert document.text.split("\n") == [
        "安澜市宣传工作统计表",
        "单位\t新增",
        "单页\t条幅",
        "东河区\t3200\t96",
        "注：截至9时。",
    ]


DAY = "<number:year/><number:month/><number:day/>"
FORMATS = "".join(
    (
        format("ten", "percentage-style", '<number:number number:decimal-places="1"/>'),
        format("group", "number-style", '<number:number number:decimal-places="0" number:grouping="true"/>'),
        format("plain", "number-style", '<number:number number:min-integer-digits="1"/>'),
        format("power", "number-style", '<number:scientific-number number:decimal-places="2"/>'),
        format("wan", "number-style", '<number:number number:decimal-places="1"/><number:text>万</number:text>'),
        format("none", "number-style", "<number:text/>"),
        format("day", "date-style", DAY),
        format("month", "date-style", "<number:year/><number:month/>"),
        format("week", "date-style", "<number:day-of-week/>"),
        format("moment", "date-style", DAY + "<number:hours/><number:minutes/>"),
        format("clock", "time-style", "<number:hours/><number:minutes/>"),
        format("running", "time-style", "<number:hours/><number:minutes/>", 'number:truncate-on-overflow="false"'),
    )
)


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (number("3200", "3200"), "3200"),
        (number("0.333333333333333", "0.333333333333333"), "0.333333333"),
        (number("0.333333333333333", "0.333333333333333", style="plain"), "0.333333333"),
        (number("0.125", "12.5%", kind="percentage", style="ten"), "12.5%"),
        ('<table:table-cell office:value-type="percentage" office:value="0.125"/>', "12.5%"),
        (number("0.125", "12.50%", kind="percentage"), "12.50%"),
        ('<table:table-cell office:value-type="float" office:value="25"/>', "25"),
        (number("1234567", "1,234,567", style="group"), "1,234,567"),
        (number("1234567", "###", style="group"), "1234567"),
        (number("-5", "(5)", style="group"), "-5"),
        (number("-5", "5", style="group"), "-5"),
        (number("123456", "1.23E+05", style="power"), "123456"),
        (number("35000", "3.5万", style="wan"), "3.5万"),
        (dated("2026-02-03", "2026年2月3日", style="day"), "2026-02-03"),
        (dated("2026-02-03", "二〇二六年二月三日"), "2026-02-03"),
        (dated("2026-02-03", "2026年2月", style="month"), "2026年2月"),
        (dated("2026-02-03", "星期二", style="week"), "2026-02-03"),
        (dated("2026-02-03T09:30:00", "2月3日 9:30", style="moment"), "2026-02-03 09:30"),
        (dated("PT17H00M00S", "17:00", kind="time", style="clock"), "17:00"),
        (dated("PT26H30M00S", "26:30", kind="time", style="running"), "26:30"),
        (cell("是", 'office:value-type="boolean" office:boolean-value="true"'), "TRUE"),
        (cell("发稿<text:span>25</text:span>篇<text:s text:c='2'/>甲"), "发稿25篇  甲"),
        ("<table:table-cell><text:p>行一</text:p><text:p>行二</text:p></table:table-cell>", "行一\n行二"),
    ],
)
def test_values_are_shown_as_a_workbook_shows_them(shown: str, text: str) -> None:
    (cells,) = wholeness.texts(opened(ods(HEAD + row("东河区", shown), automatic=FORMATS)))
    assert cells == {(0, 0): "单位", (0, 1): "单页", (1, 0): "东河区", (1, 1): text}


def test_styles_come_from_the_column_where_the_cell_has_none() -> None:
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="month"/>'
    data = ods(HEAD + row("东河区", dated("2026-02-03", "2月")), automatic=FORMATS, before=columns)
    assert opened(data).text.endswith("2026年2月")


def test_hidden_rows_columns_and_sheets_are_left_out_and_said() -> None:
    gone = 'table:visibility="collapse"'
    sheet = (
        '<table:table table:name="统计"><table:table-column/><table:table-column {gone}/><table:table-column/>'
        + row("单位", "旧数", "条幅")
        + row("东河区", number(1, "1"), number(96, "96"))
        + row("撤销区", number(2, "2"), number(7, "7"), attributes='table:visibility="filter"')
        + "<table:table-row-group table:display='false'>"
        + row("折叠区", number(2, "2"), number(7, "7"))
        + "</table:table-row-group>"
        + row("西山区", number(3, "3"), number(8, "8"))
        + row(cell(), attributes='table:number-rows-repeated="1048570" {gone}')
        + '</table:table><table:table table:name="底稿" table:style-name="off">'
        + row("密", number(1, "1"))
        + "</table:table>"
    ).replace("{gone}", gone)
    display = '<style:table-properties table:display="false"/>'
    off = f'<style:style style:name="off" style:family="table">{display}</style:style>'
    document = opened(package("spreadsheet", sheet, automatic=off))
    assert wholeness.texts(document) == [
        {(0, 0): "单位", (0, 1): "条幅", (1, 0): "东河区", (1, 1): "96", (2, 0): "西山区", (2, 1): "8"}
    ]
    assert document.locator(document.text.rindex("8")) == "统计!C5"
    assert document.notes == (
        "隐藏的工作表未读：底稿。",
        "统计：隐藏的行未读（第 3、4 行）。",
        "统计：隐藏的列未读（B 列）。",
    )


def test_formulas_errors_comments_and_drawings_are_said() -> None:
    formula = 'table:formula="of:=1/0"'
    comment = "<office:annotation><text:p>应为3300</text:p></office:annotation>"
    document = opened(
        ods(
            HEAD
            + row("甲", number(25, "25", attributes='table:formula="of:=5*5"'))
            + row("乙", cell("#DIV/0!", f'{formula} office:value-type="string" calcext:value-type="error"'))
            + row("丙", f"<table:table-cell {formula}/>")
            + row("丁", number(7, "", style="none"))
            + row(f"<table:table-cell>{comment}<text:p>戊</text:p></table:table-cell>", number(1, "1")),
            automatic=FORMATS,
            before="<table:shapes><draw:frame/></table:shapes>",
        )
    )
    assert document.text == "单位\t单页\n甲\t25\n乙\t#DIV/0!\n丙\n丁\n戊\t1"
    assert document.notes == (
        "统计：公式没有算好的结果，未读（B4）；请用 Excel 或 WPS 打开、保存后重新发送。",
        "统计：公式出错（B3），请核对。",
        "统计：单元格格式把数字隐藏了，未读（B5）。",
        "统计：批注未读。",
        "统计：图片、图表、文本框中的文字未读。",
    )


def test_repeated_cells_and_rows_are_read_as_often_as_they_stand() -> None:
    twice = 'table:number-columns-repeated="2"'
    rows = row("单位", cell("单页", twice)) + row(
        "东河区", number(5, "5", attributes=twice), attributes='table:number-rows-repeated="2"'
    )
    (cells,) = wholeness.texts(opened(ods(rows)))
    assert cells == {
        **{(0, 0): "单位", (0, 1): "单页", (0, 2): "单页"},
        **{(r, 0): "东河区" for r in (1, 2)},
        **{(r, c): "5" for r in (1, 2) for c in (1, 2)},
    }


@pytest.mark.parametrize("content", [cell("甲", 'table:number-columns-repeated="16384"'), cell("甲")])
def test_repetitions_without_end_are_refused(content: str) -> None:
    bomb = ods(row(content, attributes='table:number-rows-repeated="1048576"'))
    begun = process_time()
    with pytest.raises(DibaoError, match="大得不正常"):
        registry.read(bomb, "统计.ods")
    assert process_time() - begun < 5


def test_empty_cells_without_end_cost_nothing() -> None:
    rest = row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"')
    begun = process_time()
    assert opened(ods(HEAD + row("东河区", number(1, "1")) + rest)).text == "单位\t单页\n东河区\t1"
    assert process_time() - begun < 1


def test_a_flat_file_an_et_and_a_locked_file() -> None:
    sheet = f'<table:table table:name="统计">{row("单位", "单页")}{row("甲", number(1, "1"))}</table:table>'
    flat = (
        f'<?xml version="1.0"?><office:document {NAMES} '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
        f"{sheet}</office:spreadsheet></office:body></office:document>"
    )
    assert opened(flat.encode(), "统计.fods").text == "单位\t单页\n甲\t1"
    assert opened(package("spreadsheet", sheet), "统计.et").text == "单位\t单页\n甲\t1"
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    with pytest.raises(DibaoError, match="去掉打开密码"):
        registry.read(package("spreadsheet", sheet, manifest=entry), "统计.ods")


def test_without_its_kind_at_the_front_the_parts_tell_the_format() -> None:
    sheet = f'<table:table table:name="统计">{row("单位", "单页")}{row("甲", number(1, "1"))}</table:table>'
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>{sheet}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    assert opened(zipped({"a.txt": "".join(map(str, range(9000))), "content.xml": content})).text == "单位\t单页\n甲\t1"


def test_a_page_is_read_fast() -> None:
    rows = "".join(row(f"单位{r}", *(number(r * c, str(r * c)) for c in range(8))) for r in range(40))
    data = ods(HEAD + rows)
    opened(data)
    begun = process_time()
    for _ in range(10):
        registry.read(data, "统计.ods")
    assert (process_time() - begun) / 10 < 0.1
