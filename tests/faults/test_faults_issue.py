"""kill -9 while a brief is issued, and four issuers at once: nothing or the whole brief, no gap, no number twice."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from support.mishaps import mishap

KILLS, DRAFTS, STEPS = 14, 5, 4


run = partial(mishap, "issuing.py")


@pytest.mark.slow
def test_a_killed_issuer_leaves_nothing_or_the_whole_brief(tmp_path: Path) -> None:
    seen = run("kill", tmp_path, KILLS)
    # The moments must have been worth it: some came before the end, some after.
    assert seen["nothing"] != 0 and seen["whole"] != 0, seen


@pytest.mark.slow
def test_four_issuers_at_once_give_each_number_once(tmp_path: Path) -> None:
    share = run("race", tmp_path, DRAFTS)["share"]
    assert isinstance(share, list) and sum(share) == DRAFTS, "every draft was new to exactly one of them"


@pytest.mark.slow
def test_an_issuer_killed_between_its_files_has_issued_nothing(tmp_path: Path) -> None:
    left = run("steps", tmp_path, STEPS)["left"]
    assert left == [0, 1, 2, 3], "files that nothing refers to, as many as had been put"
