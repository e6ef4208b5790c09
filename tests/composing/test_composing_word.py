"""The Word file: controls, bookmarks, the provenance part, the official form, and templates that people edit."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from composing_city import CITY, DAY, Shelf, small_city
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from lxml import etree

from dibao.composing import WRITERS, build_template, compose, default_template, save, trace, verify, write
from dibao.composing.brief import Role
from dibao.composing.form import masthead_points
from dibao.composing.package import NAMESPACE, from_xml, to_xml
from dibao.composing.word import to_docx
from dibao.errors import DibaoError

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY), path)
    return path


def xml(path: Path, part: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


def test_python_docx_reads_the_text(written: Path) -> None:
    word = Document(str(written))
    brief = compose(small_city(), CITY, DAY)
    shown = ["".join(node.xpath(".//w:t/text()")) for node in word.element.body.iter(qn("w:p"))]
    assert [line for line in shown if line] == [
        one.text.replace("\t", "") for one in brief.paragraphs(margins=False) if one.text
    ]


def test_every_figure_stands_in_a_control_and_a_bookmark(written: Path) -> None:
    root, brief = xml(written), compose(small_city(), CITY, DAY)
    for figure in brief.figures():
        (control,) = root.xpath("//w:sdt[w:sdtPr/w:tag/@w:val=$id]", namespaces=W, id=figure.id)
        assert control.xpath("string(w:sdtPr/w:alias/@w:val)", namespaces=W) == figure.id
        assert "".join(control.xpath("w:sdtContent//w:t/text()", namespaces=W)) == figure.text
        before, after = control.getprevious(), control.getnext()
        assert before.get(qn("w:name")) == f"dibao_{figure.id}"
        assert after.tag == qn("w:bookmarkEnd")
        assert after.get(qn("w:id")) == before.get(qn("w:id"))
    names = root.xpath("//w:bookmarkStart/@w:id", namespaces=W)
    assert len(names) == len(set(names))


def test_the_provenance_part_holds_sources_and_seal(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        parts = [name for name in archive.namelist() if name.startswith("customXml/item") and "Props" not in name]
        payloads = [archive.read(name) for name in parts if NAMESPACE.encode() in archive.read(name)]
    (payload,) = map(from_xml, payloads)
    shelf = small_city()
    assert payload["seal"] == f"{DAY.isoformat()}:{len(shelf.lines)}:{shelf.lines[-1].digest}"
    hashes = {entry.number: entry.digest for entry in shelf.lines}
    sources = [source for figure in payload["figures"] for source in figure["sources"]]
    assert sources
    assert all(hashes[source["entry"]] == source["hash"] for source in sources)
    properties = Document(str(written)).core_properties
    assert (properties.title, properties.author) == ("安澜市疫情防控宣传工作情况", "安澜市宣传组")


def test_the_page_is_that_of_the_standard(written: Path) -> None:
    word = Document(str(written))
    section = word.sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(side.mm) for side in margins if side is not None] == [37, 28, 35, 26]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 210
    fonts = {
        role: word.styles[role.value].element.rPr.rFonts.get(qn("w:eastAsia"))
        for role in (Role.TITLE, Role.SECTION, Role.PART, Role.BODY)
    }
    assert list(fonts.values()) == ["方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"]
    assert word.styles[Role.BODY.value].font.size == Pt(16)


def test_a_long_masthead_stays_on_one_line(tmp_path: Path) -> None:
    long = replace(CITY, settings=replace(CITY.settings, masthead="安澜市疫情防控宣传工作日报"))
    write(compose(small_city(), long, DAY), tmp_path / "brief.docx")
    (size,) = xml(tmp_path / "brief.docx").xpath(
        "//w:p[w:pPr/w:pStyle/@w:val='公文版头']//w:r/w:rPr/w:sz/@w:val", namespaces=W
    )
    assert 13 * (int(size) / 2 + 4) <= 442
    assert masthead_points("宣传工作日报") == 36


def test_the_same_brief_is_the_same_file() -> None:
    brief = compose(small_city(), CITY, DAY)
    assert to_docx(brief) == to_docx(compose(small_city(), CITY, DAY))
    assert build_template("发稿[media.stories new]。") == build_template("发稿[media.stories new]。")


def test_a_brief_is_a_template_again(written: Path) -> None:
    again, first = compose(small_city(), CITY, DAY, written), compose(small_city(), CITY, DAY)
    assert [(f.text, f.measure) for f in again.figures()] == [(f.text, f.measure) for f in first.figures()]
    assert again.text.splitlines()[7:9] == first.text.splitlines()[7:9]


def edited(tmp_path: Path, change: object) -> Path:
    word = Document(io.BytesIO(default_template()))
    change(word)  # type: ignore[operator]
    path = tmp_path / "template.docx"
    word.save(str(path))
    return path


def test_an_office_may_change_words_and_formatting(tmp_path: Path) -> None:
    def change(word: object) -> None:
        for paragraph in word.paragraphs:  # type: ignore[attr-defined]
            for run in paragraph.runs:
                run.text = run.text.replace("各级媒体发稿", "全市媒体共发稿")
        for tag in word.element.body.iter(qn("w:tag")):  # type: ignore[attr-defined]
            if tag.get(qn("w:val")) == "f11":
                run = tag.getparent().getparent().find(f".//{qn('w:r')}")
                properties = OxmlElement("w:rPr")
                properties.append(OxmlElement("w:b"))
                run.insert(0, properties)

    write(compose(small_city(), CITY, DAY, edited(tmp_path, change)), tmp_path / "brief.docx")
    root = xml(tmp_path / "brief.docx")
    assert "全市媒体共发稿" in "".join(root.itertext())
    (control,) = root.xpath("//w:sdt[w:sdtPr/w:tag/@w:val='f11']", namespaces=W)
    assert control.xpath("w:sdtContent/w:r/w:rPr/w:b", namespaces=W)
    assert "".join(control.xpath("w:sdtContent//w:t/text()", namespaces=W)) == "1,145"


def test_a_place_may_be_typed_into_word_in_brackets(tmp_path: Path) -> None:
    def change(word: object) -> None:
        table = word.add_table(rows=1, cols=2)  # type: ignore[attr-defined]
        table.cell(0, 0).text = "发稿"
        run = table.cell(0, 1).paragraphs[0].add_run("[media.stories new]")
        run.font.color.rgb = RGBColor(0xFF, 0, 0)
        word.sections[0].header.paragraphs[0].text = "第[issue]期 [不是占位]"  # type: ignore[attr-defined]

    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY, edited(tmp_path, change)), path)
    word = Document(str(path))
    assert word.tables[-1].cell(0, 1)._tc.xpath("string(.//w:sdt)") + word.tables[-1].cell(0, 1).text == "1,145篇"
    colour = word.tables[-1].cell(0, 1)._tc.find(f".//{qn('w:sdtContent')}//{qn('w:color')}")
    assert colour is not None
    assert "第10期 [不是占位]" in "".join(word.sections[0].header._element.xpath(".//w:t/text()"))
    assert verify(path) == []
    assert len(trace(path)) == len(trace_of_default()) + 1


def trace_of_default() -> list[object]:
    brief = compose(small_city(), CITY, DAY)
    return [*brief.figures(), *brief.charted()]


BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml">
<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框内[media.stories new]</w:t></w:r></w:p></w:txbxContent>
</v:textbox></v:shape></w:pict></w:r>"""


