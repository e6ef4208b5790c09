"""People (人员): who works here, in what roles, and who was invited."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dibao.language import say
from dibao.office.people.actions.invite import GRANTED, Invite
from dibao.office.people.models import Invitation, User
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import Role


def role_name(role: str) -> str:
    """A role as people call it."""
    return {
        Role.CLERK: say("报送员", "clerk of a unit"),
        Role.COMPILER: say("编报员", "compiler"),
        Role.REVIEWER: say("审核人", "reviewer"),
        Role.ISSUER: say("签发人", "issuer"),
        Role.ADMINISTRATOR: say("管理员", "administrator"),
        Role.READER: say("读者", "reader"),
    }.get(Role(role), role)


@page("person.list")
def people(request: Request) -> HttpResponse:
    """Everybody, and the form that invites one more; the link is shown once."""
    office, link = request.office, ""
    if request.method == "POST":
        role = Role(request.POST.get("role", ""))
        secret = Invite(role, request.POST.get("unit", ""), request.POST.get("name", "")).run(office)
        link = request.build_absolute_uri(reverse("join", args=[secret]))
    units = office.workspace.units
    rows = [
        (user, [(role_name(row.role), units.get(row.unit_code)) for row in user.memberships.all()])
        for user in User.objects.prefetch_related("memberships")
    ]
    context = {
        "desk": "people",
        "rows": rows,
        "link": link,
        "roles": [(role.value, role_name(role)) for role in GRANTED],
        "units": list(units.values()),
        "invitations": Invitation.objects.filter(used=None, expires__gt=office.clock()),
    }
    return render(request, "people/people.html", context)
