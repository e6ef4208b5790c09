"""EARS against values of R (ears/oracle.R), to 1e-9, and on plain cases."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from dibao.listening import ears
from dibao.listening.student import t_below, t_quantile

ORACLE = Path(__file__).parent / "ears" / "oracle.csv"


def oracle() -> dict[str, dict[str, np.ndarray]]:
    held: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with ORACLE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for name, value in row.items():
                if name != "series":
                    held[row["series"]][name].append(float("nan") if value.strip() == "NA" else float(value))
    return {name: {key: np.asarray(values) for key, values in one.items()} for name, one in held.items()}


def close(mine: np.ndarray, theirs: np.ndarray) -> None:
    assert np.array_equal(np.isnan(mine), np.isnan(theirs))
    known = ~np.isnan(theirs)
    assert known.sum() > 10
    error = np.abs(mine[known] - theirs[known]) / np.maximum(1, np.abs(theirs[known]))
    assert error.max() < 1e-9


@pytest.mark.parametrize("name", sorted(oracle()))
def test_equal_to_r(name: str) -> None:
    held = oracle()[name]
    counts = held["count"]
    close(ears.c1(counts).limit, held["c1"])
    close(ears.c2(counts).limit, held["c2"])
    close(ears.c2(counts).expected, held["mean2"])
    close(ears.extended(counts).expected, held["extended_mean"])
    close(ears.extended(counts).limit, held["extended"])
    close(ears.extended(counts, same_weekday=True).expected, held["weekday_mean"])
    close(ears.extended(counts, same_weekday=True).limit, held["weekday"])


@pytest.mark.parametrize("name", sorted(oracle()))
def test_c3_is_that_of_r_with_the_mean_in_place_of_the_count(name: str) -> None:
    """surveillance 1.20 begins C3's limit at the day's own count; the papers, and its manual, at the mean."""
    held = oracle()[name]
    theirs = np.maximum(held["c3"] - held["count"] + held["mean2"], 0)
    clamped = held["c3"] == 0  # nothing can be said of how far below zero it was
    mine = ears.c3(held["count"]).limit
    mine[clamped] = theirs[clamped] = np.nan
    close(mine, theirs)


def test_a_burst_in_the_baseline_hides_the_next_from_c1_and_not_from_the_extended() -> None:
    quiet = [20, 22, 19, 21, 20, 18, 21]
    counts = np.asarray([*quiet, 90, 20, 21, 60], float)
    assert ears.c1(counts).burst[[7, 10]].tolist() == [True, False]
    assert ears.extended(counts).burst[[7, 10]].tolist() == [True, True]


def test_a_quiet_weekend_is_no_burst_on_monday() -> None:
    weeks = np.tile([30.0, 31, 29, 30, 30, 8, 7], 9) + np.resize([0.0, 1, -1, 2], 63)
    assert not ears.extended(weeks, same_weekday=True).burst.any()


def test_days_without_a_baseline_are_no_bursts() -> None:
    for method in (ears.c1, ears.c2, ears.c3, ears.extended):
        assert np.isnan(method([5.0] * 7).limit).all()
        assert not method([1.0, 500.0]).burst.any()
        assert not method([]).burst.any()


def test_equal_days_and_one_other() -> None:
    """No variance at all: anything more is above; `least_sigma` says how much is too little."""
    counts = [4.0] * 8 + [5.0]
    assert ears.c1(counts).burst[-1] and ears.extended(counts).burst[-1]
    assert not ears.c1(counts, least_sigma=1).burst[-1] and not ears.extended(counts, least_sigma=1).burst[-1]
    one_out = ears.extended([4.0, 4, 4, 9, 4, 4, 4, 5])
    assert abs(one_out.expected[-1] - 4) < 1e-12


@pytest.mark.parametrize("freedom", [1, 2, 5, 6, 13, 40])
@pytest.mark.parametrize("probability", [0.025, 0.5, 0.9, 0.975, 0.999])
def test_quantiles_are_the_inverse(freedom: int, probability: float) -> None:
    assert abs(t_below(t_quantile(probability, freedom), freedom) - probability) < 1e-14
