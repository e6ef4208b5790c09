"""Opening text stays light: nothing heavy is imported for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SCRIPT = """
import sys
from dibao import documents
documents.open(sys.argv[1])
heavy = {"lxml", "openpyxl", "docx", "zipfile", "django", "csv"} & set(sys.modules)
sys.exit(" ".join(sorted(heavy)) or 0)
"""


def test_text_needs_no_office_libraries(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("发稿25篇", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", _SCRIPT, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
