"""What is issued is a Word file, a page and a PDF of the same words; the register, verify, audit and slips know all."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import html as lxml_html

from dibao.composing import controls, default_template, fonts, trace, verify
from dibao.composing.carried import payload_in
from dibao.documents import from_bytes
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.audit.models import AuditLine
from dibao.office.briefs import register
from dibao.office.briefs.actions import CorrectBrief, IssueBrief, Issued
from dibao.office.briefs.audit import audit_issued
from dibao.office.briefs.models import Issue
from dibao.office.briefs.original import original
from dibao.office.ledger.actions import Correct
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.office import Office
from dibao.office.shared.vault import digest_of
from support.drafting import after, tell, typed_over, word
from support.tampering import disarmed
from support.word_schema import errors

pytestmark = pytest.mark.django_db

FORMATS = (".docx", ".html", ".pdf")


@pytest.fixture
def day(office: Office) -> Office:
    tell(office, donghe=3200, xihe=4100)
    return office


def issue(office: Office, data: bytes, accept: str = "") -> Issued:
    return IssueBrief(data, "简报.docx", accept).run(office)


def on_disk(issued: Issued, folder: Path) -> list[Path]:
    paths = [folder / f"签发{suffix}" for suffix in issued.files]
    for path in paths:
        path.write_bytes(issued.files[path.suffix])
    return paths


def words(data: bytes, suffix: str) -> str:
    """A file's text without white space and page numbers, as anybody reads it."""
    if suffix == ".html":
        (sheet,) = lxml_html.document_fromstring(data.decode()).xpath("//article[@id='sheet']")
        for drawing in sheet.xpath(".//svg | .//summary"):
            drawing.getparent().remove(drawing)
        return "".join("".join(sheet.itertext()).split())
    if suffix == ".pdf":
        return "".join(from_bytes(data, "x.pdf").text.split())
    return "".join(controls.text_of(Document(io.BytesIO(data)).element.body).split())


def edited(data: bytes) -> bytes:
    """As a compiler leaves it: a heading reworded, a paragraph and a table typed in, a clause taken out."""
    document = Document(io.BytesIO(typed_over(data, {"一、基本情况": "一、总体情况"})))
    last = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("台账封签"))
    last.insert_paragraph_before("特此报告，请各单位按时报送。")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "值班", "宣传组"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_all_three_are_kept_and_in_the_register(day: Office) -> None:
    issued = issue(day, word(day))
    assert tuple(issued.files) == FORMATS and issued.lacking == ()
    assert issued.files[".docx"] == issued.data and issued.files[".pdf"].startswith(b"%PDF")
    row = Issue.objects.get()
    assert register.files_of(row) == {suffix: digest_of(data) for suffix, data in issued.files.items()}
    assert AuditLine.objects.get(verb="brief.issue").detail["files"] == row.files
    for suffix, data in issued.files.items():
        assert register.read_kept(day.root, digest_of(data), suffix) == data
        assert register.of_file(digest_of(data)) == row
    assert register.of_file(digest_of(b"another")) is None
    assert audit_issued(day) == []


def test_page_and_pdf_say_what_the_word_file_says_edits_and_all(day: Office, tmp_path: Path) -> None:
    issued = issue(day, edited(word(day)))
    told = words(issued.data, ".docx")
    assert issued.lacking == ()
    for said in ("第15期", "一、总体情况", "特此报告，请各单位按时报送。", "值班宣传组", str(issued.seal), "未报单位"):
        assert said.replace(" ", "") in told
    assert words(issued.files[".html"], ".html") == told
    pdf = words(issued.files[".pdf"], ".pdf")
    lines = {line for paragraph in paragraphs(issued.data) if (line := "".join(paragraph.split()))}
    assert lines and [line for line in lines if line not in pdf] == []
    paths = on_disk(issued, tmp_path)
    for path in paths:
        assert verify(path, DjangoLedger.of(day), day.workspace) == []
        payload = payload_in(path.read_bytes(), path.suffix)
        assert payload is not None and payload["issued"] == payload_in(issued.data, ".docx")["issued"]  # type: ignore[index]
    assert trace(paths[1]) == trace(paths[2]) == trace(paths[0])


def paragraphs(data: bytes) -> Sequence[str]:
    body = Document(io.BytesIO(data)).element.body
    return [controls.text_of(one) for one in body.iter(qn("w:p"))]


