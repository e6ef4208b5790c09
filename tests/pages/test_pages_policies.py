"""Every address has a policy, and nobody gets past it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dibao.office.shared.office import Office
from dibao.office.shared.pages import PAGES
from dibao.office.shared.policies import Role, known
from pages.conftest import SignIn

OWN = {
    Role.CLERK: {"/", "/reports/", "/reports/of/donghe/", "/live/"},
    Role.READER: {"/", "/briefs/", "/live/"},
}


def _views(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """The office's own; allauth guards its pages for passwords and second factors itself."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from _views(one)
        elif not getattr(one.callback, "view_class", one.callback).__module__.startswith("allauth."):
            yield one


def test_every_address_names_a_policy_that_is_there() -> None:
    own = list(_views())
    assert len(own) > 8
    without = [str(one.pattern) for one in own if one.callback not in PAGES]
    assert without == []
    verbs = {policy.verb for policy in PAGES.values() if policy.verb}
    assert [verb for verb in verbs if not known(verb)] == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.READER])
def test_a_narrow_role_reaches_its_own_pages_and_no_other(role: Role, sign_in: SignIn) -> None:
    client = sign_in(role, "donghe" if role is Role.CLERK else "")
    addresses = ["/", "/today/", "/reports/", "/reports/of/donghe/", "/reports/of/xihe/", "/briefs/", "/ledger/"]
    for address in [*addresses, "/people/", "/live/"]:
        status = client.get(address, follow=True).status_code
        assert status == (200 if address in OWN[role] else 403), address


def test_who_is_not_signed_in_is_asked_to(office: Office) -> None:
    for address in ("/", "/today/", "/reports/", "/briefs/", "/ledger/", "/people/", "/live/", "/reports/of/donghe/"):
        answer = Client().get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/account/login/")
