"""Roles given and taken away, and people who leave: nobody is removed, and one administrator always stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from axes.utils import reset
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.people.actions.invite import checked_role
from dibao.office.people.models import Membership, User
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role


def person(username: str) -> User:
    """The person of that name; DibaoError `absent`."""
    found = User.objects.filter(username=username).first()
    if found is None:
        raise DibaoError(say(f"没有 {username} 这个人。", f"There is nobody called {username}."), code="absent")
    return found


@dataclass(frozen=True)
class Grant(Action[User, None]):
    """Give somebody one more role, for a unit and those below it, or ("") for all."""

    verb: ClassVar[str] = "person.grant"
    username: str
    role: Role
    unit_code: str = ""

    def prepare(self, office: Office) -> User:
        checked_role(office, self.role, self.unit_code)
        return person(self.username)

    def write(self, office: Office, prepared: User) -> Done[None]:
        _, new = Membership.objects.get_or_create(user=prepared, role=self.role.value, unit_code=self.unit_code)
        target = f"person:{prepared.pk}" if new else ""
        return Done(None, target, {"role": self.role.value, "unit": self.unit_code})


@dataclass(frozen=True)
class Revoke(Action[User, None]):
    """Take a role away."""

    verb: ClassVar[str] = "person.revoke"
    username: str
    role: Role
    unit_code: str = ""

    def prepare(self, office: Office) -> User:
        return person(self.username)

    def write(self, office: Office, prepared: User) -> Done[None]:
        rows = Membership.objects.filter(user=prepared, role=self.role.value, unit_code=self.unit_code)
        gone, _ = rows.delete()
        _one_administrator_stays()
        target = f"person:{prepared.pk}" if gone else ""
        return Done(None, target, {"role": self.role.value, "unit": self.unit_code})


@dataclass(frozen=True)
class Stop(Action[User, None]):
    """Let somebody who left sign in no more, and end where they are signed in; or (`again`) let them in again."""

    verb: ClassVar[str] = "person.stop"
    username: str
    again: bool = False

    def prepare(self, office: Office) -> User:
        return person(self.username)

    def write(self, office: Office, prepared: User) -> Done[None]:
        prepared.is_active = self.again
        prepared.save(update_fields=["is_active"])
        _one_administrator_stays()
        if not self.again:
            end_sessions(prepared)
        return Done(None, f"person:{prepared.pk}", {"active": self.again})


@dataclass(frozen=True)
class Unlock(Action[User, None]):
    """Open a name that too many wrong passwords have locked."""

    verb: ClassVar[str] = "person.unlock"
    username: str

    def prepare(self, office: Office) -> User:
        return person(self.username)

    def write(self, office: Office, prepared: User) -> Done[None]:
        gone = reset(username=prepared.username.lower())
        return Done(None, f"person:{prepared.pk}" if gone else "", {"attempts": gone})


def end_sessions(user: User) -> None:
    """Sign somebody out everywhere."""
    for session in Session.objects.all().iterator():
        if str(SessionStore().decode(session.session_data).get("_auth_user_id")) == str(user.pk):
            session.delete()


def _one_administrator_stays() -> None:
    if not Membership.objects.filter(role=Role.ADMINISTRATOR.value, user__is_active=True).exists():
        raise DibaoError(
            say(
                "至少要留一位管理员：先请另一位当管理员，再改这一位。",
                "One administrator must stay: make somebody else one first.",
            ),
            code="last_administrator",
        )
