"""The ledger in the browser: by unit and day, with totals, corrections and their chain, and the same as a file."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from dibao.entries import Origin
from dibao.office.audit.check import audit
from dibao.office.ledger import exported
from dibao.office.ledger.actions import Correct, Count
from dibao.office.ledger.models import Entry
from dibao.office.ledger.totals import by_day, totals
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn
from pages.pages_briefs import DAY, issued_brief
from support.ledger_lines import draft

SERIES = "/ledger/of/outreach.leaflets/"
INLINE = re.compile(rb"<[^>]*\s(?:style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)")


@pytest.fixture
def told(office: Office) -> Office:
    """Two districts on two days; on the second one of them is silent."""
    before = DAY - timedelta(days=1)
    for day, unit, name, new, total in (
        (before, "donghe", "东河区", 700, 7000),
        (before, "xihe", "西河区", 200, 2200),
        (DAY, "donghe", "东河区", 1200, 8200),
    ):
        text = f"{name}{day.month}月{day.day}日：今日新增发放宣传单 {new} 份，累计发放宣传单 {total} 份。"
        Receive(text.encode(), f"{unit}{day}.txt", told=day, unit=unit).run(office)
    return office


@pytest.fixture
def client(told: Office, sign_in: SignIn) -> Client:
    return sign_in(Role.COMPILER, name="lin")


def words(client: Client, address: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", client.get(address).content.decode())).split())


def test_a_day_says_what_was_told_by_whom_and_who_is_missing(client: Client) -> None:
    page = words(client, "/ledger/?day=2026-02-03")
    assert "发放宣传资料 份 1,200 1/3 8,200 1/3" in page
    assert "西河区" in page


def test_what_may_not_be_added_is_refused_in_words(told: Office, sign_in: SignIn) -> None:
    for unit, name in (("donghe", "东河区"), ("xihe", "西河区")):
        text = f"{name}2月3日：健康教育知晓率为 85%。微信公众号粉丝覆盖 1200 人。"
        Receive(text.encode(), f"{unit}率.txt", told=DAY, unit=unit).run(told)
    refused = [one for one in totals(told, DAY, DAY) if one.refused]
    if not refused:
        pytest.fail("the sample tells nothing that may not be added")
    assert refused[0].refused in words(sign_in(Role.REVIEWER), "/ledger/?day=2026-02-03")


def test_an_indicator_stands_by_unit_and_day_with_its_totals(client: Client) -> None:
    page = words(client, f"{SERIES}?basis=new&to=2026-02-03&from=2026-02-02")
    assert "东河区 700 1,200 西河区 200 未报 北山县 未报 未报 合计 900 1,200" in page
    assert "2 / 3 1 / 3" in page
    page = words(client, f"{SERIES}?basis=cumulative&to=2026-02-03&from=2026-02-02&group=donghe")
    assert "东河区 7,000 8,200" in page
    assert "西河区 2,200" not in page


@pytest.mark.parametrize("days", [1, 3, 31])
def test_totals_by_day_are_those_of_each_day(told: Office, days: int) -> None:
    over = [DAY - timedelta(days=step) for step in reversed(range(days))]
    found = by_day(told, over, "outreach.leaflets")
    for day in over:
        each = {(one.query.basis, one.measure): one for one in totals(told, day, day, indicator="outreach.leaflets")}
        mine = {(one.query.basis, one.measure): one for one in found.totals if one.query.first == day and one.reported}
        assert {key: (one.value, one.reported, one.missing) for key, one in mine.items()} == {
            key: (one.value, one.reported, one.missing) for key, one in each.items()
        }


def test_a_correction_is_chained_and_shows_at_once(told: Office, client: Client) -> None:
    old = Entry.objects.get(day=DAY, basis="new")
    assert client.post(f"/ledger/entry/{old.number}/correct/", {"value": "1,250", "reason": " "}).status_code == 400
    answer = client.post(f"/ledger/entry/{old.number}/correct/", {"value": "1,250", "reason": "来电更正"}, follow=True)
    page = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())
    assert "1,200 来件 不再有效" in page
    assert "1,250 更正 有效" in page
    assert "lin" in page and "缘由：来电更正" in page
    assert "1,250 更正" in words(client, f"{SERIES}?basis=new&to=2026-02-03")
    again = client.post(f"/ledger/entry/{old.number}/correct/", {"value": "9", "reason": "再改"})
    assert again.status_code == 400, "only what stands is corrected"
    assert client.post("/ledger/entry/999/correct/", {"value": "9", "reason": "改"}).status_code == 400
    assert client.get("/ledger/entry/999/").status_code == 404
    assert audit() == []


def test_an_issued_brief_that_tells_an_entry_is_named_and_gets_its_slip(told: Office, client: Client) -> None:
    row = issued_brief(told)
    old = Entry.objects.get(day=DAY, basis="new")
    client.post(f"/ledger/entry/{old.number}/correct/", {"value": "1250", "reason": "来电更正"})
    assert f"/briefs/no/{row.id}/slip/" in client.get(f"/briefs/telling/{old.number}/").content.decode()
    page = client.get(f"/briefs/no/{row.id}/slip/").content.decode()
    figures = re.findall(r'name="figure" value="([^"]+)"', page)
    assert figures
    assert client.post(f"/briefs/no/{row.id}/slip/", {"reason": "x"}).status_code == 400
    assert client.post(f"/briefs/no/{row.id}/slip/", {"figure": figures}).status_code == 302
    assert "更正1" in words(client, f"/briefs/no/{row.id}/")


def test_an_earlier_figure_is_carried_forward_with_a_reason(told: Office, client: Client) -> None:
    address = "/ledger/carry/2026-02-03/"
    page = client.get(f"{address}?unit=xihe").content.decode()
    numbers = re.findall(r'name="entry" value="(\d+)"', page)
    assert len(numbers) == 1
    assert client.post(address, {"unit": "xihe", "reason": "通讯中断"}).status_code == 400
    assert client.post(address, {"unit": "xihe", "entry": numbers, "reason": "通讯中断"}).status_code == 302
    made = Entry.objects.get(day=DAY, unit_code="xihe")
    assert (made.origin, made.value, made.words.reason) == ("carried", "2200", "通讯中断")
    assert "2,200 沿用" in words(client, f"{SERIES}?basis=cumulative&to=2026-02-03")


def test_what_dibao_counted_stands_beside_what_was_reported(told: Office, client: Client) -> None:
    one = draft("donghe", 1190, indicator="outreach.leaflets", day=DAY)
    Count([one]).run(told)
    made = Entry.objects.get(origin=Origin.COUNTED.value)
    page = words(client, f"{SERIES}?basis={made.basis}&measure={made.measure}&to=2026-02-03")
    assert "1,190 收录所计" in page


def test_the_ledger_is_exported_and_nothing_in_it_is_a_formula(told: Office, client: Client) -> None:
    old = Entry.objects.get(day=DAY, basis="new")
    Correct(old.number, 1250, '=HYPERLINK("http://x","y")').run(told)
    text = b"".join(client.get("/ledger/export.csv?from=2026-02-02&to=2026-02-03").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == 6
    assert {row["数"] for row in rows} >= {"1250", "8200"}
    assert [row["缘由"] for row in rows if row["缘由"]] == ['\'=HYPERLINK("http://x","y")']
    book = load_workbook(io.BytesIO(b"".join(client.get("/ledger/export.xlsx?to=2026-02-03").streaming_content)))  # type: ignore[attr-defined]
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert any(cell.value == 1250 for cell in cells)
    assert client.get("/ledger/export.exe").status_code == 404


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_text_that_begins_like_a_formula_is_none(begin: str) -> None:
    assert str(exported.plain(begin)).startswith("'")
    (line,) = csv.reader(io.StringIO(b"".join(exported.as_csv([[begin]])).decode("utf-8-sig"), newline=""))
    assert line[0] == "'" + begin
    file = io.BytesIO()
    exported.as_xlsx([[begin, -5, "plain"]], file)
    cells = next(load_workbook(io.BytesIO(file.getvalue())).active.iter_rows())
    assert [cell.data_type for cell in cells] == ["s", "n", "s"]
    assert exported.plain(-5) == -5


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK])
def test_a_narrow_role_sees_no_ledger(told: Office, sign_in: SignIn, role: Role) -> None:
    narrow = sign_in(role, "donghe" if role is Role.CLERK else "")
    number = Entry.objects.order_by("number").values_list("number", flat=True)[0]
    for one in ("/ledger/", SERIES, "/ledger/export.csv", f"/ledger/entry/{number}/", "/ledger/carry/2026-02-03/"):
        assert narrow.get(one).status_code == 403, one
    assert narrow.post(f"/ledger/entry/{number}/correct/", {"value": "1", "reason": "x"}).status_code == 403


def test_a_reviewer_looks_and_does_not_write(told: Office, sign_in: SignIn) -> None:
    reviewer = sign_in(Role.REVIEWER)
    number = Entry.objects.order_by("number").values_list("number", flat=True)[0]
    assert "更正这个数" not in words(reviewer, f"/ledger/entry/{number}/")
    assert reviewer.post(f"/ledger/entry/{number}/correct/", {"value": "1", "reason": "x"}).status_code == 403
    assert reviewer.get("/ledger/carry/2026-02-03/").status_code == 403


@pytest.mark.parametrize("address", ["/ledger/?day=2026-02-03", f"{SERIES}?to=2026-02-03", "/ledger/entry/1/"])
def test_a_page_asks_little_and_holds_nothing_inline(client: Client, address: str) -> None:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(asked) <= 12, "\n".join(one["sql"][:150] for one in asked)
    assert not INLINE.search(answer.content)
    assert len(answer.content) < 150_000


@pytest.mark.parametrize(
    "query",
    ["day=x&group=nobody", "from=2026-02-09&to=2026-02-03", "page=-1", "page=99999999999", "basis=odd&measure=斤"],
)
def test_odd_questions_get_the_usual_answer(client: Client, query: str) -> None:
    assert client.get(f"/ledger/?{query}").status_code == 200
    assert client.get(f"{SERIES}?{query}").status_code == 200
    assert client.get("/ledger/of/no.such/").status_code == 404
