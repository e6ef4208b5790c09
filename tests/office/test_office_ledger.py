from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dibao.entries import Arrival, Entry, Ledger, Origin, ReportInfo
from dibao.figures import Basis
from dibao.office.audit.check import audit
from dibao.office.ledger.actions import CarryForward, Correct, Count
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.remembered import Remembered
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from support.ledger_lines import DAY, draft
from support.memory import MemoryLedger

pytestmark = pytest.mark.django_db
FIRST, LAST = DAY - timedelta(days=9), DAY + timedelta(days=9)

LINES = st.lists(
    st.tuples(
        st.sampled_from(["outreach.leaflets", "media.stories", "outreach.posters"]),
        st.integers(0, 99),
        st.sampled_from(["new", "cumulative", "asof"]),
    ),
    min_size=1,
    max_size=5,
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("receive"), st.sampled_from(["东河区", "西河区"]), st.integers(0, 2), LINES),
        st.tuples(st.just("correct"), st.integers(1, 15), st.integers(100, 199), st.none()),
    ),
    max_size=8,
)


def text(unit: str, lines: list[tuple[str, int, str]]) -> bytes:
    return "\n".join([f"{unit}工作情况", *(f"{code} {value} 份 {basis}" for code, value, basis in lines)]).encode()


def told(entry: Entry) -> tuple[object, ...]:
    return entry.number, entry.draft.series, entry.draft.day, entry.draft.value, entry.draft.origin, entry.report


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_ledger_answers_like_the_plain_model_of_it(office: Office, steps: list[Any]) -> None:
    """The same reports and corrections in SQL and in a list in memory: every question has the same answer."""
    ledger, model, seen = DjangoLedger.of(office), MemoryLedger(), dict[bytes, int]()
    offset = None
    with transaction.atomic():
        for kind, first, second, lines in steps:
            if kind == "receive":
                day, data = DAY + timedelta(days=second), text(first, lines) + f"\n第{second}日".encode()
                result = Receive(data, f"{first}{second}.txt", day).run(office)
                assert result.again == (data in seen)
                if data in seen:
                    continue
                seen[data] = result.report
                offset = result.report - 1 if offset is None else offset
                written = [entry.draft for entry in ledger.numbered(range(1, 999)) if entry.report == result.report]
                info = ReportInfo(0, result.unit_code, day, 1, result.file, "")
                assert model.receive(info, written).version == result.version
            elif any(entry.number == first for entry in model.entries(FIRST, LAST)):
                Correct(first, second, "核对").run(office)
                model.correct(first, second, "核对")
        same_answers(ledger, model, offset or 0)
        assert audit() == []
        transaction.set_rollback(True)


def same_answers(ledger: Ledger, model: Ledger, offset: int) -> None:
    def shifted(entry: Entry) -> tuple[object, ...]:
        *rest, report = told(entry)
        return *rest, report + offset if report else report  # numbers of reports may have gaps on PostgreSQL

    for last in range(4):
        for first in range(last + 1):
            days = DAY + timedelta(days=first), DAY + timedelta(days=last)
            assert list(map(told, ledger.entries(*days))) == list(map(shifted, model.entries(*days)))
            assert list(map(told, ledger.superseded(*days))) == list(map(shifted, model.superseded(*days)))
        found, expected = ledger.latest(DAY + timedelta(days=last)), model.latest(DAY + timedelta(days=last))
        remembered = Remembered(ledger)  # knows it from what stood before and was told since
        remembered.latest(DAY), remembered.entries(DAY, LAST)
        assert list(remembered.latest(DAY + timedelta(days=last)).items()) == list(found.items())
        assert {key: told(entry) for key, entry in found.items()} == {k: shifted(e) for k, e in expected.items()}
    states = [(report.unit_code, report.day, report.version, report.state) for report in ledger.reports(FIRST, LAST)]
    assert states == [(r.unit_code, r.day, r.version, r.state) for r in model.reports(FIRST, LAST)]


def test_it_is_the_ledger_that_checks_know(office: Office) -> None:
    ledger: Ledger = DjangoLedger.of(office)
    assert ledger.seal(DAY) is None
    assert ledger.digest_at(1) is None
    Count([draft("donghe", 1), draft("donghe", 2, item="x")]).run(office)
    seal = ledger.seal(DAY)
    assert seal is not None
    assert (seal.day, seal.count, seal.head) == (DAY, 2, ledger.digest_at(2))
    assert ledger.digest_at(3) is None
    assert ledger.digest_at(0) is None


