"""Briefs in the browser: the sheet with its live figures, where a figure comes from, what was issued."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dibao.composing import trace
from dibao.office.audit.models import AuditLine
from dibao.office.briefs import register
from dibao.office.ledger.models import Seal
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn
from pages.pages_briefs import DAY, SHEET, issued_brief, received

INLINE = re.compile(rb"<[^>]*\s(?:style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)")


def test_the_sheet_shows_the_figures_of_now_and_writes_nothing(office: Office, sign_in: SignIn) -> None:
    received(office)
    client = sign_in(Role.COMPILER)
    lines, seals = AuditLine.objects.count(), Seal.objects.count()
    page = client.get(SHEET).content.decode()
    assert ">1,200</a>" in page
    assert (AuditLine.objects.count(), Seal.objects.count()) == (lines, seals)
    Receive("西河区2月3日：发放宣传单 300 份。".encode(), "西河.txt", told=DAY, unit="xihe").run(office)
    assert ">1,500</a>" in client.get(SHEET).content.decode()


def test_a_figure_is_traced_without_a_script_and_with_one(office: Office, sign_in: SignIn) -> None:
    received(office)
    client = sign_in(Role.COMPILER)
    identity = _identity(client.get(SHEET).content.decode(), "1,200")
    whole = client.get(f"{SHEET}?figure={identity}").content.decode()
    part = client.get(f"{SHEET}?figure={identity}", headers={"HX-Request": "true", "HX-Target": "why"}).content.decode()
    for text in (whole, part):
        assert "东河区" in text
        assert "<mark>1200份</mark>" in text or "<mark>1,200份</mark>" in text or "<mark>1200" in text
    assert "<html" in whole
    assert "<html" not in part
    assert client.get(f"{SHEET}?figure=f999").status_code == 404


def test_a_reader_sees_what_was_issued_and_no_draft(office: Office, sign_in: SignIn) -> None:
    received(office)
    row = issued_brief(office)
    reader = sign_in(Role.READER)
    assert reader.get(SHEET).status_code == 403
    address = f"/briefs/no/{row.id}/"
    assert address in reader.get("/briefs/").content.decode()
    page = reader.get(address).content.decode()
    identity = _identity(page, "1,200")
    traced = reader.get(f"{address}?figure={identity}").content.decode()
    assert "东河区" in traced
    assert "/ledger/" not in traced
    assert SHEET not in reader.get("/briefs/").content.decode()


def test_an_issued_brief_is_downloaded_byte_by_byte(office: Office, sign_in: SignIn, tmp_path: object) -> None:
    received(office)
    row = issued_brief(office)
    answer = sign_in(Role.READER).get(f"/briefs/no/{row.id}/file.docx")
    assert answer.content == register.read_kept(office.root, row.digest)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sign_in(Role.READER, name="two").get(f"/briefs/no/{row.id}/file.exe").status_code == 404


def test_a_page_made_of_an_issued_brief_traces_as_the_file_does(office: Office, sign_in: SignIn) -> None:
    received(office)
    row = issued_brief(office)
    page = office.root / "issued.html"
    page.write_bytes(sign_in(Role.READER).get(f"/briefs/no/{row.id}/file.html").content)
    word = register.kept(office.root, row.digest)
    assert [one["text"] for one in trace(page)] == [one["text"] for one in trace(word)]


@pytest.mark.parametrize("address", ["/briefs/", SHEET, SHEET + "?figure=", "/briefs/no/1/"])
def test_a_page_asks_little_and_holds_nothing_inline(office: Office, sign_in: SignIn, address: str) -> None:
    received(office)
    issued_brief(office)
    client = sign_in(Role.COMPILER)
    if address.endswith("="):
        address += _identity(client.get(SHEET).content.decode(), "1,200")
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(asked) <= 12, "\n".join(one["sql"][:150] for one in asked)
    assert not INLINE.search(answer.content)
    assert len(answer.content) < 150_000


def test_another_series_or_day_is_no_error(office: Office, sign_in: SignIn) -> None:
    received(office)
    client = sign_in(Role.COMPILER)
    assert client.get("/briefs/weekly/2026-02-03/").status_code == 200
    assert client.get("/briefs/nonsense/2026-02-03/").status_code == 404
    assert client.get("/briefs/daily/2026-02-30/").status_code == 404
    assert client.get("/briefs/daily/2026-01-01/").status_code == 200


def _identity(page: str, text: str) -> str:
    found = re.search(rf'id="(f\d+)"[^>]*>{re.escape(text)}</a>', page)
    assert found, text
    return found[1]


def test_the_brief_is_in_its_own_language_whoever_looks_first(office: Office, sign_in: SignIn) -> None:
    before = DAY - timedelta(days=1)
    Receive("东河区2月2日：累计发放宣传单 7500 份。".encode(), "昨.txt", told=before, unit="donghe").run(office)
    received(office)
    client = sign_in(Role.COMPILER)
    english = client.get(SHEET, headers={"Accept-Language": "en"}).content.decode()
    chinese = client.get(SHEET, headers={"Accept-Language": "zh"}).content.decode()
    texts = []
    for whole in (english, chinese):
        page = whole.partition('<article class="sheet')[2].partition("</article>")[0]
        blocks = re.findall(r'<(?:p|h2|h3|h4|div) class="[a-z]+"[^>]*>(.*)</(?:p|h2|h3|h4|div)>', page)
        texts.append(" ".join(re.sub(r"<small.*?</small>|<[^>]+>", "", block) for block in blocks))
    assert "Contents" in english
    assert "目录" in chinese
    assert "昨日累计 7,500" in texts[0], "the finding stands in the brief"
    assert texts[0] == texts[1]
