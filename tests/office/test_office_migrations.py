"""A ledger that an older Dibao wrote is brought up to date on opening, and says the same afterwards."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

from support.databases import own_database
from support.offices import workspace

TESTS = str(Path(__file__).parents[1])
OLDER = """
    import sys; sys.path.insert(0, {tests!r})
    from pathlib import Path
    from dibao.catalogue import Workspace
    from dibao.office import setup
    root = Path({root!r})
    setup.configure(root)
    from django.core.management import call_command
    for app, name in (("audit", "0001"), ("reports", "0001"), ("ledger", "0002")):
        call_command("migrate", app, name, verbosity=0)
    from dibao.office.shared.office import Office
    from dibao.office.shared.policies import Actor, Role
    from dibao.office.ledger.actions import Correct, Count, SealDay
    from support.ledger_lines import DAY, draft
    office = Office(Workspace.open(root), Actor(Role.OPERATOR, "tester"))
    numbers = Count([draft("donghe", 5), draft("xihe", 6), draft("xihe", 4)]).run(office)
    Correct(numbers[0], 7, "写错").run(office)
    SealDay(DAY).run(office)
"""
NOW = """
    import sys; sys.path.insert(0, {tests!r})
    from pathlib import Path
    from dibao.office.setup import open_office
    office = open_office(Path({root!r}))
    from django.db import DatabaseError, connection
    from dibao.office.audit.check import audit
    from dibao.office.ledger.totals import totals
    from support.ledger_lines import DAY
    print([(total.value, total.reported, total.doubtful) for total in totals(office, DAY, DAY)], audit())
    with connection.cursor() as cursor:
        held = connection.introspection.get_constraints(cursor, "ledger_entry")
        print([name in held for name in ("ledger_day_indicator", "ledger_plain", "ledger_not_plain")])
    for statement in ("UPDATE ledger_entry SET value = '9'", "DELETE FROM ledger_entry"):
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            print("refused")
"""


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    root = str(workspace(tmp_path))
    with own_database(empty=True) as environment:
        for script in (OLDER, NOW):
            command = [sys.executable, "-c", textwrap.dedent(script.format(root=root, tests=TESTS))]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
            assert done.stderr == ""
    told, indexes, *refused = done.stdout.splitlines()
    assert told == "[(11, ('donghe', 'xihe'), ('xihe',))] []"
    assert indexes == "[False, True, True]"
    assert refused == ["refused", "refused"]
