"""A ledger that remembers what it was asked: checks and pages of one moment look at the same answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from dibao.entries import Entry, Ledger, ReportInfo, Seal, Series
from dibao.figures import Basis

T = TypeVar("T", Entry, ReportInfo)

_DAY = timedelta(days=1)
_STANDING = (Basis.CUMULATIVE, Basis.ASOF)


class Remembered:
    """Implements `dibao.entries.Ledger`. A question about days within those asked before costs nothing; use it for one
    moment only, it does not see what is written afterwards."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._entries: list[tuple[date, date, Sequence[Entry]]] = []
        self._reports: list[tuple[date, date, Sequence[ReportInfo]]] = []
        self._latest: dict[date, Mapping[Series, Entry]] = {}

    def entries(self, first: date, last: date) -> Sequence[Entry]:
        held = _within(self._entries, first, last, lambda entry: entry.draft.day)
        if held is None:
            held = self._ledger.entries(first, last)
            self._entries.append((first, last, held))
        return held

    def reports(self, first: date, last: date, *, also: Collection[date] = ()) -> Sequence[ReportInfo]:
        held = None if also else _within(self._reports, first, last, lambda report: report.day)
        if held is None:
            held = self._ledger.reports(first, last, also=also)
            self._reports.append((first, last, held))
        return held

    def latest(self, before: date) -> Mapping[Series, Entry]:
        if before not in self._latest:
            known = self._since_then(before)
            self._latest[before] = self._ledger.latest(before) if known is None else known
        return self._latest[before]

    def _since_then(self, before: date) -> Mapping[Series, Entry] | None:
        """What stood, from what stood on an earlier day and the entries since, where both were asked for."""
        for first, held in self._latest.items():
            since = (
                _within(self._entries, first, before - _DAY, lambda entry: entry.draft.day) if first < before else None
            )
            if since is not None:
                found = dict(held)
                for entry in since:
                    one = found.get(entry.series)
                    if entry.series.basis in _STANDING and (one is None or one.draft.day <= entry.draft.day):
                        found[entry.series] = entry
                return dict(sorted(found.items(), key=lambda pair: pair[1].number))
        return None

    def superseded(self, first: date, last: date) -> Sequence[Entry]:
        return self._ledger.superseded(first, last)

    def seal(self, day: date) -> Seal | None:
        return self._ledger.seal(day)

    def digest_at(self, count: int) -> str | None:
        return self._ledger.digest_at(count)


def _within(
    held: Sequence[tuple[date, date, Sequence[T]]], first: date, last: date, day: Callable[[T], date]
) -> Sequence[T] | None:
    for since, until, answer in held:
        if since <= first and last <= until:
            return [one for one in answer if first <= day(one) <= last]
    return None