def test_a_place_that_was_lost_can_be_clicked_again(day: Office, tmp_path: Path) -> None:
    """A program that knows no controls, and a person who typed the number's paragraph anew."""
    document = Document(io.BytesIO(word(day)))
    for holder in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(holder.find(qn("w:sdtContent"))):
            holder.addprevious(child)
        holder.getparent().remove(holder)
    for mark in [*document.element.body.iter(qn("w:bookmarkStart")), *document.element.body.iter(qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    number = next(one for one in document.paragraphs if one.text == "第15期")
    number.runs[0].text = "第15期"
    for run in number.runs[1:]:
        run._r.getparent().remove(run._r)
    out = io.BytesIO()
    document.save(out)
    tell(day, after(1), donghe=1, xihe=1)
    assert issue(day, word(day, after(1))).number == 16
    issued = issue(day, out.getvalue())
    assert issued.number == 17 and issued.lacking == ()
    for path in on_disk(issued, tmp_path):
        assert [one["text"] for one in trace(path)] == ["7,300", "73,000"]
        assert verify(path) == []
        said = words(path.read_bytes(), path.suffix)
        assert "第17期" in said and "第15期" not in said
    assert errors(tmp_path / "签发.docx") == []
    page = lxml_html.document_fromstring(issued.files[".html"].decode())
    assert [link.text for link in page.xpath("//article//a[@data-place]")] == ["7,300", "73,000"]


def test_a_number_typed_in_the_stead_of_a_place_is_the_figure_once_it_is_accepted(day: Office, tmp_path: Path) -> None:
    document = Document(io.BytesIO(word(day)))
    holder = next(one for one in document.element.body.iter(qn("w:sdt")) if controls.text_of(one) == "7,300")
    (run,) = holder.find(qn("w:sdtContent"))
    run.find(qn("w:t")).text = "7,500"
    holder.addprevious(run)
    controls.unmark(document.element, str(controls.tag_of(holder)))
    holder.getparent().remove(holder)
    out = io.BytesIO()
    document.save(out)
    issued = issue(day, out.getvalue(), "东河区来电补报200份")
    for path in on_disk(issued, tmp_path):
        (figure,) = [one for one in trace(path) if one["text"] == "7,500"]
        assert figure["accepted"]["then"] == "7,300" and verify(path) == []
    assert ">7,500</a>" in issued.files[".html"].decode()


def test_a_figure_that_was_accepted_says_so_in_every_format(day: Office, tmp_path: Path) -> None:
    issued = issue(day, typed_over(word(day), {"7,300": "7,500"}), "东河区来电补报200份")
    for path in on_disk(issued, tmp_path):
        (figure,) = [one for one in trace(path) if one["text"] == "7,500"]
        assert "原为7,300" in figure["arithmetic"] and figure["accepted"]["reason"] == "东河区来电补报200份"
        assert verify(path) == []


def test_verify_knows_each_of_the_files(day: Office, tmp_path: Path) -> None:
    paths = on_disk(issue(day, word(day)), tmp_path)
    said = {path.suffix: original(day, path) for path in paths}
    assert all(known is not None and known.differences == () for known in said.values())
    for suffix, form in ((".docx", "签发件（"), (".html", "签发件网页（"), (".pdf", "签发件 PDF（")):
        assert f"这就是日报第15期的{form}" in said[suffix].sentence and "一字未动" in said[suffix].sentence  # type: ignore[union-attr]
    page = next(path for path in paths if path.suffix == ".html")
    whole = page.read_text("utf-8")
    page.write_text(whole + "<!-- 另存 -->", "utf-8")
    known = original(day, page)
    assert known is not None and known.sentence.endswith("（另存过）。") and known.differences == ()
    page.write_text(re.sub(r">7,300</a>", ">7,500</a>", whole, count=1), "utf-8")
    known = original(day, page)
    assert known is not None and "有 1 处与签发时不同" in known.sentence
    assert [(one.text_then, one.text_now) for one in known.differences] == [("7,300", "7,500")]
    pdf = next(path for path in paths if path.suffix == ".pdf")
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    known = original(day, pdf)
    assert known is not None and known.sentence.endswith("（另存过）。") and known.differences == ()


def test_audit_finds_a_page_or_pdf_that_is_gone_or_another(day: Office) -> None:
    issued = issue(day, word(day))
    for suffix in (".html", ".pdf"):
        kept = register.kept(day.root, digest_of(issued.files[suffix]), suffix)
        kept.unlink()
        (breach,) = audit_issued(day)
        assert kept.name in breach.sentence and "不见了" in breach.sentence
        kept.write_bytes(issued.files[suffix] + b" ")
        assert len(audit_issued(day)) == 1
        kept.write_bytes(issued.files[suffix])
    row = Issue.objects.get()
    with disarmed():
        Issue.objects.update(files={**row.files, ".pdf": row.files[".html"]})
    assert any("登记" in breach.sentence for breach in audit_issued(day)), "the record's hash covers the files"


def test_issuing_again_gives_the_same_files(day: Office) -> None:
    data = word(day)
    first, second, third = issue(day, data), issue(day, data), None
    third = issue(day, first.data)
    assert second.again and third.again and third.itself and not second.itself
    assert first.files == second.files == third.files and second.lacking == ()


def test_without_fonts_word_and_page_are_issued_and_one_sentence_says_what_lacks(
    day: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none() -> fonts.Faces:
        raise DibaoError(say("没有中文字体。", "No Chinese fonts."), code="no_fonts")

    monkeypatch.setattr("dibao.composing.pdf.faces", none)
    data = word(day)
    issued = issue(day, data)
    assert tuple(issued.files) == (".docx", ".html") and issued.lacking == ("没有中文字体。",)
    assert Issue.objects.get().files.keys() == {".html"} and audit_issued(day) == []
    again = issue(day, data)
    assert again.again and again.lacking == ("签发时没能写出 PDF。",)


def test_a_draft_whose_headings_begin_below_is_issued_as_pdf_too(day: Office) -> None:
    """Typst refuses a PDF/UA-1 whose first heading is of the second level."""
    document = Document(io.BytesIO(word(day)))
    for paragraph in [one for one in document.paragraphs if one.text.startswith(("一、", "二、", "三、", "四、"))]:
        paragraph._p.getparent().remove(paragraph._p)
    out = io.BytesIO()
    document.save(out)
    issued = IssueBrief(out.getvalue(), "简报.docx", despite_lint="不分大标题").run(day)
    assert ".pdf" in issued.files and issued.lacking == ()


def test_what_typst_refuses_is_told_and_stops_nothing(day: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dibao.composing.pdf._source", lambda: b'#panic("no")')
    issued = issue(day, word(day))
    assert tuple(issued.files) == (".docx", ".html")
    assert len(issued.lacking) == 1 and "写不成 PDF" in issued.lacking[0]


def test_a_slip_is_made_for_the_brief_whichever_of_its_files_is_given(day: Office, tmp_path: Path) -> None:
    issued = issue(day, word(day))
    for suffix in FORMATS:
        row = register.issued_brief(issued.files[suffix])
        assert row is not None and row.number == 15
    Correct(1, 3300, "少写一位").run(day)
    slip = CorrectBrief(row.id).run(day)
    assert tuple(slip.files) == FORMATS and slip.lacking == ""
    assert register.issued_brief(slip.files[".pdf"]) is None, "a slip is no brief"
    for suffix, data in slip.files.items():
        path = tmp_path / f"更正{suffix}"
        path.write_bytes(data)
        known = original(day, path)
        assert known is not None and "日报第15期更正1" in known.sentence and "一字未动" in known.sentence
    page = slip.files[".html"].decode()
    assert "<title>宣传工作日报 日报第15期　更正1 关于日报第15期数字的更正</title>" in page
    (tmp_path / "签发.pdf").write_bytes(issued.files[".pdf"])
    known = original(day, tmp_path / "签发.pdf")
    assert known is not None and "此后有1份更正" in known.sentence
    assert audit_issued(day) == []


def test_a_number_that_somebody_took_meanwhile_is_in_no_file(day: Office) -> None:
    """The files are made before the lock, and anew under it where the number is another by then."""
    (day.root / "template-special.docx").write_bytes(default_template())
    other = word(day, series="special")
    reworded = typed_over(other, {"一、基本情况": "一、情况"})
    action, late = (IssueBrief(data, "专报.docx") for data in (other, reworded))
    prepared = late.prepare(day)
    assert prepared.made is not None and prepared.made.stamp.number == 1
    assert action.run(day).number == 1
    (issued,) = IssueBrief.run_all(day, [(late, prepared)])
    assert issued.number == 2
    for suffix, data in issued.files.items():
        payload = payload_in(data, suffix)
        assert payload is not None and (payload["number"], payload["issued"]["number"]) == (2, 2)
    assert audit_issued(day) == []
