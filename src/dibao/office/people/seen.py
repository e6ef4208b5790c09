"""When each session was last seen, for the list of one's sessions: noted every few minutes, not at every request."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse

_EVERY = 300.0
_MOST = 10_000


class SeenMiddleware:
    """Takes the place of allauth's own, which reads and writes four times a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response
        self._noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        now = monotonic()
        if key and now - self._noted.get(key, -_EVERY) >= _EVERY and request.user.is_authenticated:
            if len(self._noted) >= _MOST:
                self._noted.clear()
            self._noted[key] = now
            UserSession.objects.create_from_request(request)
        return self._next(request)
