"""A process of its own for test_faults_withdraw.py; prints JSON: `python withdrawing.py race|issue|kill FOLDER COUNT`.

What must hold is asserted here; the test looks at the numbers.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dibao.errors import DibaoError
from dibao.office.setup import open_office
from support import plain_reading
from support.offices import workspace
from support.receivers import FIRST_DAY, end, forked, receive_all, reports, wait

WITHDRAWERS = 2
BEFORE, SECOND, THIRD = ("3200", "96"), ("3300", "96"), ("3400", "96")
CODES = ("done", "stale", "day_issued", "unsettled")


def versions(root: Path, seed: int) -> int:
    """A day's reports, of which the district's second version is the one to withdraw; its number."""
    return next(one.report for one in receive_all(root, reports(seed)) if one.version == 2)


def withdraw(root: Path, report: int, *, clerk: bool = False) -> str:
    """Withdraw it as the office or as the unit's clerk; how it went."""
    office = open_office(root)
    from dibao.office.reports.actions.withdraw import Withdraw
    from dibao.office.shared.policies import Actor, Grant, Role

    if clerk:
        office = office.acting_as(Actor(Role.PERSON, "chen", (Grant(Role.CLERK, frozenset({"donghe"})),)))
    try:
        Withdraw(report, "发错了", "donghe").run(office)
    except DibaoError as error:
        return error.code
    return "done"


def refile(root: Path, report: int) -> str:
    """File it under another district; how it went."""
    office = open_office(root)
    from dibao.office.reports.actions.refile import Refile

    plain_reading.install(setattr)
    try:
        Refile(report, "收错了单位", "donghe", "xihe").run(office)
    except DibaoError as error:
        return error.code
    return "done"


def newer(root: Path, seed: int) -> str:
    """The district sends a third version."""
    file = reports(seed)[2]
    [one] = receive_all(root, [file._replace(data=file.data.replace(b"3300", b"3400"))])
    return "done" if not one.again else "stale"


def told(gate: int, out: int, work: Callable[[], str]) -> None:
    os.read(gate, 1)
    os.write(out, bytes([CODES.index(work())]))


def at_once(works: list[Callable[[], str]]) -> list[str]:
    """Do all of it at the same moment, each in a process; how each went, in the order in which they ended."""
    gate, opening = os.pipe()
    results, out = os.pipe()
    with ExitStack() as running:
        children = [running.enter_context(forked(partial(told, gate, out, work))) for work in works]
        os.write(opening, b"x" * len(works))
        assert [wait(child) for child in children] == [0] * len(works)
        ended = [CODES[code] for code in os.read(results, len(works))]
    for end_ in (gate, opening, results, out):
        os.close(end_)
    return ended


def standing(root: Path, day: date, unit: str = "donghe") -> tuple[str, ...]:
    """What counts of the district, of what changes."""
    open_office(root)
    from dibao.office.ledger.book import current

    rows = current().filter(day=day, unit_code=unit).exclude(indicator="other").order_by("indicator")
    return tuple(rows.values_list("value", flat=True))


def sound(root: Path) -> None:
    office = open_office(root)
    from dibao.office.audit.check import audit
    from dibao.office.audit.models import AuditLine
    from dibao.office.briefs.audit import audit_issued
    from dibao.office.reports.models import Report, Withdrawal

    assert audit() == [] and audit_issued(office) == [], [*audit(), *audit_issued(office)]
    withdrawn = Report.objects.filter(state="withdrawn").count()
    lines = AuditLine.objects.filter(verb__in=("report.withdraw", "report.refile"))
    # One that was withdrawn may be filed elsewhere after that: a line more, and no withdrawal.
    assert Withdrawal.objects.count() == withdrawn == lines.filter(detail__has_key="gone").count()


def race(root: Path, count: int) -> Counter[str]:
    """Two withdraw a report and one files it elsewhere while its newer version comes in: one of them does, or none."""
    seen: Counter[str] = Counter()
    for seed in range(count):
        report, day = versions(root, seed), reports(seed)[0].day
        others = [partial(refile, root, report), partial(newer, root, seed)]
        ended = at_once([*[partial(withdraw, root, report)] * WITHDRAWERS, *others])
        assert set(ended) <= {"done", "stale"}, ended
        # Withdrawn first, or replaced first: either way the third version is what counts of the district.
        assert standing(root, day) == THIRD
        elsewhere = standing(root, day, "xihe")
        assert elsewhere in ((), SECOND)
        sound(root)
        # Two of them at most, and the newer version; the second files elsewhere what the first withdrew.
        assert ended.count("done") <= (3 if elsewhere else 2), ended
        seen["replaced" if ended.count("done") == 1 else "refiled" if elsewhere else "withdrawn"] += 1
    return seen


def issue(root: Path, data: bytes) -> str:
    """Issue the draft; how it went."""
    office = open_office(root)
    from dibao.office.briefs.actions import IssueBrief

    try:
        IssueBrief(data, "简报.docx", despite_lint="样例").run(office)
    except DibaoError as error:
        return error.code
    return "done"


def issuing(root: Path, count: int) -> Counter[str]:
    """A clerk withdraws while the day's brief is issued: it goes out without it, or not at all, or it was too late."""
    seen: Counter[str] = Counter()
    for seed in range(count):
        report = versions(root, seed)
        office = open_office(root)
        from support.drafting import word

        data = word(office, day=reports(seed)[0].day)
        ended = sorted(at_once([partial(withdraw, root, report, clerk=True), partial(issue, root, data)]))
        assert ended in (["day_issued", "done"], ["done", "unsettled"]), ended
        assert standing(root, reports(seed)[0].day) == (SECOND if "day_issued" in ended else BEFORE)
        sound(root)
        seen[ended[0] if ended[0] != "done" else ended[1]] += 1
    return seen


def kill(root: Path, count: int) -> Counter[str]:
    """Kill who withdraws at a random moment: it is withdrawn wholly or not at all; then by the next one."""
    seen: Counter[str] = Counter()
    report = versions(root, count)
    started = time.perf_counter()
    with forked(partial(withdraw, root, report)) as child:
        assert wait(child) == 0
    took = time.perf_counter() - started
    for seed in range(count):
        report, day = versions(root, seed), reports(seed)[0].day
        with forked(partial(withdraw, root, report)) as child:
            time.sleep(random.Random(seed).uniform(0, took))
            end(child)
        sound(root)
        seen["nothing" if standing(root, day) == SECOND else "whole"] += 1
        assert standing(root, day) in (SECOND, BEFORE)
        withdraw(root, report)
        assert standing(root, day) == BEFORE
    sound(root)
    return seen


def main(mode: str, root: Path, count: int) -> None:
    receive_all(workspace(root), [])  # everything is imported before the first fork
    open_office(root)
    from dibao.office.briefs.actions import IssueBrief  # noqa: F401
    from dibao.office.reports.actions.withdraw import Withdraw  # noqa: F401

    assert reports(0)[0].day == FIRST_DAY
    seen = {"race": race, "issue": issuing, "kill": kill}[mode](root, count)
    print(json.dumps(seen))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
