"""A sample of it through the command line, as an office meets it: one sentence each, exit 2, the good ones read."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from cli.conftest import Desk, desk
from hostile import packages, samples, texts
from hostile.batches import SEED
from hostile.mutations import broken

__all__ = ["desk"]
REFUSED = (
    "bomb.docx",
    "overlapping.zip",
    "nested.zip",
    "locked.docx",
    "encrypted.docx",
    "laughs.docx",
    "http.xlsx",
    "dtd16.docx",
    "deep.docx",
    "figures.txt",
    "binary.txt",
    "nested.pdf",
)
READ = ("template.docx", "macros.docm", "turned.docx", "path0.zip", "fetched.html")
MEMORY = 1_000_000
"""Kibibytes: what the largest of the processes may take."""


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket]:
    """One that nobody may call."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def files(server: socket.socket) -> dict[str, bytes]:
    """Hostile files and good ones, by name."""
    url = f"http://127.0.0.1:{server.getsockname()[1]}"
    made = chain(
        packages.bombs(),
        packages.paths(),
        packages.entities(url),
        packages.shapes(),
        packages.elsewhere(url),
        texts.lines(),
        texts.pages(url),
        texts.portable(url),
    )
    files = {name: data for name, data in made if name in (*REFUSED, *READ)}
    turned = "新增发放宣传单\u202e0054\u202c份，张贴海报1200份。"
    files["turned.docx"] = packages.docx(packages.p(turned))
    for kind in ("docx", "pdf", "xlsx", "txt"):
        suffix, data = samples.good()[kind]
        files[f"good-{kind}{suffix}"] = data
    return files


@pytest.fixture
def attacked(desk: Desk, server: socket.socket, files: dict[str, bytes]) -> Iterator[Path]:
    """A folder with all of them."""
    folder = desk.folder / "in"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    yield folder
    with pytest.raises(BlockingIOError):
        server.accept()
    assert not Path("/tmp/canary.txt").exists()


@pytest.mark.slow
def test_reading_a_folder_of_them(desk: Desk, attacked: Path) -> None:
    files = sorted(attacked.iterdir())
    begin = time.monotonic()
    memory = desk.folder / "memory"
    run = desk("read", "--json", "--date", "2026-02-03", *files, measured=memory)
    assert time.monotonic() - begin < 10 * len(files)
    assert run.code == 2
    told = [line for line in run.err.splitlines() if "读不了" in line]
    for name in REFUSED:
        assert sum(f"“{name}" in line for line in told) >= 1, name
    assert {line["file"].partition("/in/")[2].partition("/")[0] for line in run.lines} >= {
        *(path.name for path in files if path.name.startswith("good")),
        *READ,
    }
    by_file = {name: [line["value"] for line in run.lines if f"/{name}" in line["file"]] for name in READ}
    assert by_file["turned.docx"] == [1200] and all(1200 in values for values in by_file.values())
    assert "宏" in run.err and "没有去取" in run.err and "不一致" in run.err
    if sys.platform == "linux":
        assert 0 < int(memory.read_text()) < MEMORY


@pytest.mark.slow
def test_receiving_a_folder_of_them(desk: Desk, attacked: Path) -> None:
    desk("init", "office", "--example")
    run = desk("receive", attacked, "--date", "2026-02-03", "-w", "office", "--json")
    assert run.code == 2
    received = {line["file"] for line in run.lines}
    assert received >= {path.name for path in attacked.iterdir() if path.name.startswith("good")}
    assert not received & set(REFUSED)
    assert desk("audit", "-w", "office").code == 0
    known = {path.name for path in (desk.folder / "office").iterdir()}
    assert not any("canary" in name for name in known)


@pytest.mark.slow
def test_each_kind_broken_one_by_one(desk: Desk) -> None:
    """One process a file: exit 0 where it could be read, else 2 and a sentence."""
    for name, data in broken(SEED + 1, 1):
        (desk.folder / name).write_bytes(data)
        begin = time.monotonic()
        run = desk("read", "--json", name)
        assert time.monotonic() - begin < 10
        assert run.code == 0 or (run.code == 2 and f"“{name}" in run.err), (name, run)
