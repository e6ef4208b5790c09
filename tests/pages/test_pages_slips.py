"""A correction that touches an issued brief: Today offers the slip until it is out."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from dibao.office.briefs.actions import CorrectBrief
from dibao.office.ledger.actions import Correct
from dibao.office.ledger.models import Entry
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn
from pages.pages_briefs import DAY, SHEET, issued_brief, received

TODAY = f"/today/{DAY.isoformat()}/"


def test_today_offers_a_slip_until_it_is_out(office: Office, sign_in: SignIn) -> None:
    received(office)
    row = issued_brief(office)
    compiler, reviewer = sign_in(Role.COMPILER), sign_in(Role.REVIEWER)
    address = f"/briefs/no/{row.id}/slip/"
    assert address not in compiler.get(TODAY).content.decode()
    told = Entry.objects.get(value="1200", superseded_by=None)
    Correct(told.number, Decimal(1300), "单位来电更正").run(office)
    offered = compiler.get(TODAY).content.decode()
    assert f'href="{address}"' in offered and "出更正" in offered
    looked = reviewer.get(TODAY).content.decode()
    assert address not in looked and f"/briefs/no/{row.id}/" in looked
    figures = frozenset(re.findall(r'name="figure" value="(\w+)"', compiler.get(address).content.decode()))
    assert figures
    CorrectBrief(row.id, "", figures).run(office)
    assert address not in compiler.get(TODAY).content.decode()


def test_a_save_and_the_page_after_it_ask_the_checks_once(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dibao import checks

    received(office)
    client = sign_in(Role.COMPILER)
    client.post(f"{SHEET}begin/")
    runs, run = [], checks.run
    monkeypatch.setattr(checks, "run", lambda *given, **more: runs.append(1) or run(*given, **more))
    page = client.get(SHEET).content.decode()
    address = re.findall(r'data-edit="([^"]+)"', page)[0]
    then = re.search(r'name="then" value="([^"]*)"', client.get(address).content.decode())
    assert then
    assert client.post(address, {"then": then[1], "now": f"{then[1]}一"}).status_code == 302
    client.get(SHEET)
    assert len(runs) <= 1
