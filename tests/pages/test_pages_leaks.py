"""Every address as everybody, with what an address and a form can ask for: nothing is seen and nothing is done that is
not theirs. Every action: test_pages_actions.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dibao.catalogue import Workspace
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.models import Draft, Issue
from dibao.office.ledger.findings import findings
from dibao.office.ledger.models import Entry
from dibao.office.people.desk import actor_of
from dibao.office.people.models import User
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import Report, Return, Upload
from dibao.office.shared.office import Office
from dibao.office.shared.pages import PAGES
from dibao.office.shared.policies import Role, may
from dibao.office.today.actions import KeepReply, TakeInstruction
from dibao.office.today.models import Reply, Task
from pages import policies
from pages.conftest import SignIn
from pages.pages_briefs import issued_brief

OWN, OTHER = "739152", "826431"
TOLD = "64973"
"""What the other unit's report says of the one whose clerk looks."""
PARTS = {
    "unit_code": ("donghe", "xihe"),
    "username": ("compiler", "nobody"),
    "secret": ("none",),
    "chosen": ("en",),
    "name": ("units.csv", "secret.key"),
    "series": ("daily",),
    "kind": ("docx", "html", "json", "csv", "xlsx"),
    "indicator": ("outreach.leaflets",),
}
"""What stands in an address, by the name of the part; numbers and days below. A new part has to be added here."""
LEAKED = (OTHER, f"{int(OTHER):,}", TOLD, f"{int(TOLD):,}", "西河区机密", "请西河核对", "西河区答复", "西河区专办")


@pytest.fixture
def day(office: Office, sign_in: SignIn) -> Office:
    """Two districts have reported, by themselves, each a figure that nobody else has and one about the other; both were
    asked, gave an answer, had a report given back and a task; the brief of the day before is out, today's begun."""
    units = (("donghe", "东河区", OWN, "1"), ("xihe", "西河区", OTHER, TOLD))
    for before in (1, 0):
        told = office.today() - timedelta(days=before)
        for unit, name, value, of_other in units:
            other = "西河区" if unit == "donghe" else "东河区"
            text = (
                f"{name}{told.month}月{told.day}日宣传工作情况\n今日新增发放宣传单{value}份，累计发放宣传单9份。"
                f"{other}今日新增发放宣传单{of_other}份。{name}机密{value}。"
            )
            Receive(text.encode(), f"{name}{value}-{before}.txt", told=told, unit=unit).run(office)
        if before:
            issued_brief(office, told)
    compiler = sign_in(Role.COMPILER, name="drafter")
    for unit, name, value, _ in units:
        sign_in(Role.CLERK, unit).post(f"/reports/of/{unit}/", {"text": f"{name}机密补充：新增张贴海报{value}张。"})
        report = Report.objects.filter(unit_code=unit).latest("id").id
        compiler.post(f"/reports/{report}/return/", {"message": f"请{name[:2]}核对{value}"})
        about = next(one for one in findings(office, office.today()) if one.unit_code == unit)
        KeepReply(about, f"{name}答复{value}").run(office)
        TakeInstruction(office.today(), "市里", f"{name}专办{value}", office.now(), [unit]).run(office)
    compiler.post(f"/briefs/daily/{office.today().isoformat()}/begin/")
    assert Upload.objects.count() == Return.objects.count() == Reply.objects.count() == Task.objects.count() == 2
    assert Draft.objects.exists() and Issue.objects.exists()
    return office


def _patterns(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, before + str(one.pattern))
        elif one.callback in PAGES:
            yield before + str(one.pattern), one


def _numbers() -> dict[str, Sequence[int]]:
    """What a number in an address can be, by the beginning of the address: every record of its kind."""
    reports = [*Report.objects.values_list("id", flat=True)]
    entries = [*Entry.objects.values_list("number", flat=True)]
    return {
        "/reports/uploads/": [*Upload.objects.values_list("id", flat=True)],
        "/reports/": reports,
        "/ledger/": entries,
        "/briefs/telling/": entries,
        "/briefs/no/": [*Issue.objects.values_list("id", flat=True)],
        "/briefs/": [*Draft.objects.values_list("id", flat=True)],
        "/today/reply/": [*Reply.objects.values_list("id", flat=True)],
        "/today/": [*Task.objects.values_list("id", flat=True)],
    }


