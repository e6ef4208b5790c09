"""A process of its own for test_faults_kill.py: kills receivers at random moments and prints what it saw as JSON.

`python killed.py WORKSPACE SEEDS`. What must hold is asserted here; the test looks at the numbers.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dibao.office.setup import open_office
from support.offices import workspace
from support.receivers import File, end, forked, receive_all, reports


def check(root: Path, files: list[File]) -> int:
    """Each report is wholly in or not at all, and the ledger is sound; how many are in."""
    open_office(root)
    from dibao.office.audit.check import audit
    from dibao.office.audit.models import AuditLine
    from dibao.office.ledger.models import Entry, Words
    from dibao.office.reports.intake import digest_of
    from dibao.office.reports.models import ReadFigure, Report

    assert audit() == [], audit()
    assert Words.objects.count() == Entry.objects.count()
    assert AuditLine.objects.count() == Report.objects.count()
    count = 0
    for file in files:
        digest = digest_of(file.data)
        found = list(Report.objects.filter(digest=digest))
        assert len(found) <= 1, "a double"
        for report in found:
            count += 1
            entries = Entry.objects.filter(report=report).order_by("number")
            assert list(entries.values_list("unit_code", "indicator", "value")) == file.entries
            assert ReadFigure.objects.filter(report=report).count() == file.figures == report.figures
            assert (root / "inbox" / f"{digest}.txt").read_bytes() == file.data
    return count


def current(root: Path, files: list[File]) -> list[tuple[str, str, str]]:
    """What counts on the day of these files."""
    open_office(root)
    from dibao.office.ledger.book import current as standing

    rows = standing().filter(day=files[0].day).order_by("number")
    return sorted(rows.values_list("unit_code", "indicator", "value"))


def kill_one(root: Path, files: list[File], rng: random.Random, took: float) -> None:
    """Start a receiver and kill it at a random moment after a random report; `took`: how long one takes."""
    told, tell = os.pipe()
    work = partial(receive_all, root, files, partial(os.write, tell, b"x"), group=rng.choice((1, 1, 2)))
    with forked(work) as child:
        for _ in range(1 + rng.randrange(len(files))):
            os.read(told, 1)
        time.sleep(rng.uniform(0, took))
        end(child)
    os.close(told)
    os.close(tell)


def run(root: Path, files: list[File]) -> float:
    """Seconds between the first report and the last, for each."""
    times: list[float] = []
    receive_all(root, files, lambda: times.append(time.perf_counter()), group=1)
    return (times[-1] - times[1]) / (len(files) - 1)


def main(root: Path, seeds: int) -> None:
    receive_all(workspace(root), [])  # everything is imported before the first fork
    took = min(run(root, reports(seeds + more)) for more in range(3))
    started = time.perf_counter()
    seen: Counter[int] = Counter()
    for seed in range(seeds):
        files = reports(seed)
        kill_one(root, files, random.Random(seed), took)
        seen[check(root, files)] += 1
        receive_all(root, files)
        assert check(root, files) == len(files)
        assert current(root, files) == sorted(files[1].entries + files[2].entries)
    print(json.dumps({"seen": seen, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
