"""Databases of their own for tests that start processes: none for SQLite, a new one for PostgreSQL."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
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
def own_database(*, empty: bool = False) -> Iterator[dict[str, str]]:
    """The environment for a workspace that shares its database with no other test.

    On PostgreSQL it has its tables already, unless it is to be `empty`: to make them takes a second each time.
    """
    url = os.environ.get(URL)
    if not url:
        yield dict(os.environ)
        return
    name = f"dibao_own_{secrets.token_hex(6)}"
    execute(url, f"CREATE DATABASE {name} TEMPLATE {'template1' if empty else _with_tables(url)}")
    try:
        yield {**os.environ, URL: beside(url, name)}
    finally:
        execute(url, f"DROP DATABASE {name} WITH (FORCE)")


_MIGRATE = (
    "import sys; from pathlib import Path; from dibao.office.setup import open_database as o; o(Path(sys.argv[1]))"
)


@cache
def _with_tables(url: str) -> str:
    """A database that an office has opened and left as new, for others to be copies of; made once a process."""
    name = f"dibao_new_{secrets.token_hex(6)}"
    execute(url, f"CREATE DATABASE {name}")
    _made.append((url, name))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", _MIGRATE, folder]
        subprocess.run(command, env={**os.environ, URL: beside(url, name)}, check=True, timeout=120)
    return name


_made: list[tuple[str, str]] = []


def clean_up() -> None:
    """At the end of the run."""
    while _made:
        url, name = _made.pop()
        execute(url, f"DROP DATABASE {name} WITH (FORCE)")
