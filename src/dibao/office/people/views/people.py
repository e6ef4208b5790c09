"""People (人员): who works here, in what roles, and who was invited."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.people.actions.invite import GRANTED, Invite, Readmit
from dibao.office.people.actions.roles import Grant, Revoke, Stop, Unlock
from dibao.office.people.models import Invitation, User
from dibao.office.shared.actions import Action
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import Role


def role_name(role: str) -> str:
    """A role as people call it."""
    names = {
        Role.CLERK: say("报送员", "clerk of a unit"),
        Role.COMPILER: say("编报员", "compiler"),
        Role.REVIEWER: say("审核人", "reviewer"),
        Role.ISSUER: say("签发人", "issuer"),
        Role.ADMINISTRATOR: say("管理员", "administrator"),
        Role.READER: say("读者", "reader"),
    }
    return names.get(_role(role), role)


def _role(given: str) -> Role:
    """DibaoError where nobody has such a role."""
    try:
        return Role(given)
    except ValueError as error:
        raise DibaoError(say("请选一个角色。", "Choose a role."), code="no_role") from error


@page("person.list")
def people(request: Request) -> HttpResponse:
    """Everybody, and the form that invites one more; the link is shown once."""
    secret = ""
    if request.method == "POST":
        role = _role(request.POST.get("role", ""))
        secret = Invite(role, request.POST.get("unit", ""), request.POST.get("name", "")).run(request.office)
    return _shown(request, secret)


def _shown(request: Request, secret: str) -> HttpResponse:
    """The page, with the link of this secret."""
    office = request.office
    units = office.workspace.units
    rows = [
        (user, [(row, role_name(row.role), units.get(row.unit_code)) for row in user.memberships.all()])
        for user in User.objects.prefetch_related("memberships")
    ]
    waiting = Invitation.objects.filter(used=None, user=None, expires__gt=office.clock())
    context = {
        "desk": "people",
        "rows": rows,
        "link": request.build_absolute_uri(reverse("join", args=[secret])) if secret else "",
        "roles": [(role.value, role_name(role)) for role in GRANTED],
        "units": list(units.values()),
        "invitations": [
            (row, role_name(row.role), units.get(row.unit_code), office.local(row.expires)) for row in waiting
        ],
    }
    return render(request, "people/people.html", context)


@page("person.list")
def change(request: Request, username: str) -> HttpResponse:
    """One change of one person, by the button that was pressed."""
    given = request.POST
    if request.method == "POST" and given.get("do") == "readmit":
        return _shown(request, Readmit(username).run(request.office))
    unit = given.get("unit", "")
    ways: dict[str, Callable[[], Action[User, None]]] = {
        "grant": lambda: Grant(username, _role(given.get("role", "")), unit),
        "revoke": lambda: Revoke(username, _role(given.get("role", "")), unit),
        "stop": lambda: Stop(username),
        "resume": lambda: Stop(username, again=True),
        "unlock": lambda: Unlock(username),
    }
    way = ways.get(given.get("do", ""))
    if request.method == "POST" and way is not None:
        way().run(request.office)
        messages.success(request, say("改好了。", "Done."))
    return redirect("people")


@page("person.me")
def me(request: Request) -> HttpResponse:
    """One's own account: roles, password, second factors, where one is signed in."""
    units = request.office.workspace.units
    assert isinstance(request.user, User)  # the policy let them in
    held = [(role_name(row.role), units.get(row.unit_code)) for row in request.user.memberships.all()]
    return render(request, "people/me.html", {"held": held})
