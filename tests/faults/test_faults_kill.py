"""kill -9 at random moments of receiving: a report is in wholly or not at all, and running it again does the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.databases import own_database

SEEDS = 100


@pytest.mark.slow
def test_a_killed_receiver_leaves_whole_reports_only(tmp_path: Path) -> None:
    with own_database() as environment:
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("killed.py")), str(tmp_path / "w"), str(SEEDS)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    numbers = json.loads(done.stdout)
    # The moments must have been worth it: most receivers were killed with some files in and some not.
    assert sum(numbers["seen"].values()) == SEEDS
    assert sum(count for reports, count in numbers["seen"].items() if 0 < int(reports) < 4) >= SEEDS / 3
