"""Real reports, re-worded, each as one unit's report of its day: nothing in them is an error, and nothing is said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from dibao.catalogue import Settings, Unit, Units, Workspace
from dibao.checks import run
from support.city import City, Report
from support.memory import MemoryLedger
from support.mill import take

TEXTS = sorted((Path(__file__).parents[1] / "corpus").rglob("*.txt"))
WORKSPACE = Workspace(settings=Settings(expect={"u": False}), units=Units([Unit("u", "某单位", "district")]))


class OneUnit(City):
    """A city of one unit."""

    workspace = WORKSPACE


def test_there_are_texts() -> None:
    assert TEXTS


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_sound_report_has_no_findings(path: Path) -> None:
    written = path.with_suffix(".date")
    day = date.fromisoformat(written.read_text(encoding="utf-8").strip()) if written.is_file() else date(2020, 2, 3)
    now = datetime(day.year, day.month, day.day)
    report = Report("u", "某单位", "prose", day, day, now, now, ())
    ledger = MemoryLedger()
    info, drafts = take(OneUnit(), report, path.read_text(encoding="utf-8"))
    ledger.receive(info, drafts)
    found = run(ledger, WORKSPACE, info.day, now=now + timedelta(days=1))
    assert [one.message for one in found if one.code != "date_mismatch" or info.day == day] == []
