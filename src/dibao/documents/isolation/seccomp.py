"""Filters of system calls (seccomp-BPF), for x86-64 and 64-bit ARM. A filter can be added, never taken away."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

from dibao.documents.isolation import calls, system

_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
_SET_SECCOMP, _MODE_FILTER = 22, 2

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW = 0x7FFF0000
_EPERM, _EACCES, _ENOSYS = 0x00050001, 0x0005000D, 0x00050026
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

_WRITING = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND and the bit of O_TMPFILE."""
_CLONE_THREAD = 0x00010000
_AF_UNIX = 1

_Step = tuple[int, int, int, int]
"""Code, jump if true, jump if false, operand; jumps count the steps that are left out."""


def close_to_parser() -> bool:
    """Refuse network, programs, processes, writing, and what else a parser never needs. Whether it is in force."""
    machine = system.machine()
    if not machine:
        return False
    refused = (*calls.NETWORK, *calls.PROCESSES, *calls.FILES, *calls.SYSTEM, *calls.SELF)
    steps = [*_begin(machine), *_refused(machine, refused)]
    for name, flags in (("open", 1), ("openat", 2)):
        steps += _watched(machine, name, [_argument(flags), (_ANY_BIT, 0, 1, _WRITING), (_RETURN, 0, 0, _EACCES)])
    own = os.getpid()
    for name in ("kill", "tkill", "tgkill"):
        steps += _watched(machine, name, [_argument(0), (_EQUAL, 1, 0, own), (_RETURN, 0, 0, _EPERM)])
    steps += _watched(machine, "prlimit64", _unless_null(2))  # reading the limits passes no new ones
    steps += _watched(machine, "clone", [_argument(0), (_ANY_BIT, 1, 0, _CLONE_THREAD), (_RETURN, 0, 0, _EPERM)])
    # Their arguments lie in memory, where a filter cannot look: not there, so that libraries take the older call.
    steps += [step for name in ("clone3", "openat2") for step in _watched(machine, name, [(_RETURN, 0, 0, _ENOSYS)])]
    return _install([*steps, (_RETURN, 0, 0, _ALLOW)])


def close_to_program() -> bool:
    """Refuse the network, reaching other programs through sockets, and leaving the group. For any program.

    What it started may still be connected with it: sockets inside the system, and waiting on them, are allowed.
    """
    machine = system.machine()
    if not machine:
        return False
    steps = [
        *_begin(machine),
        *_refused(machine, (*calls.SYSTEM, "setsid", "setpgid", "connect", "sendmsg", "sendmmsg")),
    ]
    local = [_argument(0), (_EQUAL, 1, 0, _AF_UNIX), (_RETURN, 0, 0, _EACCES)]
    for name in ("socket", "socketpair"):
        steps += _watched(machine, name, local)
    steps += _watched(machine, "sendto", _unless_null(4))
    return _install([*steps, (_RETURN, 0, 0, _ALLOW)])


def _begin(machine: str) -> list[_Step]:
    """Calls of another machine's kind (32-bit, x32) have other numbers: all refused."""
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, _AUDIT[machine]), (_RETURN, 0, 0, _EPERM)]
    steps.append((_LOAD, 0, 0, _NUMBER))
    if machine == "x86_64":
        steps += [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _EPERM)]
    return steps


def _refused(machine: str, names: Iterable[str]) -> Iterable[_Step]:
    for name in names:
        number = calls.number(machine, name)
        if number is not None:
            yield from ((_EQUAL, 0, 1, number), (_RETURN, 0, 0, _EPERM))


def _watched(machine: str, name: str, steps: list[_Step]) -> list[_Step]:
    """Steps for one call; where they refuse nothing, it is allowed."""
    number = calls.number(machine, name)
    if number is None:
        return []
    body = [*steps, (_RETURN, 0, 0, _ALLOW)]
    return [(_EQUAL, 0, len(body), number), *body]


def _unless_null(place: int) -> list[_Step]:
    """Refuse a call whose pointer is not null; its halves are looked at one by one."""
    high = [_argument(place, high=True), (_EQUAL, 1, 0, 0), (_RETURN, 0, 0, _EPERM)]
    return [_argument(place), (_EQUAL, 0, 2, 0), *high]


def _argument(place: int, *, high: bool = False) -> _Step:
    """Load half of an argument; both machines are little-endian."""
    return _LOAD, 0, 0, _ARGUMENTS + 8 * place + 4 * high


def _install(steps: list[_Step]) -> bool:
    import ctypes

    code = b"".join(struct.pack("<HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("@HP", len(steps), ctypes.addressof(held))
    return system.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.c_char_p(program))
