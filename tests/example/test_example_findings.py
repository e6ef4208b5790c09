"""The checks find every planted error of the example, and next to nothing else."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

import pytest

from dibao import checks
from dibao.checks import Finding
from support.anlan import DAYS, Planted, planted
from support.anlan_reading import received, workspace

BEYOND = 2
"""So many findings may be there that nobody planted."""


@cache
def found(day: date) -> tuple[Finding, ...]:
    return tuple(checks.run(received(), workspace(), day, now=datetime.combine(day, time(12, 30))))


def _tells(finding: Finding, plant: Planted) -> bool:
    same = (finding.date, finding.unit_code, finding.code) == (plant.day, plant.unit_code, plant.code)
    return same and (not plant.indicator or not finding.indicator or finding.indicator == plant.indicator)


@pytest.mark.parametrize("plant", planted(), ids=lambda plant: f"{plant.day}-{plant.unit_code}-{plant.code}")
def test_a_planted_error_is_found(plant: Planted) -> None:
    findings = [finding for finding in found(plant.day) if finding.unit_code == plant.unit_code]
    assert any(_tells(finding, plant) for finding in findings), (plant.what, [f.message for f in findings])


def test_next_to_nothing_else_is_found() -> None:
    everything = [finding for day in DAYS for finding in found(day)]
    used = [next((f for f in everything if _tells(f, plant)), None) for plant in planted()]
    beyond = [finding for finding in everything if not any(finding is one for one in used)]
    assert len(beyond) <= BEYOND, [f"{finding.date} {finding.code} {finding.message}" for finding in beyond]


def test_every_finding_says_what_to_do() -> None:
    for day in DAYS:
        for finding in found(day):
            assert finding.message and finding.ways_out
            assert finding.ask or finding.code == "late", finding.message
