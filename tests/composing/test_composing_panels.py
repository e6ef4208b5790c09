"""A page of charts: offline, accessible as far as markup tells, in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest
from lxml import html

from dibao.composing.charts import Bars, Datum, Trend
from dibao.composing.panels import Page, Panel, to_page
from dibao.language import use

DATA = tuple(Datum(name, n, f"{n:,}", n, n) for name, n in (("论坛", 1200), ("<b>微博", 800)))
PAGE = Page(
    "安澜市宣传组",
    "2月4日公开信息情况",
    "一句话",
    (("公开信息", "2,000", "前7日日均 1,800"),),
    (
        Panel("渠道", chart=Bars("渠道", "条", DATA), note="不足 5 条的不列。"),
        Panel("逐日", ("说明",), Trend("公开信息", "条", (date(2026, 2, 3), date(2026, 2, 4)), DATA)),
        Panel("疑问", rows=(("疑问", "条"), ("什么时候开学", "471"))),
        Panel("突增", ("没有超过上限的。",)),
    ),
    "说明文字",
)


def test_nothing_from_outside_and_no_script() -> None:
    text = to_page(PAGE).decode()
    page = html.document_fromstring(text)
    assert not page.xpath("//script|//link|//img|//iframe|//@onclick")
    assert re.findall(r"(?:src|href)=\"(?!#)", text) == []
    assert "default-src 'none'" in text and "url(" not in text
    assert "&lt;b&gt;微博" in text and "<b>微博" not in text


def test_every_chart_has_its_table_and_words() -> None:
    page = html.document_fromstring(to_page(PAGE).decode())
    figures = page.xpath("//figure")
    assert len(figures) == 2
    for figure in figures:
        assert len(figure.xpath(".//svg")) == 2
        cells = [cell.text_content() for cell in figure.xpath(".//td")]
        assert "1,200" in cells and "800" in cells
        assert figure.xpath("string(.//p[@class='note'])").strip()
    assert [cell.get("class") for cell in page.xpath("//section[3]//td")] == [None, "n"]
    assert all(head.get("scope") == "col" for head in page.xpath("//th"))
    headings = [(element.tag, element.text_content()) for element in page.xpath("//h1|//h2")]
    assert [tag for tag, _ in headings] == ["h1", "h2", "h2", "h2", "h2"]
    assert {link.get("href") for link in page.xpath("//nav/a")} == {
        f"#{heading.get('id')}" for heading in page.xpath("//h2")
    }


@pytest.mark.parametrize(("language", "code"), [("zh", "zh-Hans"), ("en", "en")])
def test_its_language_is_told(language: str, code: str) -> None:
    use("en" if language == "en" else "zh")
    try:
        assert html.document_fromstring(to_page(PAGE).decode()).get("lang") == code
    finally:
        use(None)


def test_the_same_page_gives_the_same_bytes() -> None:
    assert to_page(PAGE) == to_page(PAGE)
