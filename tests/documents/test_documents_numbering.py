"""Automatic list numbers as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wordprocessing import docx as raw
from wordprocessing import p

from dibao import documents
from dibao.documents.ordinals import written


def level(depth: int, format: str, text: str, inside: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>'
        f'<w:lvlText w:val="{text}"/>{inside}</w:lvl>'
    )


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="8">' + level(0, "bullet", "\uf0b7") + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def item(text: str, num: int = 1, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')


def lines(body: str, **parts: str) -> list[str]:
    return documents.from_bytes(raw(body, **parts), "a.docx").text.split("\n")


def test_the_levels_of_an_official_report() -> None:
    body = (
        item("基本情况")
        + item("工作进度")
        + item("媒体宣传", depth=1)
        + item("25篇稿件", depth=2)
        + item("3篇转载", depth=2)
        + item("社会宣传", depth=1)
        + item("96条横幅", depth=2)
        + item("细项", depth=3)
        + item("下步打算")
        + item("再来", depth=1)
    )
    assert lines(body, numbering=OFFICIAL) == [
        "一、基本情况",
        "二、工作进度",
        "（一）媒体宣传",
        "1. 25篇稿件",
        "2. 3篇转载",
        "（二）社会宣传",
        "1. 96条横幅",
        "2.1 细项",
        "三、下步打算",
        "（一）再来",
    ]


def test_bullets_empty_items_and_number_zero_show_nothing_but_empty_items_count() -> None:
    body = item("点", num=2) + item("甲") + item("") + item("乙") + item("不编号", num=0)
    assert lines(body, numbering=OFFICIAL) == ["点", "一、甲", "", "三、乙", "不编号"]


def test_a_hidden_empty_item_does_not_count() -> None:
    hidden = item("").replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>")
    assert lines(item("甲") + hidden + item("乙"), numbering=OFFICIAL) == ["一、甲", "", "二、乙"]


def test_lists_of_one_definition_go_on_unless_they_begin_anew() -> None:
    more = OFFICIAL + '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>'
    body = item("甲") + item("乙", num=4) + item("丙", num=3) + item("丁", num=3)
    assert lines(body, numbering=more) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_numbers_that_come_with_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="heading 2"/><w:basedOn w:val="A"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    style = '<w:pStyle w:val="{}"/>'
    body = p("基本情况", properties=style.format("A")) + p("媒体", properties=style.format("B"))
    assert lines(body, numbering=OFFICIAL, styles=styles) == ["一、基本情况", "（一）媒体"]


def test_a_level_linked_to_a_style() -> None:
    linked = OFFICIAL.replace('<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="B"/><w:lvlText w:val="（%2）"/>')
    style = '<w:style w:type="paragraph" w:styleId="B"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert lines(p("媒体", properties='<w:pStyle w:val="B"/>'), numbering=linked, styles=style) == ["（一）媒体"]


def test_a_definition_that_stands_in_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    more = (
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum>'
        + OFFICIAL
        + '<w:num w:numId="5"><w:abstractNumId w:val="9"/></w:num>'
    )
    assert lines(item("甲", num=5), numbering=more, styles=styles) == ["一、甲"]


def test_an_unknown_list_shows_nothing() -> None:
    assert lines(item("甲", num=99) + item("乙"), numbering=OFFICIAL) == ["甲", "一、乙"]


@pytest.mark.parametrize(
    ("format", "number", "text"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("chineseCounting", 105, "一百零五"),
        ("chineseCounting", 110, "一百一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 11, "甲"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 5, "05"),
        ("upperRoman", 4, "IV"),
        ("lowerLetter", 27, "aa"),
        ("unknownFormat", 6, "6"),
        ("bullet", 1, ""),
    ],
)
def test_the_formats_of_numbers(format: str, number: int, text: str) -> None:
    assert written(number, format) == text


def _value(text: str) -> int:
    total, digit = 0, 0
    for character in text:
        if character in "十百千":
            total += (digit or 1) * 10 ** ("十百千".index(character) + 1)
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(character)
    return total + digit


@given(st.integers(1, 9999))
def test_chinese_numbers_say_what_they_count(number: int) -> None:
    assert _value(written(number, "chineseCounting")) == number
