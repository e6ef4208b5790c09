"""What a process holds, as tests look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


def descriptors() -> list[int]:
    """The open descriptors of this process; the last one of a worker leads to its parent."""
    found = []
    for each in range(256):
        try:
            os.fstat(each)
            found.append(each)
        except OSError:
            pass
    return found


def childless() -> bool:
    """Whether no child is there, not even one that has ended and nobody waited for."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


@contextmanager
def unharmed() -> Iterator[None]:
    """No child is left afterwards, and no descriptor more or less is open."""
    before = descriptors()
    yield
    assert descriptors() == before
    assert childless()
