"""The PDF and the HTML page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from composing_city import CITY, DAY, large_city, small_city
from lxml import html as lxml_html

from dibao.catalogue import Settings, Workspace
from dibao.composing import compose, fonts, pdf, write
from dibao.composing.html import to_html
from dibao.errors import DibaoError
from support.absent import absent


@pytest.fixture
def with_fonts() -> None:
    try:
        fonts.faces()
    except DibaoError as error:
        absent(str(error))


def test_the_page_needs_nothing_from_outside() -> None:
    text = to_html(compose(small_city(), CITY, DAY)).decode()
    assert not re.search(r"""(?:src|href)=["'](?!#)""", text)
    assert "url(" not in text
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in text


def test_every_figure_of_the_page_leads_to_its_sources_without_script() -> None:
    brief = compose(small_city(), CITY, DAY)
    page = lxml_html.document_fromstring(to_html(brief).decode())
    for figure in brief.figures():
        (link,) = page.xpath("//a[@data-place=$id]", id=figure.id)
        (section,) = page.xpath("//section[@id=$id]", id=link.get("href")[1:])
        said = section.text_content()
        assert figure.arithmetic in said
        assert all(source.file in said and source.sentence in said for source in figure.sources)
        assert figure.state.zh in said
        assert section.xpath(".//a[@href=$back]", back=f"#{figure.id}")


def test_texts_from_reports_cannot_break_the_page() -> None:
    shelf = small_city()
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
    shelf.add("ribao", "media.videos", 5, "条", text=evil, report=1)
    page = lxml_html.document_fromstring(to_html(compose(shelf, CITY, DAY)).decode())
    assert len(page.xpath("//script")) == 2
    assert not page.xpath("//img")


def test_the_page_is_the_same_for_the_same_brief() -> None:
    assert to_html(compose(small_city(), CITY, DAY)) == to_html(compose(small_city(), CITY, DAY))


@pytest.mark.usefixtures("with_fonts")
def test_the_pdf_is_archival_and_carries_its_provenance(tmp_path: Path) -> None:
    brief = compose(small_city(), CITY, DAY)
    write(brief, tmp_path / "brief.pdf")
    data = (tmp_path / "brief.pdf").read_bytes()
    assert re.search(rb"pdfaid:part>3<", data)
    assert re.search(rb"pdfuaid:part>1<", data)
    assert b"/Lang(zh-CN)" in data
    assert data == pdf.to_pdf(brief)
    attached = pdf.attachment(data)
    assert attached is not None
    assert b'"seal"' in attached


@pytest.mark.usefixtures("with_fonts")
def test_the_pdf_of_a_large_day_comes() -> None:
    shelf, workspace = large_city(units=3, days=1)
    assert pdf.to_pdf(compose(shelf, workspace, DAY)).startswith(b"%PDF")


@pytest.mark.usefixtures("with_fonts")
def test_a_character_without_a_font_is_named() -> None:
    lacking = "\U000f1234"
    assert fonts.missing_glyphs(f"安澜市{lacking} 1,045\n") == [lacking]
    brief = compose(small_city(), Workspace(settings=Settings(city=lacking), units=CITY.units), DAY)
    with pytest.raises(DibaoError) as caught:
        pdf.to_pdf(brief)
    assert caught.value.code == "no_glyphs"


def test_without_chinese_fonts_the_other_formats_still_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typst = pytest.importorskip("typst")
    real = typst.Fonts
    monkeypatch.setattr(typst, "Fonts", lambda **_: real(include_system_fonts=False, include_embedded_fonts=True))
    fonts._faces.cache_clear()
    brief = compose(small_city(), CITY, DAY)
    with pytest.raises(DibaoError) as caught:
        write(brief, tmp_path / "brief.pdf")
    assert caught.value.code == "no_fonts"
    assert "fonts-noto-cjk" in str(caught.value)
    assert not (tmp_path / "brief.pdf").exists()
    for suffix in (".docx", ".html", ".json"):
        write(brief, tmp_path / f"brief{suffix}")
    assert fonts.missing_fonts() == ["仿宋", "黑体", "楷体", "小标宋"]
    fonts._faces.cache_clear()


def test_without_typst_the_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(DibaoError) as caught:
        pdf.to_pdf(compose(small_city(), CITY, DAY))
    assert caught.value.code == "no_typst"
