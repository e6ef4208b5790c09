"""Excel workbooks: what a sheet shows, in blocks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from time import process_time as time_of_process

import openpyxl
import pytest
import wholeness
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from spreadsheet import xlsx
from wordprocessing import zipped

from dibao import documents, language
from dibao.documents import Document, Prose, Table
from dibao.errors import DibaoError


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def opened(book: openpyxl.Workbook, patch: Callable[[str], str] | None = None) -> Document:
    """The workbook saved and opened; `patch` changes its first sheet's XML in between."""
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    if patch:
        with zipfile.ZipFile(out) as archive:
            files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        sheet = files["xl/worksheets/sheet1.xml"]
        assert isinstance(sheet, bytes)
        patched = patch(sheet.decode())
        assert patched != sheet.decode()
        data = zipped({**files, "xl/worksheets/sheet1.xml": patched})
    document = documents.from_bytes(data, "统计.xlsx")
    wholeness.check(document)
    assert document.format == "xlsx"
    return document


def sheet_of(*rows: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    return book, sheet


PLAIN: list[list[object]] = [["单位", "单页", "条幅"], ["东河区", 3200, 96], ["西山区", 1045, "120余份"]]


def test_a_block_of_cells_is_a_table() -> None:
    document = opened(sheet_of(*PLAIN)[0])
    assert document.text == "单位\t单页\t条幅\n东河区\t3200\t96\n西山区\t1045\t120余份"
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns, table.title, table.locator) == (3, 3, "Sheet", "Sheet!A1:C3")
    assert document.locator(document.text.index("1045")) == "Sheet!B3"


def test_titles_units_dates_and_notes_stand_outside_the_table() -> None:
    book, sheet = sheet_of(
        ["安澜市宣传工作统计表"],
        ["填报单位：东河区", None, "单位：份"],
        ["日期：", date(2026, 2, 3)],
        *PLAIN,
        ["注：截至当日9时。"],
        ["制表人：甲", None, "审核：乙"],
    )
    sheet.merge_cells("A1:C1")
    document = opened(book)
    assert wholeness.texts(document) == [
        "安澜市宣传工作统计表",
        "填报单位：东河区",
        "单位：份",
        "日期：2026-02-03",
        {(r, c): str(value) for r, row in enumerate(PLAIN) for c, value in enumerate(row)},
        "注：截至当日9时。",
        "制表人：甲",
        "审核：乙",
    ]
    assert [block.locator for block in document.blocks][:5] == [
        "Sheet!A1",
        "Sheet!A2",
        "Sheet!C2",
        "Sheet!A3",
        "Sheet!A4:C6",
    ]


def test_two_header_rows_keep_their_spans() -> None:
    book, sheet = sheet_of(["单位", "新增", None, "累计"], [None, "单页", "条幅", None], ["东河区", 3200, 96, 5000])
    for area in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(area)
    (table,) = opened(book).blocks
    assert isinstance(table, Table)
    assert wholeness.spans(table) == {(0, 0): (2, 1), (0, 1): (1, 2), (0, 3): (2, 1)}
    assert {(cell.row, cell.column) for cell in table.cells if cell.row == 1} == {(1, 1), (1, 2)}


def test_values_are_shown_as_the_sheet_shows_them() -> None:
    shown: list[tuple[object, str, str]] = [
        (3200.0, "General", "3200"),
        (0.125, "0.0%", "12.5%"),
        (1234567, "#,##0", "1,234,567"),
        (date(2026, 2, 3), "yyyy/m/d", "2026-02-03"),
        (datetime(2026, 2, 3, 9, 30), 'm"月"d"日" h:mm', "2026-02-03 09:30"),
        (time(17, 0), "h:mm", "17:00"),
        ("０２５", "@", "０２５"),
        (True, "General", "TRUE"),
    ]
    book, sheet = sheet_of(["项目", "数值"])
    for value, format, _ in shown:
        sheet.append(["甲", value])
        sheet.cell(sheet.max_row, 2).number_format = format
    (cells,) = wholeness.texts(opened(book))
    assert isinstance(cells, dict)
    assert [cells[row, 1] for row in range(1, len(shown) + 1)] == [text for _, _, text in shown]


def test_formulas_give_their_stored_results_or_are_said() -> None:
    book, _ = sheet_of(*PLAIN, ["合计", "=SUM(B2:B3)", '="共"&B2'])

    def stored(xml: str) -> str:
        return xml.replace("<f>SUM(B2:B3)</f><v />", "<f>SUM(B2:B3)</f><v>4245</v>").replace(
            "<f>SUM(B2:B3)</f><v></v>", "<f>SUM(B2:B3)</f><v>4245</v>"
        )

    document = opened(book, stored)
    assert "合计\t4245" in document.text
    assert document.notes == ("Sheet：公式没有算好的结果，未读（C4）；请用 Excel 或 WPS 打开、保存后重新发送。",)


