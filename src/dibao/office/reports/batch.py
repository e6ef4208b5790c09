"""Many reports at once: read by several workers, written by the group, each of them wholly in or not at all.

Killed at any moment it leaves whole reports; running it again passes over those that are in and completes the rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import monotonic

from dibao.documents import Converted, Enclosed, Unpacked, office, unreadable
from dibao.documents.isolation import Pool
from dibao.errors import DibaoError
from dibao.office.reports import inbox
from dibao.office.reports.actions.receive import Receive, settled
from dibao.office.reports.intake import Taken, digest_of, taken, warm
from dibao.office.reports.opened import opened
from dibao.office.reports.received import Received, received_again
from dibao.office.shared.office import Office

GROUP = 100
"""Reports written in one transaction at most."""
AHEAD = 64
"""How far reading goes on while a file waits for others that LibreOffice converts in the same start."""
FEW = 6
"""So many reports inside a file are read by the worker that opens it; more are shared among workers."""
HELD = 2.0
"""Seconds: for so long a report that was read waits for others before it is written."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that a unit sent. `read` gives its bytes or raises DibaoError; `arrived` and `context` as in `Receive`."""

    name: str
    read: Callable[[], bytes]
    arrived: datetime | None = None
    context: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one delivery, or of one report in it: `received`, or the sentence why not (`refused`).

    `notes`: sentences on what was left out of what holds it. `last`: the delivery's last outcome.
    """

    delivery: str
    received: Received | None = None
    refused: str = ""
    notes: tuple[str, ...] = ()
    last: bool = True


@dataclass(frozen=True, slots=True)
class _Job:
    """A report on its way. `settled`: what is known of it without reading: it is there already, or has no bytes."""

    delivery: Delivery
    one: Enclosed
    last: bool = True
    settled: Received | DibaoError | None = None
    ready: Converted | None = None
    """The file as LibreOffice saved it, where only that can read it."""


@dataclass(frozen=True, slots=True)
class Several:
    """The reports in a small file that holds files, read by the worker that opened it; `made` one for each file."""

    found: Unpacked
    made: tuple[Taken, ...]


_Item = tuple[Enclosed, datetime | None, Converted | None]
"""What a worker gets: a report, when it arrived, what was made of it."""
_Made = tuple[_Job, Taken | Several | Received | DibaoError]


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of a report so far: read, there already, or refused. `notes` as in `Outcome`."""

    job: _Job
    made: Taken | Received | DibaoError
    notes: tuple[str, ...] = ()


def receive_all(
    office: Office, deliveries: Iterable[Delivery], told: date | None = None, unit: str | None = None
) -> Iterator[Outcome]:
    """Receive them in their order, `told` and `unit` as in `Receive`; one that cannot be read spoils no other.

    Close the iterator to stop; what was yielded is written.
    """
    return _Batch(office, told, unit).outcomes(deliveries)


