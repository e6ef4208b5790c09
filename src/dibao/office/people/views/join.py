"""The page behind an invitation, and the way home for whoever is signed in."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.errors import DibaoError
from dibao.office.people.actions.join import Join, invitation
from dibao.office.shared.pages import Request, open_page, page
from dibao.office.shared.policies import Role, may

_ELSE = (("briefs", "brief.see"), ("reports", "report.list"))
"""Where work begins for who has neither the day nor a unit's page: the first that they may open."""


@open_page
def join(request: Request, secret: str) -> HttpResponse:
    """Choose a name and a password; then one is signed in."""
    found = invitation(request.office, secret)
    wrong = ""
    if request.method == "POST":
        given = {key: request.POST.get(key, "") for key in ("username", "password", "name")}
        try:
            user = Join(secret, **given).run(request.office)
        except DibaoError as error:
            wrong = str(error)
        else:
            login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("home")
    context = {"invitation": found, "wrong": wrong, "given": request.POST}
    return render(request, "people/join.html", context, status=400 if wrong else 200)


@page("home.see")
def home(request: Request) -> HttpResponse:
    """The page where one's own work begins."""
    actor = request.office.actor
    if may(actor, "today.see"):
        return redirect("today")
    if units := actor.units(Role.CLERK):
        return redirect("unit", unit_code=next(code for code in request.office.workspace.units if code in units))
    # Whoever checks or reads the reports of some units has no brief before them, and no whole day.
    return redirect(next((name for name, verb in _ELSE if may(actor, verb)), "me"))
