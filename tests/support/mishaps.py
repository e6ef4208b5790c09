"""A script of tests/faults, run in a process of its own on a database of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from support.databases import own_database

FAULTS = Path(__file__).parents[1] / "faults"


def mishap(script: str, mode: str, folder: Path, count: int) -> dict[str, Any]:
    """What the script counted."""
    with own_database() as environment:
        done = subprocess.run(
            [sys.executable, str(FAULTS / script), mode, str(folder / "w"), str(count)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    numbers: dict[str, Any] = json.loads(done.stdout)
    return numbers
