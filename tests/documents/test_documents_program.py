"""An outside program: its own folder, its own limits, and nothing of it goes on."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from pathlib import Path

import pytest

from dibao.documents.isolation import isolated, landlock, namespace, program, system
from dibao.errors import DibaoError
from support.absent import absent

PYTHON = [sys.executable, "-c"]
linux = pytest.mark.skipif(not system.machine() and "CI" not in os.environ, reason="no filter of system calls here")


def refused(*command: str, **limits: float) -> DibaoError:
    with pytest.raises(DibaoError) as caught:
        program(command, name="东河区.doc", **limits)  # type: ignore[arg-type]
    assert caught.value.code == "unreadable" and "东河区.doc" in str(caught.value)
    return caught.value


def test_standard_output_and_files() -> None:
    assert program(["cat"], name="a", stdin="东河区".encode()) == "东河区".encode()
    copy = ["cp", "{folder}/a.doc", "b.docx"]
    assert program(copy, name="a", files={"a.doc": b"x" * 100_000}, output="b.docx") == b"x" * 100_000


def test_it_finds_nothing_of_the_office_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIBAO_DATABASE_URL", "postgres://user:password@host/name")
    told = program([*PYTHON, "import os; print(dict(os.environ), os.getcwd(), os.listdir())"], name="a").decode()
    assert "password" not in told
    folder = program([*PYTHON, "import os; open('x', 'w'); print(os.environ['HOME'])"], name="a").decode().strip()
    assert not Path(folder).exists()


def test_failing_late_missing_and_too_much() -> None:
    assert "中断" in str(refused("false")) or "broke off" in str(refused("false"))
    begin = time.monotonic()
    assert "0.3" in str(refused("sleep", "60", seconds=0.3))
    assert time.monotonic() - begin < 5
    with pytest.raises(DibaoError):
        program(["true"], name="a", output="b.docx")
    assert "0.5 MiB" in str(refused(*PYTHON, "print('x' * 400_000); print('x' * 400_000)", limit=2**19))
    with pytest.raises(FileNotFoundError):
        program(["no-such-program"], name="a")
    with pytest.raises(ValueError, match="inside a folder"):
        program(["true"], name="a", files={"../a": b""})


def test_a_link_is_no_output(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密")
    with pytest.raises(DibaoError):
        program(["ln", "-s", str(tmp_path / "secret"), "b.docx"], name="a", output="b.docx")
    with pytest.raises(DibaoError):
        program(["ln", "-s", str(tmp_path), "b"], name="a", output="b/secret")


def test_what_it_started_ends_with_it(tmp_path: Path) -> None:
    script = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid)"
    child = int(program([*PYTHON, script], name="a"))
    for _ in range(200):
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{child}/stat").is_file() and " Z " in Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.01)
    pytest.fail("it is still there")


@linux
def test_it_reaches_nobody(tmp_path: Path) -> None:
    with socket.socket() as server, socket.socket(socket.AF_UNIX) as local:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.1)
        local.bind(str(tmp_path / "socket"))
        local.listen()
        local.settimeout(0.1)
        script = f"import socket; socket.create_connection(('127.0.0.1', {server.getsockname()[1]}))"
        assert "PermissionError" in str(refused(*PYTHON, script).__cause__)
        script = f"import socket; socket.socket(socket.AF_UNIX).connect({str(tmp_path / 'socket')!r})"
        assert "PermissionError" in str(refused(*PYTHON, script).__cause__)
        for each in (server, local):
            with pytest.raises(TimeoutError):
                each.accept()


@pytest.mark.skipif(not landlock.version() and "CI" not in os.environ, reason="no Landlock here")
def test_it_changes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("kept")
    for script in ("open({!r}, 'w')", "__import__('os').unlink({!r})", "__import__('os').mkdir({!r} + 'x')"):
        for target in (tmp_path / "ledger.db", Path(__file__)):
            told = str(refused(*PYTHON, script.format(str(target))).__cause__)
            assert "PermissionError" in told or "FileNotFoundError" in told
    assert (tmp_path / "ledger.db").read_text() == "kept" and len(list(tmp_path.iterdir())) == 1
    assert Path(__file__).stat().st_size and not Path(__file__ + "x").exists()


@linux
def test_where_no_view_of_its_own_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(namespace, "_call", lambda *_: -1)
    assert program(["cat", "{folder}/a"], name="a", files={"a": b"x"}) == b"x"


@linux
def test_a_worker_starts_no_program() -> None:
    with pytest.raises(DibaoError):
        isolated(lambda: program(["true"], name="a"))


def test_libreoffice_runs_in_these_limits() -> None:
    if not shutil.which("soffice"):
        absent("LibreOffice is not installed")
    command = ["soffice", "--headless", "--norestore", "-env:UserInstallation=file://{folder}/profile"]
    made = program(
        [*command, "--convert-to", "docx", "a.txt"],
        name="a.txt",
        files={"a.txt": "发稿25篇".encode()},
        output="a.docx",
    )
    assert made.startswith(b"PK")
