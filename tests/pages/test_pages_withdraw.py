"""A report is taken back on its page: by its unit until the day is issued, by the office also after that."""

from __future__ import annotations

import pytest

from dibao.office.audit.check import audit
from dibao.office.ledger.book import current
from dibao.office.ledger.models import Entry
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import Report, Withdrawal
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn
from pages.pages_briefs import DAY, issued_brief, received

FIRST = "东河区2月3日宣传工作情况\n今日新增发放宣传单120份。"
SECOND = "东河区2月3日宣传工作情况\n今日新增发放宣传单739152份。"
WHY = "贴成了别的文件"


def receive(office: Office, text: str = FIRST) -> int:
    return Receive(text.encode(), "东河区.txt", office.today(), "donghe").run(office).report


def test_a_clerk_takes_their_report_back_and_sees_who_did_when_and_why(office: Office, sign_in: SignIn) -> None:
    first = receive(office, FIRST.replace("2月3日", ""))
    second = receive(office, SECOND.replace("2月3日", ""))
    clerk = sign_in(Role.CLERK, "donghe", "chen")
    assert f"/reports/{second}/#withdraw-reason" in clerk.get("/reports/of/donghe/").content.decode()
    assert f'action="/reports/{second}/withdraw/"' in clerk.get(f"/reports/{second}/").content.decode()
    answer = clerk.post(f"/reports/{second}/withdraw/", {"reason": WHY}, follow=True).content.decode()
    assert "上一版重新计入" in answer and "已撤回" in answer and "chen" in answer and WHY in answer
    assert f'href="/reports/{first}/"' in answer and "/withdraw/" not in answer
    assert [row.value for row in current()] == ["120"]
    unit = clerk.get("/reports/of/donghe/").content.decode()
    assert WHY in unit and "chen" in unit and "120" in unit and "739,152" not in unit
    listed = clerk.get("/reports/").content.decode()
    assert "已撤回" in listed and "已有新版" not in listed
    assert audit() == []


def test_who_comes_second_is_told_and_nothing_more_is_written(office: Office, sign_in: SignIn) -> None:
    number = receive(office)
    sign_in(Role.CLERK, "donghe", "chen").post(f"/reports/{number}/withdraw/", {"reason": WHY})
    answer = sign_in(Role.COMPILER, name="li").post(f"/reports/{number}/withdraw/", {"reason": "重复"})
    assert answer.status_code == 409 and f"已撤回这份来件（{WHY}）" in answer.content.decode()
    assert Withdrawal.objects.count() == 1


def test_another_units_clerk_finds_no_such_report(office: Office, sign_in: SignIn) -> None:
    number = receive(office)
    clerk = sign_in(Role.CLERK, "xihe")
    there, nowhere = (clerk.post(f"/reports/{one}/withdraw/", {"reason": WHY}) for one in (number, 10_000))
    assert there.status_code == nowhere.status_code == 404
    assert not Withdrawal.objects.exists()


def test_after_the_brief_is_out_only_the_office_does_and_a_slip_is_due(office: Office, sign_in: SignIn) -> None:
    received(office)
    issue = issued_brief(office)
    report = Report.objects.get(unit_code="donghe", day=DAY)
    clerk, compiler = sign_in(Role.CLERK, "donghe"), sign_in(Role.COMPILER)
    page = clerk.get(f"/reports/{report.id}/").content.decode()
    assert "要撤回请告诉编报员" in page and "/withdraw/" not in page
    refused = clerk.post(f"/reports/{report.id}/withdraw/", {"reason": WHY})
    assert "的简报已经签发，来件不能再自己撤回" in refused.content.decode()
    assert not Withdrawal.objects.exists()
    assert "撤回后要出更正" in compiler.get(f"/reports/{report.id}/").content.decode()
    done = compiler.post(f"/reports/{report.id}/withdraw/", {"reason": WHY}, follow=True).content.decode()
    assert "请出更正" in done
    today = compiler.get(f"/today/{DAY.isoformat()}/").content.decode()
    assert f'href="/briefs/no/{issue.id}/slip/"' in today and WHY in today and "撤回来件" in today
    entry = Entry.objects.filter(report=report).latest("number")
    history = compiler.get(f"/ledger/entry/{entry.number}/").content.decode()
    assert "来件已撤回" in history and WHY in history


def test_one_without_a_reason_stays(office: Office, sign_in: SignIn) -> None:
    number = receive(office)
    answer = sign_in(Role.COMPILER).post(f"/reports/{number}/withdraw/", {"reason": " "})
    assert "请写明理由" in answer.content.decode() and not Withdrawal.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.REVIEWER, Role.ISSUER, Role.ADMINISTRATOR])
def test_who_only_looks_finds_no_form(role: Role, office: Office, sign_in: SignIn) -> None:
    number = receive(office)
    assert "/withdraw/" not in sign_in(role).get(f"/reports/{number}/").content.decode()
