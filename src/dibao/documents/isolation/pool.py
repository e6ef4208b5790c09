"""A batch of items through workers that stay: each item has its own limits, and spoils none of the others."""

from __future__ import annotations

import os
import pickle
import select
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Generic, TypeVar

from dibao.documents import unreadable
from dibao.documents.isolation import process
from dibao.documents.isolation.confinement import inside
from dibao.documents.isolation.limits import DEFAULT, MIB, Limits
from dibao.documents.isolation.worker import GRACE, opened
from dibao.errors import DibaoError

T = TypeVar("T")
R = TypeVar("R")

RECYCLE = 200
"""A worker ends after so many items: what one of them did to it does not last."""
_AHEAD = 3
"""How many items a worker has been given at a time, so that it never waits for the next."""
_WINDOW = 256
_HELD = 64 * MIB
"""How many items, and bytes of answers, may wait for one before them."""
_LENGTH = struct.Struct("<Q")
_PIPE = MIB


@dataclass(slots=True)
class _Job(Generic[T]):
    place: int
    item: T
    name: str


@dataclass(slots=True)
class _Worker(Generic[T]):
    pid: int
    to: int
    back: int
    jobs: deque[_Job[T]] = field(default_factory=deque)
    """Those it was given and has not answered, the one it is at first."""
    out: deque[memoryview] = field(default_factory=deque)
    received: bytearray = field(default_factory=bytearray)
    kind: process.Kind | None = None
    wanted: int = process.HEAD.size
    deadline: float = 0.0
    given: int = 0
    size: int = 0
    """What it took of memory at its first answer, in bytes."""
    last: bool = False
    """It gets nothing more."""


class Pool:
    """Workers for batches. `workers`: how many, by default one for each processor that this process may use.

    `recycle`: after how many items a worker makes room for a new one; 1 gives every item a process of its own.
    """

    def __init__(self, workers: int | None = None, *, limits: Limits = DEFAULT, recycle: int = RECYCLE) -> None:
        self.workers = workers or _processors()
        self.limits = limits
        self.recycle = recycle

    def run(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        name: Callable[[T], str] = str,
        ordered: bool = True,
    ) -> Iterator[tuple[T, R | DibaoError]]:
        """Each item with what the function makes of it, or with the DibaoError that says why it made nothing.

        In the order of the items, else as they are done. Items are taken from `items` as there is room for them;
        they must be picklable, the function need not be. Results are what `isolated` may return. `name` gives the
        file's name for a sentence. What is not taken from this iterator keeps nobody waiting: close it when done.
        """
        if inside() or not process.available():
            return _directly(function, items, name)
        return _Batch(self, function, items, name).results(ordered)


