from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_drafts import drafts

from dibao.entries import Arrival, Draft, Seal
from dibao.office.audit.check import Kind, audit
from dibao.office.ledger import chain
from dibao.office.ledger.actions import SealDay
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Entry, Words
from dibao.office.ledger.record import record
from dibao.office.reports.models import Report
from dibao.office.shared.locks import writing
from dibao.office.shared.office import Office
from support.ledger_lines import DAY, draft
from support.tampering import cut_tail, disarmed, rewrite

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 3, 2, 30, 15, 123456, tzinfo=UTC)
LEDGER = DjangoLedger(ZoneInfo("Asia/Shanghai"))
many = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@contextmanager
def rolled_back() -> Iterator[None]:
    """One hypothesis example leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write(count: int, **more: Any) -> None:
    with writing():
        record([draft("donghe", value) for value in range(count)], at=AT, **more)


def a_report(digest: str = "a" * 64) -> Report:
    return Report.objects.create(
        digest=digest, unit_code="donghe", day=DAY, received=AT, file="a.txt", format="txt", text="", text_digest=""
    )


def kinds() -> list[tuple[Kind, int]]:
    return [(breach.kind, breach.number) for breach in audit()]


@many
@given(st.lists(st.lists(drafts(), max_size=5), max_size=4))
def test_whatever_is_recorded_comes_back_and_the_chain_holds(db: None, batches: list[list[Draft]]) -> None:
    with rolled_back():
        for batch in batches:
            with writing():
                record(batch, at=AT)
        flat = [each for batch in batches for each in batch]
        found = LEDGER.entries(date.min, date.max)
        assert [entry.draft for entry in found] == flat
        assert [entry.number for entry in found] == list(range(1, len(flat) + 1))
        assert audit() == []


def test_a_part_knows_the_number_of_its_whole(db: None) -> None:
    write(3)
    with writing():
        record([draft("donghe", 9), draft("donghe", 4, part_of=0), draft("donghe", 5, part_of=0)], at=AT)
    assert [entry.part_of for entry in LEDGER.entries(DAY, DAY)] == [None, None, None, None, 4, 4]


def test_nothing_is_recorded_without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="outside"):
        record([draft("donghe", 1)], at=AT)


@pytest.mark.parametrize("column", chain.HASHED[1:])
@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_changed_column_is_found_where_it_was_changed(column: str, number: int) -> None:
    write(5, report=a_report())
    other = a_report("b" * 64)
    old = Entry.objects.values_list(column, flat=True).get(number=number)
    new = {"report_id": other.id, "part_of_id": 2, "supersedes_id": 2}.get(column) or different(old)
    with disarmed():
        Entry.objects.filter(number=number).update(**{column: new})
    assert (Kind.CONTENT, number) in kinds()
    assert {found for found in kinds() if found[0] is Kind.CONTENT} == {(Kind.CONTENT, number)}


def different(old: Any) -> Any:
    if isinstance(old, bool):
        return not old
    if isinstance(old, datetime):
        return old + timedelta(microseconds=1)
    if isinstance(old, date):
        return old + timedelta(days=1)
    if isinstance(old, int):
        return old + 1
    return f"{old[:-1]}{'0' if old[-1:] != '0' else '1'}"


def test_every_column_but_the_digest_is_hashed() -> None:
    assert {field.attname for field in Entry._meta.fields} == {*chain.HASHED, "digest"}


def test_words_can_be_taken_away_without_breaking_the_chain() -> None:
    write(3)
    Words.objects.filter(entry_id=2).update(text="", phrase="", sentence="", locator="", reason="")
    assert audit() == []
    assert LEDGER.entries(DAY, DAY)[1].draft.sentence == ""


def test_a_removed_entry_is_a_gap() -> None:
    write(5)
    with disarmed():
        Words.objects.filter(entry_id__in=(2, 3)).delete()
        Entry.objects.filter(number__in=(2, 3)).delete()
    assert kinds() == [(Kind.GAP, 2)]


def test_a_removed_first_entry_is_a_gap() -> None:
    write(2)
    with disarmed():
        Words.objects.filter(entry_id=1).delete()
        Entry.objects.filter(number=1).delete()
    assert kinds() == [(Kind.GAP, 1)]


@many
@given(st.integers(2, 9), st.data())
def test_a_rewritten_ledger_agrees_with_itself_but_not_with_an_earlier_seal(
    db: None, count: int, data: st.DataObject
) -> None:
    with rolled_back():
        write(count)
        sealed = data.draw(st.integers(1, count))
        seal = Seal(DAY, sealed, LEDGER.digest_at(sealed) or "")
        number = data.draw(st.integers(1, count))
        rewrite(number, value="777")
        assert audit() == []
        found = audit([seal])
        assert [breach.kind for breach in found] == ([Kind.SEAL] if number <= sealed else [])


@many
@given(st.integers(2, 9), st.data())
def test_a_cut_tail_is_found_by_a_seal_that_spoke_of_it(db: None, count: int, data: st.DataObject) -> None:
    with rolled_back():
        write(count)
        seal = Seal(DAY, count, LEDGER.digest_at(count) or "")
        kept = data.draw(st.integers(1, count - 1))
        cut_tail(kept)
        assert audit() == []
        assert [(breach.kind, breach.number) for breach in audit([seal])] == [(Kind.SEAL, count)]
        write(count - kept)  # and filling it up again does not help
        assert [breach.kind for breach in audit([seal])] == [Kind.SEAL] or _same(seal)


def _same(seal: Seal) -> bool:
    """The very same entries recorded again at the very same moment are the same chain."""
    return LEDGER.digest_at(seal.count) == seal.head


def test_stored_seals_are_compared_without_being_asked(office: Office) -> None:
    write(4)
    seal = SealDay(DAY).run(office)
    assert (seal.count, seal.head) == (4, LEDGER.digest_at(4))
    with disarmed():
        Entry.objects.filter(number=4).update(digest="f" * 64)
    assert (Kind.SEAL, 4) in kinds()


def test_a_seal_goes_through_text() -> None:
    write(2)
    seal = LEDGER.seal(DAY)
    assert seal is not None
    assert Seal.parse(str(seal)) == seal
    assert audit([Seal.parse(str(seal))]) == []


def test_an_exchanged_report_is_found() -> None:
    report = a_report()
    write(2, report=report)
    Report.objects.filter(id=report.id).update(digest="c" * 64)
    assert kinds() == [(Kind.REPORT, report.id)] * 2


@pytest.mark.parametrize("state", [Arrival.REPLACED, Arrival.WAITING])
def test_a_report_put_aside_in_the_database_is_found(state: Arrival) -> None:
    report = a_report()
    write(2, report=report)
    Report.objects.filter(id=report.id).update(state=state.value)
    assert kinds() == [(Kind.REPORT, report.id)]


def test_a_replaced_report_brought_back_is_found() -> None:
    first, second = a_report(), a_report("d" * 64)
    Report.objects.filter(id=second.id).update(replaces=first)
    assert kinds() == [(Kind.REPORT, first.id)]


def test_an_audit_takes_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    for count in (3, 200):
        write(count)
        captured: CaptureQueriesContext
        with django_assert_num_queries(5) as captured:
            assert audit() == []
        assert len(captured) == 5


def test_every_breach_is_one_sentence_that_names_the_entry() -> None:
    write(3)
    seal = LEDGER.seal(DAY)
    rewrite(2, value="9")
    [breach] = audit([seal] if seal else [])
    assert "3" in breach.sentence
    assert breach.sentence.endswith(("。", "."))
