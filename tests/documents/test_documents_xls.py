"""Excel 97 to 2003 workbooks: the same as the same workbook in xlsx, and what old files hold besides."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from time import process_time

import openpyxl
import pytest
import wholeness
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao import language
from dibao.documents import Document, Table, registry
from dibao.errors import DibaoError

Value = str | int | float | bool | date | None


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def saved(book: xlwt.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Document:
    document = registry.read(data, "统计.xls")
    wholeness.check(document)
    assert document.format == "xls"
    return document


def both(
    rows: Sequence[Sequence[Value]],
    *,
    formats: dict[tuple[int, int], str] | None = None,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
) -> tuple[Document, Document]:
    """The same sheet as xls and as xlsx; rows and columns from 0, `merged` as (top, bottom, left, right)."""
    old, new = xlwt.Workbook(), openpyxl.Workbook()
    before, after = old.add_sheet("统计"), new.active
    assert after is not None
    after.title = "统计"
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            format = (formats or {}).get((r, c), "yyyy-mm-dd" if isinstance(value, date) else "General")
            if value is not None:
                before.write(r, c, value, xlwt.easyxf(num_format_str=format))
                after.cell(r + 1, c + 1, value).number_format = format  # type: ignore[arg-type]
    for top, bottom, left, right in merged:
        before.merge(top, bottom, left, right)
        after.merge_cells(start_row=top + 1, end_row=bottom + 1, start_column=left + 1, end_column=right + 1)
    for row_number in hidden_rows:
        before.row(row_number).hidden = True
        after.row_dimensions[row_number + 1].hidden = True
    for column in hidden_columns:
        before.col(column).hidden = True
        after.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
    out = io.BytesIO()
    new.save(out)
    return opened(saved(old)), registry.read(out.getvalue(), "统计.xlsx")


def assert_same(old: Document, new: Document) -> None:
    assert (old.text, old.blocks, old.notes) == (new.text, new.blocks, new.notes)


def test_a_report_with_two_header_rows_is_the_same_as_in_xlsx() -> None:
    rows: list[list[Value]] = [
        ["安澜市宣传工作统计表", None, None, None, None],
        ["填报单位：东河区", None, None, "日期：", date(2026, 2, 3)],
        ["单位", "新增", None, "累计", "完成率"],
        [None, "单页", "条幅", None, None],
        ["东河区", 3200, 96, 1234567, 0.125],
        ["撤销区", 1, 2, 3, 0.5],
        ["西山区", "120余份", -5, 0.1 + 0.2, 1],
        ["注：截至当日9时。", None, None, None, None],
    ]
    old, new = both(
        rows,
        formats={(1, 4): "yyyy/m/d", (4, 3): "#,##0", (4, 4): "0.0%", (5, 4): "0%", (6, 4): "0%"},
        merged=[(0, 0, 0, 4), (2, 3, 0, 0), (2, 2, 1, 2), (2, 3, 3, 3), (2, 3, 4, 4)],
        hidden_rows=[5],
        hidden_columns=[2],
    )
    assert_same(old, new)
    assert old.text == (
        "安澜市宣传工作统计表\n填报单位：东河区\n日期：2026-02-03\n单位\t新增\t累计\t完成率\n单页\n"
        "东河区\t3200\t1,234,567\t12.5%\n西山区\t120余份\t0.3\t100%\n注：截至当日9时。"
    )
    assert old.notes == ("统计：隐藏的行未读（第 6 行）。", "统计：隐藏的列未读（C 列）。")
    assert old.locator(old.text.index("120余份")) == "统计!B7"


VALUES = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(-(10**6), 10**6).map(lambda value: round(value, 3)),
    st.booleans(),
    st.sampled_from(["东河区", "发稿", "注：截至9时", "单位：份", "25篇", "日期：", "两\n行"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda value: value.replace(microsecond=0)),
)
FORMATS = st.sampled_from(["General", "0.0%", "#,##0.00", '0"份"', "yyyy/m/d h:mm", ";;;", "@", "000", '0!.0,"万"'])


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(VALUES, min_size=4, max_size=4), min_size=1, max_size=6),
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 3)), FORMATS, max_size=6),
    st.sets(st.integers(0, 5), max_size=2),
    st.sampled_from([[], [(0, 0, 0, 2)], [(1, 3, 1, 2), (0, 0, 0, 3)]]),
)
def test_any_sheet_is_the_same_as_in_xlsx(
    rows: list[list[Value]],
    formats: dict[tuple[int, int], str],
    hidden: set[int],
    merged: list[tuple[int, int, int, int]],
) -> None:
    covered = {(r, c) for t, b, left, right in merged for r in range(t, b + 1) for c in range(left, right + 1)} - {
        (t, left) for t, _, left, _ in merged
    }
    rows = [[None if (r, c) in covered else value for c, value in enumerate(row)] for r, row in enumerate(rows)]
    assert_same(*both(rows, formats=formats, merged=merged, hidden_rows=sorted(hidden)))


def test_several_sheets_and_hidden_ones() -> None:
    book = xlwt.Workbook()
    for name, state in (("2月3日", 0), ("底稿", 1), ("密", 2), ("附表", 0)):
        sheet = book.add_sheet(name)
        for row, cells in enumerate((["单位", "单页"], [name, 25])):
            for column, value in enumerate(cells):
                sheet.write(row, column, value)
        sheet.visibility = state
    document = opened(saved(book))
    assert [block.locator for block in document.blocks] == ["2月3日!A1:B2", "附表!A1:B2"]
    assert [block.title for block in document.blocks if isinstance(block, Table)] == ["2月3日", "附表"]
    assert document.notes == ("隐藏的工作表未读：底稿、密。",)


def with_formula(text: str, patch: Callable[[bytes], bytes]) -> Document:
    """A sheet with 甲 and a formula's result in B1, whose record `patch` changes."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("统计")
    sheet.write(0, 0, "甲")
    sheet.write(0, 1, xlwt.Formula(text))
    sheet.write(1, 0, "乙")
    sheet.write(1, 1, 7)
    data = saved(book)
    at = _formula(data)
    length = int.from_bytes(data[at + 2 : at + 4], "little")
    record = data[at : at + 4 + length]
    patched = patch(record)
    assert len(patched) == len(record)
    return opened(data[:at] + patched + data[at + len(record) :])


