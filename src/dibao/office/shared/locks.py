"""The one lock under which everything is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_KEY = 0x0D1BA0
"""PostgreSQL's advisory lock of the ledger."""


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that no other writer shares: what is read inside it stays true until it commits.

    SQLite: the transaction begins IMMEDIATE (settings). PostgreSQL: an advisory lock that goes with the transaction,
    also when its process is killed; statements after it see whatever was committed before (READ COMMITTED).
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_KEY])
        yield
