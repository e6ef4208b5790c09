"""What a worker gives up before it looks at a file from outside: descriptors, limits, network, files, processes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dibao.documents.isolation import landlock, seccomp, system
from dibao.documents.isolation.limits import FILES, Limits


@dataclass(slots=True)
class _Here:
    """This process."""

    inside: bool = False
    barriers: tuple[str, ...] = ()


_here = _Here()

_SYSTEM_FILES = (
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/mime.types",
    "/dev/null",
    "/dev/urandom",
)


def inside() -> bool:
    """Whether this process is a worker."""
    return _here.inside


def barriers() -> tuple[str, ...]:
    """What holds this worker: `memory`, `calls` (seccomp), `files` (Landlock). () outside a worker."""
    return _here.barriers


def enter(limits: Limits, keep: Iterable[int], parent: int, seconds: float) -> None:
    """Make a worker of this process, which has just been forked from `parent`. There is no way back.

    `keep`: the descriptors it still needs. `seconds`: of processor time in its whole life.
    """
    _here.inside = True
    gc.freeze()  # what the parent holds is not for this process to collect: closing a database, say
    _signals()
    os.setsid()
    system_files = readable()
    _streams(keep)
    found = _resources(limits, seconds)
    if system.machine():
        system.prctl(system.DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        system.prctl(system.NO_NEW_PRIVILEGES, 1)
        found += ["files"] if landlock.close_to_parser(system_files) else []
        found += ["calls"] if seccomp.close_to_parser() else []
    _here.barriers = tuple(found)


@cache
def prepare() -> None:
    """Work out and import once, in the parent, what every worker needs to close itself in."""
    import faulthandler
    import resource

    assert faulthandler and resource
    readable()
    system.prctl(0)


@cache
def readable() -> tuple[str, ...]:
    """Where Python, its libraries and Dibao lie: all that a parser may open, to import what it needs."""
    here = Path(__file__).resolve().parents[2]
    current = Path.cwd().resolve()
    found = {str(here), *_SYSTEM_FILES}
    for entry in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix):
        path = Path(entry or ".").resolve()
        # The folder where a program was started is on Python's path too: it may hold the reports of others.
        if path not in (current, path.parent):
            found.add(str(path))
    return tuple(sorted(found))


def _signals() -> None:
    import faulthandler

    faulthandler.disable()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who pressed it speaks to the parent
    for each in (signal.SIGTERM, signal.SIGALRM, signal.SIGXCPU, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(each, signal.SIG_DFL)


def _streams(keep: Iterable[int]) -> None:
    """Nothing to read, nobody to write to, and none of the parent's files and connections."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in range(3):
        os.dup2(nowhere, each)
    sys.stdout, sys.stderr = (os.fdopen(each, "w", errors="replace", closefd=False) for each in (1, 2))
    begin = 3
    for each in sorted(keep):
        os.closerange(begin, each)
        begin = each + 1
    os.closerange(begin, _most(begin))


def _most(begin: int) -> int:
    """Above every open descriptor; the system's limit may be in the millions, or have been lowered since."""
    for folder in ("/proc/self/fd", "/dev/fd"):
        try:
            return max(begin, *(int(each) + 1 for each in os.listdir(folder)))  # noqa: PTH208 - once for every file
        except (OSError, ValueError):
            continue
    return os.sysconf("SC_OPEN_MAX")


def _resources(limits: Limits, seconds: float) -> list[str]:
    import resource

    whole = int(seconds) + 2
    wanted = [
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CPU, whole),
    ]
    for kind, most in wanted:
        _lower(kind, most)
    space = _address_space()
    return ["memory"] if space and _lower(resource.RLIMIT_AS, space + limits.memory) else []


def _lower(kind: int, most: int) -> bool:
    import resource

    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):
        return False
    return True


def _address_space() -> int:
    """What this process takes of it, in bytes; 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