class _Batch:
    def __init__(self, office: Office, told: date | None, unit: str | None) -> None:
        self._office, self._told, self._unit = office, told, unit
        self._now = office.now()
        self._near = told or self._now.date()
        warm(office.workspace)

    def outcomes(self, deliveries: Iterable[Delivery]) -> Iterator[Outcome]:
        """Read ahead, and write what was read as soon as a group is full, has waited, or holds its unit's day."""
        waiting: list[_Read] = []
        begun = monotonic()
        for read in self._read(deliveries):
            if waiting and (len(waiting) == GROUP or monotonic() - begun > HELD or _same_day(read, waiting)):
                yield from self._written(waiting)
                waiting = []
            if not waiting:
                begun = monotonic()
            waiting.append(read)
        yield from self._written(waiting)

    # --- reading ---

    def _read(self, deliveries: Iterable[Delivery]) -> Iterator[_Read]:
        for job, made in self._converted(self._taken(self._job(delivery) for delivery in deliveries)):
            if isinstance(made, DibaoError) and made.code == unreadable.HOLDS_FILES:
                yield from self._inside(job)
            elif isinstance(made, Several):
                yield from _read_together(self._parcel(job, made.found), made)
            else:
                yield _Read(job, made)

    def _job(self, delivery: Delivery) -> _Job:
        try:
            data = delivery.read()
        except DibaoError as error:
            return _Job(delivery, Enclosed(delivery.name, b""), settled=error)
        there = settled(digest_of(data))
        if there is not None:
            return _Job(delivery, Enclosed(delivery.name, b""), settled=received_again(there, self._office))
        return _Job(delivery, Enclosed(delivery.name, data, delivery.context))

    def _taken(self, jobs: Iterable[_Job]) -> Iterator[_Made]:
        """Each job with its report as workers read it, in order."""
        here, told, unit = self._office, self._told, self._unit
        given: deque[_Job] = deque()

        def items() -> Iterator[_Item | None]:
            for job in jobs:
                given.append(job)
                yield None if job.settled else (job.one, self._action(job).local_arrival(here), job.ready)

        def take(item: _Item | None) -> Taken | Several | None:
            if item is None:
                return None
            try:
                return taken(item[0], here.workspace, self._now, told, unit, *item[1:])
            except DibaoError as error:
                if error.code != unreadable.HOLDS_FILES:
                    raise
                several = self._small(item)
                if several is None:
                    raise
                return several

        for _, made in Pool().run(take, items(), name=lambda item: item[0].name if item else ""):
            job = given.popleft()
            known = job.settled or made
            assert known is not None
            yield job, known

    def _converted(self, stream: Iterator[_Made]) -> Iterator[_Made]:
        """The same, with what only LibreOffice can read made readable: several files a start, all in their order."""
        ahead: deque[_Made] = deque()
        for one in stream:
            ahead.append(one)
            while ahead and (not _wanted(ahead[0]) or len(ahead) == AHEAD):
                ahead = self._with_conversions(ahead) if _wanted(ahead[0]) else ahead
                yield ahead.popleft()
        yield from self._with_conversions(ahead)

    def _with_conversions(self, ahead: deque[_Made]) -> deque[_Made]:
        wanted = {place: _wanted(one) for place, one in enumerate(ahead) if _wanted(one)}
        again: dict[int, _Job] = {}
        for format in sorted(set(wanted.values())):
            # By place: two folders may hold files of one name.
            files = {f"{place}/{ahead[place][0].one.name}": place for place in wanted if wanted[place] == format}
            made = office.convert({name: ahead[place][0].one.data for name, place in files.items()}, format)
            for name, place in files.items():
                ready = made[name]
                if isinstance(ready, DibaoError):
                    # The worker's own sentence: it names the file as the unit did.
                    told = unreadable.not_converted if office.found() else unreadable.needs_office
                    ahead[place] = (ahead[place][0], told(ahead[place][0].one.name, format))
                else:
                    again[place] = replace(ahead[place][0], ready=ready)
        for place, one in zip(again, self._taken(again.values()), strict=True):
            ahead[place] = one
        return ahead

    def _small(self, item: _Item) -> Several | None:
        """In a worker: the reports in what holds a few, such as a mail. None where another way must be taken."""
        one, arrived, _ = item
        found = opened(one.data, one.name, self._office.workspace, self._near)
        if len(found.files) > FEW:
            return None
        with suppress(DibaoError):  # one of them is refused, or asks for LibreOffice
            known = self._office.workspace, self._now, self._told, self._unit, arrived, None
            around = one.context
            files = [replace(file, context=(*file.context, *around)) for file in found.files]
            return Several(found, tuple(taken(file, *known) for file in files))
        return None

    def _inside(self, job: _Job) -> Iterator[_Read]:
        """The reports in a file that holds files."""
        try:
            found = opened(job.one.data, job.one.name, self._office.workspace, self._near)
        except DibaoError as error:
            yield _Read(job, error)
            return
        notes = found.notes
        for inner, made in self._converted(self._taken(self._parcel(job, found))):
            assert not isinstance(made, Several)  # what was inside holds no more files
            yield _Read(inner, made, notes)
            notes = ()

    def _parcel(self, job: _Job, found: Unpacked) -> list[_Job]:
        """A job for each file inside, and for each that could not be had."""
        count = len(found.files) + len(found.refused)
        around = job.one.context
        files = [replace(one, context=(*one.context, *around)) for one in found.files]
        jobs = [_Job(job.delivery, one, place == count) for place, one in enumerate(files, 1)]
        return jobs + [
            _Job(job.delivery, Enclosed(job.one.name, b""), place == count, DibaoError(told, code=unreadable.CODE))
            for place, told in enumerate(found.refused, len(jobs) + 1)
        ]

    # --- writing ---

    def _action(self, job: _Job) -> Receive:
        return Receive.of(job.one, self._told, self._unit, job.delivery.arrived)

    def _written(self, group: Sequence[_Read]) -> Iterator[Outcome]:
        ready = [(self._action(read.job), read.made) for read in group if isinstance(read.made, Taken)]
        if ready:
            inbox.keep(self._office.root, [(action.data, made.digest, made.file) for action, made in ready])
        done = iter(Receive.run_all(self._office, ready) if ready else ())
        for read in group:
            made = next(done) if isinstance(read.made, Taken) else read.made
            received, refused = (None, str(made)) if isinstance(made, DibaoError) else (made, "")
            yield Outcome(read.job.delivery.name, received, refused, read.notes, read.job.last)


def _read_together(jobs: Sequence[_Job], several: Several) -> Iterator[_Read]:
    made = iter(several.made)
    notes = several.found.notes
    for job in jobs:
        yield _Read(job, job.settled or next(made), notes)
        notes = ()


def _wanted(one: _Made) -> str:
    """What LibreOffice is asked to make of the file; "" where it is not asked."""
    return unreadable.wanted(one[1]) if isinstance(one[1], DibaoError) else ""


def _same_day(read: _Read, waiting: Sequence[_Read]) -> bool:
    """Whether a report of the same unit and day waits to be written: the first must be there before the second."""
    key = _key(read)
    return key is not None and any(_key(other) == key for other in waiting)


def _key(read: _Read) -> tuple[str, date] | None:
    made = read.made
    if not isinstance(made, Taken) or made.whose.unit is None:
        return None
    return made.whose.unit.code, made.day
