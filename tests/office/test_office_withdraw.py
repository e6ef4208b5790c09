"""A report that is taken back: nothing of it counts, what was told before counts again, and all of it stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from dibao.entries import Arrival, Series
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.actions import CarryForward, Correct
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.ledger.findings import findings
from dibao.office.ledger.history import history
from dibao.office.ledger.models import Entry
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.withdraw import Withdraw
from dibao.office.reports.models import Report, Withdrawal
from dibao.office.reports.received import Received
from dibao.office.reports.withdrawn import TakenBack
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Grant, Role
from support.ledger_lines import DAY
from support.tampering import disarmed

HEAD = "东河区工作情况\n"
WRONG = "发错了文件"


def receive(office: Office, *lines: str, file: str = "东河区.txt", unit: str = "donghe") -> Received:
    return Receive((HEAD + "\n".join(lines)).encode(), file, DAY, unit).run(office)


def withdraw(office: Office, report: int, reason: str = WRONG, unit: str = "donghe") -> TakenBack:
    return Withdraw(report, reason, unit).run(office)


def standing() -> list[tuple[str, str, str]]:
    return sorted(current().values_list("indicator", "basis", "value"))


def clerk(unit: str = "donghe") -> Actor:
    return Actor(Role.PERSON, "chen", (Grant(Role.CLERK, frozenset({unit})),))


def test_nothing_of_it_counts_and_all_of_it_stays(office: Office) -> None:
    one = receive(office, "outreach.leaflets 100 份 new", "outreach.posters 7 张 new")
    before = list(Entry.objects.order_by("number").values())
    done = withdraw(office, one.report)
    assert (done.gone, done.instead, done.restored, done.issued) == (2, None, 0, ())
    assert standing() == [] and DjangoLedger.of(office).reports(DAY, DAY)[0].state is Arrival.WITHDRAWN
    assert list(Entry.objects.order_by("number").values()) == before, "the ledger is as it was"
    line = Withdrawal.objects.get()
    assert (line.report_id, line.reason, line.who) == (one.report, WRONG, "cli:tester")
    told = AuditLine.objects.latest("id")
    assert (told.verb, told.target) == ("report.withdraw", f"report:{one.report}")
    assert WRONG not in str(told.detail), "an audit line cannot be taken back and has no words"
    assert audit() == []


def test_a_unit_whose_only_report_is_withdrawn_has_not_reported(office: Office) -> None:
    noon = replace(office, clock=lambda: office.clock() + timedelta(hours=2))
    yesterday = DAY - timedelta(days=1)
    Receive((HEAD + "outreach.leaflets 90 份 cumulative").encode(), "1.txt", yesterday, "donghe").run(office)
    one = receive(office, "outreach.leaflets 80 份 cumulative")
    assert _codes(noon) >= {"monotone"} and "missing" not in _codes(noon)
    withdraw(office, one.report)
    assert "monotone" not in _codes(noon) and "missing" in _codes(noon)


def _codes(office: Office) -> set[str]:
    return {found.code for found in findings(office, DAY) if found.unit_code == "donghe"}


def test_what_the_version_before_told_counts_again(office: Office) -> None:
    first = receive(office, "outreach.leaflets 100 份 new", "outreach.posters 7 张 new", "staff.on_duty 5 人 asof")
    second = receive(office, "outreach.leaflets 300 份 new", "outreach.posters 7 张 new", "media.stories 2 篇 new")
    assert (second.version, second.replaces) == (2, first.report)
    done = withdraw(office, second.report)
    assert (done.gone, done.instead, done.restored) == (3, first.report, 2)
    assert standing() == [
        ("outreach.leaflets", "new", "100"),
        ("outreach.posters", "new", "7"),
        ("staff.on_duty", "asof", "5"),
    ]
    assert {row.report_id for row in current()} == {first.report}
    assert [row.state for row in Report.objects.order_by("id")] == ["counted", "withdrawn"]
    assert audit() == []
    # the next version is the third, and takes the place of the first
    third = receive(office, "outreach.leaflets 120 份 new", "outreach.posters 7 张 new")
    assert (third.version, third.replaces, third.superseded) == (3, first.report, 3)
    assert standing() == [("outreach.leaflets", "new", "120"), ("outreach.posters", "new", "7")]
    assert audit() == []


def test_versions_are_taken_back_one_after_the_other(office: Office) -> None:
    numbers = [receive(office, f"outreach.leaflets {value} 份 new").report for value in (100, 200, 300)]
    withdraw(office, numbers[2])
    assert standing() == [("outreach.leaflets", "new", "200")]
    withdraw(office, numbers[1])
    assert standing() == [("outreach.leaflets", "new", "100")]
    withdraw(office, numbers[0])
    assert standing() == []
    assert Entry.objects.count() == 5 and audit() == []


def test_a_correction_of_before_counts_again_with_its_reason(office: Office) -> None:
    receive(office, "outreach.leaflets 100 份 new")
    Correct(1, 110, "少写").run(office)
    second = receive(office, "outreach.leaflets 300 份 new")
    Correct(3, 310, "也少写").run(office)
    withdraw(office, second.report)
    [row] = current()
    assert (row.value, row.origin, row.supersedes_id) == ("110", "corrected", 4)
    assert row.words.reason.startswith("少写；") and WRONG in row.words.reason


def test_a_value_carried_forward_counts_again(office: Office) -> None:
    before = DAY - timedelta(days=1)
    Receive((HEAD + "outreach.leaflets 90 份 cumulative").encode(), "1.txt", before, "donghe").run(office)
    CarryForward(Series("donghe", "outreach.leaflets", "", "份", Basis.CUMULATIVE), DAY, "未报").run(office)
    one = receive(office, "outreach.leaflets 95 份 cumulative", file="2.txt")
    assert [row.value for row in current().filter(day=DAY)] == ["95"]
    withdraw(office, one.report)
    [row] = current().filter(day=DAY)
    assert (row.value, row.origin) == ("90", "carried") and audit() == []


def test_a_part_belongs_to_its_whole_again(office: Office) -> None:
    lines = ("outreach.leaflets {} 份 new", "outreach.leaflets {} 份 cumulative", "outreach.leaflets {} 份 new part")
    receive(office, *(line.format(value) for line, value in zip(lines, (9, 90, 4), strict=True)))
    second = receive(office, *(line.format(value) for line, value in zip(lines, (8, 80, 3), strict=True)))
    wholes = {entry.number: entry.part_of for entry in DjangoLedger.of(office).entries(DAY, DAY)}
    withdraw(office, second.report)
    entries = DjangoLedger.of(office).entries(DAY, DAY)
    numbers = {entry.number for entry in entries}
    assert [entry.draft.value for entry in entries] == [9, 90, 4]
    assert {entry.part_of for entry in entries} - {None} <= numbers
    assert len([one for one in wholes.values() if one]) == len([entry for entry in entries if entry.part_of])


def test_the_history_says_that_it_was_there_and_was_withdrawn(office: Office) -> None:
    receive(office, "outreach.leaflets 100 份 new")
    second = receive(office, "outreach.leaflets 300 份 new")
    withdraw(office, second.report)
    found = history(office, 2)
    assert found is not None
    assert [(step.text, step.gone, bool(step.withdrawn)) for step in found.chain] == [
        ("100", True, False),
        ("300", True, True),
        ("100", False, False),
    ]
    assert WRONG in found.chain[1].withdrawn and "tester" in found.chain[1].withdrawn
    assert WRONG in found.chain[2].reason


def test_only_what_counts_is_taken_back_and_only_once(office: Office) -> None:
    first = receive(office, "outreach.leaflets 100 份 new")
    second = receive(office, "outreach.leaflets 300 份 new")
    for report, reason, code, words in (
        (first.report, WRONG, "stale", "已有|新版"),
        (second.report, " ", "no_reason", "理由"),
    ):
        with pytest.raises(DibaoError, match=words) as caught:
            withdraw(office, report, reason)
        assert caught.value.code == code
    withdraw(office, second.report)
    lines = AuditLine.objects.count()
    with pytest.raises(DibaoError, match=f"tester 10:30 已撤回这份来件（{WRONG}）") as caught:
        withdraw(office.acting_as(Actor(Role.PERSON, "li", (Grant(Role.COMPILER),))), second.report)
    assert caught.value.code == "stale" and AuditLine.objects.count() == lines


def test_a_clerk_takes_back_their_own_alone(office: Office) -> None:
    one = receive(office, "outreach.leaflets 100 份 new")
    with pytest.raises(DibaoError) as caught:
        withdraw(office.acting_as(clerk("xihe")), one.report)
    assert caught.value.code == "refused"
    with pytest.raises(DibaoError) as caught:
        withdraw(office.acting_as(clerk("xihe")), one.report, unit="xihe")
    assert caught.value.code == "stale", "of another unit's report nothing is told"
    assert withdraw(office.acting_as(clerk()), one.report).gone == 1


def test_one_that_waits_for_its_unit_is_thrown_away_by_the_office_alone(office: Office) -> None:
    one = Receive("outreach.leaflets 1 份 new".encode(), "x.txt", DAY).run(office)
    assert one.state is Arrival.WAITING
    with pytest.raises(DibaoError) as caught:
        withdraw(office.acting_as(clerk()), one.report, unit="")
    assert caught.value.code == "refused"
    assert withdraw(office, one.report, unit="").gone == 0
    again = Receive("outreach.leaflets 1 份 new".encode(), "x.txt", DAY).run(office)
    assert again.again and again.state is Arrival.WITHDRAWN
    named = Receive("outreach.leaflets 1 份 new".encode(), "x.txt", DAY, "xihe").run(office)
    assert named.state is Arrival.COUNTED and not named.again and audit() == []


def test_the_same_bytes_do_not_bring_it_back(office: Office) -> None:
    one = receive(office, "outreach.leaflets 100 份 new")
    withdraw(office, one.report)
    again = receive(office, "outreach.leaflets 100 份 new")
    assert again.again and again.report == one.report and again.state is Arrival.WITHDRAWN
    assert f"已由 tester 于 02-03 10:30 撤回（{WRONG}）" in again.notes[0]
    assert standing() == [] and Report.objects.count() == 1
    other = receive(office, "outreach.leaflets 100 份 new", unit="xihe")
    assert not other.again and other.unit_code == "xihe", "they may well be another unit's"
    assert audit() == []


def test_a_state_without_its_record_and_a_changed_record_are_found(office: Office) -> None:
    first = receive(office, "outreach.leaflets 100 份 new")
    second = receive(office, "outreach.leaflets 5 份 new", file="另一件.txt", unit="xihe")
    Report.objects.filter(id=first.report).update(state="withdrawn")
    assert [breach.number for breach in audit()] == [first.report]
    Report.objects.filter(id=first.report).update(state="counted")
    withdraw(office, second.report, unit="xihe")
    assert audit() == []
    with disarmed():
        Withdrawal.objects.update(who="cli:nobody")
    assert [breach.number for breach in audit()] == [second.report]


def test_what_was_carried_forward_from_it_falls_with_it(office: Office) -> None:
    one = receive(office, "outreach.leaflets 90 份 cumulative")
    after = DAY + timedelta(days=1)
    CarryForward(Series("donghe", "outreach.leaflets", "", "份", Basis.CUMULATIVE), after, "未报").run(office)
    withdraw(office, one.report)
    assert not current().exists() and audit() == []
