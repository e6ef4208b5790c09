"""A worker process from its start to its end, and what it answers."""

from __future__ import annotations

import os
import signal
import struct
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum
from time import monotonic, sleep
from typing import Any

from dibao.documents import unreadable
from dibao.documents.isolation import confinement, values
from dibao.documents.isolation.limits import Limits
from dibao.errors import DibaoError
from dibao.language import say

HEAD = struct.Struct("<cQ")
"""An answer begins with what it is and how many bytes follow."""
PIECE = 1 << 20
_OUT_OF_MEMORY = 3
_MOMENT = 0.5
"""Seconds that a process may take from closing its files to being gone."""
_LONGEST_SENTENCE = 600


class Kind(Enum):
    """What an answer is."""

    RESULT = b"r"
    REFUSAL = b"e"
    """A DibaoError."""
    FAILURE = b"x"
    """Any other exception."""
    LACKING = b"i"
    """A library that could not be imported."""
    MEMORY = b"m"
    TOO_MUCH = b"l"


class WorkerFailure(Exception):
    """What went wrong inside a worker, for developers: the cause of the error that a user sees."""


Answer = tuple[Kind, bytes | bytearray]
Sent = tuple[Kind, list[bytes]]
"""An answer on its way out, in pieces."""


def available() -> bool:
    """Whether this system can have workers."""
    return hasattr(os, "fork")


def pipe() -> tuple[int, int]:
    """A pipe's two ends, neither of them a standard stream, not even where this process has none."""
    ends = []
    for low in os.pipe():
        if low > 2:
            ends.append(low)
            continue
        import fcntl

        ends.append(fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 3))
        os.close(low)
    return ends[0], ends[1]


def start(work: Callable[[], None], limits: Limits, keep: Sequence[int], seconds: float) -> int:
    """Fork a worker that does `work` and ends; its process id. `seconds` of processor time in its whole life."""
    confinement.prepare()
    parent = os.getpid()
    with warnings.catch_warnings():
        # Threads of the parent do not go on in a worker, which runs a parser and nothing that waits for them.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            pid = os.fork()
        except OSError as error:
            raise _no_room() from error
    if pid:
        return pid
    status = 1
    try:
        confinement.enter(limits, keep, parent, seconds)
        work()
        status = 0
    except MemoryError:
        status = _OUT_OF_MEMORY
    except BaseException:
        status = 1  # nobody is left here to be told; the parent sees that there is no answer
    finally:
        os._exit(status)


def answer(function: Callable[..., Any], arguments: Sequence[Any], limits: Limits) -> Sent:
    """Run the function; inside the worker. The alarm that ends it is the worker's own, and it ends C code too."""
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        made = values.encode(function(*arguments))
    except DibaoError as error:
        return Kind.REFUSAL, values.encode([error.code, str(error)])
    except MemoryError:
        return Kind.MEMORY, []
    except ImportError as error:
        return Kind.LACKING, values.encode([error.name or "?", _traceback()])
    except Exception:
        return Kind.FAILURE, values.encode(["", _traceback()])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return (Kind.TOO_MUCH, []) if sum(map(len, made)) > limits.output else (Kind.RESULT, made)


def write(descriptor: int, answer: Sent) -> None:
    """Send an answer on its way."""
    kind, payload = answer
    for piece in (HEAD.pack(kind.value, sum(map(len, payload))), *payload):
        view = memoryview(piece)
        while view:
            view = view[os.write(descriptor, view[:PIECE]) :]


def result(answer: Answer, name: str, limits: Limits) -> Any:
    """What the answer holds. DibaoError where it is none."""
    kind, payload = answer
    try:
        if kind is Kind.RESULT:
            return values.decode(payload)
        first, second = values.decode(payload) if payload else ("", "")
        first, second = str(first), str(second)
    except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError, MemoryError, AttributeError) as error:
        raise unreadable.crashed(name) from error
    if kind is Kind.REFUSAL:
        # Every sentence of ours is one line of signs; a worker that was taken over may send anything.
        sentence = "".join(sign if sign.isprintable() else "?" for sign in second[:_LONGEST_SENTENCE])
        raise DibaoError(sentence, code=first)
    if kind is Kind.LACKING:
        raise unreadable.lacking(name, first) from WorkerFailure(second)
    if kind is Kind.MEMORY:
        raise unreadable.too_greedy(name, limits.memory)
    if kind is Kind.TOO_MUCH:
        raise unreadable.too_much(name, limits.output)
    raise unreadable.corrupt(name) from WorkerFailure(second)


def ended(status: int | None, name: str, limits: Limits, *, late: bool) -> DibaoError:
    """Why a worker ended without an answer. `status`: as `os.waitpid` gives it, None where nobody knows."""
    if late:
        return unreadable.too_slow(name, limits.seconds)
    if status is not None and os.WIFSIGNALED(status):
        by = os.WTERMSIG(status)
        if by in (signal.SIGALRM, signal.SIGXCPU):
            return unreadable.too_slow(name, limits.seconds)
        if by == signal.SIGKILL:  # not by us: the system itself was out of memory
            return unreadable.too_greedy(name, limits.memory)
    elif status is not None and os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
        return unreadable.too_greedy(name, limits.memory)
    return unreadable.crashed(name)


def end(pid: int, *, gone: bool = False) -> int | None:
    """End a worker, and whatever it may have started, and wait for it; its status, None where nobody knows.

    `gone`: it has hung up, so its own end is waited for: that says why.
    """
    alone = gone and _dies(pid)
    for kill in (os.killpg, os.kill):  # it leads a group of its own, once it has come that far
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    try:
        status = os.waitpid(pid, 0)[1]
    except ChildProcessError:  # someone else waits for all children, or nobody wants to hear of them
        return None
    return status if alone else None


def _dies(pid: int) -> bool:
    """Whether the process ends by itself within a moment; it stays to be waited for."""
    if not hasattr(os, "waitid"):  # nobody can look without waiting for it
        sleep(_MOMENT / 10)
        return True
    deadline = monotonic() + _MOMENT
    while True:
        with suppress(ChildProcessError):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None:
                return True
        if monotonic() > deadline:
            return False
        sleep(0.001)


def _traceback() -> str:
    import traceback

    return traceback.format_exc(limit=-12)


def _no_room() -> DibaoError:
    return DibaoError(
        say(
            "系统资源不足，开不了读取文件的进程，请关闭一些程序后重试。",
            "The system has no room for a process that reads files; close some programs and try again.",
        ),
        code="no_process",
    )
