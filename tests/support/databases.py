"""Databases of their own for tests that start processes: none for SQLite, a new one for PostgreSQL."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

URL = "DIBAO_DATABASE_URL"


def on_postgresql() -> bool:
    """Whether this run of the suite is the PostgreSQL one."""
    return bool(os.environ.get(URL))


def beside(url: str, name: str) -> str:
    """The URL of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def execute(url: str, statement: str) -> None:
    """One statement outside of a transaction, on the server of `url`."""
    import psycopg

    with psycopg.connect(beside(url, "postgres"), autocommit=True) as server:
        server.execute(statement.encode())


@contextmanager
def own_database(template: str = "template1") -> Iterator[dict[str, str]]:
    """The environment for a workspace that shares its database with no other test."""
    url = os.environ.get(URL)
    if not url:
        yield dict(os.environ)
        return
    name = f"dibao_own_{secrets.token_hex(6)}"
    execute(url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield {**os.environ, URL: beside(url, name)}
    finally:
        execute(url, f"DROP DATABASE {name} WITH (FORCE)")
