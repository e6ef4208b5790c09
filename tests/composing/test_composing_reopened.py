"""The tree of a written Word file: untouched it gives the same page and PDF, edited it says what stands there."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from chart_city import bars, district_map, multiples, parts, trend
from composing_city import CITY, DAY, Shelf, small_city
from docx import Document
from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from dibao.composing import Brief, build_template, carried, compose, package, trace, verify
from dibao.composing.brief import Grid, flowing
from dibao.composing.charts import PHONE, Bars, Chart, Datum, chart_of, draw, kept
from dibao.composing.editions import editions
from dibao.composing.html import to_html
from dibao.composing.pdf import to_pdf
from dibao.composing.rasters import pngs
from dibao.composing.reopened import reopened
from dibao.composing.word import to_docx
from dibao.errors import DibaoError
from support import many_places
from support.editing import edited
from support.harmless_edits import HARMLESS
from support.libreoffice import by_office

CHARTS = (
    "[chart bars outreach.leaflets new order=value]\n[chart trend outreach.households new scope=kind:district]\n"
    "[chart multiples outreach.households new scope=kind:district]\n[chart parts outreach.leaflets new]\n"
    "[chart map outreach.households new scope=kind:district]"
)
FORM = f"【标题】工作情况\n一、附图\n入户[outreach.households new measure=户]户。\n{CHARTS}\n【封签】[seal]"


def week() -> Shelf:
    shelf = small_city()
    for back in range(6, 0, -1):
        day = DAY - timedelta(days=back)
        for place, code in enumerate(("wanghai", "liulin", "qingxi")):
            report = shelf.report(code, day)
            shelf.add(code, "outreach.households", 100 * (place + 1) + back, "户", day=day, report=report)
    for place, code in enumerate(("wanghai", "liulin", "qingxi")):
        shelf.add(code, "outreach.households", 210 * (place + 1), "户", report=shelf.report(code))
    return shelf


def briefs(folder: Path) -> Iterator[Brief]:
    yield compose(week(), CITY, DAY)
    for name, data in (("charts.docx", build_template(FORM)), ("places.docx", many_places.template())):
        (folder / name).write_bytes(data)
        yield compose(week(), CITY, DAY, folder / name)


def again(data: bytes) -> Brief:
    return reopened(data, told(data))


def told(data: bytes) -> dict[str, Any]:
    payload = package.provenance_in(data)
    assert payload is not None
    return payload


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Brief, bytes]]:
    return [(brief, to_docx(brief)) for brief in briefs(tmp_path_factory.mktemp("forms"))]


@pytest.fixture
def charted(written: list[tuple[Brief, bytes]]) -> bytes:
    return written[1][1]


def test_an_untouched_file_gives_the_same_page_and_pdf_to_the_byte(written: list[tuple[Brief, bytes]]) -> None:
    """Everything is there again: words, looks, figures with their sources, what is asked, the charts in both sizes."""
    assert {one.place.kind for one in written[1][0].pictures()} == {"bars", "trend", "parts", "map", "multiples"}
    for brief, data in written:
        back = again(data)
        assert to_html(back).decode() == to_html(brief).decode()
        assert to_pdf(back) == to_pdf(brief)
        made = editions(data)
        assert (made.files, made.lacking) == ({".html": to_html(back), ".pdf": to_pdf(back)}, ())


@pytest.mark.parametrize(
    ("kind", "chart"),
    [
        ("bars", bars()),
        ("trend", trend()),
        ("trend", trend(standing=True)),
        ("parts", parts()),
        ("map", district_map()),
        ("map", district_map(outlines=False)),
        ("multiples", multiples()),
    ],
)
def test_a_chart_comes_back_from_its_plain_values(kind: str, chart: Chart) -> None:
    back = chart_of(kind, json.loads(json.dumps(kept(chart))))
    assert back == chart
    assert (draw(back), draw(back, PHONE)) == (draw(chart), draw(chart, PHONE))
    through_word = package.from_xml(package.to_xml({"chart": kept(chart)}))["chart"]
    assert chart_of(kind, through_word) == chart


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["C"]), max_size=8),
            st.none() | st.integers(0, 10**9) | st.decimals(0, 10**6, places=2),
        ),
        max_size=6,
    )
)
def test_any_values_come_back(values: list[tuple[str, int | Decimal | None]]) -> None:
    data = tuple(Datum(label, value, "未报" if value is None else f"{value}", value, value) for label, value in values)
    chart = Bars("甲", "份", data, None)
    assert chart_of("bars", package.from_xml(package.to_xml({"chart": kept(chart)}))["chart"]) == chart


@pytest.mark.parametrize("spoil", ["kind", "text", "value", "data", "title"])
def test_values_that_are_no_chart_are_refused(spoil: str) -> None:
    told = kept(bars())
    if spoil == "kind":
        with pytest.raises(ValueError, match="pie"):
            chart_of("pie", told)
        return
    told["data"][0] = {"value": {"value": "many"}, "text": {}}.get(spoil, 3)
    if spoil in ("data", "title"):
        del told[spoil]
    with pytest.raises(ValueError, match="no bars"):
        chart_of("bars", told)


def opened(data: bytes) -> Word:
    return Document(io.BytesIO(data))


def saved(word: Word) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def texts(brief: Brief) -> list[str]:
    return [line for block in flowing(brief) for line in block.text.split("\n")]


@pytest.mark.parametrize("kind", range(len(HARMLESS)), ids=[edit.__name__ for edit in HARMLESS])
def test_every_word_of_an_edited_file_is_there(tmp_path: Path, kind: int, written: list[tuple[Brief, bytes]]) -> None:
    for place, (_, data) in enumerate(written):
        source = tmp_path / f"{place}.docx"
        source.write_bytes(data)
        target = tmp_path / f"edited{place}.docx"
        edited(source, target, len(HARMLESS) + kind, HARMLESS)
        made = editions(target.read_bytes())
        assert made.lacking == ()
        (tmp_path / "x.html").write_bytes(made.files[".html"])
        (tmp_path / "x.pdf").write_bytes(made.files[".pdf"])
        assert verify(tmp_path / "x.html") == verify(tmp_path / "x.pdf") == []
        payload = carried.read(target).payload
        left = {identity for line in package.lines(opened(target.read_bytes()), ids(payload)) for identity, _ in line}
        assert {one["id"] for one in trace(tmp_path / "x.html")} == {one["id"] for one in trace(target)} & left


def ids(payload: object) -> set[str]:
    assert isinstance(payload, dict)
    return {str(place["id"]) for place in payload["places"]}


def test_what_a_person_adds_in_word_is_there(charted: bytes) -> None:
    word = opened(charted)
    word.add_paragraph("特此报告。")
    table = word.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, (("单位", "联系人"), ("望海区", "值班室")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    style = numbered(word)
    for text in ("核对热线记录", "回复各单位"):
        word.add_paragraph(text, style=style)
    said = texts(again(saved(word)))
    assert said[-5:] == ["特此报告。", "单位\t联系人", "望海区\t值班室", "1. 核对热线记录", "2. 回复各单位"]
    page = editions(saved(word)).files[".html"].decode()
    assert "2. 回复各单位" in page and "值班室" in page


def numbered(word: Word) -> str:
    """A style whose paragraphs Word numbers by itself."""
    numbering = word.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    numbering.append(abstract) if first is None else first.addprevious(abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    style = word.styles.add_style("编号项", 1)
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    )
    return "编号项"


def test_changes_that_word_keeps_track_of_count_as_accepted(charted: bytes) -> None:
    word = opened(charted)
    paragraph = word.add_paragraph("旧话")
    paragraph._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="9"><w:r><w:t>新话</w:t></w:r></w:ins>'))
    gone = OxmlElement("w:del")
    paragraph._p.replace(paragraph.runs[0]._r, gone)
    gone.append(parse_xml(f"<w:r {nsdecls('w')}><w:delText>旧话</w:delText></w:r>"))
    assert texts(again(saved(word)))[-1] == "新话"


def test_a_chart_that_somebody_took_out_stays_out_and_one_without_its_picture_keeps_its_table(charted: bytes) -> None:
    word = opened(charted)
    drawings = list(word.element.body.iter(qn("w:drawing")))
    drawings[0].getparent().remove(drawings[0])
    back = again(saved(word))
    assert [one.place.kind for one in back.pictures()] == ["trend", "multiples", "parts", "map"]
    assert any(isinstance(block, Grid) and "望海区" in block.text for block in back.blocks)
    assert editions(saved(word)).lacking == ()


def test_the_table_of_a_chart_says_what_stands_in_it(charted: bytes) -> None:
    word = opened(charted)
    cell = next(cell for table in word.tables for row in table.rows for cell in row.cells if cell.text == "柳林区")
    cell.paragraphs[0].runs[0].text = "柳林区（含园区）"
    (picture, *_) = again(saved(word)).pictures()
    assert "柳林区（含园区）" in picture.grid.text
    assert draw(picture.chart) == draw(next(again(charted).pictures()).chart), "the picture is the printed one"


def test_values_that_do_not_draw_what_was_drawn_draw_nothing(charted: bytes) -> None:
    payload = told(charted)
    payload["pictures"][0]["chart"]["data"][0]["text"] = "99,999"
    back = reopened(charted, payload)
    assert [one.place.kind for one in back.pictures()] == ["trend", "multiples", "parts", "map"]
    del payload["pictures"][1]["chart"]
    assert len(list(reopened(charted, payload).pictures())) == 3


def test_a_damaged_provenance_is_one_sentence(charted: bytes) -> None:
    payload = told(charted)
    payload["figures"][0]["sources"][0]["low"] = None
    with pytest.raises(DibaoError) as caught:
        reopened(charted, payload)
    assert caught.value.code == "no_provenance" and payload["figures"][0]["id"] in str(caught.value)


def test_pictures_that_are_no_charts_are_told(charted: bytes) -> None:
    word = opened(charted)
    (pixels,) = pngs([draw(bars())]) or [b""]
    word.add_picture(io.BytesIO(pixels))
    made = editions(saved(word))
    assert len(made.lacking) == 1 and "1 幅图片" in made.lacking[0]
    assert set(made.files) == {".html", ".pdf"}


def test_footnotes_stand_behind_the_text(charted: bytes) -> None:
    word = opened(charted)
    paragraph = word.add_paragraph("入户数含园区")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    note = "<w:footnote w:id='2'><w:p><w:r><w:t>按街道口径。</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert texts(again(saved(word)))[-2:] == ["入户数含园区〔注1〕", "〔注1〕按街道口径。"]
    made = editions(saved(word))
    assert made.lacking == () and "〔注1〕按街道口径。" in made.files[".html"].decode()


def test_words_in_a_place_that_is_not_read_are_told(charted: bytes) -> None:
    word = opened(charted)
    row = word.add_table(rows=1, cols=1).rows[0]._tr
    row.getparent().replace(
        row,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:tr><w:tc><w:p><w:r><w:t>隐在控件行里</w:t></w:r></w:p></w:tc>"
            "</w:tr></w:sdtContent></w:sdt>"
        ),
    )
    (sentence,) = editions(saved(word)).lacking
    assert "隐在控件行里" in sentence and "以 Word 件为准" in sentence


def test_libreoffice_keeps_the_charts(written: list[tuple[Brief, bytes]], tmp_path: Path) -> None:
    back = by_office({"b.docx": written[1][1]}, tmp_path, "docx")
    (data,) = back.values()
    assert drawn(again(data)) == drawn(written[1][0])
    assert editions(data).lacking == ()


def drawn(brief: Brief) -> list[tuple[str, Chart, str, str]]:
    return [(one.id, one.chart, one.text, draw(one.chart)) for one in brief.pictures()]
