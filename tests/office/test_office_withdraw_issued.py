"""A report that is withdrawn after, or while, the brief of its day goes out: told apart, corrected by a slip. Several
who do so at once: tests/faults/test_faults_withdraw.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from dibao.composing import trace, verify
from dibao.errors import DibaoError
from dibao.office.audit.check import audit
from dibao.office.briefs import register
from dibao.office.briefs.actions import CorrectBrief, IssueBrief
from dibao.office.briefs.actions.issue import Unsettled
from dibao.office.briefs.audit import audit_issued
from dibao.office.briefs.models import Issue
from dibao.office.ledger.actions import Correct
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.withdraw import Withdraw
from dibao.office.reports.models import Report, Withdrawal
from dibao.office.reports.withdrawn import of_entries
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Grant, Role
from dibao.office.shared.slips import due
from support.drafting import word
from support.ledger_lines import DAY

WRONG = "发错了文件"


def tell(office: Office, name: str, new: int) -> int:
    words = f"{name}工作情况\noutreach.leaflets {new} 份 new\noutreach.leaflets {new * 10} 份 cumulative"
    return Receive(words.encode(), f"{name}{new}.txt", DAY).run(office).report


def withdraw(office: Office, report: int) -> tuple[str, ...]:
    return Withdraw(report, WRONG, Report.objects.get(id=report).unit_code).run(office).issued


def test_what_the_brief_told_is_corrected_by_a_slip_and_the_brief_stays(office: Office, tmp_path: Path) -> None:
    tell(office, "东河区", 3200)
    second, _ = tell(office, "东河区", 3300), tell(office, "西河区", 4100)
    brief = IssueBrief(word(office), "简报.docx").run(office)
    touched = register.told_from(office, second)
    assert due(office, DAY) == ()
    assert withdraw(office, second) == (brief.name,)
    [one] = due(office, DAY)
    assert (one.name, one.figures) == (brief.name, len(touched[0][1]))
    path = tmp_path / "brief.docx"
    path.write_bytes(brief.data)
    moved = verify(path, DjangoLedger.of(office), office.workspace)
    assert {(change.text_then, change.text_now) for change in moved} >= {("7,400", "7,300")}
    told = of_entries(office, {source["hash"] for figure in trace(path) for source in figure["sources"]})
    assert len(told) == 2 and all(WRONG in sentence and "tester" in sentence for sentence in told.values())
    slip = CorrectBrief(touched[0][0].id, WRONG, frozenset(touched[0][1])).run(office)
    assert any(f"后来的来件已撤回：{WRONG}，现按3,200份计" in cause for one in slip.changes for cause in one.causes)
    assert due(office, DAY) == () and register.read_kept(office.root, brief.digest) == brief.data
    assert audit() == [] and audit_issued(office) == []


def test_where_nothing_is_told_in_its_place_the_slip_says_so(office: Office) -> None:
    first, _ = tell(office, "东河区", 3200), tell(office, "西河区", 4100)
    IssueBrief(word(office), "简报.docx").run(office)
    [(row, figures)] = register.told_from(office, first)
    withdraw(office, first)
    assert due(office, DAY)
    slip = CorrectBrief(row.id, WRONG, frozenset(figures)).run(office)
    assert any("东河区原报3,200份，现不再计入" in cause for one in slip.changes for cause in one.causes)
    assert due(office, DAY) == ()


def test_no_slip_is_due_where_what_was_issued_counts_again(office: Office) -> None:
    tell(office, "东河区", 3200)
    IssueBrief(word(office), "简报.docx").run(office)
    wrong = tell(office, "东河区", 3300)
    assert [one.figures for one in due(office, DAY)] == [2]
    withdraw(office, wrong)
    assert due(office, DAY) == ()
    Correct(current().get(value="3200").number, 3201, "少写").run(office)
    assert [one.figures for one in due(office, DAY)] == [1]


def test_one_is_due_where_a_newer_version_leaves_out_what_was_told(office: Office) -> None:
    tell(office, "东河区", 3200)
    IssueBrief(word(office), "简报.docx").run(office)
    words = "东河区工作情况\noutreach.leaflets 3200 份 new\noutreach.posters 3 张 new"
    Receive(words.encode(), "东河区3200.txt", DAY).run(office)
    assert [one.figures for one in due(office, DAY)] == [1]


def test_a_unit_takes_nothing_back_once_the_day_is_out(office: Office) -> None:
    one = tell(office, "东河区", 3200)
    IssueBrief(word(office), "简报.docx").run(office)
    clerk = office.acting_as(Actor(Role.PERSON, "chen", (Grant(Role.CLERK, frozenset({"donghe"})),)))
    with pytest.raises(DibaoError, match="的简报已经签发，来件不能再自己撤回") as caught:
        withdraw(clerk, one)
    assert caught.value.code == "day_issued" and not Withdrawal.objects.exists()


def test_a_draft_made_before_is_not_issued_with_withdrawn_figures(office: Office) -> None:
    first, _ = tell(office, "东河区", 3200), tell(office, "西河区", 4100)
    action = IssueBrief(word(office), "简报.docx")
    ready = action.prepare(office)
    withdraw(office, first)  # nothing is written in the ledger by it
    with pytest.raises(Unsettled):
        action.run_all(office, [(action, ready)])
    assert not Issue.objects.exists()
