"""Single sign-on by OpenID Connect, where an office has an identity provider."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SERVER, CLIENT, SECRET, NAME = "DIBAO_OIDC_SERVER", "DIBAO_OIDC_CLIENT", "DIBAO_OIDC_SECRET", "DIBAO_OIDC_NAME"


def single_sign_on(environment: Mapping[str, str]) -> dict[str, Any]:
    """allauth's settings for the provider that the environment names; none without one.

    The provider proves who somebody is. Who belongs here was invited, and has connected that account with the own one.
    """
    if not environment.get(SERVER):
        return {}
    provider = {
        "provider_id": "office",
        "name": environment.get(NAME) or "OpenID Connect",
        "client_id": environment.get(CLIENT, ""),
        "secret": environment.get(SECRET, ""),
        "settings": {"server_url": environment[SERVER]},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [provider]}}