def test_hidden_rows_columns_and_sheets_are_left_out_and_said() -> None:
    book, sheet = sheet_of(["单位", "旧数", "条幅"], ["东河区", 1, 96], ["撤销区", 2, 7], ["西山区", 3, 8])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[30].hidden = True
    secret = book.create_sheet("底稿")
    secret.append(["密", 1])
    secret.sheet_state = "veryHidden"
    document = opened(book)
    assert wholeness.texts(document) == [
        {(0, 0): "单位", (0, 1): "条幅", (1, 0): "东河区", (1, 1): "96", (2, 0): "西山区", (2, 1): "8"}
    ]
    assert document.locator(document.text.rindex("8")) == "Sheet!C4"
    assert document.notes == (
        "隐藏的工作表未读：底稿。",
        "Sheet：隐藏的行未读（第 3 行）。",
        "Sheet：隐藏的列未读（B 列）。",
    )


def test_rows_of_no_height_and_columns_of_no_width_are_hidden_too() -> None:
    book, _ = sheet_of(*PLAIN)
    columns = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'
    row = '<row ht="0" customHeight="1" r="3"'
    document = opened(book, lambda xml: xml.replace("<sheetData>", columns).replace('<row r="3"', row))
    assert document.text == "单位\t单页\n东河区\t3200"


def test_a_merged_area_whose_first_row_is_hidden_still_shows_its_text() -> None:
    book, sheet = sheet_of(["东河区", "单页", 5], [None, "条幅", 6], [None, "折页", 7])
    sheet.merge_cells("A1:A3")
    sheet.row_dimensions[1].hidden = True
    document = opened(book)
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert wholeness.spans(table) == {(0, 0): (2, 1)}
    assert table.cells[0].locator == "Sheet!A2"


def test_numbers_that_a_format_hides_and_errors_are_said() -> None:
    book, sheet = sheet_of(*PLAIN, ["南湖区", 77, "#DIV/0!"])
    sheet["B4"].number_format = ";;;"
    sheet["C4"].data_type = "e"
    document = opened(book)
    assert "77" not in document.text
    assert document.notes == ("Sheet：公式出错（C4），请核对。", "Sheet：单元格格式把数字隐藏了，未读（B4）。")


def test_several_sheets_and_blocks_in_order() -> None:
    book, sheet = sheet_of(["甲", "数"], ["东", 1])
    sheet["E1"], sheet["F1"], sheet["E2"], sheet["F2"] = "乙", "数", "西", 2
    sheet["A5"], sheet["B5"], sheet["A6"], sheet["B6"] = "丙", "数", "南", 3
    second = book.create_sheet("2月3日")
    second.append(["丁", "数"])
    second.append(["北", 4])
    document = opened(book)
    assert [block.locator for block in document.blocks] == ["Sheet!A1:B2", "Sheet!E1:F2", "Sheet!A5:B6", "2月3日!A1:B2"]
    assert [block.title for block in document.blocks if isinstance(block, Table)][-1] == "2月3日"


def test_a_blank_row_or_column_inside_one_table_does_not_part_it() -> None:
    rows: list[list[object]] = [["单位", "单页", None, "条幅"], ["东河区", 1, None, 2], [], ["西山区", 3, None, 4]]
    (table,) = opened(sheet_of(*rows)[0]).blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (4, 4)


def test_a_header_after_a_blank_row_begins_a_new_table() -> None:
    document = opened(sheet_of(["单位", "单页"], ["东河区", 1], [], ["媒体", "稿件"], ["日报", 2])[0])
    assert [block.locator for block in document.blocks] == ["Sheet!A1:B2", "Sheet!A4:B5"]


def test_a_column_of_text_is_prose_and_so_are_labels_with_values() -> None:
    document = opened(sheet_of(["今日发稿25篇。"], ["悬挂条幅96条。"])[0])
    assert [(type(block), block.locator) for block in document.blocks] == [(Prose, "Sheet!A1"), (Prose, "Sheet!A2")]
    document = opened(sheet_of(["宣传单页（份）：", 1200], ["横幅（条）：", 35])[0])
    assert wholeness.texts(document) == ["宣传单页（份）：1200", "横幅（条）：35"]


def test_labels_without_values_stay_apart() -> None:
    document = opened(sheet_of(["审核：", None, "填表："], ["单位", "单页", "条幅"], ["东河区", 1, 2])[0])
    assert wholeness.texts(document)[:2] == ["审核：", "填表："]


def test_many_blank_rows_and_repeated_texts_cost_nothing() -> None:
    rows: list[list[object]] = []
    for number in range(4000):
        rows += [["东河区", number, 1], []]
    begun = time_of_process()
    (table,) = opened(sheet_of(*rows)[0]).blocks
    assert isinstance(table, Table)
    assert len(table.cells) == 12_000
    assert time_of_process() - begun < 10


