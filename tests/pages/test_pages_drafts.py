"""A draft in the browser: edited a paragraph at a time by two people, reviewed by a second, issued by a third."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from dibao.composing import trace
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.briefs import working
from dibao.office.briefs.audit import audit_issued
from dibao.office.briefs.models import Draft, Issue, Review, Sending
from dibao.office.ledger.models import Entry
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn
from pages.pages_briefs import DAY, SHEET, received


@pytest.fixture
def compiler(office: Office, sign_in: SignIn) -> Client:
    """Somebody who has begun the day's draft."""
    received(office)
    Receive("西河区2月3日：今日新增发放宣传单 300 份。".encode(), "西河.txt", told=DAY, unit="xihe").run(office)
    client = sign_in(Role.COMPILER, name="lin")
    assert client.post(f"{SHEET}begin/").status_code == 302
    return client


def form(client: Client, words: str) -> tuple[str, str]:
    """The address of the paragraph with these words, and what it says."""
    page = client.get(SHEET).content.decode()
    for address in dict.fromkeys(re.findall(r'data-edit="([^"]+)"', page)):
        said = _field(client.get(address).content.decode(), "then")
        if words in said:
            return address, said
    raise AssertionError(words)


def save(client: Client, address: str, then: str, now: str, **answers: str) -> tuple[int, str]:
    answer = client.post(address, {"then": then, "now": now, **answers})
    return answer.status_code, answer.content.decode()


def said(client: Client) -> str:
    return unescape(re.sub(r"<[^>]+>", "", client.get(SHEET).content.decode()))


def figures(office: Office) -> dict[str, dict[str, object]]:
    draft = Draft.objects.order_by("id").last()
    assert draft is not None
    return {one["id"]: one for one in trace(working.place(office.root, draft.digest))}


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def test_words_are_edited_and_figures_stay_bound(office: Office, compiler: Client) -> None:
    address, then = form(compiler, "发放宣传资料")
    before = figures(office)
    assert save(compiler, address, then, then.replace("发放宣传资料", "向居民发放宣传资料"))[0] == 302
    assert "向居民发放宣传资料" in said(compiler)
    after = figures(office)
    assert after.keys() == before.keys()
    assert [one["value"] for one in after.values()] == [one["value"] for one in before.values()]
    assert Draft.objects.count() == 2
    assert not AuditLine.objects.filter(verb="entry.correct").exists()


def test_a_figure_typed_over_is_asked_about_and_becomes_a_correction(office: Office, compiler: Client) -> None:
    address, then = form(compiler, "1,500")
    now = then.replace("1,500", "1,550", 1)
    entries = Entry.objects.count()
    status, page = save(compiler, address, then, now)
    assert status == 200
    identity = re.search(r'name="reason-(f\d+)"', page)
    assert identity
    assert (Entry.objects.count(), Draft.objects.count()) == (entries, 1)
    assert now in unescape(page), "what was typed is not lost while it is asked about"
    told = {f"reason-{identity[1]}": "来电更正", f"unit-{identity[1]}": "donghe", "asked": "1"}
    assert save(compiler, address, then, now, **told)[0] == 302
    made = Entry.objects.order_by("number").last()
    assert made is not None
    assert (made.unit_code, made.value, made.origin, made.words.reason) == ("donghe", "1250", "corrected", "来电更正")
    assert figures(office)[identity[1]]["value"] == 1550
    assert audit() == []


def test_a_number_typed_in_is_asked_about_once(office: Office, compiler: Client) -> None:
    address, then = form(compiler, "1,500")
    now = then.replace("。", "，另印手册300册。", 1)
    status, page = save(compiler, address, then, now)
    assert (status, "reason-h1" in page) == (200, True)
    assert save(compiler, address, then, now, asked="1", **{"reason-h1": "主任补充"})[0] == 302
    assert figures(office)["h1"]["reason"] == "主任补充"


def test_whoever_issues_is_told_what_is_in_question(office: Office, sign_in: SignIn) -> None:
    before = "东河区2月2日：累计发放宣传单 7000 份。"
    Receive(before.encode(), "东河昨.txt", told=DAY - timedelta(days=1), unit="donghe").run(office)
    received(office, "东河区2月3日：今日新增发放宣传单 1200 份，累计发放宣传单 8300 份。")
    sign_in(Role.COMPILER).post(f"{SHEET}begin/")
    asked = [one["state"] for one in figures(office).values()].count("questioned")
    assert asked
    page = re.sub(r"<[^>]+>", "", sign_in(Role.ISSUER).get(f"{SHEET}issue/").content.decode())
    assert f"稿中 {asked} 个数待核，都照样标着发出。" in page


def test_two_people_at_one_paragraph_are_told_and_nothing_is_lost(
    office: Office, compiler: Client, sign_in: SignIn
) -> None:
    other = sign_in(Role.COMPILER, name="chen")
    address, then = form(compiler, "发放宣传资料")
    assert save(other, address, then, then.replace("发放宣传资料", "免费发放宣传资料"))[0] == 302
    mine = then.replace("发放宣传资料", "入户发放宣传资料")
    status, page = save(compiler, address, then, mine)
    assert status == 409
    page = unescape(page)
    assert "chen" in page
    assert "免费发放宣传资料" in page
    assert "入户发放宣传资料" in page
    assert "免费发放宣传资料" in said(compiler)
    assert save(compiler, address, _field(page, "then"), mine)[0] == 302
    assert "入户发放宣传资料" in said(compiler)


