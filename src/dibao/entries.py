"""The ledger as everything outside `office/` sees it: entries, reports, seals and a small protocol to ask for them.

Every method of `Ledger` answers for a whole day or more at once; nobody asks figure by figure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from dibao.figures import Approx, Basis, How, Interval, Number, Window


class Origin(StrEnum):
    """How an entry came to be."""

    REPORTED = "reported"
    """A unit says so."""
    COUNTED = "counted"
    """Dibao counted its own records."""
    CORRECTED = "corrected"
    """An explicit correction with a reason."""
    CARRIED = "carried"
    """An earlier value that a person chose to carry forward; dated in the text."""
    OPENING = "opening"
    """An opening balance."""


class Series(NamedTuple):
    """What is followed from day to day. `unit_code` is the subject; `measure` the measure word, normalised."""

    unit_code: str
    indicator: str
    item: str
    measure: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Draft:
    """A line on its way into the ledger: all of an entry's content, without its place in the chain.

    `reporter` is the code of the unit that said so, `text` the number as written with its measure word, `sentence`
    the clause it stood in, `start`/`end` its characters in the report's text.
    """

    day: date
    series: Series
    window: Window
    value: Number
    interval: Interval
    approx: Approx
    reporter: str
    origin: Origin = Origin.REPORTED
    basis_how: How = How.STATED
    window_how: How = How.STATED
    part_of: int | None = None
    """Position, in the same batch of drafts, of the whole that this is a part of."""
    text: str = ""
    phrase: str = ""
    sentence: str = ""
    start: int = 0
    end: int = 0
    locator: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger (台账条目). `number` counts from 1 without gaps; `digest` covers content and predecessor."""

    number: int
    digest: str
    draft: Draft
    report: int | None = None
    file: str = ""
    version: int = 1
    part_of: int | None = None
    """The `number` of the whole that this is a part of."""
    supersedes: int | None = None

    @property
    def series(self) -> Series:
        return self.draft.series

    @property
    def interval(self) -> Interval:
        return self.draft.interval


class Arrival(StrEnum):
    """Whether a report is counted."""

    COUNTED = "counted"
    WAITING = "waiting"
    """No unit fits: it waits for a person and nothing of it is counted."""
    REPLACED = "replaced"
    """A newer version of the same report has come."""
    WITHDRAWN = "withdrawn"
    """Somebody took it back, with a reason: it stays and is not counted."""


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A report (来件) as checks and briefs see it. `arrived` None: unknown, which is not late.

    `dated` is the date written inside the report, None where there is none; `told` the day it was received for.
    `text_digest` is a hash of the text without dates and white space, equal where yesterday's report came again.
    """

    number: int
    unit_code: str
    day: date
    version: int
    file: str
    digest: str
    state: Arrival = Arrival.COUNTED
    arrived: datetime | None = None
    dated: date | None = None
    told: date | None = None
    text: str = ""
    text_digest: str = ""
    figures: int = 0
    open_figures: int = 0
    masked: tuple[str, ...] = ()
    """The clauses with masked values (XX, **): unknown, not zero."""
    replaces: int | None = None
    """The `number` of the version before; None for the first one. A unit may have several reports a day."""


@dataclass(frozen=True, slots=True)
class Seal:
    """How the ledger stood: entry `count` had the hash `head`. `str()` goes into briefs."""

    day: date
    count: int
    head: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()}:{self.count}:{self.head}"

    @classmethod
    def parse(cls, text: str) -> Seal:
        """The inverse of `str()`; ValueError if it is none."""
        day, count, head = text.split(":")
        return cls(date.fromisoformat(day), int(count), head)


class Ledger(Protocol):
    """What checks and composing may ask. All days are reporting days; `first` and `last` are both included."""

    def entries(self, first: date, last: date) -> Sequence[Entry]:
        """Current entries (nothing supersedes them, their report is counted), in chain order."""
        ...

    def superseded(self, first: date, last: date) -> Sequence[Entry]:
        """Entries that a newer version or a correction replaced, in chain order."""
        ...

    def latest(self, before: date) -> Mapping[Series, Entry]:
        """For each series on a cumulative or as-of basis, its last current entry of a day before `before`.

        Opening balances count as entries of the day that `opening.csv` gives them. Where a series has several
        entries on that last day, the last in chain order.
        """
        ...

    def reports(self, first: date, last: date, *, also: Collection[date] = ()) -> Sequence[ReportInfo]:
        """All reports of those days, and of the days `also`, replaced, withdrawn and waiting ones too, by number."""
        ...

    def seal(self, day: date) -> Seal | None:
        """How the ledger stands at its newest entry, as a seal of `day`; None for an empty ledger."""
        ...

    def digest_at(self, count: int) -> str | None:
        """The hash of entry `count`; None where the ledger has no such entry."""
        ...
