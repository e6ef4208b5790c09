"""What takes a large office longer than a page may: made in a process of its own, while pages show how things stood.

A small office waits the few tenths of a second that it takes (`kept`). In a large one nobody's browser waits: a page
gets the last answer and when it was made, and a new one is begun where something has changed since. One is made at a
time, at low priority, so that uploads and other pages come first.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from dibao.errors import DibaoError
from dibao.language import Language, current, say
from dibao.office.shared.kept import Same, ledger_stands, moment_of
from dibao.office.shared.office import Office

if TYPE_CHECKING:  # pages need people, whom the command line does without
    from dibao.office.shared.pages import Request

T = TypeVar("T")

LARGE = 150
"""With more units than these an office is large."""
APART = "dibao.office.site.apart"
"""The module that makes an answer in a process of its own."""
_PAUSE = timedelta(seconds=20)
"""After an answer that could not be made, so long passes before it is tried again."""
_log = logging.getLogger(__name__)


def is_large(office: Office) -> bool:
    """Whether answers over all units are made while nobody waits."""
    return len(office.workspace.units) > LARGE


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """`value`: as it was last made, None where it never was; `at`: when that was begun, local. `fresh`: nothing has
    changed since. `begun`: since when a new one is being made, local."""

    value: T | None
    at: datetime | None
    fresh: bool
    begun: datetime | None = None

    @property
    def stamp(self) -> str:
        """What a page that shows it asks with, so that it is sent again only where there is a newer one."""
        return self.at.isoformat() if self.at else "none"

    def same(self, request: Request) -> bool:
        """Whether a page only asks whether there is a newer one, and there is none."""
        return not self.fresh and bool(request.htmx) and request.GET.get("made") == self.stamp

    def or_wait(self) -> T:
        """The last answer; DibaoError (code `not_ready`) where there is none yet."""
        if self.value is None:
            raise DibaoError(
                say("这一天还在核对，请过一会儿再试。", "The day is still being checked; try again in a moment."),
                code="not_ready",
            )
        return self.value


class Later(Generic[T]):
    """Answers of one kind. `make`, a function of a module, makes one of an office and of what the answer is about."""

    def __init__(self, make: Callable[..., T], size: int = 16) -> None:
        self._make = make
        self._size = size
        self._held: OrderedDict[Hashable, tuple[Hashable, T, datetime]] = OrderedDict()
        self._making: dict[Hashable, datetime] = {}
        self._failed: dict[Hashable, datetime] = {}
        self._guard = threading.Lock()

    def get(self, office: Office, *about: Any) -> Answer[T]:
        """How things stood last, at once; a new answer is begun where something has changed. One query."""
        now = office.now()
        stands = (ledger_stands(), moment_of(now, about), Same(office.workspace))
        key = (about, current(), office.root)
        with self._guard:
            held = self._held.get(key)
            fresh = held is not None and held[0] == stands
            tired = key in self._failed and now - self._failed[key] < _PAUSE
            if not fresh and key not in self._making and not tired:
                self._making[key] = now
                work = (office, key, stands, current(), about, now)
                threading.Thread(target=self._work, args=work, daemon=True).start()
            value, at = (held[1], held[2]) if held else (None, None)
            return Answer(value, at, fresh, None if fresh else self._making.get(key))

    def _work(
        self,
        office: Office,
        key: Hashable,
        stands: Hashable,
        language: Language,
        about: tuple[Any, ...],
        now: datetime,
    ) -> None:
        try:
            made: T = apart(self._make, office, language, about)
        except Exception:
            _log.exception("%s of %s could not be made", self._make.__name__, about)
            with self._guard:
                self._failed = {held: at for held, at in self._failed.items() if now - at < _PAUSE} | {key: now}
        else:
            with self._guard:
                self._held[key] = (stands, made, now)
                self._held.move_to_end(key)
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
                self._failed.pop(key, None)
        finally:
            with self._guard:
                self._making.pop(key, None)


def apart(make: Callable[..., T], office: Office, language: Language, about: tuple[Any, ...]) -> T:
    """What `make` gives in a process of its own. Both ends are Dibao's: what passes between them comes from nowhere
    else."""
    given = pickle.dumps((make, language, about))
    environment = {**os.environ, "DIBAO_WORKSPACE": str(office.root)}
    done = subprocess.run(
        [sys.executable, "-m", APART], input=given, stdout=subprocess.PIPE, env=environment, check=True
    )
    made: T = pickle.loads(done.stdout)
    return made