def _addresses(office: Office) -> list[str]:
    """Every address of the office, each part of it filled with what there is."""
    numbers = _numbers()
    found = []
    for pattern, _ in _patterns():
        parts = re.findall(r"<(\w+):(\w+)>", pattern)
        filled: list[Sequence[Any]] = []
        for kind, name in parts:
            if kind == "int":
                filled.append(next(there for begun, there in numbers.items() if pattern.startswith(begun)))
            else:
                filled.append((office.today().isoformat(),) if kind == "iso" else PARTS[name])
        for values in product(*filled):
            address = pattern
            for (kind, name), value in zip(parts, values, strict=True):
                address = address.replace(f"<{kind}:{name}>", str(value))
            found.append(address)
    return found


def _asking(office: Office) -> str:
    """What an address can ask for besides: another day, another unit, a figure, a page."""
    asked = {"day": office.today() - timedelta(days=1), "unit": "xihe", "group": "xihe", "figure": "f1", "f": 1}
    return urlencode(
        {**asked, "indicator": "outreach.leaflets", "start": 1, "page": 1, "from": asked["day"], "as": "x"}
    )


def _seen(client: Client, address: str, office: Office) -> str:
    """All that the address answers: as it is, asked for more, and as a script asks for a part of it."""
    parts = [client.get(f"{address}?{_asking(office)}", headers={"HX-Request": "true", "HX-Target": target})
             for target in ("inspector", "why", "main")]  # fmt: skip
    answers = [client.get(address, follow=True), client.get(f"{address}?{_asking(office)}", follow=True), *parts]
    return "\n".join(_text(answer) for answer in answers)


def _text(answer: Any) -> str:
    assert answer.status_code < 500
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace"))


def _form(office: Office) -> dict[str, object]:
    """Everything that a form of the office may hold, about the other unit's records."""
    theirs = Report.objects.filter(unit_code="xihe").latest("id")
    entry = Entry.objects.filter(report=theirs).latest("number")
    reply = Reply.objects.get(unit_code="xihe")
    return {
        **{"unit": "xihe", "report": theirs.id, "upload": Upload.objects.latest("id").id, "entry": entry.number},
        **{
            "finding": reply.finding,
            "way": "accept",
            "about": entry.number,
            "answer": f"{reply.finding}/{entry.number}",
        },
        **{"figure": "0", "value": "5", "indicator": "outreach.posters", "basis": "new", "remember": "1"},
        **{"reason": "试试", "message": "试试", "note": "试试", "words": "试试", "sender": "试试", "units": "xihe"},
        **{"digest": Draft.objects.latest("id").digest, "passed": "yes", "accept": "试试", "despite": "试试"},
        **{"do": "stop", "role": "administrator", "username": "x", "password": "x", "before": "x", "now": "x"},
    }


def _records() -> tuple[set[str], set[str]]:
    """The rows that are no unit's or another's, and those of them that are another's."""
    every: set[str] = set()
    others: set[str] = set()
    for model in apps.get_models():
        names = {field.attname for field in model._meta.concrete_fields}
        if not model.__module__.startswith("dibao.") or model is AuditLine:
            continue
        of_units = names & {"unit_code", "reporter"}
        rows = (
            model._default_manager.exclude(**dict.fromkeys(of_units, "donghe")) if of_units else model._default_manager
        )
        told = {f"{model.__name__} {row}" for row in rows.values_list()}
        every |= told
        others |= told if of_units else set()
    return every, others


def test_another_units_clerk_sees_nothing_of_it_anywhere(day: Office, sign_in: SignIn) -> None:
    clerk = sign_in(Role.CLERK, "donghe", "walker")
    seen = {address: _seen(clerk, address, day) for address in _addresses(day)}
    assert any(OWN in text or f"{int(OWN):,}" in text for text in seen.values()), "they see their own"
    for address, text in seen.items():
        for leaked in LEAKED:
            assert leaked not in text.replace(address, ""), (address, leaked)


