"""Jobs: work that is done by a process of its own while nobody's browser waits. `dibao serve` runs its worker.

A job is a function of plain values, `@jobs.job`, that may be run again from its beginning: a worker can be killed at
any moment, and what it had begun is then taken up again. It says itself, in its desk's tables, how far it has come.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import timedelta
from threading import BoundedSemaphore
from time import monotonic, sleep
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor
from dibao.office.shared.workspaces import workspace

PATIENCE = 1.2
"""Seconds that an answer may wait for its job: a report alone is read by then, and nobody has to look at a bar."""
_WAITING = BoundedSemaphore(3)
"""So many of a process' threads may wait; the others answer at once and keep the pages going."""
_LOST = timedelta(minutes=15)
"""After this long a job counts as lost, whoever took it."""
_STEP = 0.05


def job(function: Callable[..., None]) -> Task[Any, Any]:
    """Make a function of a module a job: `name.enqueue(…)` has it done soon; within a transaction, if that commits.

    Its values are numbers and texts: they are kept as JSON.
    """
    made: Task[Any, Any] = task()(function)
    return made


def office_of(actor: Actor) -> Office:
    """The office that is served, with this actor at the desk: what a job works in."""
    return Office(workspace(settings.WORKSPACE), actor)


def wait(done: Callable[[], bool], *, since: float) -> bool:
    """Whether something is done within a few moments of `since` (`monotonic`), when its request came in.

    Where several wait already, it says at once how things stand.
    """
    if done():
        return True
    if not _WAITING.acquire(blocking=False):
        return False
    try:
        while monotonic() < since + PATIENCE:
            sleep(_STEP)
            if done():
                return True
        return False
    finally:
        _WAITING.release()


def worker_name() -> str:
    """What this process is called as a worker."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def take_up_again() -> int:
    """Put back what dead workers had begun, and give how many jobs that is."""
    host = socket.gethostname()[:40]
    put_back = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        where, _, process = (row.worker_ids[-1] if row.worker_ids else "").rpartition(":")
        old = row.started_at is None or row.started_at < timezone.now() - _LOST
        if old or (where == host and not _alive(process)):
            running = DBTaskResult.objects.filter(id=row.id, status=TaskResultStatus.RUNNING)
            put_back += running.update(status=TaskResultStatus.READY)
    return put_back


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (OSError, ValueError):
        return False
    return int(process) != os.getpid()
