from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from dibao.errors import DibaoError
from dibao.office.setup import open_office
from support.databases import URL, on_postgresql, own_database
from support.ledger_lines import DAY
from support.offices import elsewhere, workspace
from support.tampering import GAPLESS, PLAIN

TEXT = "东河区工作情况\noutreach.leaflets 100 份 new\n".encode()


def script(body: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(body)]


def test_a_folder_that_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(DibaoError) as caught:
        open_office(tmp_path)
    assert caught.value.code == "no_workspace"


def test_opening_makes_the_database_and_opening_again_finds_it(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dibao.office.ledger.book import DjangoLedger
    from dibao.office.reports.actions import Receive

    monkeypatch.delenv(URL, raising=False)
    before = connections.settings
    with django_db_blocker.unblock(), elsewhere():
        first, second = workspace(tmp_path / "one"), workspace(tmp_path / "two")
        for root in (first, second, first):
            office = open_office(root)
            assert Path(connection.settings_dict["NAME"]).parent == root
            Receive(TEXT, "a.txt", DAY).run(office)
            assert len(DjangoLedger.of(office).entries(DAY, DAY)) == 1
            assert (root / "dibao.db").is_file()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
    assert connections.settings is before


def test_four_processes_may_open_a_new_office_at_once(tmp_path: Path) -> None:
    root = workspace(tmp_path, opening="2026-01-31,donghe,outreach.leaflets,,份,cumulative,12600\n")
    body = f"""
        from pathlib import Path
        from datetime import date
        from dibao.office.setup import open_office
        office = open_office(Path({str(root)!r}))
        from dibao.office.ledger.book import DjangoLedger
        print(len(DjangoLedger.of(office).latest(date.max)))
    """
    with own_database(empty=True) as environment:
        running = [
            subprocess.Popen(script(body), env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        results = [process.communicate(timeout=60) for process in running]
    assert [(out.strip(), err) for out, err in results] == [("1", "")] * 4


def test_a_database_of_a_newer_dibao_is_left_alone(tmp_path: Path) -> None:
    body = f"""
        from pathlib import Path
        from django.db import connection
        from dibao.errors import DibaoError
        from dibao.office.setup import open_office
        root = Path({str(workspace(tmp_path))!r})
        open_office(root)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2030-01-01')"
            )
        try:
            open_office(root)
        except DibaoError as error:
            print(error.code)
    """
    with own_database(empty=True) as environment:
        done = subprocess.run(script(body), env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == ("newer_database", "")


@pytest.mark.parametrize("url", ["postgres://postgres@127.0.0.1:1/none", "postgres://nobody@%2Fnowhere/none"])
def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path, url: str) -> None:
    body = f"""
        import os; os.environ[{URL!r}] = {url!r}
        from pathlib import Path
        from dibao.errors import DibaoError
        from dibao.office.setup import open_office
        try:
            open_office(Path({str(workspace(tmp_path))!r}))
        except DibaoError as error:
            print(error.code)
    """
    done = subprocess.run(script(body), capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == ("database", "")


def test_a_database_that_is_none_is_one_sentence(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(URL, raising=False)
    (workspace(tmp_path) / "dibao.db").write_bytes(b"not a database, but a file of some length" * 200)
    with django_db_blocker.unblock(), elsewhere(), pytest.raises(DibaoError) as caught:
        open_office(tmp_path)
    assert caught.value.code == "database"


def test_no_migration_is_missing(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_triggers_are_there_after_all_migrations(db: None) -> None:
    with connection.cursor() as cursor:
        if on_postgresql():
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")
            expected = {f"{table}_append_only" for table in (*GAPLESS, *PLAIN)}
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            expected = {f"{table}_no_{word}" for table in (*GAPLESS, *PLAIN) for word in ("UPDATE", "DELETE")}
            expected |= {f"{table}_new" for table in PLAIN}
        assert {name for (name,) in cursor.fetchall()} == {*expected, *(f"{table}_next" for table in GAPLESS)}
