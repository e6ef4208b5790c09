"""How signing in differs from the library's ways: nobody signs up by themselves, an invitation brings them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No open registration."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Single sign-on proves who somebody is; whether they belong here, an invitation says."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False
