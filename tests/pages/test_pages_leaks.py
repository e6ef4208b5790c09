"""Every address and every action as every role and as another unit's clerk: nothing is done and nothing is seen that
is not theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dibao.office.audit.models import AuditLine
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import Report
from dibao.office.shared.actions import Action
from dibao.office.shared.office import Office
from dibao.office.shared.pages import PAGES
from dibao.office.shared.policies import Role, known
from pages import policies
from pages.conftest import SignIn

OWN, OTHER = "7391", "8264"
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


@pytest.fixture
def day(office: Office) -> Office:
    """Two districts have reported today, each a figure that nobody else has."""
    for unit, name, told in (("donghe", "东河区", OWN), ("xihe", "西河区", OTHER)):
        text = f"{name}宣传工作情况\n今日新增发放宣传单{told}份。{name}机密{told}。"
        Receive(text.encode(), f"{name}{told}.txt", told=office.today(), unit=unit, arrived=office.now()).run(office)
    return office


def _patterns(resolver: URLResolver | None = None, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, before + str(one.pattern))
        elif one.callback in PAGES:
            yield before + str(one.pattern), one


def _addresses(office: Office) -> list[str]:
    """Every address of the office, each part of it filled with what there is."""
    numbers = tuple(str(number) for number in Report.objects.values_list("id", flat=True))
    found = []
    for pattern, _ in _patterns():
        parts = re.findall(r"<(\w+):(\w+)>", pattern)
        filled = [
            numbers if kind == "int" else (office.today().isoformat(),) if kind == "iso" else PARTS[name]
            for kind, name in parts
        ]
        for values in product(*filled):
            address = pattern
            for (kind, name), value in zip(parts, values, strict=True):
                address = address.replace(f"<{kind}:{name}>", value)
            found.append(address)
    return found


def _text(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return body.decode("utf-8", "replace")


def test_another_units_clerk_sees_nothing_of_it_anywhere(day: Office, sign_in: SignIn) -> None:
    clerk = sign_in(Role.CLERK, "donghe")
    seen = {address: _text(clerk, address) for address in _addresses(day)}
    assert any(OWN in text or f"{int(OWN):,}" in text for text in seen.values()), "they see their own"
    for address, text in seen.items():
        for leaked in (OTHER, f"{int(OTHER):,}", "西河区", "西河区机密"):
            assert leaked not in text.replace(address, ""), (address, leaked)


@pytest.mark.parametrize("role", [Role.READER])
def test_a_reader_sees_nothing_that_was_not_issued(role: Role, day: Office, sign_in: SignIn) -> None:
    reader = sign_in(role)
    for address in _addresses(day):
        text = _text(reader, address)
        for leaked in (OWN, OTHER, f"{int(OWN):,}", f"{int(OTHER):,}", "机密"):
            assert leaked not in text.replace(address, ""), (address, leaked)


def test_who_is_not_signed_in_sees_and_does_nothing(day: Office) -> None:
    before = AuditLine.objects.count()
    for address in _addresses(day):
        text = _text(Client(), address)
        assert OWN not in text and OTHER not in text and "东河区" not in text, address
        Client().post(address)
    assert AuditLine.objects.count() == before


@pytest.mark.parametrize("role", [Role.CLERK, Role.READER])
def test_an_empty_form_sent_anywhere_writes_nothing_and_breaks_nothing(
    role: Role, day: Office, sign_in: SignIn
) -> None:
    client = sign_in(role, "donghe" if role is Role.CLERK else "")
    before = AuditLine.objects.count()
    for address in _addresses(day):
        got, posted = client.get(address).status_code, client.post(address).status_code
        assert posted < 500, address
        assert (got == 403) <= (posted in (403, 404, 405)), (address, got, posted)
    assert AuditLine.objects.count() == before


def test_every_action_has_a_policy() -> None:
    def below(kind: type[Action]) -> Iterator[type[Action]]:  # type: ignore[type-arg]
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    own = [one for one in below(Action) if one.__module__.startswith("dibao.")]
    assert len(own) > 15
    assert [one.__name__ for one in own if not known(one.verb)] == []


def test_who_may_do_what_is_written_down() -> None:
    assert policies.FILE.read_text("utf-8") == policies.table(), "run python tests/pages/policies.py and look at it"
