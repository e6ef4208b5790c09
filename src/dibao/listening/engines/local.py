"""The processes of this machine."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import TypeVar

from dibao.errors import DibaoError
from dibao.language import current as language
from dibao.language import say, use

T = TypeVar("T")
R = TypeVar("R")


class Local:
    """`workers` processes, 0 for as many as this process may use cores; with one, no other process is started."""

    def __init__(self, workers: int = 0) -> None:
        self.workers = workers or len(os.sched_getaffinity(0))

    def run(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """See `Engine`."""
        if self.workers == 1:
            yield from map(function, tasks)
            return
        pool = ProcessPoolExecutor(self.workers, get_context("spawn"), _begin, (language(),))
        try:
            yield from self._results(pool, function, iter(tasks))
        except BrokenProcessPool as error:
            raise DibaoError(
                say(
                    "一个处理进程被系统终止（多半是内存不够）；已完成的批次都在，再运行一次即可接着做。",
                    "A worker was ended by the system, most likely for want of memory; finished batches are kept, run "
                    "it again to go on.",
                ),
                code="worker_lost",
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _results(self, pool: ProcessPoolExecutor, function: Callable[[T], R], tasks: Iterator[T]) -> Iterator[R]:
        """Never more tasks on their way than keep everybody busy: tasks may carry rows."""
        running: set[Future[R]] = set()
        more = True
        while more or running:
            while more and len(running) < self.workers + 1:
                try:
                    running.add(pool.submit(function, next(tasks)))
                except StopIteration:
                    more = False
            done, running = wait(running, return_when=FIRST_COMPLETED) if running else (set(), running)
            for one in done:
                yield one.result()


def _begin(chosen: str) -> None:
    """In a worker: speak the language of who started it, and end when that process is gone."""
    use("en" if chosen == "en" else "zh")
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
