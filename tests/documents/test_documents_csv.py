"""Tables as text: delimiters, quotes, encodings."""

from __future__ import annotations

import csv
import io
import re
from time import process_time

import pytest
import wholeness
from hypothesis import given
from hypothesis import strategies as st

from dibao import language
from dibao.documents import Document, Table, registry


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def opened(text: str, *, encoding: str = "utf-8", name: str = "统计.csv") -> Document:
    document = registry.read(text.encode(encoding), name)
    wholeness.check(document)
    assert document.format == "csv"
    return document


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_told_from_the_text(delimiter: str, end: str) -> None:
    rows = (["单位", "单页", "说明"], ["东河区", "3200", "含, 及; 二者" if delimiter not in ",;" else "无"])
    document = opened(end.join(delimiter.join(row) for row in rows) + end)
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert (table.rows, table.columns, table.locator) == (2, 3, "第1行第1列:第2行第3列")
    assert document.text == "\n".join("\t".join(row) for row in rows)
    assert document.locator(document.text.index("3200")) == "第2行第2列"


def test_quoted_fields_keep_commas_quotes_and_line_breaks() -> None:
    document = opened('单位,单页,说明\n东河区,"3,200","含""新版""\n两款"\n西山区, "1,045" ,"无"\n')
    assert wholeness.texts(document) == [
        {
            (0, 0): "单位",
            (0, 1): "单页",
            (0, 2): "说明",
            (1, 0): "东河区",
            (1, 1): "3,200",
            (1, 2): '含"新版"\n两款',
            (2, 0): "西山区",
            (2, 1): "1,045",
            (2, 2): "无",
        }
    ]
    assert document.locator(document.text.index("1,045")) == "第3行第2列"


def test_a_quote_that_nothing_closes_is_a_character() -> None:
    assert opened('单位,单页\n"东河区,3200\n西山区,1045').text == '单位\t单页\n"东河区\t3200\n西山区\t1045'
    assert opened('单位,规格\n甲,5" 管\n').text == '单位\t规格\n甲\t5" 管'


def test_titles_and_labels_stand_outside_the_table() -> None:
    document = opened(
        "安澜市宣传工作统计表,,\n填报单位：东河区,,单位：份\n日期：,2026/2/3,\n单位,单页,条幅\n东河区,3200,96\n注：截至9时。,,\n"
    )
    assert wholeness.texts(document)[:4] == ["安澜市宣传工作统计表", "填报单位：东河区", "单位：份", "日期：2026/2/3"]
    assert wholeness.texts(document)[-1] == "注：截至9时。"
    assert [block.locator for block in document.blocks][2] == "第2行第3列"


def test_a_byte_order_mark_an_encoding_and_the_line_for_excel() -> None:
    assert opened("\ufeff单位,单页\n东河区,1").text == "单位\t单页\n东河区\t1"
    document = opened("单位,单页\n东河区,1", encoding="gb18030")
    assert (document.text, document.notes) == ("单位\t单页\n东河区\t1", ("文字编码按 GB18030 读取。",))
    assert opened("单位\t单页\n东河区\t1", encoding="utf-16", name="统计.tsv").text == "单位\t单页\n东河区\t1"
    document = opened("sep=;\n单位;单页\n东河区;1")
    assert document.text == "单位\t单页\n东河区\t1"
    assert document.locator(document.text.index("东")) == "第3行第1列"


def test_codes_kept_as_text_for_excel_lose_their_wrapping() -> None:
    assert opened('代码,单页\n="0012",\t25\n').text == "代码\t单页\n0012\t25"


def test_lines_without_delimiters_are_prose() -> None:
    document = opened("今日发稿25篇。\n悬挂条幅96条。\n")
    assert wholeness.texts(document) == ["今日发稿25篇。", "悬挂条幅96条。"]
    assert [block.locator for block in document.blocks] == ["第1行第1列", "第2行第1列"]
    assert (opened("\n\n").text, opened(",,\n,,").blocks) == ("", ())


FIELDS = st.text(st.sampled_from('东25,;\t|"\n \r%'), max_size=6).filter(lambda text: not re.search(r"\d\s*\|", text))
"""2|2 may be 212: a stroke in a number is masked, not read."""


@given(st.lists(st.lists(FIELDS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_what_a_program_writes_is_read_field_by_field(rows: list[list[str]]) -> None:
    """A head of plain words tells the delimiter; every field comes out as it went in, white space apart."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["单位", "单页", "条幅"]] * 3 + rows)
    document = registry.read(out.getvalue().encode(), "统计.csv")
    wholeness.check(document)
    (read,) = [cells for cells in wholeness.texts(document) if isinstance(cells, dict)][:1]
    for r, row in enumerate(rows, start=3):
        for c, field in enumerate(row):
            if (r, c) in read:
                assert read[r, c] == field.replace("\r\n", "\n").replace("\r", "\n").strip()


@given(st.text(st.sampled_from('a1,"\n;\t'), max_size=30))
def test_nothing_fails(text: str) -> None:
    opened("a" + text)


@pytest.mark.parametrize("text", ['"a' * 1_000_000, "x" * 10_000_000, '"' * 1_000_001, "a" + "\n" * 300_000])
def test_lines_without_end_cost_little(text: str) -> None:
    begun = process_time()
    registry.read(text.encode(), "统计.csv")
    assert process_time() - begun < 8
