"""trace and verify: what a file says of itself, and what has happened to it since."""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from composing_city import CITY, DAY, Shelf, small_city
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from pypdfium2 import raw

from dibao.composing import Kind, compose, trace, verify, write
from dibao.composing.issued import Stamp, stamped
from dibao.errors import DibaoError
from support.absent import absent

SUFFIXES = (".docx", ".html", ".json", ".pdf")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("briefs") / "brief.docx"
    write(compose(small_city(), CITY, DAY), path)
    return path


@pytest.fixture
def office_program() -> None:
    if shutil.which("soffice") is None:
        absent("LibreOffice is not here")


def written(tmp_path: Path, suffix: str) -> Path:
    path = tmp_path / f"brief{suffix}"
    try:
        write(compose(small_city(), CITY, DAY), path)
    except DibaoError as error:
        if error.code in ("no_fonts", "no_typst"):
            absent(str(error))
        raise
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_answers_alike_and_verifies(tmp_path: Path, suffix: str) -> None:
    path, brief = written(tmp_path, suffix), compose(small_city(), CITY, DAY)
    told = trace(path)
    assert [(f["id"], f["text"], f["arithmetic"]) for f in told] == [
        (f.id, f.text, f.arithmetic) for f in (*brief.figures(), *brief.charted())
    ]
    summed = [f for f in told if f["value"] is not None]
    assert all(sum(source["value"] for source in f["sources"]) == f["value"] for f in summed)
    assert all(
        source["file"] and source["unit_code"] and source["sentence"]
        for f in summed
        for source in f["sources"]
        if source["report"]
    )
    assert verify(path) == []
    assert verify(path, small_city(), CITY) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_figure_that_moved_in_the_ledger_is_told(tmp_path: Path, suffix: str) -> None:
    path, shelf = written(tmp_path, suffix), small_city()
    entry = next(e for e in shelf.entries(DAY, DAY) if e.series.indicator == "media.stories")
    shelf.amend(entry.number, 1099)
    (difference,) = verify(path, shelf, CITY)
    assert (difference.kind, difference.text_then, difference.text_now) == (Kind.MOVED, "1,145", "1,099")
    assert (difference.indicator, difference.basis) == ("media.stories", "new")


def test_a_figure_that_came_in_late_has_moved(original: Path) -> None:
    shelf = small_city()
    shelf.add("wangxin", "claims.corrected", 3, "条", report=shelf.report("wangxin"))
    (difference,) = verify(original, shelf, CITY)
    assert (difference.text_then, difference.text_now, difference.kind) == ("未报", "3", Kind.MOVED)


@pytest.mark.parametrize("harm", ["rewritten", "cut"])
def test_a_seal_that_the_ledger_contradicts_is_told(original: Path, harm: str) -> None:
    shelf = small_city()
    if harm == "rewritten":
        shelf.lines[-1] = replace(shelf.lines[-1], digest="f" * 64)
    else:
        shelf.lines.pop()
    found = [difference for difference in verify(original, shelf) if difference.id == "seal"]
    assert [difference.kind for difference in found] == [Kind.CHANGED]


def texts(holder: etree._Element) -> list[etree._Element]:
    return list(holder.iter(qn("w:t")))


def put(holder: etree._Element, text: str) -> None:
    first, *rest = texts(holder)
    first.text = text
    for other in rest:
        other.text = ""


def test_a_figure_typed_over_in_html_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, ".html")
    text = path.read_text(encoding="utf-8")
    place = text.index('data-place="f11"')
    path.write_text(text[:place] + text[place:].replace(">1,145<", ">1,154<", 1), encoding="utf-8")
    (difference,) = verify(path)
    assert (difference.id, difference.text_then, difference.text_now) == ("f11", "1,145", "1,154")


def test_a_figure_changed_in_json_text_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, ".json")
    text = path.read_text(encoding="utf-8").replace("发稿1,145篇", "发稿1,154篇", 1)
    path.write_text(text, encoding="utf-8")
    (difference,) = verify(path)
    assert (difference.id, difference.text_now) == ("f11", "1,154")


