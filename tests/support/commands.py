"""`python -m dibao …` as a process of its own, without the second that each start takes.

A process that has imported what the commands import waits for their arguments, and forks for each: folder, environment
and standard streams are the command's own, and it ends as any process does. What reads the environment while it is
imported (the commands themselves, the settings, the models) is imported in the fork. That a command started in the
usual way is the same: tests/cli/test_cli_commands.py.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path

IMPORTED = (
    *("dibao.composing", "dibao.checks", "dibao.lint", "dibao.office.setup", "docx", "openpyxl"),
    *("django.db.models", "django.http", "django.urls", "django.forms", "django.core.serializers"),
    *("django.db.migrations.executor", "django.db.migrations.autodetector", "django.core.management.commands.migrate"),
)


def run(
    arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str], stdin: bytes = b"", timeout: float = 300
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    told = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": dict(env)})
    with ExitStack() as files:
        request, given, out, err = (files.enter_context(tempfile.TemporaryFile()) for _ in range(4))
        for file, data in ((request, told.encode()), (given, stdin)):
            file.write(data)
            file.seek(0)
        door = _door()
        door.settimeout(timeout)
        socket.send_fds(door, [b"x"], [file.fileno() for file in (request, given, out, err)])
        answer = door.recv(16)
        assert answer, "the process that runs commands has ended"
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess(arguments, int(answer), out.read(), err.read())


@cache
def _door() -> socket.socket:
    """To the process that runs commands; it ends with this one, and is no child of it: tests look for those."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        subprocess.Popen(
            [sys.executable, __file__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        ).wait()
    return ours


def _serve(door: socket.socket) -> None:
    """Fork for each command. In the fork this returns, and the command is run."""
    for name in IMPORTED:
        import_module(name)
    gc.freeze()
    while True:
        _, files, _, _ = socket.recv_fds(door, 1, 4)
        if not files:
            sys.exit()
        child = os.fork()
        if child == 0:
            door.close()
            return _become(*files)
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        door.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(request: int, *streams: int) -> None:
    """What a new process has: streams, folder, environment, arguments."""
    with open(request, "rb") as file:
        told = json.load(file)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["env"])
    time.tzset()
    tempfile.tempdir = None
    sys.path[0] = told["cwd"]
    sys.argv[1:] = told["arguments"]


if __name__ == "__main__":
    if os.fork():
        os._exit(0)
    _serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("dibao", run_name="__main__", alter_sys=True)
