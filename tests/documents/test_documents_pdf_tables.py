"""Tables in PDF files: with and without ruling lines, merged, broken over pages; no text twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import wholeness
from pdfwriting import Sheet, pdf, width
from typesetting import PLAIN, WORD, WPS, Manner, set_pages, set_pdf

from dibao import language
from dibao.documents import Document, Table, registry

ROWS = [
    ["单位", "发稿（篇）", "阅读量（万次）", "备注"],
    ["东河区", "25", "3.5", ""],
    ["西山县", "31", "12.8", "含公众号"],
    ["合计", "56", "16.3", ""],
]
LINES = Manner(borders="lines")


def opened(data: bytes) -> Document:
    """The document in these bytes, whole."""
    language.use("zh")
    document = registry.read(data, "东河区统计表.pdf")
    wholeness.check(document)
    return document


def tables(document: Document) -> list[Table]:
    """The document's tables."""
    return [block for block in document.blocks if isinstance(block, Table)]


def grid(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], str]:
    """What a table of these rows reads as."""
    return {(y, x): text for y, row in enumerate(rows) for x, text in enumerate(row) if text}


def cells(document: Document, number: int = 0) -> dict[tuple[int, int], str]:
    """The texts of one of the document's tables."""
    table = tables(document)[number]
    return {(cell.row, cell.column): document.text[cell.start : cell.end] for cell in table.cells}


def rules(sheet: Sheet, columns: Sequence[float], rows: Sequence[float]) -> None:
    """A full grid of lines."""
    for x in columns:
        sheet.line(x, rows[0], x, rows[-1])
    for y in rows:
        sheet.line(columns[0], y, columns[-1], y)


@pytest.mark.parametrize("manner", [WORD, WPS, LINES, PLAIN], ids=["word", "wps", "three lines", "no lines"])
def test_a_table_is_read_in_every_manner(manner: Manner) -> None:
    document = opened(set_pdf([("p", "一、发稿情况。"), ("table", ROWS), ("p", "特此报告。")], manner))
    assert wholeness.texts(document) == ["一、发稿情况。", grid(ROWS), "特此报告。"]
    assert (tables(document)[0].rows, tables(document)[0].columns) == (4, 4)


@pytest.mark.parametrize("manner", [WORD, PLAIN], ids=["lines", "no lines"])
def test_cells_know_their_page_table_row_and_column(manner: Manner) -> None:
    document = opened(set_pdf([("table", ROWS), ("p", "另表如下。"), ("table", ROWS)], manner))
    second = tables(document)[1]
    at = next(cell.start for cell in second.cells if document.text[cell.start : cell.end] == "12.8")
    assert document.locator(at) == "第1页 表2 第3行第3列"
    assert second.locator == "第1页 表2"


@pytest.mark.parametrize("manner", [WORD, WPS, LINES, PLAIN], ids=["word", "wps", "three lines", "no lines"])
def test_no_text_is_read_twice(manner: Manner) -> None:
    text = opened(set_pdf([("p", "报告。"), ("table", ROWS), ("p", "完。")], manner)).text
    for row in ROWS:
        for cell in filter(None, row):
            assert text.count(cell) == 1


