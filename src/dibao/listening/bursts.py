"""Bursts: days on which something was said far more often than the days before let expect (extended EARS)."""

from __future__ import annotations

from collections.abc import Iterator

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
    known = tally.days()
    found = [burst for kind in _KINDS for burst in _of_kind(tally, kind, known, k) if burst.day in days]
    return tuple(sorted(found, key=lambda burst: (burst.day, burst.count - burst.limit), reverse=True))


def _of_kind(tally: Tally, kind: str, known: list[str], k: int) -> Iterator[Burst]:
    for name, by_day in tally.held[kind].items():
        if sum(by_day.values()) < k:
            continue
        limits = ears.extended([by_day.get(day, 0) for day in known], least_sigma=_LEAST_SIGMA)
        for at in limits.burst.nonzero()[0].tolist():
            count = by_day.get(known[at], 0)
            if count >= k:
                yield Burst(name, kind, known[at], count, float(limits.expected[at]), float(limits.limit[at]))