def _formula(data: bytes) -> int:
    """Where the formula's record begins: kind 6, in row 0 and column 1."""
    for at in range(0, len(data) - 8):
        if data[at : at + 2] == b"\x06\x00" and data[at + 4 : at + 8] == b"\x00\x00\x01\x00":
            return at
    raise AssertionError("no formula")


def result(value: bytes, flags: int = 0) -> Callable[[bytes], bytes]:
    """A formula's record with another result, and its flags."""
    return lambda record: record[:10] + value + bytes([flags, 0]) + record[20:]


FOUR_THOUSAND = bytes.fromhex("000000000040af40")


def test_formulas_give_their_stored_results() -> None:
    assert with_formula("SUM(A1:A1)", result(FOUR_THOUSAND)).text == "甲\t4000\n乙\t7"
    assert with_formula("SUM(A1:A1)", result(FOUR_THOUSAND, 2)).text == "甲\t4000\n乙\t7"
    assert with_formula("SUM(A1:A1)", result(bytes(8))).text == "甲\t0\n乙\t7"
    assert with_formula("SUM(A1:A1)", result(b"\1\0\1\0\0\0\xff\xff")).text == "甲\tTRUE\n乙\t7"


UNCOUNTED = ("统计：公式没有算好的结果，未读（B1）；请用 Excel 或 WPS 打开、保存后重新发送。",)


@pytest.mark.parametrize("text", ["SUM(A1:A1)", "A1+A2", "A1/2", "SUM(A1;A2)", "AVERAGE(A1:A2)"])
def test_formulas_that_a_program_wrote_without_counting_are_said(text: str) -> None:
    """xlwt writes an empty text, POI a 0 and the order to calculate on opening."""
    for value, flags in ((b"\3\0\0\0\0\0\xff\xff", 0), (bytes(8), 2)):
        document = with_formula(text, result(value, flags))
        assert document.notes == UNCOUNTED
        assert "0" not in document.text


