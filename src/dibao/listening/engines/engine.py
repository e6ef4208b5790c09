"""The seam for engines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Runs pure functions on tasks. Functions, tasks and results are picklable; all paths in them are on storage that
    every worker sees."""

    workers: int

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The result of every task, in any order, each task done at least once and given once.

        Tasks are taken as they can be worked on, not all at once. What a task raises is raised here; what was given
        before stays valid. Leaving the iteration early ends all work.
        """
        ...
