"""An edited brief goes into the ledger: corrections with their reasons, all of them or none, and the brief anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dibao.composing import build_template, save, trace, verify
from dibao.composing.corrections import proposals
from dibao.composing.returned import Returned, read_back
from dibao.errors import DibaoError
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.actions import DraftBrief, IssueBrief
from dibao.office.briefs.revising import Answer, Revised, facts_now, revise
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Entry
from dibao.office.shared.office import Office
from dibao.office.shared.vault import digest_of
from support.drafting import tell, word
from support.editing import Sheet, put
from support.ledger_lines import DAY
from support.revising import retyped

pytestmark = pytest.mark.django_db

NEW, ALL = "outreach.leaflets new", "outreach.leaflets cumulative"


@pytest.fixture
def draft(office: Office, tmp_path: Path) -> Path:
    tell(office, donghe=3200, xihe=4100)
    (tmp_path / "简报.docx").write_bytes(word(office))
    return tmp_path / "简报.docx"


def edited(draft: Path, texts: dict[str, str], added: str = "") -> Returned:
    return read_back(retyped(draft, draft.with_name("改.docx"), texts, added=added))


def id_of(returned: Returned, office: Office, text: str) -> str:
    return next(one.id for one in proposals(returned, facts_now(office, returned)) if one.now == text)


def written(office: Office, done: Revised, draft: Path) -> Path:
    path = draft.with_name("新.docx")
    save(path, done.revision.data)
    assert verify(path, DjangoLedger.of(office), office.workspace) == []
    return path


def test_a_sum_is_put_right_at_the_unit_that_a_person_names(office: Office, draft: Path) -> None:
    returned = edited(draft, {NEW: "7,350"})
    one = id_of(returned, office, "7,350")
    done = revise(office, returned, {one: Answer("来电更正", "东河区")})
    entry = Entry.objects.get(number=done.corrected[0])
    assert (entry.unit_code, entry.value, entry.origin, entry.words.reason) == (
        "donghe",
        "3250",
        "corrected",
        "来电更正",
    )
    assert entry.supersedes is not None and entry.supersedes.value == "3200"
    told = {figure["id"]: figure for figure in trace(written(office, done, draft))}
    assert told[one]["value"] == 7350 and "来电更正" in told[one]["arithmetic"] and "accepted" not in told[one]
    assert AuditLine.objects.filter(verb="entry.correct").count() == 1
    assert audit() == []
    assert edited_again(office, draft, returned) == []


def edited_again(office: Office, draft: Path, returned: Returned) -> list[str]:
    """What is asked of the same edited file once more."""
    again = read_back(returned.path)
    return [one.id for one in proposals(again, facts_now(office, again))]


def test_without_a_reason_nothing_is_recorded(office: Office, draft: Path) -> None:
    returned = edited(draft, {NEW: "7,350", ALL: "73,500"})
    lines, entries = AuditLine.objects.count(), Entry.objects.count()
    one = id_of(returned, office, "7,350")
    for answers in ({}, {one: Answer("来电更正", "donghe")}, {one: Answer(" ", "donghe")}):
        with pytest.raises(DibaoError) as refused:
            revise(office, returned, answers)
        assert refused.value.code == "unanswered" and "--reason" in str(refused.value)
    assert (AuditLine.objects.count(), Entry.objects.count()) == (lines, entries)


def test_corrections_are_recorded_all_or_none(office: Office, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    returned = edited(draft, {NEW: "7,350", ALL: "73,500"})
    answers = {id_of(returned, office, "7,350"): Answer("更正", "donghe")}
    answers |= {id_of(returned, office, "73,500"): Answer("更正", "xihe")}
    entries = Entry.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(AuditLine.objects, "bulk_create", lambda lines: (_ for _ in ()).throw(RuntimeError("cut")))
        with pytest.raises(RuntimeError):
            revise(office, returned, answers)
    assert Entry.objects.count() == entries
    assert len(revise(office, read_back(returned.path), answers).corrected) == 2


def test_a_brief_may_say_otherwise_than_the_ledger_for_a_reason(office: Office, draft: Path) -> None:
    returned = edited(draft, {NEW: "7,350"}, added="另印手册300册。")
    one, entries = id_of(returned, office, "7,350"), Entry.objects.count()
    done = revise(office, returned, {one: Answer("以现场核定为准", "brief"), "h1": Answer("主任补充")})
    assert (done.corrected, set(done.accepted), Entry.objects.count()) == ((), {one, "h1"}, entries)
    told = {figure["id"]: figure for figure in trace(written(office, done, draft))}
    assert (told[one]["value"], told[one]["state"], told[one]["accepted"]["ledger"]["value"]) == (
        7350,
        "questioned",
        7300,
    )
    (line,) = AuditLine.objects.filter(verb="brief.accept")
    assert line.detail["figures"] == {one: ["7300", "7350"], "h1": [None, "300"]}
    assert line.detail["digest"] == digest_of(done.revision.data)


def test_words_that_left_their_figures_behind_are_refused(office: Office, draft: Path) -> None:
    """Whatever is answered: a figure must not be told of another thing."""
    returned, entries = edited(draft, {}), Entry.objects.count()
    with pytest.raises(DibaoError, match="文字一起移动") as refused:
        revise(office, replace(returned, crossed={"f1": "f2", "f2": "f1"}), {})
    assert refused.value.code == "crossed" and Entry.objects.count() == entries


def test_a_late_correction_is_told_of_a_figure_that_was_accepted(office: Office, draft: Path) -> None:
    returned = edited(draft, {NEW: "7,350"})
    one = id_of(returned, office, "7,350")
    path = written(office, revise(office, returned, {one: Answer("核定", "brief")}), draft)
    tell(office, beishan=10)
    assert (one, "moved") in {
        (found.id, str(found.kind)) for found in verify(path, DjangoLedger.of(office), office.workspace)
    }


@pytest.mark.parametrize(("second", "corrected"), [("3,250", 1), ("3,300", None)])
def test_a_figure_told_twice_is_one_correction(
    office: Office, tmp_path: Path, second: str, corrected: int | None
) -> None:
    place = "[outreach.leaflets new scope=donghe measure=份]份"
    (office.root / "template.docx").write_bytes(build_template(f"东河区发放{place}。\n其中，东河区{place}。"))
    tell(office, donghe=3200, xihe=4100)
    save(tmp_path / "简报.docx", word(office))
    sheet = Sheet.open(tmp_path / "简报.docx", 0)
    for (_, holder), text in zip(sheet.held, ("3,250", second), strict=True):
        put(holder, text)
    sheet.word.save(str(tmp_path / "改.docx"))
    returned, entries = read_back(tmp_path / "改.docx"), Entry.objects.count()
    answers = {one.id: Answer("来电更正") for one in proposals(returned, facts_now(office, returned))}
    if corrected is not None:
        done = revise(office, returned, answers)
        assert len(done.corrected) == corrected
        written(office, done, tmp_path / "简报.docx")
        return
    with pytest.raises(DibaoError) as refused:
        revise(office, returned, answers)
    assert refused.value.code == "two_corrections" and Entry.objects.count() == entries


def test_a_revised_brief_is_issued_as_it_stands(office: Office, draft: Path) -> None:
    returned = edited(draft, {NEW: "7,350"}, added="请继续努力。")
    one = id_of(returned, office, "7,350")
    done = revise(office, returned, {one: Answer("来电更正", "donghe")})
    brief = done.revision.brief
    DraftBrief(brief.series, brief.first or DAY, DAY, digest_of(done.revision.data), "新.docx").run(office)
    issued = IssueBrief(done.revision.data, "新.docx", "").run(office)
    path = draft.with_name("签发.docx")
    path.write_bytes(issued.data)
    assert verify(path, DjangoLedger.of(office), office.workspace) == []
    with pytest.raises(DibaoError) as refused:
        facts_now(office, read_back(path))
    assert refused.value.code == "issued"
