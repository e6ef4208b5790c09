"""The page behind an invitation, and the way home for whoever is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.people.actions.join import Join, Renew, invitation
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
        if found.user is not None:
            return _renewed(request, secret)
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


def _renewed(request: Request, secret: str) -> HttpResponse:
    """Another password is chosen; then one signs in with it, and with the second factor where there is one."""
    try:
        user = Renew(secret, request.POST.get("password", "")).run(request.office)
    except DibaoError as error:
        found = invitation(request.office, secret)
        return render(request, "people/join.html", {"invitation": found, "wrong": str(error)}, status=400)
    messages.success(request, say(f"{user.username} 的新密码设好了，请登录。", "Your new password is set; sign in."))
    return redirect("account_login")


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