@pytest.mark.slow
@pytest.mark.usefixtures("office_program")
def test_libreoffice_may_save_the_file_again(original: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"),
            *("--outdir", str(tmp_path / "out"), str(original)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    saved = tmp_path / "out" / original.name
    assert len(trace(saved)) == len(trace(original))
    assert verify(saved, small_city(), CITY) == []
    word = Document(str(saved))
    (place,) = [mark for mark in word.element.body.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == "dibao_f11"]
    put(place.getparent(), "1,154")
    word.save(str(saved))
    assert [(d.id, d.text_now) for d in verify(saved)] == [("f11", "1,154")]
    again = compose(small_city(), CITY, DAY, saved)
    assert [f.value for f in again.figures()] == [f.value for f in compose(small_city(), CITY, DAY).figures()]


def test_files_without_provenance_are_said(tmp_path: Path) -> None:
    plain = tmp_path / "plain.docx"
    Document().save(str(plain))
    (tmp_path / "plain.json").write_text("[1]", encoding="utf-8")
    (tmp_path / "plain.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "plain.pdf").write_bytes(b"%PDF-1.7\n")
    for name in ("plain.docx", "plain.json", "plain.html", "plain.pdf"):
        with pytest.raises(DibaoError) as caught:
            trace(tmp_path / name)
        assert caught.value.code == "no_provenance"
    for name in ("none.docx", "none.json", "brief.txt"):
        with pytest.raises(DibaoError) as caught:
            verify(tmp_path / name)
        assert caught.value.code == "unreadable"


def test_a_template_alone_is_no_brief(tmp_path: Path) -> None:
    from dibao.composing import default_template

    (tmp_path / "template.docx").write_bytes(default_template())
    with pytest.raises(DibaoError):
        trace(tmp_path / "template.docx")


def test_an_empty_days_file_verifies(tmp_path: Path) -> None:
    write(compose(Shelf(), CITY, DAY), tmp_path / "brief.docx")
    assert verify(tmp_path / "brief.docx", Shelf(), CITY) == []


def _harmed(tmp_path: Path, harm: Callable[[dict[str, Any]], object]) -> list[tuple[str, str, str, str]]:
    path = written(tmp_path, ".json")
    content = json.loads(path.read_text(encoding="utf-8"))
    harm(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return [(one.id, one.text_then, one.text_now, str(one.kind)) for one in verify(path)]


def _summed(content: dict[str, Any]) -> dict[str, Any]:
    return next(figure for figure in content["figures"] if len(figure["sources"]) > 1)


def test_what_a_file_says_of_a_figure_fits_its_text_and_its_sources(tmp_path: Path) -> None:
    path = written(tmp_path, ".json")
    figure = _summed(json.loads(path.read_text(encoding="utf-8")))
    identity, text, value = figure["id"], figure["text"], figure["value"]
    assert _harmed(tmp_path, lambda c: _summed(c).update(value=value + 1)) == [
        (identity, text, str(value + 1), "changed")
    ]
    assert _harmed(tmp_path, lambda c: _summed(c).update(value="many")) == [(identity, text, "many", "changed")]
    assert _harmed(tmp_path, lambda c: _summed(c).update(text="9")) == [(identity, text, "9", "changed")]
    assert _harmed(tmp_path, lambda c: _summed(c)["sources"][0].update(value=7))[0][:2] == (identity, text)
    assert _harmed(tmp_path, lambda c: c["figures"].remove(_summed(c))) == [(identity, text, "", "removed")]


@pytest.mark.parametrize(
    "harm",
    [
        lambda c: c.pop("lines"),
        lambda c: c.pop("facts"),
        lambda c: c.update(figures=[1, 2]),
        lambda c: c.update(figures=[{}]),
        lambda c: _summed(c).pop("bound"),
        lambda c: c.update(seal=5),
    ],
)
def test_a_file_that_lost_part_of_its_provenance_is_said(
    tmp_path: Path, harm: Callable[[dict[str, Any]], object]
) -> None:
    with pytest.raises(DibaoError) as refused:
        _harmed(tmp_path, harm)
    assert refused.value.code == "no_provenance"


def test_a_magnitude_typed_behind_a_place_is_a_change(original: Path, tmp_path: Path) -> None:
    word = Document(str(original))
    place = next(holder for holder in word.element.iter(qn("w:sdt")) if _figure_of(holder, original))
    after = next(mark for mark in place.itersiblings() if mark.tag == qn("w:r"))
    first = next(after.iter(qn("w:t")))
    first.text = "万" + (first.text or "")
    path = tmp_path / "brief.docx"
    word.save(str(path))
    identity = place.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
    told = {figure["id"]: figure["text"] for figure in trace(original)}
    assert [(d.id, d.text_then, d.text_now) for d in verify(path)] == [
        (identity, told[identity], told[identity] + "万")
    ]


def _figure_of(holder: etree._Element, brief: Path) -> bool:
    tag = holder.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return tag is not None and tag.get(qn("w:val")) in {figure["id"] for figure in trace(brief)}


def test_a_folder_and_a_page_in_another_encoding_are_said(tmp_path: Path) -> None:
    page = tmp_path / "brief.html"
    page.write_bytes(written(tmp_path, ".html").read_bytes().decode().encode("gb18030"))
    for path, code in ((tmp_path, "unreadable"), (tmp_path / "none.docx", "unreadable"), (page, "no_provenance")):
        with pytest.raises(DibaoError) as refused:
            trace(path)
        assert refused.value.code == code


def test_what_is_added_to_a_page_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, ".html")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</article>", "<p>另发放手册<b>3</b>00册，增加四十五名志愿者。</p></article>", 1))
    assert [(one.text_now, str(one.kind)) for one in verify(path)] == [("300", "added"), ("四十五", "added")]
    path.write_text(text.replace("data-line>二、", "data-line>二、<del>9</del>", 1), encoding="utf-8")
    assert verify(path) == []


def _retyped(path: Path, old: str, new: str) -> None:
    """Edit a page as a PDF editor does: the words that say `old` go, others come in their place."""
    pdf = pdfium.PdfDocument(path)
    font = raw.FPDFText_LoadStandardFont(pdf, b"Helvetica")
    for page in pdf:
        words = page.get_textpage()
        for one in [one for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_TEXT]:
            buffer = (ctypes.c_ushort * 200)()
            length = raw.FPDFTextObj_GetText(one, words, buffer, 400)
            if bytes(buffer)[: length - 2].decode("utf-16-le") == old:
                left, bottom, _, _ = one.get_bounds()
                page.remove_obj(one)
                typed = raw.FPDFPageObj_CreateTextObj(pdf, font, 14)
                raw.FPDFText_SetText(typed, (ctypes.c_ushort * (len(new) + 1))(*map(ord, new), 0))
                raw.FPDFPageObj_Transform(typed, 1, 0, 0, 1, left, bottom)
                raw.FPDFPage_InsertObject(page, typed)
                page.gen_content()
    pdf.save(path)


@pytest.mark.parametrize(("old", "new"), [("1,145", "1,154"), ("22,796", "22,769"), ("未报", "12"), ("420", "")])
def test_a_figure_retyped_in_a_pdf_is_found(tmp_path: Path, old: str, new: str) -> None:
    path = written(tmp_path, ".pdf")
    figures = [one for one in trace(path) if one["text"] == old]
    _retyped(path, old, new)
    kind = "changed" if new else "removed"
    assert [(one.id, one.text_then, one.text_now, str(one.kind)) for one in verify(path)] == [
        (figure["id"], old, new, kind) for figure in figures
    ]


def test_a_pdf_that_was_only_saved_again_says_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, ".pdf")
    pdfium.PdfDocument(path).save(tmp_path / "again.pdf")
    assert verify(tmp_path / "again.pdf") == []


def _noted(source: Path, target: Path, text: str) -> Path:
    """The brief with a footnote."""
    word = Document(str(source))
    words = f"<w:footnote w:id='1'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{words}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    word.save(str(target))
    return target


def test_a_number_in_a_footnote_is_found_and_kept_when_the_brief_is_issued(original: Path, tmp_path: Path) -> None:
    noted = _noted(original, tmp_path / "noted.docx", "另有300份已补发。")
    assert [(one.text_now, str(one.kind)) for one in verify(noted)] == [("300", "added")]
    seal = small_city().seal(DAY)
    assert seal is not None
    at = datetime(2026, 2, 3, 12)
    issued = tmp_path / "issued.docx"
    issued.write_bytes(stamped(noted.read_bytes(), Stamp("daily", 0, 10, seal, at, "0" * 64)))
    assert verify(issued) == []
