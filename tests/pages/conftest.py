"""A small office with people in every role, reached through Django's test client."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from dibao.catalogue import Workspace
from dibao.office.people.actions.invite import Invite
from dibao.office.people.actions.join import Join
from dibao.office.people.desk import NOBODY
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Role
from support.offices import OPERATOR, workspace

PASSWORD = "anlan-0203-brief"

SignIn = Callable[..., Client]


@pytest.fixture
def root(tmp_path: Path, settings: Settings) -> Path:
    """The workspace that the pages serve."""
    settings.WORKSPACE = workspace(tmp_path)
    # A job is done where it is begun: what it does is tested here, and its worker in test_pages_jobs.py.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # Hashing is slow on purpose; here it is not what is tested.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


@pytest.fixture(autouse=True)
def _no_limit_reached() -> None:
    """How often somebody tried is kept in the process; it is no other test's business."""
    cache.clear()


@pytest.fixture
def office(db: None, root: Path) -> Office:
    """The office, with whoever runs the command line at the desk."""
    return Office(Workspace.open(root), OPERATOR)


@pytest.fixture
def sign_in(office: Office) -> SignIn:
    """A client with somebody of this role signed in: `sign_in(Role.CLERK, "donghe")`."""

    def signed_in(role: Role, unit: str = "", name: str = "") -> Client:
        username = name or f"{role.value}{unit}"
        secret = Invite(role, unit).run(office)
        user = Join(secret, username, PASSWORD).run(office.acting_as(NOBODY))
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
