"""Which figures of a brief are most likely to be asked about: a score whose parts can be told.

| part | points |
|---|---|
| asked | the indicator's weight in asked.csv (0 to 2), for the total over all units |
| headline | 2 for the first figure of a paragraph, 3 in the first section |
| change | up to 3: 6 times the relative change since yesterday, of the units that told both; less under 1,000 |
| questioned | 4 if a finding of severity error touches it |
| corrected | 4 if one of its sources was corrected, 3 if one was carried forward |
| missing | 3 if nobody told it; else 1, and up to 2 more by the share of the units that are missing |

Of one indicator the two highest at most; equal scores in the order of the text.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log10
from pathlib import Path

from dibao.composing.brief import Brief, Figure, Picture, Role, State, paragraphs_of
from dibao.entries import Origin
from dibao.figures import Basis, Number

MOST = 2
"""Figures of one indicator at most."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure against yesterday's. `today` and `before`: of the `units` that told both, like for like."""

    yesterday: Figure | None
    today: Number | None = None
    before: Number | None = None
    units: int = 0

    @property
    def share(self) -> float:
        """The change relative to yesterday; 0 where nothing can be compared."""
        if self.today is None or self.before is None:
            return 0.0
        return abs(float(self.today) - float(self.before)) / max(abs(float(self.before)), 1.0)

    @property
    def size(self) -> float:
        """0 to 1: how far the counts are from the small ones, where one more is a lot."""
        return min(1.0, log10(1 + max(abs(float(self.today or 0)), abs(float(self.before or 0)))) / 3)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A figure with its score: the parts that are not zero."""

    figure: Figure
    compared: Compared
    parts: Mapping[str, float]

    @property
    def score(self) -> float:
        return round(sum(self.parts.values()), 2)


def compare(figure: Figure, yesterday: Figure | None) -> Compared:
    """Like for like: only what units told on both days is compared."""
    if yesterday is None or yesterday.value is None or figure.value is None or yesterday.state is State.QUESTIONED:
        return Compared(yesterday)
    both = _told(figure) & _told(yesterday)
    if not both:
        return Compared(yesterday)
    return Compared(yesterday, _of(figure, both), _of(yesterday, both), len(both))


def _told(figure: Figure) -> set[str]:
    """The units that told it themselves."""
    return {source.unit_code for source in figure.sources if source.origin != Origin.CARRIED}


def _of(figure: Figure, units: set[str]) -> Number:
    total: Number = 0
    for source in figure.sources:
        if source.unit_code in units:
            total += source.value
    return total


def rank(brief: Brief, yesterday: Mapping[str, Figure], count: int) -> list[Ranked]:
    """The `count` figures with the highest scores. `yesterday`: by the id of the figure in the brief."""
    ranked = [
        Ranked(figure, compared := compare(figure, yesterday.get(figure.id)), dict(_parts(figure, headline, compared)))
        for figure, headline in _headlines(brief)
    ]
    chosen: list[Ranked] = []
    met: Counter[str] = Counter()
    for one in sorted(ranked, key=lambda one: -one.score):
        indicator = one.figure.binding.indicator
        if met[indicator] < MOST and len(chosen) < count:
            met[indicator] += 1
            chosen.append(one)
    return chosen


def _headlines(brief: Brief) -> Iterator[tuple[Figure, int]]:
    """Each figure, with its points for where it stands."""
    section = 0
    for paragraph in paragraphs_of(block for block in brief.blocks if not isinstance(block, Picture)):
        section += paragraph.role is Role.SECTION
        figures: Sequence[Figure] = [run for run in paragraph.runs if isinstance(run, Figure)]
        for place, figure in enumerate(figures):
            yield figure, 0 if place else 3 if section <= 1 else 2


def _parts(figure: Figure, headline: int, compared: Compared) -> Iterator[tuple[str, float]]:
    binding = figure.binding
    total = binding.scope == "all" and binding.basis in (Basis.NEW, Basis.CUMULATIVE, Basis.ASOF)
    if total and (weight := asked().get(binding.indicator, 0)):
        yield "asked", weight
    if headline:
        yield "headline", headline
    if compared.share and binding.basis is not Basis.CUMULATIVE:  # a cumulative figure grows by what is new
        yield "change", round(min(3.0, 6 * compared.share) * compared.size, 2)
    if figure.state is State.QUESTIONED:
        yield "questioned", 4
    origins = {source.origin for source in figure.sources}
    if Origin.CORRECTED in origins:
        yield "corrected", 4
    elif Origin.CARRIED in origins:
        yield "corrected", 3
    if figure.state is State.MISSING:
        yield "missing", 3
    elif figure.missing:
        yield "missing", round(1 + 2 * min(1.0, len(figure.missing) / max(figure.due, 1)), 2)


@cache
def asked() -> Mapping[str, int]:
    """How often people ask for an indicator's total."""
    with Path(__file__).with_name("asked.csv").open(encoding="utf-8", newline="") as file:
        return {row["indicator"]: int(row["weight"]) for row in csv.DictReader(file)}
