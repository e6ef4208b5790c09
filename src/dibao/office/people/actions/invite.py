"""Inviting: a link by which one person joins in a role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import ClassVar

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.people.models import Invitation, User
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role

GRANTED = (Role.CLERK, Role.COMPILER, Role.REVIEWER, Role.ISSUER, Role.ADMINISTRATOR, Role.READER)
"""The roles that a person can have, in the order in which pages offer them."""
DAYS = 7


def digest_of_secret(secret: str) -> str:
    """What is kept of a link's secret."""
    return sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class Invite(Action[None, str]):
    """Make a link for one person; the result is its secret, which is kept nowhere. It holds for `DAYS` days.

    `unit_code` "": for all units; a clerk has always one. `name`: how the office knows the person.
    """

    verb: ClassVar[str] = "person.invite"
    role: Role
    unit_code: str = ""
    name: str = ""

    def prepare(self, office: Office) -> None:
        checked_role(office, self.role, self.unit_code)

    def write(self, office: Office, prepared: None) -> Done[str]:
        secret = secrets.token_urlsafe(24)
        now = office.clock()
        row = Invitation.objects.create(
            digest=digest_of_secret(secret),
            role=self.role.value,
            unit_code=self.unit_code,
            name=storable(self.name.strip())[:64],
            made=now,
            expires=now + timedelta(days=DAYS),
            by=str(office.actor),
        )
        return Done(secret, f"invitation:{row.id}", {"role": self.role.value, "unit": self.unit_code})


@dataclass(frozen=True)
class Readmit(Action[User, str]):
    """Make a link by which somebody who has forgotten their password chooses another; the result is its secret."""

    verb: ClassVar[str] = "person.readmit"
    username: str

    def prepare(self, office: Office) -> User:
        found = User.objects.filter(username=self.username, is_active=True).first()
        if found is None:
            raise DibaoError(
                say(
                    f"没有 {self.username} 这个人，或已停用。",
                    f"There is nobody called {self.username} who may sign in.",
                ),
                code="absent",
            )
        return found

    def write(self, office: Office, prepared: User) -> Done[str]:
        secret = secrets.token_urlsafe(24)
        now = office.clock()
        row = Invitation.objects.create(
            digest=digest_of_secret(secret),
            name=prepared.name,
            made=now,
            expires=now + timedelta(days=1),
            by=str(office.actor),
            user=prepared,
        )
        return Done(secret, f"person:{prepared.pk}", {"invitation": row.id})


def checked_role(office: Office, role: Role, unit_code: str) -> None:
    """DibaoError where nobody can have this role for this unit."""
    if role not in GRANTED:
        raise DibaoError(say(f"没有 {role} 这个角色。", f"There is no role {role}."), code="no_role")
    if unit_code and unit_code not in office.workspace.units:
        raise DibaoError(
            say(f"units.csv 里没有单位 {unit_code}。", f"units.csv has no unit {unit_code}."), code="no_unit"
        )
    if role is Role.CLERK and not unit_code:
        raise DibaoError(say("报送员要指明是哪个单位的。", "Say which unit the clerk belongs to."), code="no_unit")
