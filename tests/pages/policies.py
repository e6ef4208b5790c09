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
PARTLY = (Role.CLERK, Role.COMPILER, Role.READER)
"""Roles that are given for some units: told of such a one for the unit, and for another."""
COLUMNS = (
    *("verb", "nobody"),
    *(f"{role} of {whose}" for role in PARTLY for whose in ("the unit", "another")),
    *(str(role) for role in PEOPLE[1:]),
)


def people() -> list[Actor]:
    """Who the columns after the first are."""
    own, other = frozenset({"donghe"}), frozenset({"xihe"})
    return [
        Actor(Role.PERSON),
        *(Actor(Role.PERSON, "a", (Grant(role, units),)) for role in PARTLY for units in (own, other)),
        *(Actor(Role.PERSON, str(role), (Grant(role),)) for role in PEOPLE[1:]),
    ]


def table() -> str:
    """Who may do what about a unit: a line a verb, a column a role."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    for verb in sorted(policies._checks):
        lines.writerow([verb, *("yes" if may(actor, verb, "donghe") else "" for actor in people())])
    return written.getvalue()


if __name__ == "__main__":
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "dibao.office.site.settings"
    django.setup()
    FILE.write_text(table(), encoding="utf-8")
    sys.stdout.write(f"{FILE}\n")
