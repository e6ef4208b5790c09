"""Every action as everybody, about a unit that is theirs and one that is not: who may not is refused, whatever number
of whichever record comes with it, and nothing is written."""

from __future__ import annotations

import csv
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest

import dibao
from dibao.checks import Finding, Severity
from dibao.entries import Series
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.office.audit.models import AuditLine
from dibao.office.briefs import actions as briefs
from dibao.office.briefs.actions.accept import AcceptFigures
from dibao.office.briefs.actions.learn import LearnBrief
from dibao.office.ledger import actions as ledger
from dibao.office.ledger.models import Entry
from dibao.office.people.actions.invite import Invite, Readmit
from dibao.office.people.actions.join import Join, Renew
from dibao.office.people.actions.roles import Grant, Revoke, Stop, Unlock
from dibao.office.people.models import Membership
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.confirm import Confirm
from dibao.office.reports.actions.give_back import GiveBack
from dibao.office.reports.actions.look import LookAt
from dibao.office.reports.actions.name import NameFigure
from dibao.office.reports.actions.refile import Refile
from dibao.office.reports.actions.send import Given, Send
from dibao.office.reports.actions.withdraw import Withdraw
from dibao.office.reports.models import Report
from dibao.office.rules.actions.save import SaveRule
from dibao.office.shared.actions import Action
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from dibao.office.today import actions as today
from pages import policies
from support.ledger_lines import draft

DAY = date(2026, 2, 3)
UNIT = "donghe"
"""Whose report it is; the clerk of another has the unit xihe."""
FINDING = Finding("late", Severity.ERROR, UNIT, "", "", DAY, "晚到", "请尽快")
ENTRY = 1
Made = Action[Any, Any]

ABOUT_A_UNIT: dict[str, Callable[[int], Made]] = {
    "report.receive": lambda report: Receive("东河区\n发放宣传单5份。".encode(), "a.txt", DAY, UNIT),
    "report.send": lambda report: Send([Given("a.txt", b"5")], UNIT, DAY),
    "report.confirm": lambda report: Confirm(UNIT, [report]),
    "report.return": lambda report: GiveBack(report, "请核对", UNIT),
    "report.withdraw": lambda report: Withdraw(report, "发错了", UNIT),
    "report.refile": lambda report: Refile(report, "收错了单位", UNIT, "xihe"),
    "figure.look": lambda report: LookAt(report, [0], UNIT),
    "figure.name": lambda report: NameFigure(report, 0, "outreach.posters", unit=UNIT),
    "entry.correct": lambda report: ledger.Correct(ENTRY, 6, "手误"),
    "finding.accept": lambda report: ledger.AcceptFinding(FINDING, "属实"),
    "finding.reopen": lambda report: ledger.ReopenFinding(FINDING),
    "unit.ask": lambda report: today.AskUnit(UNIT, DAY),
    "reply.keep": lambda report: today.KeepReply(FINDING, "是5份"),
}
"""An action about a unit's record, by its verb, made with the number of a report of the unit."""
ABOUT_ALL: dict[str, Callable[[int], Made]] = {
    "brief.accept": lambda report: AcceptFigures("daily", DAY, "0"),
    "brief.correct": lambda report: briefs.CorrectBrief(1, "更正"),
    "brief.draft": lambda report: briefs.DraftBrief("daily", DAY, DAY, "0", "a.docx"),
    "brief.issue": lambda report: briefs.IssueBrief(b"", "a.docx"),
    "brief.review": lambda report: briefs.ReviewBrief(b"", "a.docx"),
    "brief.send": lambda report: briefs.SendBrief("0"),
    "template.learn": lambda report: LearnBrief(b"", "a.docx"),
    "entry.carry": lambda report: ledger.CarryForward(
        Series(UNIT, "outreach.leaflets", "", "份", Basis.CUMULATIVE), DAY, "沿用"
    ),
    "entry.count": lambda report: ledger.Count([draft(UNIT, 7)]),
    "entry.open": lambda report: ledger.RecordOpenings(b""),
    "day.seal": lambda report: ledger.SealDay(DAY),
    "instruction.take": lambda report: today.TakeInstruction(DAY, "市里", "加发", datetime(2026, 2, 3, 9), [UNIT]),
    "task.finish": lambda report: today.FinishTask(1),
    "rules.save": lambda report: SaveRule("units.csv", "", ""),
    "person.invite": lambda report: Invite(Role.ADMINISTRATOR),
    "person.join": lambda report: Join("none", "somebody", "anlan-0203-brief"),
    "person.readmit": lambda report: Readmit("administrator"),
    "person.renew": lambda report: Renew("none", "anlan-0203-brief"),
    "person.grant": lambda report: Grant("clerk", Role.ADMINISTRATOR),
    "person.revoke": lambda report: Revoke("administrator", Role.ADMINISTRATOR),
    "person.stop": lambda report: Stop("administrator"),
    "person.unlock": lambda report: Unlock("administrator"),
}
"""One about no unit's record or about all of them: who has a role for some units does none of these."""


def _allowed() -> dict[tuple[str, str], bool]:
    """Whether the table lets somebody do it, by verb and column."""
    with policies.FILE.open(encoding="utf-8", newline="") as lines:
        return {
            (line["verb"], column): line[column] == "yes"
            for line in csv.DictReader(lines)
            for column in policies.COLUMNS[1:]
        }


def _everywhere() -> Iterator[type[Made]]:
    """Every action there is, in modules too that nothing has imported yet."""
    for module in pkgutil.walk_packages(dibao.__path__, "dibao."):
        if ".actions" in module.name:
            importlib.import_module(module.name)

    def below(kind: type[Made]) -> Iterator[type[Made]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    return (one for one in below(Action) if one.__module__.startswith("dibao."))


def test_no_action_is_left_out() -> None:
    assert {one.verb for one in _everywhere()} == set(ABOUT_A_UNIT) | set(ABOUT_ALL)
    assert not set(ABOUT_A_UNIT) & set(ABOUT_ALL)


@pytest.mark.parametrize("verb", [*ABOUT_A_UNIT, *ABOUT_ALL])
def test_whom_the_table_does_not_let_is_refused_and_writes_nothing(verb: str, office: Office) -> None:
    for unit, name in ((UNIT, "东河区"), ("xihe", "西河区")):
        text = f"{name}2月3日\n今日新增发放宣传单{len(unit)}份。"
        Receive(text.encode(), f"{name}.txt", told=DAY, unit=unit).run(office)
    report = Report.objects.get(unit_code=UNIT)
    assert Entry.objects.get(number=ENTRY).report == report
    allowed, before = _allowed(), AuditLine.objects.count()
    made = (ABOUT_A_UNIT.get(verb) or ABOUT_ALL[verb])(report.id)
    assert made.concerns() == (UNIT if verb in ABOUT_A_UNIT else "")
    for who, actor in zip(policies.COLUMNS[1:], policies.people(), strict=True):
        partly = any(grant.units is not None for grant in actor.grants)
        if allowed[verb, who] and not (partly and verb in ABOUT_ALL):
            continue
        with pytest.raises(DibaoError) as refused:
            made.run(office.acting_as(actor))
        assert refused.value.code == "refused", (verb, who)
    assert AuditLine.objects.count() == before
    assert not Membership.objects.exists()