def test_merged_cells_span() -> None:
    sheet = Sheet()
    columns, rows = (80, 160, 240, 320, 400), (700, 680, 660, 640, 620)
    for y in (700, 620):
        sheet.line(80, y, 400, y)
    sheet.line(160, 680, 400, 680)
    for y in (660, 640):
        sheet.line(160 if y == 640 else 80, y, 400, y)
    for x in (80, 160, 400):
        sheet.line(x, 700, x, 620)
    sheet.line(240, 680, 240, 620)
    sheet.line(320, 680, 320, 620)
    texts = {
        (85, 675): "单位",
        (230, 686): "发稿情况（篇）",
        (165, 666): "新增",
        (245, 666): "累计",
        (325, 666): "备注",
        (85, 636): "东河区",
        (165, 646): "25",
        (245, 646): "300",
        (165, 626): "31",
        (245, 626): "410",
    }
    for (x, y), text in texts.items():
        sheet.text(x, y, text, 10)
    document = opened(pdf([sheet]))
    assert cells(document) == {
        (0, 0): "单位",
        (0, 1): "发稿情况（篇）",
        (1, 1): "新增",
        (1, 2): "累计",
        (1, 3): "备注",
        (2, 0): "东河区",
        (2, 1): "25",
        (2, 2): "300",
        (3, 1): "31",
        (3, 2): "410",
    }
    assert wholeness.spans(tables(document)[0]) == {(0, 0): (2, 1), (0, 1): (1, 3), (2, 0): (2, 1)}
    assert (len(columns), len(rows)) == (tables(document)[0].columns + 1, tables(document)[0].rows + 1)


def test_row_heads_that_run_down_or_up_are_one_cell() -> None:
    sheet = Sheet()
    rules(sheet, (110, 200, 280), (700, 670, 640, 610))
    sheet.line(80, 700, 80, 610)
    sheet.line(80, 700, 110, 700)
    sheet.line(80, 610, 110, 610)
    for number, sign in enumerate("宣传报道"):
        sheet.text(89, 680 - number * 13, sign, 12)
    for number, (name, figure) in enumerate((("稿件", "25"), ("视频", "6"), ("海报", "300"))):
        sheet.text(115, 680 - number * 30, name, 12)
        sheet.text(205, 680 - number * 30, figure, 12)
    found = opened(pdf([sheet]))
    assert cells(found)[0, 0].replace("\n", "") == "宣传报道"
    assert wholeness.spans(tables(found)[0]) == {(0, 0): (3, 1)}
    turned = Sheet(operators=[line for line in sheet.operators if "BT" not in line or " 89 " not in line])
    turned.text(99, 630, "宣传报道", 12, turn=90)
    assert cells(opened(pdf([turned])))[0, 0] == "宣传报道"


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet()
    rules(sheet, (70, 520), (720, 640))
    sheet.text(80, 700, "发稿25篇，累计300篇。", 12)
    assert wholeness.texts(opened(pdf([sheet]))) == ["发稿25篇，累计300篇。"]


def test_open_sides_are_closed() -> None:
    sheet = Sheet()
    for y in (700, 680, 660):
        sheet.line(80, y, 320, y)
    for x in (160, 240):
        sheet.line(x, 700, x, 660)
    for y, row in ((686, ("单位", "发稿", "阅读")), (666, ("东河区", "25", "3.5"))):
        for x, text in zip((85, 165, 245), row, strict=True):
            sheet.text(x, y, text, 12)
    assert cells(opened(pdf([sheet]))) == grid([["单位", "发稿", "阅读"], ["东河区", "25", "3.5"]])


def test_lines_of_a_cell_are_joined_but_figures_are_not() -> None:
    sheet = Sheet()
    rules(sheet, (80, 144, 200), (700, 650, 600))
    for y, row in ((686, ("东河区融媒", "1234567")), (670, ("体中心", "89"))):
        for x, text in zip((82, 146), row, strict=True):
            sheet.text(x, y, text, 12)
    sheet.text(82, 636, "发稿", 12)
    sheet.text(146, 636, "25", 12)
    sheet.text(146, 620, "31", 12)
    found = cells(opened(pdf([sheet])))
    assert found[0, 0] == "东河区融媒体中心"
    assert found[0, 1] == "1234567\n89"
    assert found[1, 1] == "25\n31"


def test_a_figure_that_fills_a_narrow_cell_goes_on_below() -> None:
    sheet = Sheet()
    rules(sheet, (80, 144, 176), (700, 660))
    sheet.text(85, 686, "阅读量", 12)
    sheet.text(148, 686, "1234", 12)
    sheet.text(148, 670, "567", 12)
    assert cells(opened(pdf([sheet])))[0, 1] == "1234567"


# --- over page breaks ---


