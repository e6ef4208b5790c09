"""A report that was received under another unit, or another day, is read again as what it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dibao.checks import Finding
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.actions import IssueBrief
from dibao.office.ledger.book import current
from dibao.office.ledger.findings import findings, open_of
from dibao.office.ledger.models import Acceptance, Entry
from dibao.office.reports import inbox
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.refile import Refile, Refiled
from dibao.office.reports.actions.withdraw import Withdraw
from dibao.office.reports.misdated import _side
from dibao.office.reports.models import Report, Withdrawal
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Grant, Role
from support.drafting import word
from support.ledger_lines import DAY

WORDS = "outreach.leaflets 100 份 new"
LONG_AGO = DAY.replace(year=2025)


def receive(office: Office, words: str = WORDS, unit: str = "donghe", day: date = DAY) -> int:
    return Receive(words.encode(), "来件.txt", day, unit).run(office).report


def refile(office: Office, report: int, to: str = "", day: date | None = None, **more: Finding) -> Refiled:
    row = Report.objects.get(id=report)
    return Refile(report, "收错了单位", row.unit_code, to, day, **more).run(office)


def clerk(*units: str) -> Actor:
    return Actor(Role.PERSON, "chen", (Grant(Role.CLERK, frozenset(units)),))


def mismatch(office: Office, day: date = DAY) -> list[Finding]:
    return [one for one in findings(office, day) if one.code == "date_mismatch"]


def test_the_same_bytes_are_the_other_units_in_one_step(office: Office) -> None:
    number = receive(office)
    done = refile(office, number, "西河区")
    old, new = Report.objects.order_by("id")
    assert (old.state, new.state, new.unit_code, new.digest) == ("withdrawn", "counted", "xihe", old.digest)
    assert new.again_of == old and new.arrived == old.arrived and new.told == old.told
    assert (done.back and done.back.gone, done.now.entries) == (1, 1)
    assert [(row.unit_code, row.reporter, row.value) for row in current()] == [("xihe", "xihe", "100")]
    line = AuditLine.objects.latest("id")
    assert (line.verb, line.target, line.detail["to"]) == ("report.refile", f"report:{number}", new.id)
    assert AuditLine.objects.count() == 2 and audit() == []


def test_it_is_a_version_of_what_that_unit_has(office: Office) -> None:
    receive(office, "outreach.leaflets 90 份 new", "xihe")
    done = refile(office, receive(office), "xihe")
    assert (done.now.version, done.now.superseded) == (2, 1)
    assert [row.value for row in current()] == ["100"] and audit() == []


def test_who_does_it_answers_for_both(office: Office) -> None:
    number = receive(office)
    for units in (("donghe",), ("xihe",), ("beishan",)):
        with pytest.raises(DibaoError) as caught:
            refile(office.acting_as(clerk(*units)), number, "xihe")
        assert caught.value.code == "refused"
    assert not Withdrawal.objects.exists() and Report.objects.count() == 1
    assert refile(office.acting_as(clerk("donghe", "xihe")), number, "xihe").now.unit_code == "xihe"


def test_nothing_is_left_half_done(office: Office) -> None:
    number = receive(office)
    row = Report.objects.get()
    with pytest.raises(DibaoError) as caught:
        refile(office, number, "天河区")
    assert caught.value.code == "unknown_unit"
    with pytest.raises(DibaoError) as caught:
        refile(office, number)
    assert caught.value.code == "same"
    inbox.place(office.root, row.digest, row.file).unlink()
    with pytest.raises(DibaoError, match="原件不见了"):
        refile(office, number, "xihe")
    assert not Withdrawal.objects.exists() and [one.state for one in Report.objects.all()] == ["counted"]


def test_one_that_was_withdrawn_by_mistake_counts_again_once(office: Office) -> None:
    number = receive(office)
    Withdraw(number, "发错了", "donghe").run(office)
    done = refile(office, number)
    assert done.back is None and done.now.state is Arrival.COUNTED
    assert [row.value for row in current()] == ["100"] and audit() == []
    with pytest.raises(DibaoError, match="已经重新计入") as caught:
        refile(office, number)
    assert caught.value.code == "stale" and Report.objects.count() == 2
    Withdraw(done.now.report, "还是错的", "donghe").run(office)
    assert not current().exists() and audit() == []


def test_who_is_second_finds_it_done(office: Office) -> None:
    number = receive(office)
    action = Refile(number, "收错了单位", "donghe", "xihe")
    ready = action.prepare(office)
    Withdraw(number, "发错了", "donghe").run(office)
    again = receive(office, unit="beishan")
    with pytest.raises(DibaoError) as caught:
        Refile.run_all(office, [(action, ready)])
    assert caught.value.code == "stale" and Report.objects.get(id=again).state == "counted"
    assert Report.objects.count() == 2 and audit() == []


def test_a_date_that_is_a_slip_is_settled_by_one_step(office: Office) -> None:
    number = receive(office, f"日期 {LONG_AGO}\n{WORDS}")
    assert Report.objects.get().day == LONG_AGO
    [found] = mismatch(office)
    done = refile(office, number, day=DAY, finding=found)
    assert (done.now.day, done.now.dated, done.now.told) == (DAY, LONG_AGO, DAY)
    assert [(row.day, row.value) for row in current()] == [(DAY, "100")]
    [stands] = mismatch(office)
    assert stands.report == done.now.report and stands.accepted is not None
    assert (stands.accepted.reason, stands.accepted.who) == ("收错了单位", "tester")
    assert mismatch(office, LONG_AGO) == [] and audit() == []


def test_and_back_under_its_own_day_while_that_is_open(office: Office) -> None:
    yesterday = DAY - timedelta(days=1)
    number = receive(office, f"日期 {yesterday}\n{WORDS}")
    [found] = mismatch(office)
    now = refile(office, number, day=DAY, finding=found).now
    [found] = mismatch(office)
    back = refile(office, now.report, day=yesterday, finding=found).now
    assert back.day == yesterday and [row.day for row in current()] == [yesterday]
    assert open_of(mismatch(office)) == [] and Acceptance.objects.count() == 2
    IssueBrief(word(office, yesterday), "简报.docx").run(office)
    other = receive(office, f"日期 {yesterday}\noutreach.posters 3 张 new", "xihe")
    [found] = open_of(mismatch(office))
    there = refile(office, other, day=DAY, finding=found).now
    with pytest.raises(DibaoError) as caught:
        refile(office, there.report, day=yesterday)
    assert caught.value.code == "day_issued" and audit() == []


@pytest.mark.parametrize("day", [LONG_AGO, DAY + timedelta(days=1)], ids=["before-the-work-began", "to-come"])
def test_a_day_that_takes_no_reports_takes_none(office: Office, day: date) -> None:
    number = receive(office)
    with pytest.raises(DibaoError) as caught:
        refile(office, number, day=day)
    assert caught.value.code == "day_issued"
    assert not Withdrawal.objects.exists() and current().count() == 1


def test_the_times_of_a_slip_move_with_it(office: Office, real_reading: None) -> None:
    words = (
        "东河区宣传工作情况（2025年2月3日）\n2025年2月2日11时至2月3日11时，发放宣传单3200份。"
        "截至2月3日11时，累计发放宣传单43200份。"
    )
    number = receive(office, words)
    [found] = mismatch(office)
    refile(office, number, day=DAY, finding=found)
    told = {row.value: row for row in current()}
    assert told["3200"].day == DAY
    assert (told["3200"].window_start, told["3200"].window_end) == ("2026-02-02T11:00", "2026-02-03T11:00")
    assert told["43200"].window_end == "2026-02-03T11:00" and told["43200"].window_start.startswith("2026-01-20")
    assert {row.report_id for row in Entry.objects.filter(day=DAY)} != {number}


def test_times_that_fit_either_day_stay() -> None:
    dated, day = DAY - timedelta(days=1), DAY
    at = datetime(2026, 2, 2, 9)
    assert _side(at, dated, day) == at and _side(None, dated, day) is None
    assert _side(datetime(2025, 2, 3, 9), LONG_AGO, DAY) == datetime(2026, 2, 3, 9)
