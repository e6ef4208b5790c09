"""A day as Today shows it, computed once for how the records stand; nothing of it depends on who looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dibao.checks import Finding
from dibao.composing.facts import HISTORY, Facts
from dibao.entries import Entry, Origin
from dibao.language import say
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.findings import examined, open_of
from dibao.office.ledger.remembered import Remembered
from dibao.office.shared.kept import Kept
from dibao.office.shared.later import Answer, Later, is_large
from dibao.office.shared.office import Office
from dibao.office.shared.pages import missing
from dibao.office.shared.slips import Due, due
from dibao.office.today.board import Board, board, reminded
from dibao.office.today.dispatch import Order, orders
from dibao.office.today.figures import Drawn, Key, keys, trend
from dibao.office.today.lanes import Lane, lanes
from dibao.office.today.models import Asked
from dibao.office.today.settling import Item, Settled, items, settled


@dataclass(frozen=True, slots=True)
class Day:
    """`open`: what is to be settled, heaviest first; `accepted`: what somebody let stand; `settled`: what was done
    about findings of the day, newest first. `orders`: the dispatch log. `slips`: issued briefs that a
    correction has touched."""

    day: date
    board: Board
    lanes: tuple[Lane, ...]
    keys: tuple[Key, ...]
    trend: Drawn | None
    open: tuple[Item, ...]
    accepted: tuple[Item, ...]
    settled: tuple[Settled, ...]
    orders: tuple[Order, ...]
    slips: tuple[Due, ...] = ()

    @property
    def done(self) -> int:
        """How many things were settled."""
        return len(self.accepted) + len(self.settled)

    @property
    def overdue(self) -> int:
        """How many tasks are overdue."""
        return sum(order.overdue for order in self.orders)

    def item(self, finding: str) -> Item | None:
        """The open finding of this name."""
        return next((item for item in self.open if item.finding.id == finding), None)

    def standing(self, finding: str) -> Item | None:
        """The accepted finding of this name."""
        return next((item for item in self.accepted if item.finding.id == finding), None)


_YEARS = range(1950, 2200)
_days: Kept[Day] = Kept(16)


def day_of(office: Office, day: date) -> Day:
    """The day as its records stand, in a large office as they stood last; one query where nothing has changed.

    DibaoError for a day beyond all records; `not_ready` where a large office's was never made yet.
    """
    return looked_at(office, day).or_wait()


def looked_at(office: Office, day: date) -> Answer[Day]:
    """The same, with when it was made."""
    if day.year not in _YEARS:
        raise missing(say("这一天", "such day"))
    if is_large(office):
        return _later.get(office, day)
    return Answer(_days.get(office, day, lambda: made(office, day)), office.now(), fresh=True)


def made(office: Office, day: date) -> Day:
    """The day, from the records."""
    ledger = Remembered(DjangoLedger.of(office))
    judged = examined(office, day, ledger)
    found = judged.findings
    left = open_of(found)
    first = day - timedelta(days=HISTORY)
    entries = ledger.entries(first, day)
    reports = [replace(report, text="") for report in ledger.reports(day, day)]  # what is kept need not hold them
    facts = _facts(office, day, ledger, entries, found)
    shown = keys(facts, replace(facts.on(-1), findings=tuple(judged.yesterday), _figures={}))
    asked = _asked(office, day)
    by_number = {entry.number: entry for entry in entries}
    every = items(office, found, by_number, {report.number: report for report in reports}, asked)
    return Day(
        day=day,
        board=reminded(board(office, day, reports, left), asked.get("", {})),
        lanes=lanes(office.workspace.settings, day, *_tellers(entries, day)),
        keys=shown,
        trend=trend(facts, shown[0]) if shown else None,
        open=tuple(item for item in every if item.finding.accepted is None),
        accepted=tuple(item for item in every if item.finding.accepted is not None),
        settled=settled(office, day, entries),
        orders=orders(office, day),
        slips=due(office, day),
    )


_later = Later(made)


def _facts(office: Office, day: date, ledger: Remembered, entries: Sequence[Entry], found: Sequence[Finding]) -> Facts:
    """The day for what composing computes, from what the checks asked already."""
    first = day - timedelta(days=HISTORY)
    return Facts(
        office.workspace,
        day,
        tuple(entry for entry in entries if entry.draft.day == day),
        (*ledger.latest(first).values(), *(entry for entry in entries if entry.draft.day < day)),
        tuple(ledger.reports(day, day)),
        None,
        tuple(found),
        office.now(),
        tuple(ledger.reports(first, day - timedelta(days=1))),
    )


def _tellers(entries: Sequence[Entry], day: date) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """The units by area of the catalogue: those that tell it on the day, and those that told it before. Of whom a
    value was carried forward has not told it."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    usual: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        area, dot, _ = entry.series.indicator.partition(".")
        if dot and area != "local" and entry.draft.origin is not Origin.CARRIED:
            (told if entry.draft.day == day else usual)[area].add(entry.draft.reporter)
    return told, usual


def _asked(office: Office, day: date) -> dict[str, dict[str, list[datetime]]]:
    """When units were asked, local: by what it was about ("": the report), by unit."""
    found: defaultdict[str, dict[str, list[datetime]]] = defaultdict(dict)
    for line in Asked.objects.filter(day=day).order_by("id"):
        found[line.about].setdefault(line.unit_code, []).append(office.local(line.at))
    return found
