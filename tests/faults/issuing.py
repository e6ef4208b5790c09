"""A process of its own for test_faults_issue.py: `python issuing.py kill|race WORKSPACE COUNT` prints JSON.

What must hold is asserted here; the test looks at the numbers.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dibao.office.setup import open_office
from support.offices import workspace
from support.receivers import end, forked, wait

RACERS = 4


def drafts(root: Path, count: int) -> list[bytes]:
    """Special reports, which may be several a day: one draft, worded otherwise each time."""
    office = open_office(workspace(root))
    from support.drafting import tell, typed_over, word

    tell(office, donghe=3200, xihe=4100)
    (root / "template-special.docx").write_bytes(_template())
    base = word(office, series="special")
    return [
        typed_over(base, {"一、基本情况": f"一、第{'一二三四五六七八九十'[n % 10]}{'回' * (n // 10)}情况"})
        for n in range(count)
    ]


def _template() -> bytes:
    from dibao.composing import default_template

    return default_template()


def issue(root: Path, data: bytes) -> bool:
    """Issue a draft; whether it was new."""
    from dibao.office.briefs.actions import IssueBrief

    return not IssueBrief(data, "专报.docx").run(open_office(root)).again


def check(root: Path, files: list[bytes]) -> int:
    """Each draft is issued wholly or not at all; how many are."""
    office = open_office(root)
    from dibao.composing.issued import drafted
    from dibao.office.audit.check import audit
    from dibao.office.audit.models import AuditLine
    from dibao.office.briefs.audit import audit_issued
    from dibao.office.briefs.models import Issue
    from dibao.office.briefs.register import read_kept
    from dibao.office.shared.vault import digest_of

    assert audit() == [] and audit_issued(office) == [], [*audit(), *audit_issued(office)]
    rows = list(Issue.objects.order_by("id"))
    assert [row.number for row in rows] == list(range(1, len(rows) + 1)), "no gap, no number twice"
    assert AuditLine.objects.filter(verb="brief.issue").count() == len(rows)
    known = {digest_of(data) for data in files}
    assert len({row.draft for row in rows}) == len(rows) and {row.draft for row in rows} <= known
    assert all(drafted(read_kept(root, row.digest), "").number == row.number for row in rows)
    return len(rows)


def issued_now(root: Path) -> int:
    """How many are issued; the last of them wholly."""
    open_office(root)
    from dibao.office.audit.models import AuditLine
    from dibao.office.briefs.models import Issue
    from dibao.office.briefs.register import read_kept

    rows = Issue.objects.count()
    assert AuditLine.objects.filter(verb="brief.issue").count() == rows
    assert read_kept(root, Issue.objects.get(id=rows).digest)
    return rows


def kill(root: Path, count: int) -> None:
    """Kill an issuer at a random moment, again and again; then let it finish."""
    files = drafts(root, count + 3)
    started = time.perf_counter()
    for data in files[count:]:
        issue(root, data)
    took = (time.perf_counter() - started) / 3
    issued = seen = 3
    for seed, data in enumerate(files[:count]):
        told, tell = os.pipe()

        def work(data: bytes = data, tell: int = tell) -> None:
            open_office(root)
            os.write(tell, b"x")
            issue(root, data)

        with forked(work) as child:
            os.read(told, 1)
            time.sleep(random.Random(seed).uniform(0, 1.3 * took))
            end(child)
        os.close(told)
        os.close(tell)
        after = issued_now(root)
        assert after - issued in (0, 1)
        seen += after - issued
        assert issue(root, data) == (after == issued), "issued again only where the kill came first"
        issued = issued_now(root)
        assert issued == seed + 4
    assert check(root, files) == count + 3
    print(json.dumps({"whole": seen - 3, "nothing": count - (seen - 3)}))


def run_all(root: Path, files: list[bytes], seed: int, gate: int, out: int) -> None:
    """Wait at the gate, then issue every draft in an order of one's own; tell how many were new."""
    order = list(files)
    random.Random(seed).shuffle(order)
    open_office(root)
    os.read(gate, 1)
    os.write(out, bytes([sum(issue(root, data) for data in order)]))


def race(root: Path, count: int) -> None:
    files = drafts(root, count)
    gate, opening = os.pipe()
    results, out = os.pipe()
    with ExitStack() as running:
        children = [
            running.enter_context(forked(partial(run_all, root, files, seed, gate, out))) for seed in range(RACERS)
        ]
        os.write(opening, b"x" * RACERS)
        assert [wait(child) for child in children] == [0] * RACERS
    assert check(root, files) == count
    print(json.dumps({"share": list(os.read(results, RACERS))}))


if __name__ == "__main__":
    {"kill": kill, "race": race}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
