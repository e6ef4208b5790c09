"""The way in: `open_office` sets Django up once, brings the database up to date and hands out an Office."""

from __future__ import annotations

import getpass
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, connections

from dibao.catalogue import Workspace
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.databases import URL, database
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Role

_SETUP_LOCK = ".dibao-setup"
_SETUP_KEY = 0x0D1BA1
_SETUP_SECONDS = 120


def open_office(root: Path, *, actor: Actor | None = None, workspace: Workspace | None = None) -> Office:
    """The office of the workspace folder `root`, its database up to date. DibaoError says what is wrong.

    One process works in one office at a time: opening another folder points Django at that one. `workspace`: where
    the caller has loaded the folder's files already. Opening balances that changed are recorded. Django's models,
    and with them actions and the ledger, can be imported only after the first call.
    """
    workspace = workspace or Workspace.open(root)
    open_database(root)
    office = Office(workspace, actor or operator())
    _record_openings(office)
    return office


def open_database(root: Path) -> None:
    """Point Django at the database of the workspace `root`, and bring it up to date. DibaoError says what is wrong."""
    configure(root)
    try:
        if not _up_to_date():
            with _one_at_a_time(root):
                if not _up_to_date():
                    from django.core.management import call_command  # 20 ms that an up-to-date office need not pay

                    call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise DibaoError(
            say(
                f"打不开数据库（{error}），请检查工作区是否可写、{URL} 是否写对。",
                f"The database cannot be opened ({error}); see that the workspace is writable and {URL} is right.",
            ),
            code="database",
        ) from error


def operator(name: str | None = None) -> Actor:
    """Whoever runs this process, or says to be."""
    if name and name.strip():
        return Actor(Role.OPERATOR, name.strip())
    try:
        return Actor(Role.OPERATOR, getpass.getuser())
    except (KeyError, OSError):  # an account without a name, as in some containers
        return Actor(Role.OPERATOR)


def configure(root: Path) -> None:
    """Set Django up for the workspace `root`, or point it there; nothing is opened yet."""
    root = root.resolve()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dibao.office.settings")
    wanted = database(root, os.environ.get(URL))
    if not apps.ready:
        settings.DATABASES = {"default": wanted}
        settings.WORKSPACE = root
        django.setup()
    elif any(connections.settings["default"].get(key) != value for key, value in wanted.items()):
        _point_at(wanted)
        settings.WORKSPACE = root


def _point_at(wanted: dict[str, Any]) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings = connections.configure_settings({"default": wanted})


def _up_to_date() -> bool:
    """Whether every migration on disk was applied; the modules are not imported, so it takes a millisecond."""
    if connection.vendor == "sqlite" and not _has_content(Path(connection.settings_dict["NAME"])):
        return False
    on_disk = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in (Path(app.path) / "migrations").glob("[0-9]*.py")
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations")
            applied = set(cursor.fetchall())
    except DatabaseError:
        return False  # a new database, or one that another process is setting up at this moment
    ours = {app.label for app in apps.get_app_configs()}
    if unknown := {migration for migration in applied - on_disk if migration[0] in ours}:
        name = ".".join(min(unknown))
        raise DibaoError(
            say(
                f"数据库由更新版本的邸报建立（{name}），请升级邸报。",
                f"The database was made by a newer Dibao ({name}); upgrade Dibao.",
            ),
            code="newer_database",
        )
    return on_disk <= applied


def _has_content(file: Path) -> bool:
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


@contextmanager
def _one_at_a_time(root: Path) -> Iterator[None]:
    """Only one process sets the database up; the lock goes with the process that holds it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_SETUP_KEY])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_SETUP_KEY])
        return
    # SQLite's own file lock works on every system, unlike fcntl; not on dibao.db, which is being changed meanwhile.
    try:
        with closing(sqlite3.connect(root / _SETUP_LOCK, timeout=_SETUP_SECONDS, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            yield
    except sqlite3.OperationalError as error:
        raise OperationalError(*error.args) from error


def _record_openings(office: Office) -> None:
    from dibao.office.ledger.actions.openings import RecordOpenings

    RecordOpenings.if_changed(office)