@pytest.mark.parametrize("role", [Role.READER, Role.COMPILER, Role.ADMINISTRATOR])
def test_who_has_a_role_for_some_units_sees_nothing_of_others(role: Role, day: Office, sign_in: SignIn) -> None:
    one = sign_in(role, "donghe", "walker")
    seen = {address: _seen(one, address, day) for address in _addresses(day)}
    assert any(OWN in text or f"{int(OWN):,}" in text for text in seen.values()), "they see their own"
    for address, text in seen.items():
        for leaked in LEAKED:
            assert leaked not in text.replace(address, ""), (address, leaked)
    assert one.get("/", follow=True).status_code == 200, "and there is somewhere to begin"


def test_a_reader_sees_nothing_that_was_not_issued(day: Office, sign_in: SignIn) -> None:
    reader, today = sign_in(Role.READER), day.today()
    hidden = ("机密补充", "核对", "答复", "专办", f"{today.month}月{today.day}日宣传工作")
    for address in _addresses(day):
        text = _seen(reader, address, day)
        for leaked in hidden:
            assert leaked not in text.replace(address, ""), (address, leaked)


def test_who_is_not_signed_in_sees_and_does_nothing(day: Office) -> None:
    before, form = AuditLine.objects.count(), _form(day)
    for address in _addresses(day):
        text = _seen(Client(), address, day)
        assert not any(one in text for one in (OWN, OTHER, "东河区", *LEAKED)), address
        Client().post(address, form)
    assert AuditLine.objects.count() == before


@pytest.mark.parametrize("full", [False, True], ids=["an-empty-form", "a-form-about-another-unit"])
@pytest.mark.parametrize("role", [Role.CLERK, Role.READER])
def test_a_form_sent_anywhere_writes_nothing_of_others_and_breaks_nothing(
    role: Role, full: bool, day: Office, sign_in: SignIn
) -> None:
    client = sign_in(role, "donghe" if role is Role.CLERK else "", "walker")
    (before, others), lines = _records(), AuditLine.objects.count()
    form = _form(day) if full else {}
    for address in _addresses(day):
        got = client.get(address).status_code
        answer = client.post(address, form)
        assert answer.status_code < 500, address
        assert (got == 403) <= (answer.status_code in (403, 404, 405)), (address, got, answer.status_code)
        told = _text(answer)
        assert role is Role.READER or not any(leaked in told for leaked in LEAKED), address
    assert before <= _records()[0], "nothing is lost or changed"
    assert others == _records()[1], "nothing is added"
    if not full or role is Role.READER:
        assert AuditLine.objects.count() == lines


@pytest.mark.parametrize("role", policies.PEOPLE)
def test_whoever_sends_every_form_does_what_the_role_may_and_no_more(role: Role, day: Office, sign_in: SignIn) -> None:
    client = sign_in(role, "donghe" if role is Role.CLERK else "", "walker")
    newest = AuditLine.objects.latest("id").id
    form = _form(day)
    for address in _addresses(day):
        assert client.post(address, form).status_code < 500, address
    actor = actor_of(User.objects.get(username="walker"), Workspace.open(day.root).units)
    for line in AuditLine.objects.filter(id__gt=newest, who=str(actor)):
        assert may(actor, line.verb, "donghe" if role is Role.CLERK else ""), line.verb


def test_how_much_is_on_record_is_told_to_nobody(day: Office, sign_in: SignIn) -> None:
    clerk = sign_in(Role.CLERK, "donghe", "walker")
    report = Report.objects.filter(unit_code="donghe").latest("id").id
    assert "台账" not in clerk.get(f"/reports/{report}/").content.decode(), "entries are numbered through"
    told = clerk.get("/live/").json()["at"]
    assert str(AuditLine.objects.latest("id").id) not in (told, str(int(told, 16)))
    assert clerk.get("/live/").json()["at"] == told
    Receive("北山县\n发放宣传单3份。".encode(), "b.txt", unit="beishan").run(day)
    assert clerk.get("/live/").json()["at"] != told


def test_who_may_do_what_is_written_down() -> None:
    assert policies.FILE.read_text("utf-8") == policies.table(), "run python tests/pages/policies.py and look at it"
