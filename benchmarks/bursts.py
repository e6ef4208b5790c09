"""How soon is a burst noticed, and how often is there none? C1, C2, C3 and the extended EARS on planted outbreaks.

    python benchmarks/bursts.py

Simulated days of counts (Poisson and over-dispersed, with and without a weekly rhythm), in half of which a burst of six
days is planted: it begins at one standard deviation above the mean a day and grows, or follows an earlier one within
its baseline. Delay: days from the burst's first to the first alarm, of those noticed; false alarms: days without a
burst on which there was an alarm, in a thousand.
"""

from __future__ import annotations

import numpy as np

from dibao.listening import ears

METHODS = {
    "C1": ears.c1,
    "C2": ears.c2,
    "C3": ears.c3,
    "extended": ears.extended,
    "extended, same weekday": lambda counts: ears.extended(counts, same_weekday=True),
    "extended, alpha .006": lambda counts: ears.extended(counts, alpha=0.006),
    "same weekday, alpha .006": lambda counts: ears.extended(counts, same_weekday=True, alpha=0.006),
}
"""The last two give about as many false alarms as C1 and C2 do: what is noticed can be compared."""
SHAPE = np.asarray([1.0, 2, 3, 4, 3, 2])
WEEK = np.asarray([1, 1.1, 1.05, 1, 0.95, 0.5, 0.4])
DAYS, BEGIN = 100, 75


def series(rng: np.random.Generator, mean: float, weekly: bool, dispersed: bool) -> np.ndarray:
    """Counts of days without a burst."""
    rate = mean * (np.resize(WEEK, DAYS) if weekly else np.ones(DAYS))
    if dispersed:
        rate = rate * rng.gamma(20, 1 / 20, DAYS)
    return rng.poisson(rate).astype(float)


def measured(
    mean: float, weekly: bool, dispersed: bool, repeated: bool, runs: int = 400
) -> dict[str, tuple[float, ...]]:
    """For each method: share noticed, mean delay, false alarms in a thousand days."""
    rng = np.random.default_rng(6)
    noticed = {name: [] for name in METHODS}
    false = {name: [] for name in METHODS}
    for _ in range(runs):
        calm = series(rng, mean, weekly, dispersed)
        sigma = np.sqrt(mean + (mean**2 / 20 if dispersed else 0))
        burst = calm.copy()
        burst[BEGIN : BEGIN + len(SHAPE)] += rng.poisson(sigma * SHAPE)
        if repeated:
            burst[BEGIN - 5 : BEGIN - 3] += rng.poisson(6 * sigma, 2)
        for name, method in METHODS.items():
            false[name].append(method(calm).burst[60:].mean())
            alarms = np.flatnonzero(method(burst).burst[BEGIN : BEGIN + len(SHAPE)])
            noticed[name].append(alarms[0] if len(alarms) else np.nan)
    return {
        name: (
            float(np.mean(~np.isnan(noticed[name]))),
            float(np.nanmean(noticed[name])) if not np.isnan(noticed[name]).all() else float("nan"),
            1000 * float(np.mean(false[name])),
        )
        for name in METHODS
    }


def main() -> None:
    """Print a table for each kind of series."""
    for title, mean, weekly, dispersed, repeated in (
        ("20 a day", 20, False, False, False),
        ("20 a day, over-dispersed", 20, False, True, False),
        ("20 a day, a burst of two days shortly before", 20, False, False, True),
        ("200 a day with a weekly rhythm", 200, True, False, False),
    ):
        print(f"\n{title}\n{'method':26}{'noticed':>10}{'delay':>8}{'false in 1,000':>16}")
        for name, (share, delay, false) in measured(mean, weekly, dispersed, repeated).items():
            print(f"{name:26}{share:10.0%}{delay:8.2f}{false:16.1f}")


if __name__ == "__main__":
    main()
