from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from dibao.errors import DibaoError
from dibao.office.databases import database


@pytest.mark.parametrize(
    ("url", "user", "password", "host", "port", "name"),
    [
        ("postgres://postgres@127.0.0.1:5432/dibao", "postgres", "", "127.0.0.1", "5432", "dibao"),
        ("postgresql://a:p%40ss@db.example/x", "a", "p@ss", "db.example", "", "x"),
        ("postgres:///dibao?host=/var/run/postgresql", "", "", "/var/run/postgresql", "", "dibao"),
        ("postgres://me@%2Fvar%2FRun%2Fpg/dibao", "me", "", "/var/Run/pg", "", "dibao"),
        ("postgres://me@[::1]:5433/dibao", "me", "", "::1", "5433", "dibao"),
    ],
)
def test_urls(url: str, user: str, password: str, host: str, port: str, name: str) -> None:
    found = database(Path("/w"), url)
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [user, password, host, port, name]
    assert found["ENGINE"] == "django.db.backends.postgresql"


def test_other_options_go_to_the_driver() -> None:
    assert database(Path("/w"), "postgres://h/x?sslmode=require")["OPTIONS"]["sslmode"] == "require"


def test_the_servers_options_of_a_url_come_after_the_offices_own() -> None:
    found = database(Path("/w"), "postgres://h/x?options=-c%20work_mem%3D8MB")["OPTIONS"]["options"]
    assert found.split(" -c ")[-2:] == ["work_mem=64MB", "work_mem=8MB"]  # the last one holds


@pytest.mark.parametrize("url", ["mysql://h/x", "postgres://h", "dibao.db", "postgres://h:port/x"])
def test_a_wrong_url_is_one_sentence(url: str) -> None:
    with pytest.raises(DibaoError) as caught:
        database(Path("/w"), url)
    assert caught.value.code == "bad_database"


def test_without_a_url_it_is_a_file_in_the_workspace(tmp_path: Path) -> None:
    assert database(tmp_path)["NAME"] == str(tmp_path / "dibao.db")


@pytest.mark.django_db
def test_the_connection_is_as_careful_as_the_settings_say() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {}
            for pragma in ("foreign_keys", "recursive_triggers", "synchronous"):
                cursor.execute(f"PRAGMA {pragma}")
                found[pragma] = cursor.fetchone()[0]
            assert found == {"foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2}
        else:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone()[0] == "read committed"
