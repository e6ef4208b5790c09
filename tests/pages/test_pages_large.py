"""An office with hundreds of units: nobody's browser waits for its findings, and no page asks more for more units."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dibao.catalogue import Workspace
from dibao.entries import Arrival
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.sheets import made_apart
from dibao.office.ledger.findings import found_open
from dibao.office.ledger.record import Batch, record_all
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import Report
from dibao.office.shared import later
from dibao.office.shared.locks import writing
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from dibao.office.today.day import made
from pages.conftest import SignIn
from support.drafts import draft
from support.offices import OPERATOR

PAGES = ("/today/", "/reports/", "/briefs/", "/briefs/daily/{day}/", "/ledger/", "/ledger/of/outreach.leaflets/")
MAKING = 'class="note making"'
QUERIES = 12


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Queue[Any]:
    """Every office is large, and its answers are made when the test puts them here."""
    ready: Queue[Any] = Queue()
    monkeypatch.setattr(later, "LARGE", 1)
    monkeypatch.setattr(later, "apart", lambda *_: ready.get(timeout=20))
    return ready


def _until(client: Client, address: str, there: Callable[[str], bool]) -> str:
    """The page, as soon as it is as it should be."""
    for _ in range(200):
        text = client.get(address).content.decode()
        if there(text):
            return text
        later.threading.Event().wait(0.02)
    raise AssertionError(text)


def _written() -> None:
    AuditLine.objects.create(at="2026-02-04T03:00Z", who="cli", verb="report.receive", target="report:1", detail={})


def _report(office: Office, words: str) -> None:
    text = f"东河区宣传工作情况\n{words}"
    Receive(text.encode(), "今日.txt", told=office.today(), unit="donghe", arrived=office.now()).run(office)


@pytest.mark.parametrize(
    ("address", "make", "about", "known"),
    [
        ("/today/", made, (), "生成今日简报"),
        ("/reports/", found_open, (), "一致"),
        ("/briefs/daily/{day}/", made_apart, ("", 0), "发放"),
    ],
)
def test_a_page_says_what_is_being_made_and_shows_what_is_known(
    office: Office,
    sign_in: SignIn,
    answers: Queue[Any],
    address: str,
    make: Callable[..., Any],
    about: tuple[Any, ...],
    known: str,
) -> None:
    _report(office, "今日新增发放宣传单5份。")
    client, day = sign_in(Role.COMPILER), office.today()
    address = address.format(day=day)
    of = ("daily", day, *about) if make is made_apart else (day,)
    with CaptureQueriesContext(connection) as asked:
        first = client.get(address)
    text = first.content.decode()
    assert first.status_code == 200 and MAKING in text and "刷新" in text and known not in text
    assert len(asked) <= QUERIES
    answers.put(pickle.loads(pickle.dumps(make(office, *of))))
    ready = _until(client, address, lambda text: MAKING not in text)
    assert known in ready
    _written()
    stale = client.get(address).content.decode()
    assert MAKING in stale and known in stale, "how things stood stays on the page"
    answers.put(make(office, *of))
    assert known in _until(client, address, lambda text: MAKING not in text)


def test_a_page_that_waits_is_sent_again_only_when_there_is_a_newer_one(
    office: Office, sign_in: SignIn, answers: Queue[Any]
) -> None:
    client = sign_in(Role.COMPILER)
    client.get("/today/")
    asks = {"headers": {"HX-Request": "true"}}
    assert client.get("/today/?made=none", **asks).status_code == 204
    answers.put(made(office, office.today()))
    _until(client, "/today/", lambda text: MAKING not in text)
    assert client.get("/today/?made=none", **asks).status_code == 200


def test_what_cannot_be_made_is_said_and_not_begun_again_at_once(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def broken(*_: Any) -> None:
        begun.append(1)
        raise OSError("no memory")

    monkeypatch.setattr(later, "LARGE", 1)
    monkeypatch.setattr(later, "apart", broken)
    client = sign_in(Role.COMPILER)
    _until(client, "/today/", lambda text: "马上重新核对" in text)
    assert client.get("/today/").status_code == 200 and len(begun) == 1
    settled = client.post(f"/today/{office.today()}/settle/", {"finding": "x", "way": "0"})
    assert "还在核对" in settled.content.decode()


def test_a_unit_sees_its_own_findings_at_once(office: Office, sign_in: SignIn, answers: Queue[Any]) -> None:
    """Its page waits for nobody's figures."""
    text = "东河区宣传工作情况\n截至今日，累计发放宣传单100份。"
    before = office.today() - timedelta(days=1)
    Receive(text.encode(), "昨日.txt", told=before, unit="donghe", arrived=office.now()).run(office)
    _report(office, "今日新增发放宣传单5份，累计发放宣传单110份。")
    page = sign_in(Role.CLERK, "donghe").get("/reports/of/donghe/").content.decode()
    assert "110" in page and "105" in page and MAKING not in page


def _fill(root: Path, units: int) -> Office:
    """An office of so many units, each with a report of today and of yesterday."""
    lines = ["code,name,kind,parent,aliases", "hq,安澜市宣传组,office,,"]
    lines += [f"u{units}x{number},第{number}镇,other,," for number in range(units)]
    (root / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    office = Office(Workspace.open(root), OPERATOR)
    for on in (office.today() - timedelta(days=1), office.today()):
        rows = Report.objects.bulk_create(
            Report(digest=f"{on}{code}", unit_code=code, day=on, received=office.clock(), state=Arrival.COUNTED.value)
            for code in (line.partition(",")[0] for line in lines[2:])
        )
        batches = [Batch([draft(100 + place, on=on, unit=row.unit_code)], row) for place, row in enumerate(rows)]
        with writing():
            record_all(batches, at=office.clock())
    return office


@pytest.mark.parametrize("address", PAGES)
def test_hundreds_of_units_ask_no_more_than_a_few(
    office: Office, root: Path, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    """The first look after a write too, as an office asks that makes everything at once."""
    monkeypatch.setattr(later, "LARGE", 1_000)
    client, counts = sign_in(Role.COMPILER), []
    client.get("/briefs/")  # what a session asks once
    for units in (3, 300):
        day = _fill(root, units).today()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address.format(day=day)).status_code == 200
        counts.append(len(asked))
    assert counts[0] <= QUERIES and counts[1] <= QUERIES, counts
