"""A view of the file system of its own for a program: what it takes for /tmp is a folder in its home."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from dibao.documents.isolation import calls, system

_NEW_USER, _NEW_MOUNTS = 0x10000000, 0x00020000
_BIND, _ALL_BELOW = 4096, 16384


def own_temporary_folders(home: Path, shared: Iterable[str]) -> bool:
    """Put an empty folder of `home` in place of each of `shared`; `home` keeps its path even where it lies in one.

    Whether that could be done: a system may refuse it to who is not its administrator. Before a program begins only.
    """
    user, group = os.getuid(), os.getgid()
    if _call("unshare", _NEW_USER | _NEW_MOUNTS) != 0:
        return False
    for name, content in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with suppress(OSError):
            Path("/proc/self", name).write_text(content, encoding="ascii")
    done = [_replaced(Path(path), home) for path in shared if Path(path).is_dir()]
    os.chdir(home)
    return all(done)


def _replaced(path: Path, home: Path) -> bool:
    own = home / ".shared" / path.name
    own.mkdir(parents=True, exist_ok=True)
    if home.is_relative_to(path):
        again = own / home.relative_to(path)
        again.mkdir(parents=True)
        if not _bound(home, again):
            return False
    return _bound(own, path)


def _bound(source: Path, target: Path) -> bool:
    return _call("mount", bytes(source), bytes(target), b"", _BIND | _ALL_BELOW, 0) == 0


def _call(name: str, *arguments: object) -> int:
    number = calls.number(system.machine(), name)
    return -1 if number is None else system.call(number, *arguments)
