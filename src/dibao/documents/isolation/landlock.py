"""Which files a process may touch, held by the kernel (Landlock, Linux 5.13 and newer)."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

from dibao.documents.isolation import system

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1

_EXECUTE, _WRITE, _READ, _LIST, _REMOVE_FILE, _MAKE_SOCKET = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 5, 1 << 9
_TRUNCATE, _FILE_CONTROL = 1 << 14, 1 << 15
_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
"""All rights over files that a version knows."""
_CONNECT_AND_BIND = 0b11
_SCOPES = 0b11
"""Abstract sockets and signals, from version 6 on."""


def version() -> int:
    """The kernel's version of Landlock; 0 where it has none."""
    return max(0, system.call(_CREATE, 0, 0, _VERSION)) if system.machine() else 0


def close_to_parser(readable: Iterable[str]) -> bool:
    """Leave only reading, and only beneath these paths; those that are not there are passed over.

    Whether it is in force. New privileges must have been given up before.
    """
    return _close(_READ | _LIST, [(path, _READ | _LIST) for path in readable])


def close_to_program(writable: Iterable[str], meeting: Iterable[str]) -> bool:
    """Leave changes only beneath `writable`, and sockets beneath `meeting`; reading is not limited. As above."""
    rules = [(path, -1) for path in writable] + [(path, _REMOVE_FILE | _MAKE_SOCKET) for path in meeting]
    return _close(0, rules)


def _close(reading: int, rules: list[tuple[str, int]]) -> bool:
    known = version()
    if not known:
        return False
    rights = _RIGHTS[max(each for each in _RIGHTS if each <= known)]
    handled = rights if reading else rights & ~(_READ | _LIST | _EXECUTE | _FILE_CONTROL)
    network = _CONNECT_AND_BIND if known >= 4 else 0
    attributes = struct.pack("=QQQ", handled, network, _SCOPES if reading and known >= 6 else 0)
    attributes = attributes[: 24 if known >= 6 else 16 if known >= 4 else 8]
    ruleset = system.call(_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path, allowed in rules:
            _allow(ruleset, path, handled & allowed)
        return system.call(_RESTRICT, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - a worker is started for every file
            rights &= _EXECUTE | _WRITE | _READ | _TRUNCATE | _FILE_CONTROL
        if rights:
            system.call(_ADD, ruleset, _BENEATH, struct.pack("=Qi", rights, opened), 0)
    finally:
        os.close(opened)
