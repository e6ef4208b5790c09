"""Processes that receive reports, forked from one that has imported everything: starting one costs a millisecond."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.db import connections

from dibao.office.setup import open_office
from support import plain_reading

if TYPE_CHECKING:
    from dibao.office.reports.received import Received

FIRST_DAY = date(2026, 2, 3)


class File(NamedTuple):
    """A report to receive for a day. `entries`: what it must leave in the ledger, (unit, indicator, value)."""

    name: str
    day: date
    data: bytes
    figures: int
    entries: list[tuple[str, str, str]]


def reports(seed: int) -> list[File]:
    """Four reports of one day: a district's, a newspaper's, the district's again in a newer version, and nobody's."""
    day = FIRST_DAY + timedelta(days=seed)

    def file(name: str, unit: str, head: str, leaflets: int, posters: int) -> File:
        told = [("outreach.leaflets", leaflets, "份"), ("outreach.posters", posters, "张"), ("other", seed, "条")]
        lines = [f"{code} {value} {measure} new" for code, value, measure in told]
        entries = [(unit, code, str(value)) for code, value, _ in told] if unit else []
        return File(name, day, "\n".join([head, *lines]).encode(), len(told), entries)

    return [
        file("东河区.txt", "donghe", "东河区宣传工作情况", 3200, 96),
        file("日报.txt", "daily", "安澜日报宣传工作情况", 410, 25),
        file("东河区.txt", "donghe", "东河区宣传工作情况", 3300, 96),
        file("无名.txt", "", "宣传工作情况", 120, 7),
    ]


def receive_all(
    root: Path, files: list[File], done: Callable[[], object] = lambda: None, *, group: int = 100
) -> list[Received]:
    """What `dibao receive` does: open the office, take the files in, read by workers. The reader is the plain one.

    `done` is called before the first file is read and after each report is in; `group` reports at most are written in
    one transaction.
    """
    office = open_office(root)
    from dibao.office.reports import batch
    from dibao.office.reports.batch import Delivery, receive_all

    batch.GROUP = group
    plain_reading.install(setattr)

    deliveries = [Delivery(file.name, partial(bytes, file.data)) for file in files]
    day = files[0].day if files else None
    done()
    results = []
    for outcome in receive_all(office, deliveries, day):
        assert outcome.received is not None, outcome.refused
        results.append(outcome.received)
        done()
    return results


@contextmanager
def forked(work: Callable[[], object]) -> Iterator[int]:
    """A child that does the work with a database connection of its own; killed at the latest when the block ends."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(code)
    try:
        yield child
    finally:
        end(child)


_ended: dict[int, int] = {}


def end(child: int) -> int:
    """Kill -9, if it still runs, and the way it ended: 0, or the negative number of the signal."""
    if child not in _ended:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        _ended[child] = os.waitstatus_to_exitcode(status)
    return _ended[child]


def wait(child: int) -> int:
    """Let it finish; the way it ended."""
    _, status = os.waitpid(child, 0)
    _ended[child] = os.waitstatus_to_exitcode(status)
    return _ended[child]
