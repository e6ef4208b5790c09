"""Which figures of the labelled texts does a change of words or rules change?

    .venv/bin/python benchmarks/figures.py [--write]

Prints the lines that differ from tests/corpus/figures; with --write, stores what is read now.
"""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from support.opinions import SETS  # noqa: E402
from support.written_figures import kept, lines  # noqa: E402


def main() -> None:
    """Print or store."""
    for name in SETS:
        now, file = lines(name), kept(name)
        before = file.read_text("utf-8").splitlines() if file.exists() else []
        if "--write" in sys.argv:
            file.write_text("\n".join(now) + "\n", "utf-8")
        print(*unified_diff(before, now, f"{name} kept", f"{name} read", n=0, lineterm=""), sep="\n")


if __name__ == "__main__":
    main()
