"""Who is at the desk: a signed-in person as the one who acts, with the units of each role."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from dibao.catalogue import Units
from dibao.office.people.models import User
from dibao.office.shared.policies import Actor, Grant, Role

NOBODY = Actor(Role.PERSON)
"""Who is not signed in. The one thing they may do is accept an invitation."""


def actor_of(user: AbstractBaseUser | AnonymousUser, units: Units) -> Actor:
    """The person as who acts. A role for a unit that is no longer in units.csv holds for nothing."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    grants = tuple(grant(row.role, row.unit_code, units) for row in user.memberships.all())
    return Actor(Role.PERSON, user.username, grants)


def grant(role: str, unit_code: str, units: Units) -> Grant:
    """A role as it is kept, with every unit that it covers."""
    covered = frozenset(unit.code for unit in units.group(unit_code)) if unit_code else None
    return Grant(Role(role), covered if covered is None or unit_code not in units else covered | {unit_code})
