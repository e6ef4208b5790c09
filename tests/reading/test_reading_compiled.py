"""The compiled rooms and the Python files that they are made of read the same figures (setup.py)."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from dibao.reading import lexicon

ROOT = Path(__file__).parents[2]
SOURCE = Path(lexicon.__file__).parents[1]


def test_the_files_as_they_are_read_every_figure_as_it_is_kept(tmp_path: Path) -> None:
    """What is kept is compared with the compiled rooms elsewhere, where there is a compiler; here without one."""
    copy = tmp_path / "dibao"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("*.so", "__pycache__", "office"))
    told = "import runpy, dibao.reading.prose as p; print(p.__file__); runpy.run_path({!r}, run_name='__main__')"
    script = told.format(str(ROOT / "benchmarks" / "figures.py"))
    result = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True
    )
    file, *differences = result.stdout.split()
    assert Path(file) == copy / "reading" / "prose.py"
    assert differences == []
