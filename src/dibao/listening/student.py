"""Quantiles of the normal and the t distribution, to the last digits of a float."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist


def normal_quantile(probability: float) -> float:
    """The value below which a standard normal variable falls with this probability."""
    return NormalDist().inv_cdf(probability)


@lru_cache(256)
def t_quantile(probability: float, freedom: int) -> float:
    """The value below which a t variable with `freedom` degrees falls with this probability."""
    if probability < 0.5:
        return -t_quantile(1 - probability, freedom)
    low, high = 0.0, 1.0
    while t_below(high, freedom) < probability:
        low, high = high, high * 2
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if t_below(middle, freedom) < probability:
            low = middle
        else:
            high = middle


def t_below(value: float, freedom: int) -> float:
    """How probably a t variable with a whole number of degrees is below a value (finite sums, Abramowitz and Stegun
    26.7.3 and 26.7.4)."""
    angle = math.atan(value / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = 0.0
    for step in range(1 + odd, freedom, 2):
        total += term
        term *= cosine * cosine * step / (step + 1)
    within = 2 / math.pi * (angle + sine * total) if odd else sine * total
    return 0.5 + within / 2
