"""Four receivers at once, each with every report: no fork in the chain, no gap, nothing lost and nothing twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from support.databases import own_database

RECEIVERS, DAYS = 4, 12


def test_four_receivers_at_once(tmp_path: Path) -> None:
    script = Path(__file__).with_name("racing.py")
    with own_database() as environment:
        done = subprocess.run(
            [sys.executable, str(script), str(tmp_path / "w"), str(RECEIVERS), str(DAYS)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    new = json.loads(done.stdout)["share"]
    assert len(new) == RECEIVERS
    assert sum(new) == 4 * DAYS  # every report was new to exactly one of them
