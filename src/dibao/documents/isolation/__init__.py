"""Files from outside are parsed in processes that can do nothing else.

`isolated(function, …)` runs one function in a worker without network, files and processes, with limits on memory, time
and output; `Pool` does so for a batch; `program(command, …)` runs an outside program in its own limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.documents.isolation import process
from dibao.documents.isolation.confinement import barriers, inside
from dibao.documents.isolation.limits import Limits
from dibao.documents.isolation.worker import isolated

if TYPE_CHECKING:
    from dibao.documents.isolation.outside import program
    from dibao.documents.isolation.pool import Pool

__all__ = ["Limits", "Pool", "in_force", "inside", "isolated", "program"]


def in_force() -> frozenset[str] | None:
    """What holds a worker here: `memory`, `calls` (seccomp), `files` (Landlock); None where there are no workers."""
    return frozenset(isolated(barriers)) if process.available() else None


def __getattr__(name: str) -> object:
    """Reading one page must not pay for what a batch or an outside program needs."""
    if name == "program":
        from dibao.documents.isolation.outside import program

        return program
    if name == "Pool":
        from dibao.documents.isolation.pool import Pool

        return Pool
    raise AttributeError(name)
