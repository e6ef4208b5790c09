"""Bursts: days on which something was said far more often than the days before let expect (extended EARS)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from dibao.listening import ears
from dibao.listening.counts import Tally
from dibao.listening.summary import Burst

_KINDS = ("items", "on_topic", "topic", "claim", "question")
_LEAST_SIGMA = 1.0
"""Counts of items vary by at least this much."""


def bursts_of(tally: Tally, days: set[str], k: int) -> tuple[Burst, ...]:
    """The bursts on some of the tally's days, the latest and most surprising first; none of fewer than k items.

    A day without any item was not listened to: it is unknown, not zero, and stands in no baseline.
    """
    before = baselines(tally.days(), days)
    found = [burst for kind in _KINDS for burst in _of_kind(tally.held[kind], kind, before, k)] if before else []
    return tuple(sorted(found, key=lambda burst: (burst.day, burst.count - burst.limit), reverse=True))


def baselines(known: Sequence[str], days: Iterable[str]) -> dict[str, list[str]]:
    """For each day the seven that it is measured by: of its weekday, where the seven weeks before were listened to,
    else the seven known days before it. Days that have neither are left out."""
    there, found = set(known), {}
    for day in sorted(there & set(days)):
        today = date.fromisoformat(day)
        same = [(today - timedelta(weeks=week)).isoformat() for week in range(ears.BASELINE, 0, -1)]
        at = known.index(day)
        before = same if there.issuperset(same) else list(known[max(at - ears.BASELINE, 0) : at])
        if len(before) == ears.BASELINE:
            found[day] = before
    return found


def _of_kind(
    named: Mapping[str, Mapping[str, int]], kind: str, before: Mapping[str, list[str]], k: int
) -> Iterator[Burst]:
    for name, by_day in named.items():
        if sum(by_day.values()) < k:
            continue
        window = np.asarray([[by_day.get(day, 0) for day in days] for days in before.values()], np.float64)
        expected, limit = ears.weighted(window, least_sigma=_LEAST_SIGMA)
        for day, usual, most in zip(before, expected.tolist(), limit.tolist(), strict=True):
            count = by_day.get(day, 0)
            if count >= k and count > most:
                yield Burst(name, kind, day, count, usual, most)
