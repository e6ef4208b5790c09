"""The system calls that Python has no function for."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

_MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}

NO_NEW_PRIVILEGES = 38
DEATH_SIGNAL = 1


@cache
def machine() -> str:
    """`x86_64` or `aarch64` on a 64-bit Linux, else ""."""
    if sys.platform != "linux" or sys.maxsize < 2**32:
        return ""
    return _MACHINES.get(os.uname().machine.lower(), "")


@cache
def _libc() -> ctypes.CDLL:
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def prctl(option: int, *arguments: object) -> bool:
    """Whether the kernel did it. Numbers are passed as unsigned longs."""
    if not machine():
        return False
    import ctypes

    passed = [ctypes.c_ulong(each) if isinstance(each, int) else each for each in (*arguments, 0, 0, 0, 0)[:4]]
    return bool(_libc().prctl(option, *passed) == 0)


def call(number: int, *arguments: object) -> int:
    """A system call's result; -1 where it failed."""
    import ctypes

    passed = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    result: int = _libc().syscall(ctypes.c_long(number), *passed)
    return result