def long(rows: int, *, repeat: bool) -> list[Sheet]:
    """A table over two pages, with or without its head repeated."""
    head = ROWS[0]
    body = [[f"第{number}站", str(number * 3), f"{number}.5", ""] for number in range(1, rows + 1)]
    half = rows // 2
    first = set_pages([("p", "各站情况如下。"), ("table", [head, *body[:half]])], WORD)
    second = set_pages([("table", [head, *body[half:]] if repeat else body[half:]), ("p", "特此报告。")], WORD)
    assert len(first) == len(second) == 1
    return first + second


@pytest.mark.parametrize("repeat", [True, False])
def test_a_table_over_a_page_break_is_one(repeat: bool) -> None:
    document = opened(pdf(long(20, repeat=repeat)))
    assert [type(block).__name__ for block in document.blocks] == ["Prose", "Table", "Prose"]
    found = cells(document)
    assert len([1 for row, column in found if column == 1]) == 21
    assert found[11, 0] == "第11站"
    at = next(cell for cell in tables(document)[0].cells if (cell.row, cell.column) == (11, 1))
    assert at.locator == f"第2页 表1 第{2 if repeat else 1}行第2列"


def test_tables_in_columns_of_text_are_read_where_they_stand() -> None:
    told = "2月2日9:00至2月3日9:00，我市各级媒体共发稿1,045篇（条），累计发稿约5670篇，入户发放宣传资料86,150份。"
    report = [("p", told)] * 4 + [("table", [row[:3] for row in ROWS]), ("p", "特此报告。")]
    manner = Manner(size=10.5, leading=18, columns=2, borders="lines")
    expected = [told] * 4 + [grid([row[:3] for row in ROWS]), "特此报告。"]
    for times in (2, 3, 4):
        found = wholeness.texts(opened(set_pdf(report * times, manner)))
        assert found == expected * times, times


def test_another_table_on_the_next_page_stands_by_itself() -> None:
    other = [["乡镇", "海报（张）", "横幅（条）", "备注"], ["河口镇", "200", "30", ""], ["柳林镇", "310", "42", ""]]
    sheets = set_pages([("table", ROWS)], WORD) + set_pages([("table", other)], WORD)
    document = opened(pdf(sheets))
    assert [cells(document, number) for number in range(2)] == [grid(ROWS), grid(other)]


def test_a_merged_row_head_goes_on_over_the_break() -> None:
    def page(head: str, names: Sequence[str]) -> Sheet:
        sheet = Sheet()
        bottom = 700 - 20 * len(names)
        sheet.line(80, 700, 360, 700)
        sheet.line(80, bottom, 360, bottom)
        for number, name in enumerate(names):
            sheet.line(160, 700 - 20 * number, 360, 700 - 20 * number)
            sheet.text(165, 686 - 20 * number, name, 10)
            sheet.text(265, 686 - 20 * number, f"{number + 25}篇", 10)
        for x in (80, 160, 260, 360):
            sheet.line(x, 700, x, bottom)
        sheet.text(85, 660, head, 10) if head else None
        return sheet

    document = opened(pdf([page("媒体宣传", ["市级", "省级", "中央"]), page("", ["网站", "客户端"])]))
    table = tables(document)[0]
    assert len(tables(document)) == 1
    assert wholeness.spans(table) == {(0, 0): (5, 1)}


def test_a_cell_that_the_break_cut_is_whole() -> None:
    def page(rows: Sequence[tuple[str, str]]) -> Sheet:
        sheet = Sheet()
        rules(sheet, (80, 160, 460), [700 - 20 * number for number in range(len(rows) + 1)])
        for number, row in enumerate(rows):
            for x, text in zip((85, 165), row, strict=True):
                sheet.text(x, 686 - 20 * number, text, 10)
        return sheet

    document = opened(
        pdf(
            [
                page([("单位", "工作"), ("东河区", "组织志愿者走访社区发放宣传")]),
                page([("", "资料，张贴海报。"), ("西山县", "召开会议。")]),
            ]
        )
    )
    assert cells(document) == {
        (0, 0): "单位",
        (0, 1): "工作",
        (1, 0): "东河区",
        (1, 1): "组织志愿者走访社区发放宣传资料，张贴海报。",
        (3, 0): "西山县",
        (3, 1): "召开会议。",
    }