def test_a_formula_that_gives_an_empty_text_is_no_formula_without_result() -> None:
    document = with_formula('IF(A1="";"";B2)', result(b"\3\0\0\0\0\0\xff\xff"))
    assert (document.text, document.notes) == ("甲\n乙\t7", ())


def test_formulas_in_error_are_said() -> None:
    document = with_formula("A1/0", result(b"\2\0\7\0\0\0\xff\xff"))
    assert "#DIV/0!" in document.text
    assert document.notes == ("统计：公式出错（B1），请核对。",)


def test_content_decides_what_an_et_or_a_misnamed_xls_is() -> None:
    book = xlwt.Workbook()
    book.add_sheet("统计").write(0, 0, "发稿25篇")
    new = openpyxl.Workbook()
    assert new.active is not None
    new.active["A1"] = "发稿25篇"
    out = io.BytesIO()
    new.save(out)
    for suffix in (".et", ".ett", ".xls"):
        for data, format in ((saved(book), "xls"), (out.getvalue(), "xlsx"), ("发稿25篇\t甲".encode(), "csv")):
            if (format, suffix) == ("csv", ".ett"):
                continue
            document = registry.read(data, "统计" + suffix)
            assert (document.format, document.text[:5]) == (format, "发稿25篇")


def test_an_encrypted_workbook_says_so() -> None:
    book = xlwt.Workbook()
    book.add_sheet("统计").write(0, 0, "发稿25篇")
    data = saved(book)
    codepage = data.index(b"\x42\x00\x02\x00\xb0\x04")
    with pytest.raises(DibaoError, match="去掉打开密码"):
        registry.read(data[:codepage] + b"\x2f\x00\x02\x00\x00\x00" + data[codepage + 6 :], "统计.xls")


def biff5(texts: Sequence[bytes], codepage: int | None) -> bytes:
    """An Excel 5 workbook without a container: one sheet, a text a row, in bytes of an old code page."""

    def record(kind: int, data: bytes) -> bytes:
        return kind.to_bytes(2, "little") + len(data).to_bytes(2, "little") + data

    def begin(kind: int) -> bytes:
        return record(0x0809, b"\x00\x05" + kind.to_bytes(2, "little") + bytes.fromhex("d310cc07"))

    def head(offset: int) -> bytes:
        pages = b"" if codepage is None else record(0x0042, codepage.to_bytes(2, "little"))
        name = "统计".encode("gb18030")
        return (
            begin(5)
            + pages
            + record(0x00E0, bytes(16))
            + record(0x0085, offset.to_bytes(4, "little") + bytes(2) + bytes([len(name)]) + name)
            + record(0x000A, b"")
        )

    cells = b"".join(
        record(0x0204, row.to_bytes(2, "little") + bytes(4) + len(text).to_bytes(2, "little") + text)
        + record(0x0203, row.to_bytes(2, "little") + b"\1\0" + bytes(2) + bytes.fromhex("0000000000003940"))
        for row, text in enumerate(texts)
    )
    return head(len(head(0))) + begin(0x10) + cells + record(0x000A, b"")


@pytest.mark.parametrize("codepage", [936, 1252, None])
def test_old_files_with_texts_in_gbk(codepage: int | None) -> None:
    document = opened(biff5(["单位".encode("gbk"), "东河区".encode("gbk")], codepage))
    assert document.text == "单位\t25\n东河区\t25"
    assert document.locator(document.text.index("东")) == "统计!A2"


def test_old_files_in_western_letters_stay_so() -> None:
    assert opened(biff5(["Zürich".encode("cp1252"), b"Bern"], 1252)).text == "Zürich\t25\nBern\t25"


def test_a_page_is_read_fast() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("统计")
    for row in range(40):
        for column in range(8):
            sheet.write(row, column, f"单位{row}" if column == 0 else row * column)
    data = saved(book)
    opened(data)
    begun = process_time()
    for _ in range(10):
        registry.read(data, "统计.xls")
    assert (process_time() - begun) / 10 < 0.1
