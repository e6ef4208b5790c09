"""Joining by invitation, and signing in."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client

from dibao.office.people.actions.invite import DAYS, Invite
from dibao.office.people.models import Invitation, User
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from pages.conftest import PASSWORD


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