# --- without lines ---


def test_columns_that_stand_close_are_told_apart() -> None:
    sheet = Sheet()
    rows = [
        ("项目", "单位", "数量"),
        ("发放宣传单、折页", "份", "5640"),
        ("海报", "张", "265"),
        ("宣传车", "辆次", "30"),
    ]
    for number, row in enumerate(rows):
        for x, text in zip((80, 182, 240), row, strict=True):
            sheet.text(x, 700 - 20 * number, text, 12)
    assert cells(opened(pdf([sheet]))) == grid(rows)


def test_a_head_at_the_left_and_figures_at_the_right_are_one_column() -> None:
    sheet = Sheet()
    rows = [("单位", "发稿", "阅读"), ("东河区", "25", "35000"), ("西山县", "131", "128000"), ("北湖区", "7", "9900")]
    for number, row in enumerate(rows):
        for x, right, text in zip((80, 200, 320), (0, 280, 400), row, strict=True):
            start = x if number == 0 or not right else right - width(text, 12)
            sheet.text(start, 700 - 20 * number, text, 12)
    document = opened(pdf([sheet]))
    assert cells(document) == grid(rows)
    assert tables(document)[0].columns == 3


def test_broken_cells_without_lines_are_joined() -> None:
    sheet = Sheet()
    rows = [
        (700, ("单位", "发稿")),
        (680, ("东河区融媒体", "25")),
        (666, ("中心", "")),
        (646, ("西山县", "31")),
        (626, ("北湖区宣传部", "7")),
    ]
    for y, row in rows:
        for x, text in zip((80, 240), row, strict=True):
            sheet.text(x, y, text, 12) if text else None
    assert cells(opened(pdf([sheet]))) == grid(
        [["单位", "发稿"], ["东河区融媒体中心", "25"], ["西山县", "31"], ["北湖区宣传部", "7"]]
    )


def test_figures_of_two_rows_are_never_one() -> None:
    sheet = Sheet()
    for y in (712, 692, 620):
        sheet.line(80, y, 300, y, 1)
    for number, row in enumerate((("平台", "发布"), ("微信", "39"), ("微博", "38"), ("抖音", "17"), ("合计", "94"))):
        for x, text in zip((84, 200), row, strict=True):
            sheet.text(x, 697 - 18 * number, text, 12)
    assert [text for (_, column), text in cells(opened(pdf([sheet]))).items() if column] == [
        "发布",
        "39",
        "38",
        "17",
        "94",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [("填报单位：东河区", "日期：2月3日"), ("联系人：办公室", "电话：0123")],
        [("1.", "发稿25篇"), ("2.", "海报300张"), ("3.", "横幅45条")],
        [("安澜市委宣传部", "2026年2月3日")],
    ],
)
def test_what_stands_side_by_side_is_not_always_a_table(lines: list[tuple[str, str]]) -> None:
    sheet = Sheet()
    for number, line in enumerate(lines):
        for x, text in zip((80, 320 if len(line[0]) > 3 else 110), line, strict=True):
            sheet.text(x, 700 - 20 * number, text, 12)
    assert tables(opened(pdf([sheet]))) == []


def test_a_chart_is_no_table() -> None:
    sheet = Sheet()
    for number in range(8):
        sheet.line(100, 500 + 20 * number, 400, 500 + 20 * number, 0.2)
        sheet.line(100 + 40 * number, 500, 100 + 40 * number, 640, 0.2)
    sheet.text(80, 700, "图1 发稿量走势", 12)
    document = opened(pdf([sheet]))
    assert wholeness.texts(document) == ["图1 发稿量走势"]
