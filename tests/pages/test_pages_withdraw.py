"""A report is taken back on its page: by its unit until the day is issued, by the office also after that."""

from __future__ import annotations

import re

import pytest

from dibao.office.audit.check import audit
from dibao.office.ledger.book import current
from dibao.office.ledger.findings import findings
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


def test_received_under_another_unit_it_is_handed_over_in_one_step(office: Office, sign_in: SignIn) -> None:
    number = receive(office, SECOND.replace("2月3日", ""))
    compiler, clerk = sign_in(Role.COMPILER), sign_in(Role.CLERK, "donghe")
    assert f'action="/reports/{number}/refile/"' in compiler.get(f"/reports/{number}/").content.decode()
    offered = re.findall(r'<option value="([\w-]+)">', clerk.get(f"/reports/{number}/").content.decode())
    assert "dh-media" in offered and "xihe" not in offered, "only units that are theirs too"
    refused = clerk.post(f"/reports/{number}/refile/", {"unit": "xihe", "reason": WHY})
    assert refused.status_code == 403 and not Withdrawal.objects.exists()
    answer = compiler.post(f"/reports/{number}/refile/", {"unit": "xihe", "reason": WHY}, follow=True)
    new = Report.objects.get(unit_code="xihe")
    assert answer.request["PATH_INFO"] == f"/reports/{new.id}/" and "已改归西河区" in answer.content.decode()
    old = compiler.get(f"/reports/{number}/").content.decode()
    assert f'href="/reports/{new.id}/"' in old and "同一份文件现在是" in old and "/refile/" not in old
    assert [(row.unit_code, row.value) for row in current()] == [("xihe", "739152")]
    # Whose it turned out to be is nothing to the unit under which it was received, nor what it says.
    for address in (f"/reports/{number}/", f"/reports/{new.id}/", "/reports/", "/reports/of/donghe/"):
        seen = clerk.get(address)
        assert "739152" not in seen.content.decode() and "西河" not in seen.content.decode(), address
        assert seen.status_code == (404 if address.count("/") == 3 and "of" not in address else 200), address
    assert audit() == []


def test_withdrawn_by_mistake_it_counts_again(office: Office, sign_in: SignIn) -> None:
    number = receive(office)
    clerk = sign_in(Role.CLERK, "donghe")
    clerk.post(f"/reports/{number}/withdraw/", {"reason": WHY})
    assert "重新计入" in clerk.get(f"/reports/{number}/").content.decode()
    clerk.post("/reports/of/donghe/", {"text": FIRST})
    answer = clerk.post(f"/reports/{number}/refile/", {"reason": "没发错"}, follow=True).content.decode()
    assert "120" in answer and "撤错了" not in answer
    assert "撤错了" not in clerk.get(f"/reports/{number}/").content.decode()


def test_the_same_words_pasted_again_are_said_to_have_been_withdrawn(office: Office, sign_in: SignIn) -> None:
    clerk = sign_in(Role.CLERK, "donghe", "chen")
    words = "今日新增发放宣传单120份。"
    clerk.post("/reports/of/donghe/", {"text": words})
    number = Report.objects.get().id
    clerk.post(f"/reports/{number}/withdraw/", {"reason": WHY})
    answer = clerk.post("/reports/of/donghe/", {"text": words}, follow=True).content.decode()
    assert "已由 chen 于" in answer and WHY in answer and Report.objects.count() == 1


def test_a_date_that_is_a_slip_has_its_way_out_on_today(office: Office, sign_in: SignIn) -> None:
    words = "东河区2025年2月3日宣传工作情况\n今日新增发放宣传单120份。"
    number = Receive(words.encode(), "东河区.txt", DAY, "donghe").run(office).report
    compiler, place = sign_in(Role.COMPILER, name="li"), f"/today/{DAY.isoformat()}/"
    page = compiler.get(place).content.decode()
    assert "日期是笔误，就是2月3日的" in page and "按它自己的日期计" not in page, (
        "a day before the work began is not open"
    )
    [found] = [one for one in findings(office, DAY) if one.code == "date_mismatch"]
    answer = compiler.post(f"{place}settle/", {"finding": found.id, "way": "0"}, follow=True).content.decode()
    assert "已认可" in answer and "是笔误" in answer and "日期是笔误，就是2月3日的" not in answer
    assert [(row.day, row.value) for row in current()] == [(DAY, "120")]
    late = compiler.post(f"{place}settle/", {"finding": found.id, "way": "0", "about": ""}).content.decode()
    assert "这一项已经不在了" in late
    report = Report.objects.latest("id")
    assert (report.again_of_id, report.day) == (number, DAY) and audit() == []


def test_or_it_is_of_its_own_day(office: Office, sign_in: SignIn) -> None:
    words = "东河区2月2日宣传工作情况\n今日新增发放宣传单120份。"
    Receive(words.encode(), "东河区.txt", DAY, "donghe").run(office)
    compiler, place = sign_in(Role.COMPILER), f"/today/{DAY.isoformat()}/"
    assert "是2月2日的，按它自己的日期计" in compiler.get(place).content.decode()
    [found] = [one for one in findings(office, DAY) if one.code == "date_mismatch"]
    compiler.post(f"{place}settle/", {"finding": found.id, "way": "1"})
    [stands] = [one for one in findings(office, DAY) if one.code == "date_mismatch"]
    assert stands.accepted is not None and Report.objects.count() == 1, "it is there already"