def _processors() -> int:
    with suppress(AttributeError, OSError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _directly(
    function: Callable[[T], R], items: Iterable[T], name: Callable[[T], str]
) -> Iterator[tuple[T, R | DibaoError]]:
    for item in items:
        try:
            yield item, function(item)
        except DibaoError as error:
            yield item, error
        except Exception:
            yield item, unreadable.corrupt(name(item))


class _Batch(Generic[T, R]):
    """One run of a pool."""

    def __init__(self, pool: Pool, function: Callable[[T], R], items: Iterable[T], name: Callable[[T], str]) -> None:
        self._pool = pool
        self._function = function
        self._name = name
        self._items = enumerate(items)
        self._again: deque[_Job[T]] = deque()
        """Those that a worker was given that ended before it came to them."""
        self._exhausted = False
        self._workers: list[_Worker[T]] = []
        self._done: dict[int, tuple[_Job[T], process.Answer | DibaoError]] = {}
        self._held = 0
        self._next = 0

    def results(self, ordered: bool) -> Iterator[tuple[T, R | DibaoError]]:
        try:
            while self._feed():
                self._turn()
                while self._done and (not ordered or self._next in self._done):
                    place = self._next if ordered else next(iter(self._done))
                    job, answer = self._done.pop(place)
                    self._next += 1
                    made = self._made(job, answer)
                    begin = monotonic()
                    yield job.item, made
                    paused = monotonic() - begin  # a worker is not late because nobody looked
                    for worker in self._workers:
                        worker.deadline += paused
        finally:
            for worker in self._workers:
                self._close(worker)

    def _made(self, job: _Job[T], answer: process.Answer | DibaoError) -> R | DibaoError:
        if isinstance(answer, DibaoError):
            return answer
        self._held -= len(answer[1])
        try:
            made: R = process.result(answer, job.name, self._pool.limits)
        except DibaoError as error:
            return error
        return made

    # --- giving out ---

    def _feed(self) -> bool:
        """Give out what there is room for, and whether anything is still to come."""
        while self._waiting() < _WINDOW and self._held < _HELD:
            worker = self._free()
            job = self._job() if worker is not None else None
            if worker is None or job is None:
                break
            self._give(worker, job)
        return bool(self._done) or any(worker.jobs for worker in self._workers)

    def _waiting(self) -> int:
        return len(self._done) + sum(len(worker.jobs) for worker in self._workers)

    def _free(self) -> _Worker[T] | None:
        """The worker with the least to do, a new one where all have something to do."""
        # What waits to be sent lies in memory: nothing is given out behind it.
        open_to_all = [each for each in self._workers if not (each.last or each.out or len(each.jobs) >= _AHEAD)]
        least = min(open_to_all, key=lambda worker: len(worker.jobs), default=None)
        if least is not None and not least.jobs:
            return least
        if len(self._workers) < self._pool.workers:
            if self._more():
                self._workers.append(self._start())
                return self._workers[-1]
            return None
        return least

    def _more(self) -> bool:
        """Whether there is another item; it is looked for by taking it."""
        if not self._again:
            job = self._job()
            if job is not None:
                self._again.append(job)
        return bool(self._again)

    def _job(self) -> _Job[T] | None:
        if self._again:
            return self._again.popleft()
        if self._exhausted:
            return None
        for place, item in self._items:
            return _Job(place, item, self._name(item))
        self._exhausted = True
        return None

    def _give(self, worker: _Worker[T], job: _Job[T]) -> None:
        payload = pickle.dumps(job.item, pickle.HIGHEST_PROTOCOL)
        worker.out += (memoryview(_LENGTH.pack(len(payload))), memoryview(payload))
        worker.jobs.append(job)
        worker.given += 1
        worker.last = worker.last or worker.given >= self._pool.recycle
        if len(worker.jobs) == 1:
            worker.deadline = self._deadline()
        self._write(worker)

    def _deadline(self) -> float:
        return monotonic() + self._pool.limits.seconds + GRACE

    def _start(self) -> _Worker[T]:
        taking, to = process.pipe()
        back, giving = process.pipe()
        limits, function = self._pool.limits, self._function
        try:
            pid = process.start(
                lambda: _serve(function, taking, giving, limits),
                limits,
                [taking, giving],
                limits.seconds * self._pool.recycle,
            )
        except BaseException:
            os.close(to)
            os.close(back)
            raise
        finally:
            os.close(taking)
            os.close(giving)
        os.set_blocking(to, False)
        _widen(back)
        return _Worker(pid, to, back)

    # --- taking in ---

    def _turn(self) -> None:
        """Wait until something happens, and see to it."""
        poller = select.poll()
        by: dict[int, _Worker[T]] = {}
        for worker in self._workers:
            poller.register(worker.back, select.POLLIN | select.POLLHUP)
            by[worker.back] = worker
            if worker.out:
                poller.register(worker.to, select.POLLOUT)
                by[worker.to] = worker
        first = min((worker.deadline for worker in self._workers if worker.jobs), default=0.0)
        for descriptor, _ in poller.poll(max(0.0, first - monotonic()) * 1000 + 1):
            worker = by[descriptor]
            if worker not in self._workers:
                continue
            if descriptor == worker.to:
                self._write(worker)
            else:
                self._read(worker)
        now = monotonic()
        for worker in [each for each in self._workers if each.jobs and each.deadline < now]:
            self._read(worker, late=True)

    def _write(self, worker: _Worker[T]) -> None:
        with suppress(BlockingIOError, BrokenPipeError):  # a worker that has gone is seen where it is read from
            while worker.out:
                worker.out[0] = worker.out[0][os.write(worker.to, worker.out[0]) :]
                if not worker.out[0]:
                    worker.out.popleft()

    def _read(self, worker: _Worker[T], *, late: bool = False) -> None:
        """Take what a worker has sent. `late`: it has no more time; what lies ready counts all the same."""
        poller = select.poll()
        poller.register(worker.back, select.POLLIN | select.POLLHUP)
        while poller.poll(0):
            piece = os.read(worker.back, min(process.PIECE, worker.wanted - len(worker.received)))
            if not piece:
                self._lose(worker, gone=True)
                return
            worker.received += piece
            if len(worker.received) < worker.wanted:
                continue
            if worker.kind is None:
                try:
                    worker.kind, worker.wanted = opened(worker.received, self._pool.limits.output)
                except ValueError:
                    self._lose(worker)
                    return
                worker.received = bytearray()
            if len(worker.received) == worker.wanted:
                if not worker.jobs:  # nothing was asked
                    self._lose(worker)
                    return
                self._answered(worker, (worker.kind, worker.received))
                return
        if late:
            self._lose(worker, late=True)

    def _answered(self, worker: _Worker[T], answer: process.Answer) -> None:
        worker.kind, worker.received, worker.wanted = None, bytearray(), process.HEAD.size
        self._keep(worker.jobs.popleft(), answer)
        worker.deadline = self._deadline()
        size = _resident(worker.pid)
        worker.size = worker.size or size
        worker.last = worker.last or size - worker.size > self._pool.limits.memory // 4
        if worker.last and not worker.jobs:
            self._workers.remove(worker)
            self._close(worker)

    def _keep(self, job: _Job[T], answer: process.Answer | DibaoError) -> None:
        self._done[job.place] = (job, answer)
        if not isinstance(answer, DibaoError):
            self._held += len(answer[1])

    def _lose(self, worker: _Worker[T], *, gone: bool = False, late: bool = False) -> None:
        """A worker ended, or is ended: what it was at fails, what it was not yet at goes to others."""
        self._workers.remove(worker)
        status = self._close(worker, gone=gone)
        if worker.jobs:
            job = worker.jobs.popleft()
            self._keep(job, process.ended(status, job.name, self._pool.limits, late=late))
        self._again.extendleft(reversed(worker.jobs))

    def _close(self, worker: _Worker[T], *, gone: bool = False) -> int | None:
        os.close(worker.to)
        os.close(worker.back)
        return process.end(worker.pid, gone=gone)


def _serve(function: Callable[[T], R], taking: int, giving: int, limits: Limits) -> None:
    """The life of a worker: until nobody gives it anything."""
    while head := _exactly(taking, _LENGTH.size):
        payload = _exactly(taking, _LENGTH.unpack(head)[0])
        process.write(giving, process.answer(lambda: function(pickle.loads(payload)), (), limits))  # noqa: B023


def _exactly(descriptor: int, size: int) -> bytes:
    """So many bytes; none where the other side has hung up."""
    received = bytearray()
    while len(received) < size:
        piece = os.read(descriptor, min(process.PIECE, size - len(received)))
        if not piece:
            return b""
        received += piece
    return bytes(received)


def _widen(descriptor: int) -> None:
    """Room for an answer, so that a worker can go on while nobody takes it."""
    import fcntl

    with suppress(OSError, AttributeError):
        fcntl.fcntl(descriptor, fcntl.F_SETPIPE_SZ, _PIPE)


def _resident(pid: int) -> int:
    """The memory that a process takes, in bytes; 0 where the system does not say."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
