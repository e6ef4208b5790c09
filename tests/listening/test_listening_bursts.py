"""By which days a day is measured: those of its weekday where there are seven, else the seven before it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from dibao.listening import ears
from dibao.listening.bursts import baselines, bursts_of
from dibao.listening.counts import ALL, Tally

DAYS = [(date(2026, 1, 5) + timedelta(days=at)).isoformat() for at in range(70)]
WEEK = [100, 104, 98, 101, 103, 20, 10]


def tally(counts: dict[str, int]) -> Tally:
    kinds = ("on_topic", "topic", "claim", "question")
    return Tally({"items": {ALL: counts}} | {kind: {} for kind in kinds})


def test_the_same_weekday_of_seven_weeks_else_the_days_before() -> None:
    found = baselines(DAYS, [DAYS[6], DAYS[7], DAYS[48], DAYS[49]])
    assert found == {DAYS[7]: DAYS[:7], DAYS[48]: DAYS[41:48], DAYS[49]: DAYS[0:49:7]}
    # A day that was not listened to is unknown: without one of the Mondays, the seven known days before.
    known = [day for day in DAYS if day != DAYS[14]]
    assert baselines(known, [DAYS[49]]) == {DAYS[49]: DAYS[42:49]}
    assert baselines(known, [DAYS[20]]) == {DAYS[20]: [DAYS[12], DAYS[13], *DAYS[15:20]]}
    assert baselines(known, [DAYS[14]]) == {}


def test_limits_are_those_of_the_extended_ears() -> None:
    counts = np.random.default_rng(4).poisson(50, 70).astype(float)
    counts[60] = 200
    [burst] = bursts_of(tally(dict(zip(DAYS, map(int, counts), strict=True))), {DAYS[60]}, 5)
    limits = ears.extended(counts, same_weekday=True, least_sigma=1.0)
    assert (burst.count, burst.expected, burst.limit) == (200, limits.expected[60], limits.limit[60])
    early = counts.copy()
    early[20] = 200
    [burst] = bursts_of(tally(dict(zip(DAYS, map(int, early), strict=True))), {DAYS[20]}, 5)
    limits = ears.extended(early, least_sigma=1.0)
    assert (burst.expected, burst.limit) == (limits.expected[20], limits.limit[20])


def test_mondays_after_quiet_weekends_are_no_bursts_and_a_loud_sunday_is_one() -> None:
    counts = {day: WEEK[at % 7] + at % 3 for at, day in enumerate(DAYS)}
    assert bursts_of(tally(counts), set(DAYS[49:]), 5) == ()
    counts[DAYS[62]] = 60  # a Sunday; on a working day that would be little
    assert [burst.day for burst in bursts_of(tally(counts), set(DAYS[49:]), 5)] == [DAYS[62]]
