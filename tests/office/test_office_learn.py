"""The action that learns a brief: what it writes beside what is there, and what it puts on record."""

from __future__ import annotations

from pathlib import Path

import pytest

from dibao.catalogue import Workspace, plain, wordings
from dibao.composing.template import Template
from dibao.errors import DibaoError
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.actions.learn import LearnBrief, Taught
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_reading")]
BRIEF = "安澜市工作简报（2月2日）\n一是宣传到户。发放宣传单80份，入户走访45户。\n二是便民。修补漏水屋顶25处。".encode()


def taught(office: Office, data: bytes = BRIEF) -> Taught:
    fresh = Office(Workspace.open(office.root), office.actor, office.clock)
    return LearnBrief(data, "简报.txt").run(fresh)


def names(office: Office) -> set[str]:
    return {path.name for path in office.root.iterdir() if path.is_file()}


def test_the_template_the_words_and_the_local_indicator_are_there(office: Office) -> None:
    found = taught(office)
    assert (found.wordings, found.indicators, found.kept) == (3, 1, None)
    known = Workspace.open(office.root)
    assert known.catalogue["local.n1"].zh == "修补漏水屋顶" and "outreach.leaflets" in known.catalogue
    assert {one.indicator for one in known.wordings} == {"outreach.leaflets", "outreach.households", "local.n1"}
    assert Template.open(office.root / "template.docx").blocks


def test_the_template_before_is_kept_under_its_day(office: Office) -> None:
    for number, words in enumerate(("旧的", "更旧的")):
        (office.root / "template.docx").write_bytes(words.encode())
        kept = taught(office).kept
        assert kept == office.root / ("template-2026-02-03.docx", "template-2026-02-03-2.docx")[number]
        assert kept is not None and kept.read_bytes() == words.encode()


def test_the_same_brief_again_changes_nothing(office: Office) -> None:
    taught(office)
    before = {path: path.read_bytes() for path in office.root.iterdir() if path.is_file()}
    lines = AuditLine.objects.count()
    again = taught(office)
    assert (again.wordings, again.indicators, again.kept) == (0, 0, None)
    assert {path: path.read_bytes() for path in office.root.iterdir() if path.is_file()} == before
    assert AuditLine.objects.count() == lines


def test_what_a_person_names_is_bound_when_the_brief_is_learned_again(office: Office) -> None:
    brief = "简报（2月2日）\n慰问一线记者36人次，发放宣传单80份。".encode()
    assert [one.text for one in taught(office, brief).lesson.places if one.open] == ["36"]
    file = office.root / "wordings.csv"
    line = plain.extended(file, wordings.COLUMNS, [{"phrase": "慰问一线记者", "indicator": "staff.people"}])
    file.write_bytes(line)
    again = taught(office, brief)
    assert not any(one.open for one in again.lesson.places) and again.wordings == 1
    bound = next(one.bound for one in again.lesson.places if one.text == "36")
    assert str(bound).startswith("staff.people ")


def test_the_office_goes_on_with_its_own_issue_number(office: Office) -> None:
    brief = "宣传简报\n第一百零五期\n2026年2月2日\n发放宣传单80份。".encode()
    issue = next(one.bound for one in taught(office, brief).lesson.places if one.text == "一百零五")
    assert str(issue) == f"issue +{105 - 14} style=一"  # the work began on 20 January


def test_the_audit_line_holds_numbers_and_hashes_no_words(office: Office) -> None:
    taught(office)
    line = AuditLine.objects.get(verb="template.learn")
    assert line.target == "template:template.docx"
    assert line.detail["bound"] == 4 and line.detail["wordings"] == 3
    assert "宣传单" not in str(line.detail)


def test_who_may_not_and_what_has_no_day_write_nothing(office: Office) -> None:
    before = names(office)
    for actor, data, code in (
        (Actor(Role.SYSTEM), BRIEF, "refused"),
        (office.actor, "宣传单80份。".encode(), "no_date"),
    ):
        with pytest.raises(DibaoError) as refused:
            LearnBrief(data, "简报.txt").run(office.acting_as(actor))
        assert refused.value.code == code
    assert names(office) == before


def test_a_local_indicator_names_the_figures_of_later_reports(office: Office, tmp_path: Path) -> None:
    from dibao.catalogue import link
    from dibao.documents import from_text
    from dibao.reading import read

    taught(office)
    known = Workspace.open(office.root)
    report = from_text("东河区情况\n今日修补漏水屋顶6处，发放宣传单30份。", "东河.txt")
    found = link(report, read(report), known.catalogue, wordings=known.wordings, units=known.units)
    assert [figure.indicator for figure in found] == ["local.n1", "outreach.leaflets"]
