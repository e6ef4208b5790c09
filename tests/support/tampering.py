"""What someone with write access to the database can do: take the triggers off, rewrite, recompute, cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from dibao.office.ledger import chain
from dibao.office.ledger.models import Entry, Seal, Words
from dibao.office.shared.triggers import append_only

PLAIN = ("ledger_seal", "ledger_acceptance", "audit_auditline", "briefs_draft", "briefs_review", "briefs_sending")
GAPLESS = {"ledger_entry": "number", "briefs_issue": "id", "reports_withdrawal": "id"}


@contextmanager
def disarmed() -> Iterator[None]:
    """Without the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in (*GAPLESS, *PLAIN):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    if connection.vendor == "sqlite":
        for table, key in GAPLESS.items():
            append_only(connection, table, key=key, gapless=True)
        for table in PLAIN:
            append_only(connection, table)
    else:
        with connection.cursor() as cursor:
            for table in (*GAPLESS, *PLAIN):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def rewrite(number: int, **changes: Any) -> None:
    """Change an entry and recompute its digest and all later ones, so that the chain agrees with itself."""
    with disarmed():
        Entry.objects.filter(number=number).update(**changes)
        rechain(number)


def rechain(first: int) -> None:
    """Recompute the digests from entry `first` on, and the seals that are stored beside them."""
    head = Entry.objects.filter(number__lt=first).order_by("-number").values_list("digest", flat=True).first()
    head = head or chain.GENESIS
    for number, *_ in list(Entry.objects.filter(number__gte=first).order_by("number").values_list("number")):
        values = Entry.objects.values_list(*chain.HASHED).get(number=number)
        head = chain.digest(head, values)
        Entry.objects.filter(number=number).update(digest=head)
    for seal in Seal.objects.filter(count__gte=first):
        digest = Entry.objects.values_list("digest", flat=True).get(number=seal.count)
        Seal.objects.filter(pk=seal.pk).update(head=digest)


def cut_tail(after: int) -> None:
    """Remove every entry after `after`, and the seals that speak of them."""
    with disarmed():
        Words.objects.filter(entry__number__gt=after).delete()
        Seal.objects.filter(count__gt=after).delete()
        for number in Entry.objects.filter(number__gt=after).order_by("-number").values_list("number", flat=True):
            Entry.objects.filter(number=number).delete()
