"""The list of pages that are looked at in a browser (tests/browser) leaves none out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from browser.office_pages import NO_PAGE, PAGES
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import SignIn

_PART = re.compile(r"\{\w+\}")


def _names(resolver: URLResolver | None = None) -> Iterator[str]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from _names(one)
        else:
            yield one.name or str(one.pattern)


def _looked_at() -> set[str]:
    """The names of the addresses that the list's pages have."""
    found = {"mfa_authenticate"}  # reached by signing in
    for seen in PAGES.values():
        if seen.status in (200, 401):
            address = "/join/none/" if seen.address in ("{join}", "{again}") else _PART.sub("1", seen.address)
            found.add(resolve(address.partition("?")[0]).url_name or "")
    return found


def test_every_address_is_looked_at_or_has_a_reason_not_to_be() -> None:
    there, looked_at, left_out = set(_names()), _looked_at(), set(NO_PAGE)
    assert there - looked_at - left_out == set(), "put it into tests/browser/office_pages.py"
    assert left_out - there == set()
    assert left_out & looked_at == set()


@pytest.mark.parametrize("role", [Role.COMPILER, Role.ADMINISTRATOR])
def test_what_is_no_page_answers_with_none(role: Role, office: Office, sign_in: SignIn) -> None:
    client: Client = sign_in(role)
    filled = {"iso:day": office.today().isoformat(), "str:unit_code": "donghe", "str:series": "daily"}
    filled |= {"str:username": "compiler", "str:chosen": "zh", "str:kind": "docx"}
    asked = 0
    for route in _routes():
        address = re.sub(r"<([\w:]+)>", lambda part: filled.get(part[1], "1"), route)
        answer = client.get(address)
        page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
        assert not page, address
        asked += 1
    assert asked > 20


def _routes(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """The addresses of what is no page."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from _routes(one, before + str(one.pattern))
        elif isinstance(one, URLPattern) and one.name in NO_PAGE and "(?P" not in before + str(one.pattern):
            yield before + str(one.pattern)
