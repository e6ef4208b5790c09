"""PDF and HTML follow how an office's own Word file looks; the official form keeps its own."""

from __future__ import annotations

import re
from pathlib import Path

from composing_city import CITY, DAY, small_city
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import html as lxml_html

from dibao.composing import Brief, compose, fonts, pdf, verify, write
from dibao.composing.form import default_template
from dibao.composing.html import to_html
from dibao.composing.looks import Look
from dibao.composing.template import Line, Template
from dibao.errors import DibaoError
from support.absent import absent


def own(path: Path) -> Path:
    """A centred red title in bold 30 points, and an indented paragraph with a bold red figure."""
    word = Document()
    word.styles["Normal"].font.size = Pt(16)
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head = title.add_run("每日动态")
    head.font.size, head.font.bold, head.font.color.rgb = Pt(30), True, RGBColor(0xC0, 0, 0)
    body = word.add_paragraph("发稿")
    body.paragraph_format.first_line_indent = Pt(32)
    figure = body.add_run("[media.stories new measure=篇]")
    figure.font.bold, figure.font.color.rgb = True, RGBColor(0xC0, 0, 0)
    body.add_run("篇。")
    word.add_paragraph("安澜市宣传组").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.save(str(path))
    return path


def brief(folder: Path) -> Brief:
    return compose(small_city(), CITY, DAY, own(folder / "own.docx"))


def lines(template: Template) -> list[Line]:
    return [block for block in template.blocks if isinstance(block, Line)]


def test_alignment_size_weight_and_colour_are_those_of_word(tmp_path: Path) -> None:
    title, body, end = lines(Template.open(own(tmp_path / "own.docx")))
    assert title.shape and body.shape and end.shape
    assert (title.shape.align, body.shape.align, end.shape.align) == ("center", "", "right")
    assert (title.shape.indent, body.shape.indent) == (False, True)
    assert title.shape.looks == (Look(30, True, "C00000"),)
    assert [look.bold for look in body.shape.looks] == [False, True, False]
    assert {look.size for look in body.shape.looks} == {16.0}


def test_the_official_form_has_a_look_of_its_own() -> None:
    assert all(line.shape is None for line in lines(Template.load(default_template())))


def test_a_colour_that_is_none_cannot_get_into_the_page(tmp_path: Path) -> None:
    path = own(tmp_path / "own.docx")
    word = Document(str(path))
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "}</sty")
    word.paragraphs[2].runs[0]._r.get_or_add_rPr().append(colour)
    word.save(str(path))
    page = to_html(compose(small_city(), CITY, DAY, path)).decode()
    assert page.count("</style>") == 1 and "}</sty{" not in page


def test_the_page_shows_them(tmp_path: Path) -> None:
    page = lxml_html.document_fromstring(to_html(brief(tmp_path)).decode())
    (title,) = page.xpath("//p[contains(@class, 'center')]/span")
    style = "".join(page.xpath("//style/text()"))
    (rule,) = re.findall(rf"(?<!own )\.{title.get('class')}\{{([^}}]*)\}}", style)
    assert "font-weight:700" in rule and "color:#C00000" in rule
    assert f"p.own .{title.get('class')}{{font-size:1.88em" in style
    assert page.xpath("//p[@class='own indent']//a[contains(@class, 'fig')]") and page.xpath("//p[@class='own right']")


def test_what_was_written_so_verifies(tmp_path: Path) -> None:
    try:
        fonts.faces()
    except DibaoError as error:
        absent(str(error))
    for suffix in (".docx", ".html", ".pdf"):
        write(brief(tmp_path), tmp_path / f"brief{suffix}")
        assert verify(tmp_path / f"brief{suffix}") == []


def test_an_emoji_of_a_quoted_report_does_not_keep_the_pdf_from_coming(tmp_path: Path) -> None:
    try:
        fonts.faces()
    except DibaoError as error:
        absent(str(error))
    word = Document()
    word.add_paragraph("发稿[media.stories new measure=篇]篇✅。")
    path = tmp_path / "own.docx"
    word.save(str(path))
    assert pdf.to_pdf(compose(small_city(), CITY, DAY, path)).startswith(b"%PDF")
