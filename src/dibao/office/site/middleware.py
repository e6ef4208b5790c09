"""What every request passes: its language, the office with whoever is signed in, and refusals as one sentence."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from dibao import language
from dibao.errors import DibaoError
from dibao.office.people.desk import actor_of
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request
from dibao.office.shared.workspaces import workspace

Answer = Callable[[HttpRequest], HttpResponse]

LANGUAGE_COOKIE = "dibao_language"
_STATUS = {
    "refused": HTTPStatus.FORBIDDEN,
    "absent": HTTPStatus.NOT_FOUND,
    "no_report": HTTPStatus.NOT_FOUND,
    "stale": HTTPStatus.CONFLICT,
    "database": HTTPStatus.SERVICE_UNAVAILABLE,
}


class LanguageMiddleware:
    """Chinese, unless the reader chose English here, or their browser asks for English and never for Chinese."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        language.use(chosen)
        translation.activate("en" if chosen == "en" else "zh-hans")
        response = self._next(request)
        response["Content-Language"] = "en" if chosen == "en" else "zh-Hans"
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest) -> language.Language:
    """The language for this reader."""
    cookie = request.COOKIES.get(LANGUAGE_COOKIE)
    if cookie in ("zh", "en"):
        return cast(language.Language, cookie)
    wanted = request.headers.get("Accept-Language", "").lower()
    return "en" if wanted.startswith("en") and "zh" not in wanted else "zh"


class OfficeMiddleware:
    """Gives each request its office; turns every refusal into a page with one sentence, never a traceback."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            here = workspace(settings.WORKSPACE)
        except DibaoError as error:  # a settings file that is being edited at this moment
            return _sentence(request, error)
        asked = cast(Request, request)
        asked.office = Office(here, actor_of(request.user, here.units))
        with timezone.override(here.settings.zone):  # moments are shown as the office's clock has them
            return _kept_from_others(request, self._next(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page that says what is wrong and what to do."""
        return _sentence(request, error) if isinstance(error, DibaoError) else None


def _kept_from_others(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Whoever has the machine next finds nothing: no proxy keeps a page, and signing out empties the browser's cache.
    Not `no-store`: what somebody typed must still be there when they go back."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    match = request.resolver_match
    if request.method == "POST" and match is not None and match.url_name == "account_logout":
        response["Clear-Site-Data"] = '"cache"'
    return response


def _sentence(request: HttpRequest, error: DibaoError) -> HttpResponse:
    status = _STATUS.get(error.code, HTTPStatus.BAD_REQUEST)
    return render(request, "site/refused.html", {"sentence": str(error)}, status=status)