def test_a_text_box_beside_figures_is_kept_and_filled(tmp_path: Path) -> None:
    def change(word: object) -> None:
        for tag in list(word.element.body.iter(qn("w:tag"))):  # type: ignore[attr-defined]
            if tag.get(qn("w:val")) == "f11":
                tag.getparent().getparent().getparent().append(etree.fromstring(BOX))

    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY, edited(tmp_path, change)), path)
    (box,) = xml(path).xpath("//w:txbxContent", namespaces=W)
    assert "".join(box.xpath(".//w:t/text()", namespaces=W)) == "框内1,145篇"
    assert verify(path) == []


def test_a_section_break_outlives_its_paragraph(tmp_path: Path) -> None:
    def change(word: object) -> None:
        for paragraph in word.paragraphs:  # type: ignore[attr-defined]
            if "入户走访" in paragraph.text:
                paragraph._p.get_or_add_pPr().append(OxmlElement("w:sectPr"))
            if "下发宣传提示" in paragraph.text:
                paragraph._p.get_or_add_pPr().append(OxmlElement("w:sectPr"))

    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY, edited(tmp_path, change)), path)
    assert len(xml(path).xpath("//w:sectPr", namespaces=W)) == 3


def test_a_control_copied_in_word_is_filled_twice(tmp_path: Path) -> None:
    def change(word: object) -> None:
        for tag in list(word.element.body.iter(qn("w:tag"))):  # type: ignore[attr-defined]
            if tag.get(qn("w:val")) == "f11":
                holder = tag.getparent().getparent()
                holder.getparent().append(etree.fromstring(etree.tostring(holder)))

    path = tmp_path / "brief.docx"
    write(compose(small_city(), CITY, DAY, edited(tmp_path, change)), path)
    assert [figure["value"] for figure in trace(path)].count(1145) == 2
    assert verify(path) == []


def test_xml_keeps_plain_values() -> None:
    payload = {"a": None, "b": [1, 2.5, "三\n<&>"], "c": {"d": "", "e": []}, "f": "带\x0b控制符"}
    assert from_xml(to_xml(payload)) == {**payload, "f": "带控制符"}


@pytest.mark.parametrize("data", [b"", b"<a/>", b"<a", to_xml({"a": 1})[:-5]])
def test_what_is_no_provenance_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        from_xml(data)


def test_files_are_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.docx"
    save(path, b"before")

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(DibaoError) as caught:
        save(path, b"after")
    assert caught.value.code == "unwritable"
    assert path.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir()] == ["brief.docx"]


def test_a_suffix_without_a_writer_is_said(tmp_path: Path) -> None:
    with pytest.raises(DibaoError) as caught:
        write(compose(Shelf(), CITY, DAY), tmp_path / "brief.odt")
    assert caught.value.code == "no_writer"
    assert all(suffix in str(caught.value) for suffix in WRITERS)
