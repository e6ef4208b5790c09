"""What only LibreOffice reads, and what LibreOffice writes: the same report in every format."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date

import docx
import openpyxl
import pytest
import wholeness
from docx.table import Table as WordTable

from dibao import documents, language
from dibao.documents import Document, office, registry, unreadable
from dibao.documents.excel import old
from dibao.documents.isolation import outside
from dibao.documents.office import Converted
from dibao.errors import DibaoError
from support.absent import absent

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def a_text() -> bytes:
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "安澜市宣传组"
    file.sections[0].footer.paragraphs[0].text = "值班室"
    file.add_heading("一、基本情况", 1)
    file.add_paragraph("今日发稿25篇，累计1,234篇。  两个空格\t制表")
    for text in ("第一条", "第二条"):
        file.add_paragraph(text, style="List Number")
    file.add_paragraph("插话")
    file.add_paragraph("第三条", style="List Number")
    file.add_paragraph("点", style="List Bullet")
    table = file.add_table(3, 3)
    table.style = "Table Grid"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "单位"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "新增"
    for (row, column), text in {(1, 1): "单页", (1, 2): "条幅", (2, 0): "东河区", (2, 1): "3200"}.items():
        table.cell(row, column).text = text
    inner: WordTable = table.cell(2, 2).add_table(2, 2)
    inner.cell(0, 0).text, inner.cell(1, 1).text = "甲", "7"
    paragraph = file.add_paragraph("面积25m")
    paragraph.add_run("2").font.superscript = True
    file.add_paragraph("可见").add_run("隐藏").font.hidden = True
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def a_sheet() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "统计"
    rows: list[list[object]] = [
        ["安澜市宣传工作统计表"],
        ["填报单位：东河区", None, "日期：", date(2026, 2, 3)],
        ["单位", "新增", None, "完成率"],
        [None, "单页", "条幅", None],
        ["东河区", 3200, 1234567, 0.125],
        ["撤销区", 1, 2, 0.5],
        ["西山区", "120余份", -5, 1],
        ["注：截至当日9时。"],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:D1", "A3:A4", "B3:C3", "D3:D4"):
        sheet.merge_cells(area)
    for place, format in (("C5", "#,##0"), ("C6", "#,##0"), ("D5", "0.0%"), ("D6", "0%"), ("D7", "0%"), ("C7", "0.00")):
        sheet[place].number_format = format
    sheet["D2"].number_format = "yyyy/m/d"
    sheet.row_dimensions[6].hidden = True
    secret = book.create_sheet("底稿")
    secret.append(["密", 1])
    secret.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TEXT, SHEET = a_text(), a_sheet()


def saved_as(data: bytes, suffix: str, filters: Mapping[str, str]) -> dict[str, bytes]:
    """The file as LibreOffice saves it, by its new suffix."""
    program = office.found() or absent("LibreOffice is not installed")
    saved: dict[str, bytes] = {}
    for new, filter in filters.items():
        command = [program, "-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        command += ["--convert-to", f"{new}:{filter}", "--outdir", "{folder}/out", f"{{folder}}/a{suffix}"]
        output = f"out/a.{new}"
        made = outside.made(command, name="a", files={f"a{suffix}": data}, outputs=[output])
        saved[new] = made.get(output) or absent("LibreOffice has no Writer or no Calc")
    return saved


@pytest.fixture(scope="module")
def texts() -> dict[str, bytes]:
    return saved_as(TEXT, ".docx", {"doc": "MS Word 97", "odt": "writer8", "rtf": "Rich Text Format"})


@pytest.fixture(scope="module")
def sheets() -> dict[str, bytes]:
    return saved_as(SHEET, ".xlsx", {"xls": "MS Excel 97", "ods": "calc8"})


def same(document: Document, other: Document) -> None:
    wholeness.check(document)
    assert document.text == other.text
    assert document.blocks == other.blocks


@pytest.mark.parametrize("suffix", ["odt", "rtf", "doc"])
def test_a_text_is_the_same_in_every_format(texts: dict[str, bytes], suffix: str) -> None:
    document = documents.from_bytes(texts[suffix], f"日报.{suffix}")
    assert document.format == suffix
    same(document, registry.read(TEXT, "日报.docx"))


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_a_sheet_is_the_same_in_every_format(sheets: dict[str, bytes], suffix: str) -> None:
    document, other = documents.from_bytes(sheets[suffix], f"统计.{suffix}"), registry.read(SHEET, "统计.xlsx")
    assert document.format == suffix
    same(document, other)
    assert document.notes == other.notes == ("隐藏的工作表未读：底稿。", "统计：隐藏的行未读（第 6 行）。")


def test_what_was_converted_is_said(texts: dict[str, bytes]) -> None:
    document = documents.from_bytes(texts["doc"], "日报.wps")
    assert document.notes[0] == "先由 LibreOffice 转换为 .docx 再读取，请对照原文。"
    assert document.name == "日报.wps"
    assert document.digest == documents.from_bytes(texts["doc"], "日报.doc").digest


WORD_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>{}</w:body></w:wordDocument>'
)
EXCEL_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="统计"><Table>{}</Table></Worksheet>'
    "</Workbook>"
)


def test_xml_of_office_2003_under_the_old_suffixes() -> None:
    if office.found() is None:
        absent("LibreOffice is not installed")
    word = WORD_XML.format("<w:p><w:r><w:t>今日发稿25篇</w:t></w:r></w:p>")
    assert documents.from_bytes(word.encode(), "日报.doc").text == "今日发稿25篇"
    cell = '<Cell><Data ss:Type="{}">{}</Data></Cell>'.format
    lines = ((cell("String", "单位"), cell("String", "单页")), (cell("String", "东河区"), cell("Number", "3200")))
    rows = "".join(f"<Row>{''.join(line)}</Row>" for line in lines)
    document = documents.from_bytes(EXCEL_XML.format(rows).encode(), "统计.xls")
    assert (document.format, document.text) == ("et", "单位\t单页\n东河区\t3200")
    assert document.locator(document.text.index("3200")) == "统计!B2"


def test_a_workbook_that_xlrd_cannot_read_is_converted(
    sheets: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(data: bytes, name: str) -> Document:
        raise AssertionError("a record in the wrong place")

    monkeypatch.setattr(old, "read", broken)
    document = documents.from_bytes(sheets["xls"], "统计.xls")
    same(document, registry.read(SHEET, "统计.xlsx"))
    assert document.notes[0].startswith("先由 LibreOffice 转换为 .xlsx")


def test_several_files_are_converted_in_one_start_and_broken_ones_spoil_none(texts: dict[str, bytes]) -> None:
    doc = texts["doc"]
    torn = doc[:700] + bytes(len(doc) - 700)
    made = office.convert({"甲.doc": doc, "乙.doc": torn, "丙.doc": OLE + bytes(2000), "丁.doc": doc}, "docx")
    assert [isinstance(made[name], Converted) for name in ("甲.doc", "丁.doc")] == [True, True]
    for name in ("乙.doc", "丙.doc"):
        error = made[name]
        assert isinstance(error, DibaoError)
        assert name in str(error)
        assert error.code == "unreadable"


def test_without_libreoffice_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "found", lambda: None)
    word, excel = WORD_XML.format("").encode(), EXCEL_XML.format("").encode()
    for data, name, told in (
        (word, "日报.wps", "另存为 .docx，或安装 LibreOffice"),
        (excel, "统计.et", "另存为 .xlsx"),
    ):
        with pytest.raises(DibaoError, match=told) as caught:
            documents.from_bytes(data, name)
        assert caught.value.code == "unreadable"
        (answer,) = office.convert({name: data}, "docx").values()
        assert "安装 LibreOffice" in str(answer)


def test_only_what_asks_for_it_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(files: Mapping[str, bytes], format: str) -> dict[str, Converted | DibaoError]:
        raise AssertionError("converted")

    monkeypatch.setattr(office, "convert", never)
    assert "发稿25篇" in documents.from_bytes("发稿25篇".encode(), "日报.txt").text
    with pytest.raises(DibaoError, match="损坏"):
        documents.from_bytes(TEXT[: len(TEXT) // 2], "日报.docx")
    asked = unreadable.unconverted(unreadable.corrupt("a"), "docx")
    assert unreadable.wanted(asked) == "docx"
    assert unreadable.wanted(unreadable.unconverted(unreadable.corrupt("a"), "exe")) == ""
    assert unreadable.wanted(unreadable.corrupt("a")) == ""
