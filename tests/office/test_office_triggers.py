from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from dibao.checks import Finding, Severity
from dibao.office.audit.models import AuditLine
from dibao.office.briefs.actions import IssueBrief, ReviewBrief
from dibao.office.briefs.models import Draft, Issue, Review, Sending
from dibao.office.ledger.actions import AcceptFinding, Count, SealDay
from dibao.office.ledger.models import Acceptance, Entry, Seal
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.withdraw import Withdraw
from dibao.office.reports.models import Withdrawal
from dibao.office.shared.office import Office
from support import plain_reading
from support.drafting import word
from support.ledger_lines import DAY, draft
from support.offices import office_in

pytestmark = [pytest.mark.usefixtures("_written"), pytest.mark.django_db]

TABLES = (
    *("ledger_entry", "ledger_seal", "audit_auditline", "briefs_draft", "briefs_review", "briefs_issue"),
    *("ledger_acceptance", "briefs_sending", "reports_withdrawal"),
)
MODELS = (Entry, Seal, AuditLine, Draft, Review, Issue, Acceptance, Sending, Withdrawal)


@pytest.fixture(scope="module")
def _written(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A line in each table, written once for all tests and taken back after the last; each is in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            plain_reading.install(lambda thing, name, value: patch.setattr(thing, name, value, raising=False))
            _write(office_in(tmp_path_factory.mktemp("office")))
        yield
        transaction.set_rollback(True)


def _write(office: Office) -> None:
    Count([draft("donghe", 3), draft("xihe", 4)]).run(office)
    SealDay(DAY).run(office)
    AcceptFinding(Finding("late", Severity.INFO, "donghe", "", "", DAY, "…", ""), "属实").run(office)
    data = word(office)
    ReviewBrief(data, "x.docx").run(office)
    Sending.objects.create(draft=Draft.objects.get(), sender="tester", at=office.clock())
    IssueBrief(data, "x.docx").run(office)
    one = Receive("东河区工作情况\n今日无新增。".encode(), "x.txt", DAY).run(office)
    Withdraw(one.report, "发错了", "donghe").run(office)
    connection.check_constraints()  # PostgreSQL: deferred checks are done, as they are after a commit


def refused(statement: str) -> None:
    before = snapshot()
    with (
        pytest.raises(DatabaseError, match=r"append-only|next number"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert snapshot() == before


def snapshot() -> list[list[object]]:
    return [list(model.objects.order_by("pk").values_list()) for model in MODELS]


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_updated(table: str) -> None:
    columns = ("value", "head", "who", "author", "reviewer", "who", "who", "sender", "who")
    column = dict(zip(TABLES, columns, strict=True))[table]
    refused(f"UPDATE {table} SET {column} = 'x'")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted(table: str) -> None:
    refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(table: str) -> None:
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
def test_no_line_is_replaced_by_inserting(table: str) -> None:
    key = "number" if table == "ledger_entry" else "id"
    if connection.vendor == "sqlite":
        for careless in ("OFF", "ON"):
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA recursive_triggers={careless}")
            refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = 1")
    else:
        refused(f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT ({key}) DO UPDATE SET {key} = 1")


@pytest.mark.parametrize("number", [0, 2, 4, 1000])
def test_only_the_next_number_is_taken(number: int) -> None:
    columns = ", ".join(f'"{field.column}"' for field in Entry._meta.fields if field.column not in ("number", "digest"))
    refused(
        f"INSERT INTO ledger_entry (number, digest, {columns}) "
        f"SELECT {number}, 'x', {columns} FROM ledger_entry WHERE number = 1"
    )


def test_the_orm_is_refused_too() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(number=1).update(value="5")
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.all().delete()


def test_a_superuser_who_replicates_is_refused() -> None:
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("UPDATE ledger_entry SET value = '9'")
