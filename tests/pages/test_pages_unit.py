"""A unit's own page: send, look, settle, confirm; and nothing of another unit's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dibao.entries import Origin
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import Confirmation, Report, Upload
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn

PAGE = "/reports/of/donghe/"


def words(office: Office, new: int, total: int, back: int = 0) -> str:
    day = office.today() - timedelta(days=back)
    return f"东河区{day.month}月{day.day}日工作情况\n今日新增发放宣传单{new}份，累计发放宣传单{total}份；悬挂横幅12条。"


@pytest.fixture
def yesterday(office: Office) -> None:
    day = office.today() - timedelta(days=1)
    Receive(words(office, 3850, 73850, 1).encode(), "东河区.txt", day, "donghe").run(office)


def paste(client: Client, text: str, page: str = PAGE) -> Any:
    opened = client.get(page).context["opened"]
    return client.post(page, {"text": text, "opened": opened}, follow=True)


def values(office: Office, back: int = 0) -> dict[str, int]:
    day = office.today() - timedelta(days=back)
    return {
        f"{entry.series.indicator} {entry.series.basis}": int(entry.draft.value)
        for entry in DjangoLedger.of(office).entries(day, day)
    }


def test_pasted_words_are_read_settled_and_confirmed_in_three_clicks(
    office: Office, sign_in: SignIn, yesterday: None
) -> None:
    client = sign_in(Role.CLERK, "donghe")
    page = paste(client, words(office, 12300, 88150))
    assert page.redirect_chain[-1][0] == PAGE
    shown = page.content.decode()
    assert "12,300" in shown and "今日新增发放宣传单" in shown, "what was read, with its clause"
    [question] = page.context["now"].questions
    assert [answer.label for answer in question.answers] == ["按 86,150", "今天其实是 14,300", "昨天少报了 2,000"]
    answer = f"{question.key}/{question.answers[0].key}"
    page = client.post(f"{PAGE}settle/", {"answer": answer}, follow=True)
    assert page.context["now"].questions == ()
    assert values(office)["outreach.leaflets cumulative"] == 86150
    [report] = Report.objects.filter(day=office.today())
    page = client.post(f"{PAGE}confirm/", {"report": report.id}, follow=True)
    assert page.context["now"].confirmed
    said = Confirmation.objects.get()
    assert (said.report, said.who, said.asked) == (report, "person:clerkdonghe", 1)
    assert said.seconds is not None and said.seconds < 60
    verbs = list(AuditLine.objects.filter(who="person:clerkdonghe").values_list("verb", flat=True))
    assert verbs == ["report.receive", "report.send", "entry.correct", "report.confirm"]


def test_yesterday_was_wrong_corrects_its_total_and_what_was_new(
    office: Office, sign_in: SignIn, yesterday: None
) -> None:
    client = sign_in(Role.CLERK, "donghe")
    [question] = paste(client, words(office, 12300, 88150)).context["now"].questions
    client.post(f"{PAGE}settle/", {"answer": f"{question.key}/before"})
    assert values(office, 1)["outreach.leaflets cumulative"] == 75850
    assert values(office, 1)["outreach.leaflets new"] == 5850
    corrected = list(DjangoLedger.of(office).entries(office.today() - timedelta(days=1), office.today()))
    assert sum(entry.draft.origin is Origin.CORRECTED for entry in corrected) == 2
    assert client.get(PAGE).context["now"].questions == ()


def test_an_answer_that_no_longer_stands_changes_nothing(office: Office, sign_in: SignIn, yesterday: None) -> None:
    client = sign_in(Role.CLERK, "donghe")
    [question] = paste(client, words(office, 12300, 88150)).context["now"].questions
    answer = {"answer": f"{question.key}/{question.answers[0].key}"}
    assert client.post(f"{PAGE}settle/", answer).status_code == 302
    assert client.post(f"{PAGE}settle/", answer).status_code == 409
    assert client.post(f"{PAGE}settle/", {"answer": "continuity:0:1/1"}).status_code == 409
    assert AuditLine.objects.filter(verb="entry.correct").count() == 1


def test_a_confirmation_holds_for_the_version_that_was_seen(office: Office, sign_in: SignIn, yesterday: None) -> None:
    client = sign_in(Role.CLERK, "donghe")
    paste(client, words(office, 12300, 86150))
    [first] = Report.objects.filter(day=office.today())
    paste(client, words(office, 12400, 86250))
    assert client.post(f"{PAGE}confirm/", {"report": first.id}).status_code == 409
    assert not Confirmation.objects.exists()
    assert not client.get(PAGE).context["now"].confirmed


def test_the_same_words_from_two_units_and_on_two_days_are_reports_of_their_own(
    office: Office, sign_in: SignIn
) -> None:
    Receive("今日发放宣传单100份。".encode(), "粘贴的文字.txt", office.today() - timedelta(days=1), "donghe").run(
        office
    )
    paste(sign_in(Role.CLERK, "donghe"), "今日发放宣传单100份。")
    paste(sign_in(Role.CLERK, "xihe"), "今日发放宣传单100份。", "/reports/of/xihe/")
    rows = Report.objects.filter(day=office.today()).order_by("id")
    assert list(rows.values_list("unit_code", "figures")) == [("donghe", 1), ("xihe", 1)]


def test_yesterdays_words_begin_todays_with_todays_date(office: Office, sign_in: SignIn, yesterday: None) -> None:
    client = sign_in(Role.CLERK, "donghe")
    day = office.today()
    start = client.get(f"{PAGE}?start=1").context["start"]
    assert f"{day.month}月{day.day}日" in start and "3850份" in start


def test_a_file_of_another_unit_tells_its_sender_nothing(office: Office, sign_in: SignIn) -> None:
    Receive("西河区\n发放宣传单77份。".encode(), "x.txt", office.today(), "xihe").run(office)
    client = sign_in(Role.CLERK, "donghe")
    file = SimpleUploadedFile("x.txt", "西河区\n发放宣传单77份。".encode())
    page = client.post(PAGE, {"files": file}, follow=True)
    shown = page.content.decode()
    assert "xihe" not in shown and "西河" not in shown and "没有重复记录" in shown
    assert Upload.objects.get().files.get().reports == []


def test_nothing_sent_is_told_in_a_sentence(sign_in: SignIn) -> None:
    answer = sign_in(Role.CLERK, "donghe").post(PAGE, {"text": "  "})
    assert answer.status_code == 400 and "没有选文件" in answer.content.decode()


def test_a_clerk_reaches_nothing_of_another_unit(office: Office, sign_in: SignIn) -> None:
    Receive("西河区\n发放宣传单77份。".encode(), "x.txt", office.today(), "xihe").run(office)
    theirs = sign_in(Role.CLERK, "xihe")
    paste(theirs, "发放宣传单78份。", "/reports/of/xihe/")
    report, upload = Report.objects.latest("id"), Upload.objects.get()
    client = sign_in(Role.CLERK, "donghe")
    for address in (f"/reports/{report.id}/", "/reports/99999/", f"/reports/uploads/{upload.id}/"):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert "西河" not in answer.content.decode()
    assert client.post(f"/reports/{report.id}/unit/", {"unit": "donghe"}).status_code == 403
    for address in ("/reports/of/xihe/", "/reports/of/xihe/settle/", "/reports/of/xihe/confirm/", "/reports/send/"):
        assert client.post(address, {"text": "发放宣传单1份。", "report": report.id}).status_code == 403, address
    listed = client.get("/reports/").content.decode()
    assert "西河" not in listed and "x.txt" not in listed
    assert client.post("/reports/of/donghe/confirm/", {"report": report.id}).status_code == 409
    assert not Confirmation.objects.exists()


def test_a_clerk_corrects_what_stands_in_own_reports_alone(office: Office, sign_in: SignIn, yesterday: None) -> None:
    from dibao.errors import DibaoError
    from dibao.office.ledger.actions.correct import Correct
    from dibao.office.people.desk import actor_of
    from dibao.office.people.models import User

    for unit in ("donghe", "xihe"):
        sign_in(Role.CLERK, unit)
    day = office.today() - timedelta(days=1)
    [entry, *_] = DjangoLedger.of(office).entries(day, day)

    def as_clerk(unit: str) -> Office:
        return office.acting_as(actor_of(User.objects.get(username=f"clerk{unit}"), office.workspace.units))

    with pytest.raises(DibaoError) as refused:
        Correct(entry.number, 1, "x").run(as_clerk("xihe"))
    assert refused.value.code == "refused"
    Correct(entry.number, 3851, "数错了").run(as_clerk("donghe"))


def test_a_units_page_takes_few_queries(
    office: Office, sign_in: SignIn, yesterday: None, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(Role.CLERK, "donghe")
    paste(client, words(office, 12300, 88150))
    client.get(PAGE)
    for address in (PAGE, "/reports/", f"/reports/{Report.objects.latest('id').id}/"):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_report_that_bears_another_day_is_said_where_it_was_sent(
    office: Office, sign_in: SignIn, yesterday: None
) -> None:
    client = sign_in(Role.CLERK, "donghe")
    page = paste(client, words(office, 3900, 73900, back=1))
    assert page.redirect_chain[-1][0].startswith("/reports/uploads/")
    day = office.today() - timedelta(days=1)
    assert f"{day.isoformat()}" in page.content.decode()


def test_a_page_is_loaded_again_only_where_something_of_it_changed(
    office: Office, sign_in: SignIn, yesterday: None
) -> None:
    client = sign_in(Role.CLERK, "donghe")
    state = paste(client, words(office, 12300, 86150)).context["now"].state
    Receive("西河区\n发放宣传单77份。".encode(), "x.txt", office.today(), "xihe").run(office)

    def again() -> int:
        return client.get(f"{PAGE}?as={state}", headers={"HX-Request": "true"}).status_code

    assert again() == 204, "another unit's report is no reason"
    client.post(f"{PAGE}confirm/", {"report": Report.objects.get(unit_code="donghe", day=office.today()).id})
    assert again() == 200
