"""A number that shows something else than it holds is never read as a figure, and the clerk is told."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spreadsheet import xlsx
from wordprocessing import docx, p, r

from dibao import documents, language, reading
from dibao.documents import Document, deceptive, registry


@pytest.fixture(autouse=True)
def chinese() -> None:
    language.use("zh")


def read(document: Document) -> list[tuple[int, str]]:
    return [(int(figure.value), figure.unit) for figure in reading.read(document)]


@pytest.mark.parametrize(
    "number",
    [
        "\u202e0054\u202c",
        "\u20674 5\u2069",
        "\u202b12 34\u202c",
        "4\u202e56\u202c7",
        "\u202e三十二\u202c",
        "1\x00200",
        "1\ud800200",
        "1\ufffd200",
        "1\u0086200",
        "1\u3164200",
        "12\u280034",
        "1О0",
        "3О",
        "1\u200bО0",
        "1O0",
        "1l0",
        "1|0",
        "4З",
        "٤٢",
        "3৪",
        "1٫200٢",
        "𑁦5",
        "1\u03362\u03360\u0336",
        "1\u20d2200",
    ],
)
def test_it_is_left_out_masked_and_said(number: str) -> None:
    text = f"新增发放宣传单{number}份，张贴海报96张。"
    document = documents.from_text(text, "a.txt")
    assert read(document) == [(96, "张")]
    assert len(document.text) == len(text)
    assert any("不一致" in note and "第1行" in note for note in document.notes)
    assert len(reading.masked(document)) == 1
    assert not set("\u202e\u202b\u2067\x00\ud800") & set(document.text)


def test_what_nothing_turns_back_is_turned_to_the_end_of_the_line() -> None:
    document = documents.from_text("发放\u202e12份，张贴海报96张。\n悬挂条幅三十二条，又\u2067发放七份。\n入户5户。")
    assert read(document) == [(32, "条"), (5, "户")]
    assert "第1行、第2行有 3 个数字" in document.notes[0]


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("1\u200b234", 1234),
        ("\u202a1234\u202c", 1234),
        ("1\u200e2\u200f34", 1234),
        ("1,\ufeff234", 1234),
        ("\u2066１２３４\u2069", 1234),
        ("1\u00ad2\u206034", 1234),
        ("𝟏𝟐𝟑𝟒", 1234),
    ],
)
def test_signs_without_width_are_no_part_of_a_number(number: str, value: int) -> None:
    document = documents.from_text(f"新增发放宣传单{number}份。")
    assert read(document) == [(value, "份")]
    inside = any(not sign.isdecimal() for sign in number.strip("\u202a\u202c\u2066\u2069"))
    assert any("不显示的字符" in note for note in document.notes) == (inside and number[0] != "𝟏")


@pytest.mark.parametrize(
    "text",
    [
        "PM2.5为35μg，β2受体12份，25°C ±3 café",
        "1️⃣发放3份 2️⃣张贴5张",
        "①发放１２３份，Ⅱ型12份；iO8系统，B2O3，3×5",
        "Отчёт за 3 февраля: 25",
        "发放100份\x1a",
    ],
)
def test_honest_signs_stay(text: str) -> None:
    document = documents.from_text(text)
    assert (document.text, document.notes) == (text, ())


SIGNS = st.sampled_from("\u202e\u202b\u2067\u202c\u2069\u200b\u200e\x00\x07\ud83d\ufffe\u3164\u0336ОоЗб৪٤OlI|.,，")
BEFORE, AFTER = "ОоЗб৪٤\x00\x07\ud83d\ufffe", "ОоЗб৪٤\x00\x07\ud83d\ufffe\u0336"
NUMBERS = st.lists(st.sampled_from("0123456789") | SIGNS, max_size=8).map("".join)


@given(NUMBERS, st.integers(10, 99))
def test_whatever_is_mixed_into_a_number_none_is_read_that_is_not_shown(odd: str, more: int) -> None:
    text = f"新增发放宣传单{odd}份。\n张贴海报{more}张。"
    document = documents.from_text(text)
    assert len(document.text) == len(text)
    assert deceptive.sound(document).text == document.text
    *others, last = reading.read(document)
    assert (last.value, last.unit) == (more, "张")
    widthless = dict.fromkeys(map(ord, "\u200b\u200e\u202c\u2069"))
    for figure in others:
        # Digits side by side, and nothing right before or after them that shows or hides another.
        plain = re.escape(figure.text.translate(widthless))
        shown = f"新增发放宣传单{odd}份。".translate(widthless)
        assert re.search(f"(?<![0-9{BEFORE}]){plain}(?![0-9{AFTER}])", shown)


def test_in_word_and_excel() -> None:
    turned = f'<w:bdo w:val="rtl">{r("4321")}</w:bdo>'
    document = registry.read(docx(p(r("新增发放宣传单"), turned, r("份，张贴海报96张。"))), "a.docx")
    assert read(document) == [(96, "张")] and "不一致" in document.notes[0]
    document = registry.read(docx(p(r("发放"), '<w:bdo w:val="ltr">' + r("43") + "</w:bdo>", r("份。"))), "a.docx")
    assert (read(document), document.notes) == ([(43, "份")], ())
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>发放1_x0000_2份，海报96张。</t></is></c></row>'
    document = registry.read(xlsx(rows), "a.xlsx")
    assert "\x00" not in document.text and read(document) == [(96, "张")]
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>_xD800_海报96张。</t></is></c></row>'
    document = registry.read(xlsx(rows), "a.xlsx")
    assert document.text.encode() and read(document) == [(96, "张")]


def test_it_takes_no_time_for_honest_text_and_not_much_for_a_flood() -> None:
    honest = documents.from_text("当日发放宣传品3,200份，累计发放44,601份。" * 2000)
    begin = time.process_time()
    assert deceptive.sound(honest) is honest
    assert time.process_time() - begin < 0.1
    for flood in ("1\u200b", "1О", "1\x00", "\u202e1", "1\u0336"):
        begin = time.process_time()
        documents.from_text(flood * 100_000)
        assert time.process_time() - begin < 3


def test_the_bars_of_a_grid_part_numbers() -> None:
    grid = documents.from_text("项目|本周（份）|累计（份）\n单页|1320|4867\n折页|47|52\n", "t.txt")
    assert not grid.notes
    assert [value for value, _ in read(grid)] == [1320, 4867, 47, 52]
    line = documents.from_text("发放单页13|20份。\n项目|本周（份）\n单页|1l3\n折页|2\n", "t.txt")
    assert [value for value, _ in read(line)] == [2]
    assert len(line.notes) == 1
