"""What pages compute from the records, kept for how the records stand: made again only where something has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Hashable
from datetime import datetime
from typing import Generic, TypeVar

from dibao.language import current
from dibao.office.audit.models import AuditLine
from dibao.office.shared.office import Office

T = TypeVar("T")

_STEP = 5
"""Minutes: what is told of who is late today is at most so old."""


class Same:
    """An object as part of a key: it is itself and no other, and lives as long as the key does."""

    def __init__(self, held: object) -> None:
        self._held = held

    def __hash__(self) -> int:
        return id(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._held is self._held


class Kept(Generic[T]):
    """The last `size` answers of one kind, in this process."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._held: OrderedDict[Hashable, T] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, office: Office, key: Hashable, make: Callable[[], T]) -> T:
        """The answer to `key`, made again where something was written, a minute has passed, or a plain file of the
        workspace has changed. One query where nothing has. Every write leaves an audit line, so the newest one says
        how records stand."""
        written = AuditLine.objects.order_by("-id").values_list("id", flat=True).first() or 0
        minute = office.now().replace(second=0, microsecond=0)
        return self.once((key, written, minute, current(), Same(office.workspace)), make)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer to `key`, which says all that it depends on; who asks meanwhile waits for the one answer."""
        with self._guard:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._guard:
                if key in self._held:
                    return self._held[key]
            try:
                made = make()
            finally:
                with self._guard:
                    self._making.pop(key, None)
            with self._guard:
                self._held[key] = made
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
            return made


def ledger_stands() -> int:
    """How far the records have come that totals and briefs are made of: what people did to drafts, or to one another,
    changes none of them. One query."""
    rows = AuditLine.objects.exclude(verb__startswith="brief.").exclude(verb__startswith="person.")
    return rows.exclude(verb="day.seal").order_by("-id").values_list("id", flat=True).first() or 0


def moment_of(now: datetime, about: Container[object]) -> datetime:
    """As far as the time matters to what is told of some days: of today, by steps; of another day, which day it is."""
    step = now.replace(minute=now.minute // _STEP * _STEP, second=0, microsecond=0)
    return step if now.date() in about else step.replace(hour=0, minute=0)
