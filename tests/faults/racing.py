"""A process of its own for test_faults_receivers.py: `python racing.py WORKSPACE RECEIVERS DAYS`."""

from __future__ import annotations

import json
import os
import random
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dibao.office.setup import open_office
from support.offices import workspace
from support.receivers import forked, receive_all, reports, wait


def receive(root: Path, days: int, seed: int, gate: int, out: int) -> None:
    """Wait at the gate, then receive every day's reports in an order of one's own; tell which ones were new."""
    order = list(range(days))
    random.Random(seed).shuffle(order)
    os.read(gate, 1)
    new = sum(not result.again for day in order for result in receive_all(root, reports(day)))
    os.write(out, bytes([new]))


def check(root: Path, days: int) -> None:
    """What one receiver alone would have left."""
    open_office(root)
    from dibao.office.audit.check import audit
    from dibao.office.audit.models import AuditLine
    from dibao.office.ledger.book import current
    from dibao.office.ledger.models import Entry
    from dibao.office.reports.models import Report

    assert audit() == [], audit()
    files = [file for day in range(days) for file in reports(day)]
    assert Report.objects.count() == AuditLine.objects.count() == len(files)
    rows = Entry.objects.order_by("number")
    assert list(rows.values_list("number", flat=True)) == list(range(1, sum(len(f.entries) for f in files) + 1))
    assert sorted(rows.values_list("unit_code", "indicator", "value")) == sorted(e for f in files for e in f.entries)
    assert rows.exclude(supersedes=None).count() == 3 * days
    standing = sorted(current().values_list("unit_code", "indicator", "value"))
    assert len(standing) == 6 * days, "a day has a district and a newspaper with three figures each"


def main(root: Path, receivers: int, days: int) -> None:
    receive_all(workspace(root), [])
    gate, opening = os.pipe()
    results, out = os.pipe()
    with ExitStack() as running:
        children = [
            running.enter_context(forked(partial(receive, root, days, seed, gate, out))) for seed in range(receivers)
        ]
        os.write(opening, b"x" * receivers)
        assert [wait(child) for child in children] == [0] * receivers
    check(root, days)
    print(json.dumps({"share": list(os.read(results, receivers))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
