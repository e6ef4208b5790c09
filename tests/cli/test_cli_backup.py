"""A whole office in one file, and back; while it works, and into the other database."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.conftest import Desk, Run
from dibao.office.backup.archive import verified
from support.databases import URL, on_postgresql, own_database
from support.offices import workspace

REPORTS, MOST = 120, 4
"""Reports that come in meanwhile, and how many backups are made at most."""


def tables(backup: Path) -> dict[str, bytes]:
    """The rows of a backup, by table."""
    with tarfile.open(backup) as archive:
        members = [member for member in archive if member.name.startswith("tables/")]
        return {member.name: file.read() for member in members if (file := archive.extractfile(member))}


@contextmanager
def elsewhere(folder: Path, *, sqlite: bool = False) -> Iterator[Desk]:
    """Another machine: a folder and a database of its own."""
    folder.mkdir()
    with own_database() as environment:
        environment.pop("DIBAO_WORKSPACE", None)
        if sqlite:
            environment.pop(URL, None)
        yield Desk(folder, environment)


@pytest.mark.slow
def test_what_is_restored_is_the_same_office(demo: tuple[Desk, Run], tmp_path: Path) -> None:
    desk, _ = demo
    made = desk("backup", tmp_path / "a.tar.gz", "-w", desk.city)
    assert made.code == 0, made.err
    assert (tmp_path / "a.tar.gz").stat().st_mode & 0o077 == 0, "it holds everything: for its owner alone"
    with elsewhere(tmp_path / "there", sqlite=on_postgresql()) as other:
        back = other("restore", tmp_path / "a.tar.gz", "-w", other.city)
        assert (back.code, "台账完好" in back.err) == (0, True), back.err
        assert other("backup", tmp_path / "b.tar.gz", "-w", other.city).code == 0
        assert other("trace", next((other.city / "briefs").glob("*期.docx"))).code == 0
    first, second = tables(tmp_path / "a.tar.gz"), tables(tmp_path / "b.tar.gz")
    assert len(first["tables/ledger.Entry.jsonl"].splitlines()) > 1000
    assert {name for name in first if first[name] != second.get(name)} == set()
    assert not (other.city / "secret.key").exists() or (other.city / "secret.key").read_text() not in str(first)


WORK = """
import sys
from datetime import date, timedelta
from pathlib import Path
from dibao.office.setup import open_office
office = open_office(Path(sys.argv[1]))
from dibao.office.ledger.actions import Correct
from dibao.office.reports.actions import Receive
for number in range(int(sys.argv[2])):
    unit = ("东河区", "西河区", "北山县")[number % 3]
    day = date(2026, 3, 1) + timedelta(days=number // 3)
    text = f"{unit}宣传工作情况\\n新增发放宣传单{1200 + number}份，新增张贴海报{30 + number}张。"
    Receive(text.encode(), f"{unit}{number}.txt", told=day, unit=unit).run(office)
    if number % 10 == 9:
        Correct(number, number, "数错了").run(office)
    print(number, flush=True)
"""
"""An office at work: reports one by one, each in a transaction of its own, and every tenth time a correction."""


@pytest.mark.slow
def test_backups_of_an_office_at_work_are_each_of_one_moment_and_come_back_whole(desk: Desk, tmp_path: Path) -> None:
    workspace(desk.city)
    assert desk("audit", "-w", desk.city).code == 0
    backups: list[Path] = []
    command = [sys.executable, "-c", WORK, str(desk.city), str(REPORTS)]
    with subprocess.Popen(command, env=desk.environment, stdout=subprocess.PIPE, text=True) as working:
        assert working.stdout is not None and working.stdout.readline() == "0\n"
        while working.poll() is None and len(backups) < MOST:
            backups.append(tmp_path / f"{len(backups)}.tar.gz")
            assert desk("backup", backups[-1], "-w", desk.city).code == 0
        rest = working.stdout.read().split()
    assert working.returncode == 0 and rest[-1] == str(REPORTS - 1)
    backups.append(tmp_path / "last.tar.gz")
    assert desk("backup", backups[-1], "-w", desk.city).code == 0
    manifests = [verified(backup) for backup in backups]
    counts = [manifest.tables["reports.Report"] for manifest in manifests]
    assert counts == sorted(counts) and counts[-1] == REPORTS
    assert 0 < counts[0] < REPORTS, "the first was made in the midst of it"
    for number in (0, len(backups) - 1):
        backup, manifest = backups[number], manifests[number]
        assert manifest.tables["ledger.Entry"] == manifest.tables["ledger.Words"] == manifest.count
        with elsewhere(tmp_path / f"there{number}") as other:
            back = other("restore", backup, "-w", other.city)
            assert (back.code, f"台账 {manifest.count} 条" in back.err) == (0, True), back.err
            assert other("audit", "-w", other.city).code == 0
            assert other("backup", tmp_path / f"again{number}.tar.gz", "-w", other.city).code == 0
        assert tables(tmp_path / f"again{number}.tar.gz") == tables(backup), "every row of every table"


@pytest.mark.parametrize("harm", ["cut off", "one byte", "no backup"])
def test_a_damaged_backup_is_refused_before_anything_is_written(desk: Desk, tmp_path: Path, harm: str) -> None:
    workspace(desk.city)
    backup = tmp_path / "a.tar.gz"
    assert desk("backup", backup, "-w", desk.city).code == 0
    data = bytearray(backup.read_bytes())
    if harm == "cut off":
        data = data[: len(data) // 2]
    elif harm == "one byte":
        data[len(data) // 2] ^= 0x40
    else:
        data = bytearray("今天的简报".encode())
    backup.chmod(0o600)
    backup.write_bytes(data)
    with elsewhere(tmp_path / "there") as other:
        refused = other("restore", backup, "-w", other.city)
        assert (refused.code, refused.err.count("\n")) == (2, 1), refused.err
        assert list(other.folder.iterdir()) == []


def test_nothing_is_put_in_the_place_of_something(desk: Desk, tmp_path: Path) -> None:
    workspace(desk.city)
    backup = tmp_path / "a.tar.gz"
    assert desk("backup", backup, "-w", desk.city).code == 0
    before = backup.read_bytes()
    assert desk("backup", backup, "-w", desk.city).code == 2
    assert backup.read_bytes() == before
    assert desk("restore", backup, "-w", desk.city).code == 2
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    folder = tmp_path / "backups"
    folder.mkdir()
    assert desk("backup", folder, "-w", desk.city).code == 0
    assert len(list(folder.glob("dibao-*.tar.gz"))) == 1
