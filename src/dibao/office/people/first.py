"""The first person of an office."""

from __future__ import annotations

from dibao.office.people.actions.invite import Invite
from dibao.office.people.models import Membership
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role


def first_invitation(office: Office) -> str | None:
    """The secret of an administrator's invitation, where no administrator can sign in yet; else None."""
    if Membership.objects.filter(role=Role.ADMINISTRATOR.value, user__is_active=True).exists():
        return None
    return Invite(Role.ADMINISTRATOR).run(office)
