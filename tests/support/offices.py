"""Offices for tests: small workspaces, in the test database or in one of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Role

SETTINGS = """[office]
name = "安澜市宣传舆论组"
began = 2026-01-20
[windows]
default = "24:00"
outreach = "11:00"
[cutoffs]
default = "11:30"
"""
UNITS = """code,name,kind,parent,aliases
hq,宣传舆论组,office,,市宣传组
donghe,东河区,district,,东河|东河区委宣传部
xihe,西河区,district,,西河
beishan,北山县,district,,
dh-media,东河区融媒体中心,media,donghe,东河融媒
daily,安澜日报,media,,安澜日报社
"""
OPERATOR = Actor(Role.OPERATOR, "tester")


def workspace(root: Path, opening: str = "") -> Path:
    """The plain files of a small office."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "units.csv").write_text(UNITS, encoding="utf-8")
    (root / "dibao.toml").write_text(SETTINGS, encoding="utf-8")
    if opening:
        header = "date,unit_code,indicator,item,measure,basis,value\n"
        (root / "opening.csv").write_text(header + opening, encoding="utf-8")
    return root


def office_in(root: Path, now: str = "2026-02-03T10:30+08:00", opening: str = "") -> Office:
    """An office in the test database of pytest-django, at a fixed moment."""
    moment = datetime.fromisoformat(now).astimezone(UTC)
    return Office(Workspace.open(workspace(root, opening)), OPERATOR, lambda: moment)


@contextmanager
def elsewhere() -> Iterator[None]:
    """Let code under test call `open_office` in this process; the test database is Django's again afterwards."""
    from django.conf import settings
    from django.db import connections

    before, configured, held = connections.settings, settings.DATABASES, connections["default"]
    try:
        # A connection of its own: `open_office` closes what it finds, and the test database may be in memory only.
        del connections["default"]
        yield
    finally:
        connections["default"].close()
        connections.settings, settings.DATABASES = before, configured
        connections["default"] = held
