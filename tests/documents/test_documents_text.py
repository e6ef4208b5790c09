"""Plain text: encodings, offsets, grids."""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from pathlib import Path

import pytest
import wholeness
from hypothesis import given
from hypothesis import strategies as st

from dibao import documents, language
from dibao.documents import Prose, Table, registry
from dibao.errors import DibaoError

REPORT = "一、基本情况\r\n截至2月3日，发稿25篇。\r\n"


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (REPORT.encode(), ""),
        (codecs.BOM_UTF8 + REPORT.encode(), ""),
        (codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_LE + REPORT.encode("utf-32-le"), "UTF-32"),
        (REPORT.encode("gb18030"), "GB18030"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(data: bytes, encoding: str) -> None:
    document = documents.from_bytes(data, "日报.txt")
    assert document.text == REPORT
    assert document.digest == hashlib.sha256(data).hexdigest()
    assert document.notes == ((f"文字编码按 {encoding} 读取。",) if encoding else ())


def test_two_characters_of_gb18030_that_are_valid_utf8_are_read_as_chinese() -> None:
    assert documents.from_bytes("联通".encode("gb18030"), "a.txt").text == "联通"


@pytest.mark.parametrize("text", ["25°C ±3 café", "Отчёт за 3 февраля", "Größe", "plain ASCII 25"])
def test_other_scripts_in_utf8_stay_utf8(text: str) -> None:
    assert documents.from_bytes(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02 binary",
        "今日發稿二十五篇，累計報導三百餘條，新增志願者若干。".encode("big5"),
        codecs.BOM_UTF16_LE + b"\x41",
        b"caf\xe9 \xff\xfe\xff",
        "发稿25篇".encode("utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DibaoError, match="另存") as caught:
        documents.from_bytes(data, "a.txt")
    assert caught.value.code == "unreadable"


def _is_plain(character: str) -> bool:
    return unicodedata.category(character)[0] != "C" or character in "\t\n\r"


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)
PLAIN = st.text(st.characters(codec="utf-8").filter(_is_plain))


@given(HAN, PLAIN)
def test_gb18030_round_trip(han: str, rest: str) -> None:
    text = f"发稿{han}{rest}"
    assert registry.read(text.encode("gb18030"), "a.txt").text == text


@given(PLAIN.filter(bool), st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_marked_encoding_gives_the_text_after_the_mark(text: str, codec: str) -> None:
    document = registry.read(text.encode(codec), "a.txt")
    assert document.text == text
    wholeness.check(document)


def test_blank_lines_and_wraps_stay_inside_one_block() -> None:
    text = " 宣传舆论组严格按照\n\n白玉要求，发稿\n\n25篇。\n"
    document = documents.from_text(text, "粘贴")
    assert document.text == text
    assert document.blocks == (Prose(1, len(text) - 1, wrapped=True),)
    assert document.locator(text.index("25")) == "第5行"


def test_no_characters_no_blocks() -> None:
    assert documents.from_text("").blocks == ()
    assert documents.from_text(" \n\t\r\n").blocks == ()


def test_lines_with_tabs_make_a_table_between_prose() -> None:
    text = "二、统计\r\n\t新增\t累计\r\n东河区\t25\t1,045\r\n西山区\t\t300\r\n以上为当日数字。"
    document = documents.from_text(text)
    wholeness.check(document)
    assert wholeness.texts(document) == [
        "二、统计",
        {
            (0, 1): "新增",
            (0, 2): "累计",
            (1, 0): "东河区",
            (1, 1): "25",
            (1, 2): "1,045",
            (2, 0): "西山区",
            (2, 2): "300",
        },
        "以上为当日数字。",
    ]
    assert document.locator(text.index("1,045")) == "表1 第2行第3列"


def test_lines_with_bars_make_a_table_without_its_ruling() -> None:
    text = "| 单位 | 数量 |\n|:-----|-----:|\n| 东河区 | 25 |\n\n┌──┬──┐\n│甲│1│\n├──┼──┤\n│乙│2│\n└──┴──┘\n"
    document = documents.from_text(text)
    wholeness.check(document)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert wholeness.texts(document) == [
        {(0, 0): "单位", (0, 1): "数量", (1, 0): "东河区", (1, 1): "25"},
        {(0, 0): "甲", (0, 1): "1", (1, 0): "乙", (1, 1): "2"},
    ]
    assert [(table.rows, table.columns, table.locator) for table in tables] == [(2, 2, "表1"), (2, 2, "表2")]


@pytest.mark.parametrize(
    "text",
    [
        "\t一、基本情况\n\t今日发稿25篇。\n\t二、工作进度",
        "来源：安澜发布 | 编辑：宣传组\n正文第一段。",
        "单位\t数量\n正文",
        "——————\n——————",
        "a\t\n\tb",
        "1.\t发稿25篇。\n2.\t悬挂条幅96条。\n（三）\t其他",
        "•\t发稿25篇\n•\t转载3篇",
    ],
)
def test_a_single_line_or_an_indent_is_no_table(text: str) -> None:
    document = documents.from_text(text)
    assert all(isinstance(block, Prose) for block in document.blocks)


@given(st.text(st.sampled_from("ab1|│\t\r\n -─：篇 \u3000"), max_size=60))
def test_every_block_and_cell_knows_its_characters(text: str) -> None:
    document = documents.from_text(text)
    assert document.text == text
    wholeness.check(document)
    kept = "".join(text[block.start : block.end] for block in document.blocks)
    for figure in "ab1篇":
        assert kept.count(figure) == text.count(figure)


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "东河区2月3日.TXT"
    path.write_bytes(REPORT.encode())
    document = documents.open(path)
    assert (document.name, document.format) == ("东河区2月3日.TXT", "txt")
    assert documents.open(str(path)) == document
