"""A process of its own for test_faults_issue.py: `python issuing.py kill|race|steps WORKSPACE COUNT` prints JSON.

What must hold is asserted here; the test looks at the numbers.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from dibao.office.setup import open_office
from support.offices import workspace
from support.receivers import end, forked, wait

if TYPE_CHECKING:
    from dibao.office.briefs.models import Issue

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


def apart(root: Path, data: bytes) -> bool:
    """Issue a draft in a process of its own: threads of Typst's do not come along when a process is forked."""
    told, tell = os.pipe()
    with forked(lambda: os.write(tell, bytes([issue(root, data)]))) as child:
        assert wait(child) == 0
        new = os.read(told, 1) == b"\1"
    os.close(told)
    os.close(tell)
    return new


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
    _whole(root, rows)
    return len(rows)


def _whole(root: Path, rows: Sequence[Issue]) -> None:
    """Each has its Word file, its page and its PDF, of the same number."""
    from dibao.composing.carried import payload_in
    from dibao.office.briefs.register import files_of, read_kept

    for row in rows:
        files = {suffix: read_kept(root, digest, suffix) for suffix, digest in files_of(row).items()}
        assert {".docx", ".html"} <= files.keys()
        payloads = [payload_in(data, suffix) for suffix, data in files.items()]
        assert [payload and payload["number"] for payload in payloads] == [row.number] * len(files)


def issued_now(root: Path) -> int:
    """How many are issued; the last of them wholly."""
    open_office(root)
    from dibao.office.audit.models import AuditLine
    from dibao.office.briefs.models import Issue

    rows = Issue.objects.count()
    assert AuditLine.objects.filter(verb="brief.issue").count() == rows
    _whole(root, Issue.objects.filter(id=rows))
    return rows


def kill(root: Path, count: int) -> None:
    """Kill an issuer at a random moment, again and again; then let it finish."""
    files = drafts(root, count + 3)
    started = time.perf_counter()
    for data in files[count:]:
        apart(root, data)
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
        assert apart(root, data) == (after == issued), "issued again only where the kill came first"
        issued = issued_now(root)
        assert issued == seed + 4
    assert check(root, files) == count + 3
    print(json.dumps({"whole": seen - 3, "nothing": count - (seen - 3)}))


def steps(root: Path, count: int) -> None:
    """Kill an issuer before the first of its files is on disk, before the second, … and behind the last of them."""
    files = drafts(root, count)
    left = []
    for step, data in enumerate(files):

        def work(data: bytes = data, step: int = step) -> None:
            from dibao.office.briefs.actions import issue as action
            from dibao.office.shared import vault

            put, done = vault._put, []

            def counted(*arguments: Any) -> None:
                if len(done) == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                done.append(arguments)
                put(*arguments)

            def entered(_: object) -> Any:
                os.kill(os.getpid(), signal.SIGKILL)

            vault._put = counted
            action.enter = entered
            issue(root, data)

        before = len(list((root / "issued").glob("*"))) if (root / "issued").is_dir() else 0
        with forked(work) as child:
            wait(child)
        left.append(len(list((root / "issued").glob("*"))) - before)
        open_office(root)
        from dibao.office.briefs.models import Issue

        assert Issue.objects.count() == step, "nothing of it is issued"
        assert apart(root, data), "and it is issued as if nothing had been"
    assert check(root, files) == count
    print(json.dumps({"left": left}))


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
    {"kill": kill, "race": race, "steps": steps}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
