"""Withdrawing a report at the same moment as others do, as its newer version comes, as the day is issued; kill -9."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from support.mishaps import mishap

RACES, ISSUES, KILLS = 8, 3, 16


run = partial(mishap, "withdrawing.py")


def test_withdrawn_or_replaced_and_nothing_between(tmp_path: Path) -> None:
    assert sum(run("race", tmp_path, RACES).values()) == RACES


def test_a_brief_goes_out_with_what_counts_or_not_at_all(tmp_path: Path) -> None:
    assert sum(run("issue", tmp_path, ISSUES).values()) == ISSUES


def test_who_is_killed_has_withdrawn_it_wholly_or_not_at_all(tmp_path: Path) -> None:
    seen = run("kill", tmp_path, KILLS)
    # The moments must have been worth it: some came before the end, some after.
    assert seen["nothing"] != 0 and seen["whole"] != 0, seen
