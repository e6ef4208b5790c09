"""An outside program, such as LibreOffice, in limits of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dibao.documents import unreadable
from dibao.documents.isolation import landlock, namespace, process, seccomp, system
from dibao.documents.isolation.limits import DEFAULT, MIB

if TYPE_CHECKING:
    import subprocess

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/tty", "/dev/shm")
_SHARED = ("/tmp", "/var/tmp")
"""LibreOffice puts a socket there, whatever it is told, to find a second LibreOffice."""
_HANDED_ON = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "SystemRoot", "SYSTEMROOT", "PROGRAMFILES")
_PIECE = 64 * 1024
_OUT, _ERR = ".out", ".err"


def program(
    command: Sequence[str],
    *,
    name: str,
    files: Mapping[str, bytes] | None = None,
    stdin: bytes = b"",
    output: str = "",
    seconds: float = 60.0,
    memory: int = 2048 * MIB,
    limit: int = DEFAULT.output,
) -> bytes:
    """What a program writes: to the file `output` of its folder, or to its standard output.

    It runs in a folder of its own, which holds `files` and is its home; `{folder}` in the command becomes that
    folder's path. It is ended, with all it started, after `seconds`; `memory` (bytes) is for each of its processes,
    `limit` (bytes) for a file that it writes. It has no network, and changes no file outside its folder, where the
    system can hold that. DibaoError (code `unreadable`) names the file `name`; FileNotFoundError: no such program.
    Not for use inside a worker, which starts no programs.
    """
    wanted = output or _OUT
    written = made(
        command, name=name, files=files, stdin=stdin, outputs=[wanted], seconds=seconds, memory=memory, limit=limit
    )
    if wanted not in written:
        raise unreadable.corrupt(name) from process.WorkerFailure(f"{command[0]} wrote no {wanted}")
    return written[wanted]


def made(
    command: Sequence[str],
    *,
    name: str,
    outputs: Sequence[str],
    files: Mapping[str, bytes] | None = None,
    stdin: bytes = b"",
    seconds: float = 60.0,
    busy: float = 0,
    memory: int = 2048 * MIB,
    limit: int = DEFAULT.output,
) -> dict[str, bytes]:
    """Those of the `outputs` (paths inside the program's folder) that it wrote; else as `program`.

    `busy`: seconds of processor time for each of its processes, where that is to be less than `seconds` allow.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="dibao-", ignore_cleanup_errors=True) as folder:
        home = Path(folder).resolve()
        for each, content in (files or {}).items():
            path = PurePosixPath(each)
            if path.is_absolute() or ".." in path.parts or not path.name or "\\" in each:
                raise ValueError(f"{each} is no place inside a folder")
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            (home / path).write_bytes(content)
        limits = (seconds, busy or 2 * seconds, memory, limit)
        _run([part.replace("{folder}", str(home)) for part in command], home, name, stdin, limits)
        return {each: data for each in outputs if (data := _taken(home, each, name, limit)) is not None}


def _run(command: list[str], home: Path, name: str, stdin: bytes, limits: tuple[float, float, int, int]) -> None:
    import subprocess

    seconds = limits[0]
    (home / ".in").write_bytes(stdin)
    with (home / ".in").open("rb") as given, (home / _OUT).open("wb") as out, (home / _ERR).open("wb") as err:
        confine = None if sys.platform == "win32" else lambda: _confine(home, *limits)
        started = subprocess.Popen(
            command,
            stdin=given,
            stdout=out,
            stderr=err,
            cwd=home,
            env=_environment(home),
            start_new_session=True,
            preexec_fn=confine,  # noqa: PLW1509 - limits and filters hold for the program only if it sets them itself
        )
        try:
            code = started.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise unreadable.too_slow(name, seconds) from error
        finally:
            _end(started)
    if code and code == -getattr(signal, "SIGXCPU", 0):
        raise unreadable.too_slow(name, seconds)
    if code and ((home / _OUT).stat().st_size >= limits[3] or code == -getattr(signal, "SIGXFSZ", 0)):
        raise unreadable.too_much(name, limits[3])
    if code:
        raise unreadable.crashed(name) from process.WorkerFailure(f"{command[0]}: {code}\n{_last_words(home)}")


def _end(started: subprocess.Popen[bytes]) -> None:
    """The program and its whole group: nothing goes on after it."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
    started.kill()
    started.wait()


def _taken(home: Path, output: str, name: str, limit: int) -> bytes | None:
    path = home / output
    # A program that was taken over may have put a link there: only a file of the folder itself is taken.
    if path.resolve() != path or not path.is_file():
        return None
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise unreadable.too_much(name, limit)
    return data


def _last_words(home: Path) -> str:
    with (home / _ERR).open("rb") as file:
        return file.read(_PIECE).decode("utf-8", "replace")


def _environment(home: Path) -> dict[str, str]:
    """None of the office's own settings and secrets."""
    kept = {name: value for name in _HANDED_ON if (value := os.environ.get(name))}
    folders = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(home))
    return {"LANG": "C.UTF-8", **kept, **folders}


def _confine(home: Path, seconds: float, busy: float, memory: int, limit: int) -> None:
    import resource

    os.umask(0o077)
    wanted = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limit),
        (resource.RLIMIT_CPU, int(busy) + 1),
        (resource.RLIMIT_DATA, memory),
    ]
    for kind, most in wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))
    if system.machine():
        system.prctl(system.DEATH_SIGNAL, signal.SIGKILL)
        system.prctl(system.NO_NEW_PRIVILEGES, 1)
        namespace.own_temporary_folders(home, _SHARED)
        landlock.close_to_program((str(home), *_DEVICES), _SHARED)
        seccomp.close_to_program()
