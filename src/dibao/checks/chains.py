"""Yesterday's total, today's new figure, today's total: which belong together, and what must hold between them.

With windows written out, the new figures bound the growth of the total: from below where they lie inside the time
between the two totals without overlap, from above where they cover it without a gap; both: equality. Where a window
is the workspace's default, days take the place of windows. Days without a report thus leave only the lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dibao.checks.snapshot import Line, Snapshot
from dibao.checks.sums import certainly_less, total
from dibao.entries import Entry, Origin
from dibao.figures import Basis, How, Interval, Window

MINUTE = timedelta(minutes=1)
"""23:59 and 24:00 are the same end of a day."""
_LOOSE_DAY = re.compile(r"今[日天]|[当本]日|当天|昨[日天]")
_MIDNIGHT = re.compile(r"(?<!\d)0{1,2}\s*[时点:：]|零时|零点")


@dataclass(frozen=True, slots=True)
class Chain:
    """`previous` total + `news` (earlier days' that have no total between, then today's) against `now`, today's total.

    `low`: now is at least the sum. `high`: now is at most the sum.
    """

    line: Line
    previous: Entry
    news: tuple[Entry, ...]
    now: Entry
    sum: Interval
    found: Interval
    low: bool
    high: bool

    @property
    def new(self) -> Entry:
        """Today's new figure."""
        return self.news[-1]

    @property
    def exact(self) -> bool:
        """Whether the two sides must be equal."""
        return self.low and self.high

    @property
    def holds(self) -> bool:
        """Whether nothing that must hold is broken."""
        return not (self.low and certainly_less(self.found, self.sum)) and not (
            self.high and certainly_less(self.sum, self.found)
        )


def chains(snapshot: Snapshot) -> list[Chain]:
    """Every chain of the day in which something must hold. A basis that nobody wrote proves nothing."""
    return snapshot.remembered(_chains)


def _chains(snapshot: Snapshot) -> list[Chain]:
    return list(_found(snapshot))


def _found(snapshot: Snapshot) -> Iterator[Chain]:
    for line, today in snapshot.lines.items():
        if Basis.NEW not in today or Basis.CUMULATIVE not in today:
            continue
        now = standing_total(snapshot, line)
        previous = previous_total(snapshot, line)
        news = _distinct(snapshot, today[Basis.NEW])
        if now is None or previous is None or not news:
            continue
        chain = _chain(snapshot, line, previous, news, now)
        if chain is not None and (chain.low or chain.high):
            yield chain


def standing_total(snapshot: Snapshot, line: Line) -> Entry | None:
    """The day's total of a line as its words say it, the one with the latest end."""
    stated = _stated(snapshot.lines.get(line, {}).get(Basis.CUMULATIVE, ()))
    return max(stated, key=lambda entry: (_end(entry), -entry.number), default=None)


def previous_total(snapshot: Snapshot, line: Line) -> Entry | None:
    """The last total of an earlier day from which something can be concluded; a report dated before the work began
    is dated wrongly."""
    stated = _stated(snapshot.past_lines.get(line, {}).get(Basis.CUMULATIVE, ()))
    began = snapshot.workspace.settings.began
    usable = [
        entry
        for entry in stated
        if snapshot.interval(entry) is not None
        and entry.draft.day < snapshot.day
        and (began is None or entry.draft.day >= began or entry.draft.origin is Origin.OPENING)
    ]
    return max(usable, key=lambda entry: (entry.draft.day, _end(entry), entry.number), default=None)


def _stated(entries: Sequence[Entry]) -> list[Entry]:
    return [
        entry for entry in entries if entry.draft.basis_how is not How.DEFAULT or entry.draft.origin is Origin.OPENING
    ]


def _end(entry: Entry) -> datetime:
    return entry.draft.window.end or datetime.min


def _distinct(snapshot: Snapshot, entries: Sequence[Entry]) -> list[Entry]:
    """One entry a window: the same figure told twice counts once, and 今日 is whatever window is written elsewhere."""
    first: dict[Window, Entry] = {}
    written = {entry.draft.day for entry in entries if fixed(snapshot, entry)}
    loose: set[date] = set()
    for entry in entries:
        if fixed(snapshot, entry):
            first.setdefault(entry.draft.window, entry)
        elif entry.draft.day not in written | loose:
            loose.add(entry.draft.day)
            first.setdefault(entry.draft.window, entry)
    return sorted(first.values(), key=lambda entry: (entry.draft.window.start or datetime.min, entry.number))


def _chain(snapshot: Snapshot, line: Line, previous: Entry, news: list[Entry], now: Entry) -> Chain | None:
    between = _between(snapshot, line, previous)
    usable = [entry for entry in between if snapshot.interval(entry) is not None]
    terms = [*usable, *news]
    intervals = [snapshot.interval(entry) for entry in (previous, *terms)]
    found = snapshot.interval(now)
    known = [interval for interval in intervals if interval is not None]
    if found is None or len(known) < len(intervals):
        return None
    if all(fixed(snapshot, entry) for entry in (previous, *terms, now)):
        low, high = _by_windows(previous, terms, now)
        high = high and len(usable) == len(between)
    elif len({entry.draft.day for entry in terms}) < len(terms):
        return None
    else:
        days = {entry.draft.day for entry in terms}
        low, high = True, all(day in days for day in _days(previous.draft.day, snapshot.day))
    return Chain(line, previous, tuple(terms), now, total(known), found, low, high)


def _between(snapshot: Snapshot, line: Line, previous: Entry) -> list[Entry]:
    news = snapshot.past_lines.get(line, {}).get(Basis.NEW, ())
    return _distinct(snapshot, [entry for entry in news if previous.draft.day < entry.draft.day < snapshot.day])


def fixed(snapshot: Snapshot, entry: Entry) -> bool:
    """Whether the words fix the window to the hour: 今日 and 昨日 alone name a day and mean 'since the last report'."""
    draft = entry.draft
    if draft.window_how is How.DEFAULT or draft.window.end is None or entry.number in snapshot.loose:
        return False
    if draft.series.basis is not Basis.NEW:
        return True
    loose = _LOOSE_DAY.search(draft.sentence) and not _MIDNIGHT.search(draft.sentence)
    return draft.window.start is not None and not (loose and draft.window.start.time() == datetime.min.time())


def _by_windows(previous: Entry, news: Sequence[Entry], now: Entry) -> tuple[bool, bool]:
    windows = [entry.draft.window for entry in news]
    cursor, stop = _end(previous), _end(now)
    inside, covering = True, True
    for window in windows:
        assert window.start is not None and window.end is not None
        inside = inside and window.start >= cursor - MINUTE
        covering = covering and window.start <= cursor + MINUTE
        cursor = window.end
    return inside and cursor <= stop + MINUTE, covering and cursor >= stop - MINUTE


def _days(after: date, until: date) -> Iterator[date]:
    """The days after one and up to another."""
    for step in range(1, (until - after).days + 1):
        yield after + timedelta(days=step)
