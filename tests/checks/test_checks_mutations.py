"""1,000 seeded errors in clean days, one kind after the other: each is found, and little else is said."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from support.city import City
from support.mill import Mill
from support.mutations import MUTATORS, Mutator, spoil

SEEDS = (1, 2)
EACH = 63
"""16 kinds x 63 = 1,008 mutations."""
RECALL = 0.95
FURTHER = 0.05
"""Findings beyond the one that was made, an error."""


@pytest.fixture(scope="module")
def mills() -> list[Mill]:
    """Two cities, read once."""
    return [Mill(City(seed)).read() for seed in SEEDS]


def test_clean_days_have_no_findings(mills: list[Mill]) -> None:
    for mill in mills:
        for day in mill.city.dates:
            assert [finding.message for finding in mill.findings(day, {})] == []


@pytest.mark.parametrize("mutator", MUTATORS, ids=lambda mutator: mutator.__name__)
def test_errors_are_found_and_told_once(mills: list[Mill], mutator: Mutator) -> None:
    missed: list[str] = []
    further: Counter[str] = Counter()
    for step in range(EACH):
        rng = random.Random(f"{mutator.__name__}/{step}")
        mill = rng.choice(mills)
        day = rng.choice(mill.city.dates[2:])
        spoilt = spoil(mutator, rng, mill, day)
        found = mill.findings(day, spoilt.changed, spoilt.counted)
        hits = [one for one in found if one.code == spoilt.kind and one.unit_code == spoilt.unit]
        if not hits:
            missed.append(f"{day} {spoilt.unit} {spoilt.what}\n  found: {[one.message for one in found]}")
        further.update(one.code for one in found if one not in hits[:1])
    assert len(missed) <= (1 - RECALL) * EACH, f"{len(missed)} of {EACH} missed\n" + "\n\n".join(missed[:5])
    assert further.total() <= FURTHER * EACH, further
