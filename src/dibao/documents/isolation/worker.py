"""One function in a process of its own."""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from enum import Enum
from time import monotonic
from typing import ParamSpec, TypeVar

from dibao.documents.isolation import process
from dibao.documents.isolation.confinement import inside
from dibao.documents.isolation.limits import DEFAULT, Limits

P = ParamSpec("P")
R = TypeVar("R")

GRACE = 0.5
"""Seconds: how much longer than its own alarm a worker may take."""


def isolated(function: Callable[..., R], *args: object, name: str = "", limits: Limits = DEFAULT) -> R:
    """What the function returns, run in a worker process; the arguments are inherited, not sent.

    The result must be made of plain values, dates, decimals, paths and the project's own frozen values. A DibaoError
    is raised as it was in the worker; whatever else happens there becomes one (code `unreadable`) that names the
    file `name` and says what to do. Inside a worker, and where a system has none, the function is simply called.
    """
    if inside() or not process.available():
        return function(*args)
    receiving, sending = process.pipe()
    pid = 0
    found: process.Answer | Silence = Silence.GONE
    status = None
    try:
        pid = process.start(
            lambda: process.write(sending, process.answer(function, args, limits)), limits, [sending], limits.seconds
        )
        os.close(sending)
        sending = -1
        found = _receive(receiving, monotonic() + limits.seconds + GRACE, limits.output)
    finally:
        os.close(receiving)
        if sending >= 0:
            os.close(sending)
        if pid:
            status = process.end(pid, gone=found is Silence.GONE)
    if isinstance(found, Silence):
        raise process.ended(status, name, limits, late=found is Silence.LATE)
    made: R = process.result(found, name, limits)
    return made


class Silence(Enum):
    """Why there is no answer."""

    LATE = "late"
    GONE = "gone"
    WRONG = "wrong"


def _receive(descriptor: int, deadline: float, most: int) -> process.Answer | Silence:
    poller = select.poll()
    poller.register(descriptor, select.POLLIN | select.POLLHUP)
    received = bytearray()
    wanted = process.HEAD.size
    kind = None
    while len(received) < wanted:
        left = deadline - monotonic()
        if left <= 0 or not poller.poll(left * 1000):
            return Silence.LATE
        piece = os.read(descriptor, min(process.PIECE, wanted - len(received)))
        if not piece:
            return Silence.GONE
        received += piece
        if kind is None and len(received) == process.HEAD.size:
            try:
                kind, wanted = opened(received, most)
            except ValueError:
                return Silence.WRONG
            received.clear()
    return (kind, received) if kind is not None else Silence.GONE


def opened(head: bytes | bytearray, most: int) -> tuple[process.Kind, int]:
    """What the head of an answer says; ValueError for what no honest worker sends."""
    kind, length = process.HEAD.unpack(head)
    if length > max(most, process.PIECE):
        raise ValueError("longer than any answer may be")
    return process.Kind(kind), length
