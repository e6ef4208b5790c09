"""What was issued stays; a correction slip says which figures read otherwise now, why, and who reported it."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from dibao.composing import controls, trace, verify
from dibao.composing.form import DEFAULT_TEXT, build_template
from dibao.composing.issued import drafted
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.office.briefs import register
from dibao.office.briefs.actions import CorrectBrief, IssueBrief, Issued
from dibao.office.briefs.actions.slip import Slipped
from dibao.office.briefs.audit import audit_issued
from dibao.office.briefs.models import Issue
from dibao.office.briefs.original import original
from dibao.office.ledger.actions import CarryForward, Correct, Count
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.office import Office
from support.drafting import after, tell, word
from support.ledger_lines import DAY, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(office: Office) -> Issued:
    tell(office, donghe=3200, xihe=4100)
    return IssueBrief(word(office), "简报.docx").run(office)


def slip_of(office: Office, entry: int, value: int, reason: str = "少写一位") -> Slipped:
    ((row, figures),) = register.told_by(office, entry)
    Correct(entry, value, reason).run(office)
    return CorrectBrief(row.id, figures=frozenset(figures)).run(office)


def text_of(slip: Slipped, tmp_path: Path) -> str:
    path = tmp_path / "slip.docx"
    path.write_bytes(slip.files[".docx"])
    return "\n".join(controls.text_of(paragraph._p) for paragraph in Document(str(path)).paragraphs)


def test_a_corrected_entry_makes_a_slip_and_the_brief_stays(office: Office, brief: Issued, tmp_path: Path) -> None:
    slip = slip_of(office, 1, 3300)
    assert slip.name == "日报第15期更正1"
    text = text_of(slip, tmp_path)
    assert "“发放宣传资料7,300份”一句中，发放宣传资料原作“7,300份”，更正为“7,400份”，增加100份" in text
    assert "东河区原报3,200份，更正为3,300份，原因：少写一位" in text
    assert str(brief.seal) in text and brief.digest in text and str(DjangoLedger.of(office).seal(DAY)) in text
    assert register.read_kept(office.root, brief.digest) == brief.data
    assert audit_issued(office) == []
    path = tmp_path / "slip.docx"
    assert verify(path, DjangoLedger.of(office), office.workspace) == []
    (figure,) = trace(path)
    assert (figure["text"], figure["value"], len(figure["sources"])) == ("7,400", 7400, 2)


def test_a_slip_calls_the_brief_by_the_number_that_it_bears(office: Office, tmp_path: Path) -> None:
    """An office whose own count is ahead: its template says so (`issue +123`)."""
    text = DEFAULT_TEXT.read_text("utf-8").replace("[issue]", "[issue +123]")
    (office.root / "template.docx").write_bytes(build_template(text))
    tell(office, donghe=3200, xihe=4100)
    issued = IssueBrief(word(office), "简报.docx").run(office)
    assert issued.number == 15 and "第138期" in controls.text_of(Document(BytesIO(issued.data)).element.body)
    slip = slip_of(office, 1, 3300)
    assert slip.name == "日报第138期更正1" and "关于日报第138期数字的更正" in text_of(slip, tmp_path)
    assert audit_issued(office) == []
    (tmp_path / "brief.docx").write_bytes(issued.data)
    assert "日报第138期的签发件" in known_as(office, tmp_path / "brief.docx")
    assert [register.called(office, row) for row in Issue.objects.order_by("id")] == ["日报第138期", slip.name]
    with pytest.raises(DibaoError, match="日报第138期"):
        IssueBrief(word(office), "另一份.docx").run(office)
    kept = register.kept(office.root, Issue.objects.get(corrects=None).digest)
    kept.chmod(0o600)
    kept.write_bytes(b"gone")
    assert "日报第15期：原件" in " ".join(one.sentence for one in audit_issued(office))


def known_as(office: Office, path: Path) -> str:
    known = original(office, path)
    assert known is not None
    return known.sentence


def test_every_file_of_a_slip_is_known(office: Office, brief: Issued, tmp_path: Path) -> None:
    slip = slip_of(office, 1, 3300)
    assert {".docx", ".html"} <= set(slip.files)
    for suffix, data in slip.files.items():
        path = tmp_path / f"slip{suffix}"
        path.write_bytes(data)
        known = original(office, path)
        assert known is not None and "更正1的签发件" in known.sentence and not known.differences
    path = tmp_path / "brief.docx"
    path.write_bytes(brief.data)
    known = original(office, path)
    assert known is not None and "此后有1份更正" in known.sentence


def test_a_second_slip_goes_on_from_the_first(office: Office, brief: Issued, tmp_path: Path) -> None:
    slip_of(office, 1, 3300)
    heir = Correct(2, 4000, "多写").run(office)
    row = Issue.objects.get(corrects=None)
    second = CorrectBrief(row.id, "两家核对").run(office)
    assert second.name == "日报第15期更正2"
    text = text_of(second, tmp_path)
    assert "原作“7,400份”，更正为“7,300份”，减少100份" in text and "东河区" not in text
    assert "更正理由：两家核对。" in text
    assert register.told_by(office, heir) == [(row, {drafted(brief.data, "").payload["figures"][0]["id"]})]
    with pytest.raises(DibaoError) as caught:
        CorrectBrief(row.id).run(office)
    assert caught.value.code == "nothing_to_correct"
    assert [issue.number for issue in row.slips.all()] == [1, 2] and audit_issued(office) == []


def test_a_report_that_came_later_is_told_as_such(office: Office, brief: Issued, tmp_path: Path) -> None:
    Count([draft("beishan", 500)]).run(office)
    text = text_of(CorrectBrief(Issue.objects.get().id).run(office), tmp_path)
    assert "更正为“7,800份”，增加500份。北山县补报500份" in text


def test_a_value_carried_later_is_no_late_report(office: Office, brief: Issued, tmp_path: Path) -> None:
    before = DAY - timedelta(days=1)
    Count([draft("beishan", 900, basis=Basis.CUMULATIVE, day=before)]).run(office)
    CarryForward(draft("beishan", 1, basis=Basis.CUMULATIVE).series, DAY, "11:40未报").run(office)
    text = text_of(CorrectBrief(Issue.objects.get().id).run(office), tmp_path)
    assert "北山县未报，沿用截至2月2日11:00的900份（11:40未报）" in text


def test_figures_beside_the_ones_that_are_meant_are_left_alone(office: Office, brief: Issued) -> None:
    ((row, figures),) = register.told_by(office, 1)
    Correct(3, 32100, "累计写错").run(office)
    with pytest.raises(DibaoError) as caught:
        CorrectBrief(row.id, figures=frozenset(figures)).run(office)
    assert caught.value.code == "nothing_to_correct"


def test_a_digest_that_told_the_entry_gets_its_slip_too(office: Office, brief: Issued) -> None:
    tell(office, after(1), donghe=100, xihe=200)
    weekly = IssueBrief(word(office, after(1), "weekly"), "周报.docx").run(office)
    assert weekly.name == "周报2026年第1期"
    found = register.told_by(office, 1)
    assert [register.name_of(office.workspace.settings, row) for row, _ in found] == ["日报第15期", "周报2026年第1期"]
    Correct(1, 3300, "少写").run(office)
    reads = [CorrectBrief(row.id, figures=frozenset(ids)).run(office).changes[0].reads for row, ids in found]
    assert reads == ["7,400份", "7,700份"]
    assert audit_issued(office) == []


def test_a_carried_value_is_told_by_its_own_days_brief(office: Office, brief: Issued) -> None:
    tell(office, after(1), donghe=100)
    series = draft("xihe", 1, basis=Basis.CUMULATIVE).series
    entry = CarryForward(series, DAY + timedelta(days=1), "未报，沿用").run(office)
    issued = IssueBrief(word(office, after(1)), "简报.docx").run(office)
    assert "西河区为截至2月3日11:00的数" in controls.text_of(Document(BytesIO(issued.data)).element.body)
    assert [row.last for row, _ in register.told_by(office, entry)] == [after(1)]


def test_what_was_not_issued_gets_no_slip(office: Office) -> None:
    tell(office, donghe=1)
    assert register.told_by(office, 1) == []
    with pytest.raises(DibaoError) as caught:
        CorrectBrief(1).run(office)
    assert caught.value.code == "no_issue"