def test_shared_strings_with_runs_and_phonetic_guides() -> None:
    strings = (
        "<si><t>单位</t></si><si><r><t>安</t></r><r><t>澜</t></r><rPh sb='0' eb='1'><t>ān</t></rPh></si>"
        "<si><t>第一行_x000D_&#10;第二行</t></si>"
    )
    rows = (
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row r="3"><c r="A3" t="s"><v>2</v></c><c><f>A1</f><v>25</v></c><c t="s"><v>99</v></c></row>'
    )
    document = documents.from_bytes(xlsx(rows, strings), "统计.xlsx")
    wholeness.check(document)
    assert document.text == "单位\t安澜\n第一行\n第二行\t25"
    assert document.locator(document.text.index("25")) == "统计!B3"


def test_dates_of_a_workbook_that_counts_from_1904() -> None:
    rows = '<row><c t="inlineStr"><is><t>甲</t></is></c><c t="d"><v>2026-02-03T00:00:00</v></c></row>'
    data = xlsx(rows, workbook='<workbookPr date1904="1"/>')
    assert documents.from_bytes(data, "统计.xlsx").text == "甲\t2026-02-03"


def test_a_text_repeated_without_end_is_refused() -> None:
    rows = "".join('<row><c t="s"><v>0</v></c><c><v>1</v></c></row>' for _ in range(3000))
    with pytest.raises(DibaoError, match="解压"):
        documents.from_bytes(xlsx(rows, f"<si><t>{'长' * 20_000}</t></si>"), "统计.xlsx")


def test_a_header_with_one_word_over_the_figures_is_no_title() -> None:
    document = opened(sheet_of([None, "数量"], ["东河区", 25], ["西山区", 3])[0])
    assert wholeness.texts(document) == [
        {(0, 1): "数量", (1, 0): "东河区", (1, 1): "25", (2, 0): "西山区", (2, 1): "3"}
    ]


def test_a_unit_without_figures_stays_in_the_table() -> None:
    document = opened(sheet_of(*PLAIN, ["南湖区", None, None])[0])
    (cells,) = wholeness.texts(document)
    assert isinstance(cells, dict)
    assert cells[3, 0] == "南湖区"


def test_far_away_formats_and_merges_cost_nothing() -> None:
    book, sheet = sheet_of(*PLAIN)
    sheet["A200000"].number_format = "0.00"
    merged = '</sheetData><mergeCells><mergeCell ref="A3:XFD3"/><mergeCell ref="E9:XFD1048576"/></mergeCells>'
    sheet["B3"] = sheet["C3"] = None
    table, foot = opened(book, lambda xml: xml.replace("</sheetData>", merged)).blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns, foot.locator) == (2, 3, "Sheet!A3")


def test_rich_text_phonetics_escapes_and_line_breaks() -> None:
    book, _ = sheet_of(["单位", "甲"], ["东河区", "乙"])
    runs = "<r><t>发稿</t></r><r><t>25篇_x000D_\n转载3篇</t></r>"
    rich = f'<c r="B2" t="inlineStr"><is>{runs}<rPh sb="0" eb="1"><t>fa</t></rPh></is></c>'
    document = opened(book, lambda xml: re.sub('<c r="B2".*?</c>', rich, xml))
    (cells,) = wholeness.texts(document)
    assert isinstance(cells, dict)
    assert cells[1, 1] == "发稿25篇\n转载3篇"


def test_comments_are_left_out_and_said() -> None:
    book, sheet = sheet_of(*PLAIN)
    sheet["B2"].comment = Comment("应为3300", "甲")
    assert opened(book).notes == ("Sheet：批注未读。",)


def test_an_empty_workbook_is_an_empty_document() -> None:
    document = opened(openpyxl.Workbook())
    assert (document.text, document.blocks, document.notes) == ("", (), ())


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**10), 10**10),
    st.sampled_from(["东河区", "发稿", "注：截至9时", "单位：份", "25篇", "日期：", "2月3日"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(VALUES, min_size=5, max_size=5), min_size=1, max_size=7),
    st.sets(st.integers(1, 7), max_size=2),
    st.sampled_from([None, "A1:C1", "B2:C4", "A3:E3"]),
)
def test_every_visible_value_is_read_exactly_once(
    rows: list[list[object]], hidden: set[int], merged: str | None
) -> None:
    book, sheet = sheet_of()
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            sheet.cell(r, c, value)
    if merged:
        sheet.merge_cells(merged)
    for row_number in hidden:
        sheet.row_dimensions[row_number].hidden = True
    areas = list(sheet.merged_cells.ranges)
    expected = []
    for row in sheet.iter_rows():
        for cell in row:
            area = next((each for each in areas if cell.coordinate in each), None)
            last = area.max_row if area else cell.row
            if cell.value is not None and not set(range(cell.row, last + 1)) <= hidden:
                shown = cell.value.strftime("%Y-%m-%d") if isinstance(cell.value, date) else str(cell.value)
                expected.append(shown)
    document = opened(book)
    pieces: list[str] = []
    for each in wholeness.texts(document):
        pieces += each.values() if isinstance(each, dict) else [str(each)]
    assert "".join(sorted("".join(pieces))) == "".join(sorted("".join(expected)))
