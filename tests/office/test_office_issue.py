"""A draft becomes an issued brief: numbered, sealed, on record, never changed."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from dibao.composing import controls, trace, verify
from dibao.composing.issued import drafted
from dibao.errors import DibaoError
from dibao.office.audit.models import AuditLine
from dibao.office.briefs import register
from dibao.office.briefs.actions import DraftBrief, IssueBrief, Issued, ReviewBrief
from dibao.office.briefs.actions.issue import Unfit, Unsettled
from dibao.office.briefs.audit import audit_issued
from dibao.office.briefs.models import Issue
from dibao.office.briefs.original import original
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Entry, Seal
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Role
from dibao.office.shared.vault import digest_of
from support.drafting import after, tell, typed_over, word
from support.ledger_lines import DAY
from support.tampering import disarmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(office: Office) -> Office:
    tell(office, donghe=3200, xihe=4100)
    return office


def issue(office: Office, data: bytes, accept: str = "", despite_lint: str = "") -> Issued:
    return IssueBrief(data, "简报.docx", accept, despite_lint).run(office)


def refused(office: Office, data: bytes, accept: str = "") -> DibaoError:
    before = (Issue.objects.count(), AuditLine.objects.count())
    with pytest.raises(DibaoError) as caught:
        issue(office, data, accept)
    assert (Issue.objects.count(), AuditLine.objects.count()) == before
    return caught.value


def by(office: Office, name: str) -> Office:
    return office.acting_as(Actor(Role.OPERATOR, name))


def text_of(data: bytes) -> str:
    return controls.text_of(Document(io.BytesIO(data)).element.body)


def test_an_issued_brief_bears_its_number_and_seal_and_is_kept(day: Office, tmp_path: Path) -> None:
    issued = issue(day, word(day))
    about = drafted(issued.data, "x.docx")
    assert (issued.number, issued.name) == (15, "日报第15期"), "the 15th day since the work began"
    assert about.issued is not None and about.number == 15
    assert about.payload["seal"] == str(issued.seal) == str(DjangoLedger.of(day).seal(DAY))
    assert Seal.objects.filter(day=DAY, count=issued.seal.count, head=issued.seal.head).exists()
    assert str(issued.seal) in text_of(issued.data)
    assert register.read_kept(day.root, issued.digest) == issued.data
    line = AuditLine.objects.get(verb="brief.issue")
    assert (line.who, line.detail["number"], line.detail["digest"]) == ("cli:tester", 15, issued.digest)
    path = tmp_path / "issued.docx"
    path.write_bytes(issued.data)
    assert verify(path, DjangoLedger.of(day), day.workspace) == []
    assert [figure["value"] for figure in trace(path)] == [7300, 73000]
    assert audit_issued(day) == []


def test_the_number_in_the_text_is_the_registers_whatever_the_draft_said(day: Office) -> None:
    drafts = [word(day)]
    for step in (1, 2):
        tell(day, after(step), donghe=100, xihe=100)
        drafts.append(word(day, after(step)))
    numbers = [issue(day, data) for data in (drafts[2], drafts[0], drafts[1])]
    assert [one.number for one in numbers] == [17, 18, 19], "no gap, whatever the order"
    assert all(f"第{one.number}期" in text_of(one.data) for one in numbers)
    assert audit_issued(day) == []


def test_issuing_the_same_draft_again_gives_the_issued_file_again(day: Office) -> None:
    data = word(day)
    first, second = issue(day, data), issue(day, data)
    third = issue(day, first.data)
    assert not first.again and second.again and third.again
    assert first.data == second.data == third.data
    assert Issue.objects.count() == AuditLine.objects.filter(verb="brief.issue").count() == 1


def test_a_second_brief_of_the_day_is_refused(day: Office) -> None:
    issue(day, word(day))
    tell(day, donghe=3300, xihe=4100)
    assert refused(day, word(day)).code == "issued_already"
    issue(day, word(day, series="special"))
    tell(day, donghe=3400, xihe=4100)
    assert issue(day, word(day, series="special")).name == "专报2026年第2期", "of a matter, not of a day"


def test_a_changed_issued_file_is_no_draft(day: Office) -> None:
    issued = issue(day, word(day))
    assert refused(day, typed_over(issued.data, {"7,300": "7,400"})).code == "issued"


def test_a_figure_typed_over_is_settled_or_accepted_with_a_reason(day: Office, tmp_path: Path) -> None:
    edited = typed_over(word(day), {"7,300": "7,500"})
    error = refused(day, edited)
    assert isinstance(error, Unsettled)
    assert [(one.text_then, one.text_now) for one in error.differences] == [("7,300", "7,500")]
    issued = issue(day, edited, "东河区来电补报200份")
    (figure,) = [one for one in drafted(issued.data, "").payload["figures"] if one["text"] == "7,500"]
    assert figure["value"] == 7500 and "原为7,300" in figure["arithmetic"] and "来电补报" in figure["arithmetic"]
    assert Issue.objects.get().accepted[0]["text_now"] == "7,500"
    assert AuditLine.objects.get(verb="brief.issue").detail["accepted"] == 1
    path = tmp_path / "issued.docx"
    path.write_bytes(issued.data)
    assert verify(path) == [], "the file is as it was issued"


def test_words_may_be_edited_by_hand(day: Office) -> None:
    issued = issue(day, typed_over(word(day), {"一、基本情况": "一、总体情况"}))
    assert "一、总体情况" in text_of(issued.data)


def test_what_moved_in_the_ledger_since_is_found(day: Office) -> None:
    data = word(day)
    tell(day, donghe=3300, xihe=4100)
    error = refused(day, data)
    assert isinstance(error, Unsettled) and {one.kind for one in error.differences} == {"moved"}


def test_errors_of_lint_stop_a_brief_unless_a_reason_is_given(day: Office) -> None:
    left = typed_over(word(day), {"一、基本情况": "一、基本情况TODO"})
    error = refused(day, left)
    assert isinstance(error, Unfit) and [remark.code for remark in error.remarks] == ["leftover"]
    assert isinstance(refused(day, left, "无"), Unfit)  # the one reason is not the other
    issue(day, left, despite_lint="模板如此")
    detail = AuditLine.objects.get(verb="brief.issue").detail
    assert (detail["errors"], detail["despite_lint"]) == (["leftover"], "模板如此")


def test_warnings_and_notes_stop_no_brief(day: Office) -> None:
    issue(day, typed_over(word(day), {"一、基本情况": "一.基本情况"}))
    assert "errors" not in AuditLine.objects.get(verb="brief.issue").detail


def test_a_seal_that_the_ledger_contradicts_cannot_be_accepted(day: Office) -> None:
    data = word(day)
    with disarmed():
        Entry.objects.filter(number=Entry.objects.count()).update(digest="f" * 64)
    assert refused(day, data, "anyway").code == "seal_broken"


@pytest.mark.parametrize("data", [b"", b"no word file"])
def test_what_is_no_draft_is_refused(office: Office, data: bytes) -> None:
    assert refused(office, data).code == "unreadable"


def test_a_word_file_that_dibao_did_not_write_is_refused(office: Office) -> None:
    out = io.BytesIO()
    Document().save(out)
    assert refused(office, out.getvalue()).code == "no_provenance"


def drafted_by(office: Office, name: str, data: bytes) -> None:
    DraftBrief("daily", DAY, DAY, digest_of(data), "简报.docx").run(by(office, name))


def test_an_author_does_not_review(day: Office) -> None:
    data = word(day)
    drafted_by(day, "李明", data)
    with pytest.raises(DibaoError) as caught:
        ReviewBrief(typed_over(data, {"一、基本情况": "一、情况"}), "简报.docx").run(by(day, "李明"))
    assert caught.value.code == "own_draft", "whoever drafted the brief is its author in every version"
    ReviewBrief(data, "简报.docx").run(by(day, "王芳"))
    assert issue(by(day, "李明"), data).reviewer == "王芳"
    row = Issue.objects.get()
    assert (row.author, row.reviewer, row.who) == ("李明", "王芳", "李明")


def test_a_returned_draft_is_not_issued_until_it_is_passed(day: Office) -> None:
    data = word(day)
    with pytest.raises(DibaoError) as caught:
        ReviewBrief(data, "简报.docx", passed=False).run(day)
    assert caught.value.code == "no_reason"
    ReviewBrief(data, "简报.docx", passed=False, reason="缺白鹿区").run(day)
    error = refused(day, data)
    assert error.code == "returned" and "缺白鹿区" in str(error)
    ReviewBrief(data, "简报.docx").run(by(day, "王芳"))
    assert issue(day, data).reviewer == "王芳"


def test_where_a_review_is_required_none_is_issued_without(day: Office) -> None:
    settings = replace(day.workspace.settings, review=True)
    strict = replace(day, workspace=replace(day.workspace, settings=settings))
    data = word(day)
    assert refused(strict, data).code == "not_reviewed"
    ReviewBrief(data, "简报.docx").run(by(strict, "王芳"))
    assert refused(strict, typed_over(data, {"一、基本情况": "一、情况"})).code == "not_reviewed", (
        "these bytes, no others"
    )
    assert issue(strict, data).reviewer == "王芳"


def test_verify_knows_the_issued_file(day: Office, tmp_path: Path) -> None:
    data = word(day)
    path = tmp_path / "file.docx"

    def said(content: bytes) -> tuple[str, int]:
        path.write_bytes(content)
        known = original(day, path)
        return (known.sentence, len(known.differences)) if known else ("", 0)

    assert said(data) == ("", 0)
    issued = issue(day, data)
    assert "草稿" in said(data)[0]
    assert "一字未动" in said(issued.data)[0]
    saved = typed_over(issued.data, {})
    assert said(saved)[0].endswith("（另存过）。") and said(saved)[1] == 0
    assert said(typed_over(issued.data, {"7,300": "7,500"}))[1] == 1


def test_an_issued_file_of_another_office_is_told(day: Office, tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(issue(day, word(day)).data)
    with disarmed():
        Issue.objects.all().delete()
    known = original(day, path)
    assert known is not None and "不是这里签发的" in known.sentence and len(known.differences) == 1


def test_audit_finds_what_was_done_to_issued_briefs(day: Office) -> None:
    for step in range(3):
        tell(day, after(step), donghe=100 + step, xihe=100)
        issue(day, word(day, after(step)))
    assert audit_issued(day) == []
    kept = register.kept(day.root, Issue.objects.get(id=2).digest)
    before = kept.read_bytes()
    kept.write_bytes(before + b"x")
    assert [breach.number for breach in audit_issued(day)] == [2]
    kept.write_bytes(before)
    with disarmed():
        Issue.objects.filter(id=1).update(who="somebody else")
    assert [breach.number for breach in audit_issued(day)] == [1]
    with disarmed():
        Issue.objects.filter(id=1).update(who="tester")
        Issue.objects.filter(id=2).delete()
    sentences = " ".join(breach.sentence for breach in audit_issued(day))
    assert "缺第 2 条" in sentences and "期号不连续" in sentences
