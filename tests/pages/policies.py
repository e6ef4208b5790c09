"""Writes policies.csv anew: `python tests/pages/policies.py`, and look at what the change lets whom do."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

from dibao.office.shared import policies
from dibao.office.shared.policies import Actor, Grant, Role, may

FILE = Path(__file__).with_suffix(".csv")
PEOPLE = (Role.CLERK, Role.COMPILER, Role.REVIEWER, Role.ISSUER, Role.ADMINISTRATOR, Role.READER)
COLUMNS = ("verb", "nobody", "clerk of the unit", "clerk of another", *(str(role) for role in PEOPLE[1:]))


def table() -> str:
    """Who may do what about a unit: a line a verb, a column a role."""
    own, other = frozenset({"donghe"}), frozenset({"xihe"})
    actors = [
        Actor(Role.PERSON),
        Actor(Role.PERSON, "a", (Grant(Role.CLERK, own),)),
        Actor(Role.PERSON, "b", (Grant(Role.CLERK, other),)),
        *(Actor(Role.PERSON, str(role), (Grant(role),)) for role in PEOPLE[1:]),
    ]
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    for verb in sorted(policies._checks):
        lines.writerow([verb, *("yes" if may(actor, verb, "donghe") else "" for actor in actors)])
    return written.getvalue()


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "dibao.office.site.settings"
    django.setup()
    FILE.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