def test_questions_take_a_fixed_number_of_queries(office: Office, django_assert_num_queries: Any) -> None:
    ledger = DjangoLedger.of(office)
    for count in (2, 60):
        lines = [("outreach.leaflets", 100 + count, "cumulative"), *[("media.stories", n, "new") for n in range(count)]]
        data = text("东河区", lines) + b"\nmedia.stories 1 \xe7\xaf\x87 new part"
        Receive(data, f"{count}.txt", DAY - timedelta(days=count)).run(office)
        for question, queries in (
            (lambda: ledger.entries(date.min, date.max), 1),
            (lambda: ledger.superseded(date.min, date.max), 1),
            (lambda: ledger.latest(date.max), 1),
            (lambda: ledger.reports(date.min, date.max), 1),
            (lambda: ledger.seal(DAY), 1),
            (lambda: ledger.digest_at(1), 1),
        ):
            with django_assert_num_queries(queries):
                question()


def test_a_report_is_written_without_a_query_a_figure(office: Office, django_assert_max_num_queries: Any) -> None:
    lines = [("media.stories", n, "new") for n in range(300)]
    with django_assert_max_num_queries(60):  # SQLite takes about 30 lines an INSERT
        result = Receive(text("东河区", lines), "a.txt", DAY).run(office)
    assert result.entries == 300


def test_a_correction_stands_and_the_old_entry_stays(office: Office) -> None:
    Receive(text("东河区", [("outreach.leaflets", 10, "new")]), "a.txt", DAY).run(office)
    number = Correct(1, 12, "手误").run(office)
    ledger = DjangoLedger.of(office)
    [now], [old] = ledger.entries(DAY, DAY), ledger.superseded(DAY, DAY)
    assert (now.number, now.supersedes, now.draft.value, now.draft.reason) == (number, 1, 12, "手误")
    assert now.draft.origin is Origin.CORRECTED
    assert now.interval.exact
    assert (old.number, old.draft.value, old.draft.origin) == (1, 10, Origin.REPORTED)
    assert (now.report, now.file, now.draft.start) == (old.report, "a.txt", old.draft.start)


def test_parts_follow_their_whole_through_corrections(office: Office) -> None:
    data = text("东河区", [("outreach.leaflets", 10, "new")]) + "\noutreach.leaflets 4 份 new part".encode()
    Receive(data, "a.txt", DAY).run(office)
    second = Correct(Correct(1, 12, "手误").run(office), 13, "又错").run(office)
    part, whole = DjangoLedger.of(office).entries(DAY, DAY)
    assert (part.part_of, whole.number) == (second, second)
    third = Correct(part.number, 5, "也错").run(office)
    corrected = DjangoLedger.of(office).numbered([third])[0]
    assert corrected.part_of == 1
    assert [e.part_of for e in DjangoLedger.of(office).entries(DAY, DAY)] == [None, second]


def test_latest_looks_back_to_the_last_day_that_told(office: Office) -> None:
    for back, value in ((5, 50), (3, 70), (0, 90)):
        data = text("东河区", [("outreach.leaflets", value, "cumulative"), ("outreach.leaflets", 1, "new")])
        Receive(data, "a.txt", DAY - timedelta(days=back)).run(office)
    ledger = DjangoLedger.of(office)
    [(series, entry)] = ledger.latest(DAY).items()
    assert (series.basis, entry.draft.value, entry.draft.day) == (Basis.CUMULATIVE, 70, DAY - timedelta(days=3))
    assert ledger.latest(DAY - timedelta(days=5)) == {}


def test_a_waiting_report_has_no_entries_but_is_told_of(office: Office) -> None:
    Receive("outreach.leaflets 5 份 new".encode(), "x.txt", DAY).run(office)
    ledger = DjangoLedger.of(office)
    assert ledger.entries(DAY, DAY) == []
    [info] = ledger.reports(DAY, DAY)
    assert (info.state, info.unit_code, info.figures) == (Arrival.WAITING, "", 1)


def test_carried_values_count_and_are_dated(office: Office) -> None:
    Receive(text("东河区", [("outreach.leaflets", 50, "cumulative")]), "a.txt", DAY - timedelta(days=1)).run(office)
    ledger = DjangoLedger.of(office)
    [(series, old)] = ledger.latest(DAY).items()
    number = CarryForward(series, DAY, "今天未报").run(office)
    [carried] = ledger.entries(DAY, DAY)
    assert (carried.number, carried.draft.value, carried.draft.origin) == (number, 50, Origin.CARRIED)
    assert carried.draft.window == old.draft.window
    assert carried.file == "a.txt"
    assert ledger.superseded(FIRST, LAST) == []
