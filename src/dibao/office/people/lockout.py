"""Whose wrong passwords are counted: the name as it was typed, however the attempt comes in."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def attempted_name(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    """The sign-in name of an attempt, in small letters: CHEN and chen are one person."""
    given = (credentials or {}).get("username") or (request.POST.get("login", "") if request is not None else "")
    return str(given).strip().lower()[:255]
