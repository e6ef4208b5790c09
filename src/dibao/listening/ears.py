"""EARS: is today's count more than the days before let expect? C1, C2, C3 and the extended EARS.

C1 to C3 as Hutwagner et al. (2003) and Fricker et al. (2008) give them and R's `surveillance` computes them; the
extended one as epitweetr documents it (Chatterjee and Hadi's externally studentised residuals, Farrington's weights):
a day of the baseline that was itself a burst weighs less, and the baseline may be days of the same weekday.

All take counts of days one after another and give, for each day, what was expected and the limit that a burst is
above; NaN for days that have no whole baseline before them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from dibao.listening.student import normal_quantile, t_quantile

Floats = npt.NDArray[np.float64]

BASELINE = 7
ALPHA = 0.001
_GUARD = 2
"""Days between baseline and today for C2 and C3: a burst that has begun must not be its own measure."""


@dataclass(frozen=True, slots=True)
class Limits:
    """For each day what was expected and the limit; `burst` where the count is above it."""

    counts: Floats
    expected: Floats
    limit: Floats

    @property
    def burst(self) -> npt.NDArray[np.bool_]:
        return np.greater(self.counts, self.limit, where=~np.isnan(self.limit), out=np.zeros(len(self.limit), bool))


def c1(counts: npt.ArrayLike, *, baseline: int = BASELINE, alpha: float = ALPHA, least_sigma: float = 0.0) -> Limits:
    """The mean of the `baseline` days before and z(1 - alpha) of their standard deviations above it."""
    given, mean, sigma = _baseline(counts, baseline, 0, least_sigma)
    return Limits(given, mean, mean + normal_quantile(1 - alpha) * sigma)


def c2(counts: npt.ArrayLike, *, baseline: int = BASELINE, alpha: float = ALPHA, least_sigma: float = 0.0) -> Limits:
    """As C1, with a baseline that ends three days before."""
    given, mean, sigma = _baseline(counts, baseline, _GUARD, least_sigma)
    return Limits(given, mean, mean + normal_quantile(1 - alpha) * sigma)


def c3(counts: npt.ArrayLike, *, baseline: int = BASELINE, alpha: float = 0.025, least_sigma: float = 0.0) -> Limits:
    """As C2, with a limit that is lower by how far the two days before were above theirs, less one deviation each.

    The limit is mean + sigma (z - sum), as published; R's surveillance 1.20 writes the day's own count in place of the
    mean.
    """
    given, mean, sigma = _baseline(counts, baseline, _GUARD, least_sigma)
    with np.errstate(divide="ignore", invalid="ignore"):
        over = np.maximum(0, (given - mean) / sigma - 1)
    before = np.full((2, len(given)), np.nan)
    for lag in (1, 2):
        before[lag - 1, lag:] = over[: len(given) - lag]
    limit = mean + sigma * (normal_quantile(1 - alpha) - before.sum(axis=0))
    return Limits(given, np.where(np.isnan(limit), np.nan, mean), np.maximum(limit, 0))


def extended(
    counts: npt.ArrayLike,
    *,
    baseline: int = BASELINE,
    alpha: float = 0.025,
    alpha_outlier: float = 0.05,
    decay: float = 4,
    same_weekday: bool = False,
    least_sigma: float = 0.0,
) -> Limits:
    """The weighted mean of the baseline and t(1 - alpha) of its prediction error above it.

    A day of the baseline whose studentised residual r is above t(1 - alpha_outlier), q, weighs (q / r) ** decay.
    """
    given = np.asarray(counts, np.float64)
    step = 7 if same_weekday else 1
    expected, limit = np.full(len(given), np.nan), np.full(len(given), np.nan)
    if len(given) <= baseline * step:
        return Limits(given, expected, limit)
    window = sliding_window_view(given[:-1], baseline * step)[:, ::step]
    found = weighted(window, alpha=alpha, alpha_outlier=alpha_outlier, decay=decay, least_sigma=least_sigma)
    expected[baseline * step :], limit[baseline * step :] = found
    return Limits(given, expected, limit)


def weighted(
    window: Floats, *, alpha: float = 0.025, alpha_outlier: float = 0.05, decay: float = 4, least_sigma: float = 0.0
) -> tuple[Floats, Floats]:
    """What the extended EARS expects and its limit, a day a row: the counts of the days of its baseline."""
    baseline = window.shape[1]
    weight = _weights(window, t_quantile(1 - alpha_outlier, baseline - 2), decay)
    mean = (weight * window).mean(axis=1)
    sigma = np.sqrt((weight * (window - mean[:, None]) ** 2).sum(axis=1) / (baseline - 1))
    spread = np.maximum(sigma, least_sigma) * np.sqrt(1 + 1 / baseline)
    return mean, mean + t_quantile(1 - alpha, baseline - 1) * spread


def _baseline(counts: npt.ArrayLike, size: int, guard: int, least_sigma: float) -> tuple[Floats, Floats, Floats]:
    """The counts, and for each day mean and standard deviation of the days before it, `guard` days apart."""
    given = np.asarray(counts, np.float64)
    mean, sigma = np.full(len(given), np.nan), np.full(len(given), np.nan)
    if len(given) > size + guard:
        window = sliding_window_view(given[: len(given) - 1 - guard], size)
        mean[size + guard :] = window.mean(axis=1)
        sigma[size + guard :] = np.maximum(window.std(axis=1, ddof=1), least_sigma)
    return given, mean, sigma


def _weights(window: Floats, outlier: float, decay: float) -> Floats:
    """The weights of the days of each baseline, which add up to their number."""
    size = window.shape[1]
    residual = window - window.mean(axis=1, keepdims=True)
    total = (residual**2).sum(axis=1, keepdims=True)
    # The variance of the others: without day i the sum of squares is less by e_i² n / (n - 1).
    others = np.maximum(total - residual**2 * size / (size - 1), 0) / (size - 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        student = residual / np.sqrt(others * (1 - 1 / size))
        weight = np.where(student > outlier, (outlier / student) ** decay, 1.0)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True) * size)
