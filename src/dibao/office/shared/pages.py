"""Every page names its policy: `@page("report.list")` lets in who may, and keeps the list that the tests walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared.office import Office
from dibao.office.shared.policies import known, permit

P = ParamSpec("P")
R = HttpResponseBase


class Request(HttpRequest):
    """A request to the office: `office` is the workspace as it stands now, with whoever is signed in at the desk."""

    office: Office
    htmx: Any


@dataclass(frozen=True, slots=True)
class Policy:
    """What a page asks for: a verb; or none, where it is open to whoever reaches it (signing in, an invitation)."""

    verb: str = ""


PAGES: dict[Callable[..., R], Policy] = {}
"""Every view by its policy."""


def page(verb: str) -> Callable[[Callable[Concatenate[Request, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """A view for those whom the verb's policy lets in. The address' `unit_code`, where it has one, is what it concerns.

    Who is not signed in is asked to; who may not gets the one sentence that says so. A page that finds its unit only
    in the database (a report by its number) asks `permit` itself, by `found`.
    """

    def decorate(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
        @wraps(view)
        def guarded(given: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            request = cast(Request, given)  # the middleware gave it its office
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not known(verb):
                raise LookupError(f"no policy names {verb}")
            permit(request.office.actor, verb, str(kwargs.get("unit_code", "")))
            return view(request, *args, **kwargs)

        PAGES[guarded] = Policy(verb)
        return cast(Callable[Concatenate[HttpRequest, P], R], guarded)

    return decorate


def open_page(view: Callable[Concatenate[Request, P], R]) -> Callable[Concatenate[Request, P], R]:
    """A view that needs no role: signing in, accepting an invitation, the health check."""
    PAGES[view] = Policy()
    return view


def missing(what: str) -> DibaoError:
    """What a page says of something that is not there, or not theirs to see: the two must not be told apart."""
    return DibaoError(
        say(f"没有{what}，或者您看不到它。", f"There is no {what}, or it is not yours to see."), code="absent"
    )