def test_two_people_at_two_paragraphs_both_stand(office: Office, compiler: Client, sign_in: SignIn) -> None:
    other = sign_in(Role.COMPILER, name="chen")
    first, one = form(compiler, "发放宣传资料")
    second, two = form(compiler, "应报单位")
    assert save(other, first, one, one.replace("发放宣传资料", "免费发放宣传资料"))[0] == 302
    assert save(compiler, second, two, two.replace("应报单位", "应当报送的单位"))[0] == 302
    assert "免费发放宣传资料" in said(compiler)
    assert "应当报送的单位" in said(compiler)


def test_figures_follow_the_ledger_until_the_draft_is_sent(office: Office, compiler: Client) -> None:
    Receive("北山县2月3日：今日新增发放宣传单 40 份。".encode(), "北山.txt", told=DAY, unit="beishan").run(office)
    page = compiler.get(SHEET).content.decode()
    assert ">1,540</a>" in page
    assert "1,500 →" in said(compiler)
    digest = Draft.objects.get().digest
    assert compiler.post(f"{SHEET}send/", {"digest": digest}).status_code == 302
    sent = Sending.objects.get().draft
    assert sent.digest != digest
    assert "1,500 →" not in said(compiler)


def test_from_draft_to_issue_by_three_people(office: Office, compiler: Client, sign_in: SignIn) -> None:
    def digest() -> dict[str, str]:
        newest = Draft.objects.order_by("id").last()
        assert newest is not None
        return {"digest": newest.digest}

    old = digest()
    assert compiler.post(f"{SHEET}send/", old).status_code == 302
    reviewer, issuer = sign_in(Role.REVIEWER, name="zhou"), sign_in(Role.ISSUER, name="qian")
    assert "待审" in reviewer.get("/briefs/").content.decode()
    assert compiler.post(f"{SHEET}review/", {**old, "passed": "yes"}).status_code == 403
    assert reviewer.post(f"{SHEET}review/", {**old, "passed": "no", "reason": " "}).status_code == 400
    assert reviewer.post(f"{SHEET}review/", {**old, "passed": "no", "reason": "补上时段"}).status_code == 302
    assert "补上时段" in said(compiler)
    address, then = form(compiler, "发放宣传资料")
    assert save(compiler, address, then, then.replace("发放宣传资料", "共发放宣传资料"))[0] == 302
    assert reviewer.post(f"{SHEET}review/", {**old, "passed": "yes"}).status_code == 409, "another draft came after it"
    assert compiler.post(f"{SHEET}send/", digest()).status_code == 302
    assert reviewer.post(f"{SHEET}review/", {**digest(), "passed": "yes"}).status_code == 302
    assert reviewer.get(f"{SHEET}issue/").status_code == 403
    page = issuer.get(f"{SHEET}issue/").content.decode()
    reasons = {name: "样例" for name in ("accept", "despite") if f'name="{name}"' in page}
    if reasons:
        assert issuer.post(f"{SHEET}issue/", digest()).status_code == 409
        assert not Issue.objects.exists()
    answer = issuer.post(f"{SHEET}issue/", {**digest(), **reasons})
    assert answer.status_code == 302
    row = Issue.objects.get()
    assert answer.headers["Location"] == f"/briefs/no/{row.id}/"
    assert (row.author, row.reviewer, row.who) == ("lin", "zhou", "qian")
    assert (audit(), audit_issued(office)) == ([], [])
    assert compiler.post(f"{SHEET}begin/", {"after": digest()["digest"]}).status_code == 400


def test_who_drafted_does_not_review(office: Office, compiler: Client, sign_in: SignIn) -> None:
    from dibao.office.people.models import Membership, User

    Membership.objects.create(user=User.objects.get(username="lin"), role=Role.REVIEWER.value)
    digest = Draft.objects.get().digest
    assert "审核通过" not in compiler.get(SHEET).content.decode()
    assert compiler.post(f"{SHEET}review/", {"digest": digest, "passed": "yes"}).status_code == 400
    assert not Review.objects.exists()


@pytest.mark.parametrize("role", [Role.READER, Role.CLERK])
def test_a_narrow_role_reaches_no_draft(office: Office, compiler: Client, sign_in: SignIn, role: Role) -> None:
    address, then = form(compiler, "发放宣传资料")
    narrow = sign_in(role, "donghe" if role is Role.CLERK else "")
    draft = Draft.objects.get()
    for one in (SHEET, address, f"{SHEET}remarks/", f"{SHEET}issue/", f"{SHEET}draft/{draft.id}.docx"):
        assert narrow.get(one).status_code == 403, one
    for one in ("begin/", "follow/", "send/", "review/", "issue/"):
        assert narrow.post(SHEET + one, {"digest": draft.digest}).status_code == 403, one
    assert save(narrow, address, then, "别的话")[0] == 403
    assert Draft.objects.count() == 1


def test_beginning_anew_keeps_the_drafts_before(office: Office, compiler: Client) -> None:
    address, then = form(compiler, "发放宣传资料")
    save(compiler, address, then, then.replace("发放宣传资料", "免费发放宣传资料"))
    newest = Draft.objects.order_by("id").last()
    assert newest is not None
    assert compiler.post(f"{SHEET}begin/", {"after": "0" * 64}).status_code == 409
    assert compiler.post(f"{SHEET}begin/", {"after": newest.digest}).status_code == 302
    assert "免费发放宣传资料" not in said(compiler)
    assert Draft.objects.count() == 3
    old = compiler.get(f"{SHEET}draft/{newest.id}.docx").content
    assert old == working.read(office, newest)
