"""Joining by invitation, and signing in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dibao.office.people.actions.invite import DAYS, Invite
from dibao.office.people.models import Invitation, User
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import PASSWORD, SignIn

ACCOUNT = (
    *("/account/", "/account/password/change/", "/account/2fa/", "/account/2fa/totp/activate/", "/account/sessions/"),
    *("/account/2fa/webauthn/add/", "/account/2fa/recovery-codes/generate/", "/account/reauthenticate/"),
)


def _join(secret: str, **given: str) -> int:
    return Client().post(f"/join/{secret}/", {"username": "chen", "password": PASSWORD, **given}).status_code


def test_an_invitation_lets_one_person_in_with_its_role(office: Office) -> None:
    secret = Invite(Role.CLERK, "donghe", "东河区报送员").run(office)
    client = Client()
    answer = client.post(f"/join/{secret}/", {"username": "chen", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == "/reports/of/donghe/"
    assert User.objects.get().name == "东河区报送员"
    assert _join(secret, username="li") == 404, "the link works once"


def test_a_weak_password_or_a_taken_name_is_told_in_a_sentence(office: Office) -> None:
    secret = Invite(Role.COMPILER).run(office)
    assert _join(secret, password="1234567890") == 400
    assert _join(secret) == 302
    again = Invite(Role.COMPILER).run(office)
    assert _join(again, username="CHEN") == 400
    assert User.objects.count() == 1


def test_an_old_invitation_lets_nobody_in(office: Office) -> None:
    secret = Invite(Role.COMPILER).run(office)
    Invitation.objects.update(expires=office.clock() - timedelta(days=DAYS))
    assert _join(secret) == 404
    assert not User.objects.exists()


def test_five_wrong_passwords_lock_the_name(office: Office) -> None:
    assert _join(Invite(Role.COMPILER).run(office)) == 302
    client = Client()
    statuses = [
        client.post("/account/login/", {"login": "chen", "password": f"wrong-{number}"}).status_code
        for number in range(6)
    ]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert client.post("/account/login/", {"login": "chen", "password": PASSWORD}).status_code == 429


def test_the_secret_of_an_invitation_is_kept_nowhere(office: Office) -> None:
    secret = Invite(Role.COMPILER).run(office)
    assert not Invitation.objects.filter(digest__contains=secret).exists()


def test_roles_are_given_and_taken_and_one_administrator_stays(sign_in: SignIn, office: Office) -> None:
    boss = sign_in(Role.ADMINISTRATOR, name="boss")
    clerk = sign_in(Role.CLERK, "donghe", name="chen")
    assert clerk.get("/briefs/").status_code == 403
    boss.post("/people/chen/", {"do": "grant", "role": "reader", "unit": ""})
    assert clerk.get("/briefs/").status_code == 200
    boss.post("/people/chen/", {"do": "revoke", "role": "reader", "unit": ""})
    assert clerk.get("/briefs/").status_code == 403
    assert boss.post("/people/boss/", {"do": "revoke", "role": "administrator", "unit": ""}).status_code == 400
    assert boss.post("/people/boss/", {"do": "stop"}).status_code == 400
    assert boss.get("/people/").status_code == 200


def test_who_is_stopped_is_signed_out_at_once(sign_in: SignIn) -> None:
    boss, clerk = sign_in(Role.ADMINISTRATOR, name="boss"), sign_in(Role.CLERK, "donghe", name="chen")
    assert clerk.get("/reports/of/donghe/").status_code == 200
    boss.post("/people/chen/", {"do": "stop"})
    assert clerk.get("/reports/of/donghe/").status_code == 302
    assert clerk.post("/account/login/", {"login": "chen", "password": PASSWORD}).status_code in (200, 302)
    assert clerk.get("/reports/of/donghe/").status_code == 302
    boss.post("/people/chen/", {"do": "resume"})
    clerk.post("/account/login/", {"login": "chen", "password": PASSWORD})
    assert clerk.get("/reports/of/donghe/").status_code == 200


def test_an_administrator_opens_a_locked_name(sign_in: SignIn) -> None:
    boss = sign_in(Role.ADMINISTRATOR, name="boss")
    sign_in(Role.COMPILER, name="chen")
    client = Client()
    for number in range(5):
        client.post("/account/login/", {"login": "chen", "password": f"wrong-{number}"})
    assert client.post("/account/login/", {"login": "chen", "password": PASSWORD}).status_code == 429
    boss.post("/people/chen/", {"do": "unlock"})
    assert client.post("/account/login/", {"login": "chen", "password": PASSWORD}).status_code == 302


def test_who_forgot_the_password_gets_a_link_from_an_administrator(sign_in: SignIn, office: Office) -> None:
    theirs, administrator = sign_in(Role.CLERK, "donghe", "wang"), sign_in(Role.ADMINISTRATOR)
    for _ in range(6):
        Client().post("/account/login/", {"login": "wang", "password": "wrong-password"})
    page = administrator.post("/people/wang/", {"do": "readmit"}).content.decode()
    found = re.search(r"/join/[\w-]+/", page)
    assert found, page
    nobody = Client()
    shown = nobody.get(found[0]).content.decode()
    assert "wang" in shown and 'name="username"' not in shown
    assert nobody.post(found[0], {"password": "short"}).status_code == 400
    assert nobody.post(found[0], {"password": "another-0203-brief"}).status_code == 302
    assert nobody.get("/", follow=True).request["PATH_INFO"] == "/account/login/", "the password is theirs to use"
    assert theirs.get("/").status_code == 302 and "login" in theirs.get("/").headers["Location"], (
        "signed out everywhere"
    )
    assert nobody.post(found[0], {"password": "yet-another-brief"}).status_code == 404, "it works once"
    nobody.post("/account/login/", {"login": "wang", "password": "another-0203-brief"})
    assert nobody.get("/reports/of/donghe/").status_code == 200
    assert administrator.post("/people/nobody/", {"do": "readmit"}).status_code == 404
    assert sign_in(Role.COMPILER).post("/people/wang/", {"do": "readmit"}).status_code == 403


def test_a_role_for_a_unit_that_is_gone_holds_for_nothing(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(Role.CLERK, "xihe")
    kept = [line for line in (office.root / "units.csv").read_text("utf-8").splitlines() if "xihe" not in line]
    (office.root / "units.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert clerk.get("/reports/of/xihe/").status_code == 403


@pytest.mark.parametrize("address", ACCOUNT)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_of_ones_own_account_are_ours_and_in_the_readers_language(
    sign_in: SignIn, address: str, language: str
) -> None:
    sign_in(Role.COMPILER, name="chen")
    client = Client()
    client.cookies["dibao_language"] = language
    client.post("/account/login/", {"login": "chen", "password": PASSWORD})
    page = client.get(address, follow=True).content.decode()
    assert 'class="seal"' in page
    words = re.sub(
        r"<(script|style)[^>]*>.*?</\1>|<[^>]+>|chen|English|otpauth\S+|[A-Z0-9]{16,}", " ", page, flags=re.S
    )
    if language == "zh":
        found = set(re.findall(r"[A-Za-z]{3,}", words)) - {"JavaScript"}
    else:
        found = set(re.findall(r"[\u4e00-\u9fff]+", words)) - {"中文", "安澜市宣传舆论组"}
    assert found == set()


def test_whoever_has_the_machine_next_finds_nothing(sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    page = client.get("/today/")
    assert page.headers["Cache-Control"] == "private, no-cache"
    assert {one.strip() for one in page.headers["Vary"].split(",")} == {"Accept-Language", "Cookie"}
    assert client.post("/account/logout/").headers["Clear-Site-Data"] == '"cache"'
    assert client.get("/today/").status_code == 302


def test_looking_at_pages_writes_nothing(sign_in: SignIn) -> None:
    client = sign_in(Role.COMPILER)
    client.get("/today/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/today/")
        client.get("/live/")
    assert [one["sql"] for one in asked if not one["sql"].startswith("SELECT")] == []
    assert UserSession.objects.count() == 1
