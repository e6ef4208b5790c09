from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction

from dibao.entries import Draft, Origin, Series
from dibao.errors import DibaoError
from dibao.figures import Approx, Basis, Interval
from dibao.office.audit.check import audit
from dibao.office.audit.models import AuditLine
from dibao.office.ledger.actions import CarryForward, Correct, Count, RecordOpenings, SealDay
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.models import Entry, Seal
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import OPENING, Report
from dibao.office.shared import policies
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office
from dibao.office.shared.policies import Actor, Role
from support.ledger_lines import DAY, draft
from support.offices import office_in

pytestmark = pytest.mark.django_db
BEFORE = DAY - timedelta(days=1)


def leaflets(value: int, basis: str = "cumulative", unit: str = "东河区", more: str = "") -> bytes:
    return f"{unit}工作情况\noutreach.leaflets {value} 份 {basis}\n{more}".encode()


def code_of(action: Action[Any, Any], office: Office) -> str:
    lines, entries = AuditLine.objects.count(), Entry.objects.count()
    with pytest.raises(DibaoError) as caught, transaction.atomic():
        action.run(office)
    assert (AuditLine.objects.count(), Entry.objects.count()) == (lines, entries)
    return caught.value.code


def subclasses(of: type[Any]) -> list[type[Any]]:
    return [found for each in of.__subclasses__() for found in (each, *subclasses(each))]


def test_every_action_has_its_own_verb_and_a_policy() -> None:
    verbs = [each.verb for each in subclasses(Action) if each.__module__.startswith("dibao.")]
    assert len(verbs) == len(set(verbs)) >= 6
    assert all(policies.known(verb) for verb in verbs)


def test_a_second_policy_for_a_verb_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="two policies"):
        policies.register(policies.roles(Role.SYSTEM), "entry.correct")


def test_who_may_not_is_refused_and_nothing_is_written(office: Office) -> None:
    system = office.acting_as(Actor(Role.READER))
    assert code_of(Receive(leaflets(5), "a.txt", DAY), system) == "refused"
    assert not (office.root / "inbox").exists()


def test_what_no_policy_names_is_refused(office: Office) -> None:
    class Unheard(Action[None, None]):
        verb = "nobody.knows"

        def prepare(self, office: Office) -> None: ...

        def write(self, office: Office, prepared: None) -> Done[None]:
            return Done(None, "x")

    assert code_of(Unheard(), office) == "refused"


def test_every_write_leaves_one_line(office: Office) -> None:
    Receive(leaflets(5), "a.txt", BEFORE).run(office)
    Correct(1, 6, "手误").run(office)
    SealDay(BEFORE).run(office)
    lines = list(AuditLine.objects.order_by("id"))
    assert [line.verb for line in lines] == ["report.receive", "entry.correct", "day.seal"]
    assert {line.who for line in lines} == {"cli:tester"}
    assert {line.at for line in lines} == {office.clock()}
    assert lines[1].target == "entry:2"
    assert lines[1].detail == {"supersedes": 1, "from": "5", "to": "6"}
    assert lines[0].detail["entries"] == [1, 1]


def test_the_line_goes_with_the_write(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(AuditLine.objects, "bulk_create", broken)
    assert code_of(Receive(leaflets(5), "a.txt", DAY), office) == "database"
    assert not Report.objects.exists()


def test_no_line_where_nothing_was_written(office: Office) -> None:
    for _ in range(2):
        Receive(leaflets(5), "a.txt", DAY).run(office)
        SealDay(DAY).run(office)
        Count([draft("donghe", 7)]).run(office)
    assert [line.verb for line in AuditLine.objects.order_by("id")] == [
        "report.receive",
        "day.seal",
        "entry.count",
        "day.seal",  # the count is a new entry, so the second seal is another one
    ]


def test_a_line_holds_no_words_of_a_report(office: Office) -> None:
    Receive(leaflets(5, more="联系人某某"), "某某.txt", DAY).run(office)
    assert "某某" not in str(list(AuditLine.objects.values_list()))


# Corrections


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(office: Office, reason: str) -> None:
    Receive(leaflets(5), "a.txt", DAY).run(office)
    assert code_of(Correct(1, 6, reason), office) == "no_reason"


def test_only_a_standing_entry_is_corrected(office: Office) -> None:
    Receive(leaflets(5), "a.txt", DAY).run(office)
    assert code_of(Correct(9, 6, "手误"), office) == "no_entry"
    Correct(1, 6, "手误").run(office)
    assert code_of(Correct(1, 7, "手误"), office) == "superseded"
    Receive(leaflets(8), "a.txt", DAY).run(office)
    assert code_of(Correct(2, 7, "手误"), office) == "superseded"


def test_a_correction_may_be_inexact(office: Office) -> None:
    Receive(leaflets(5), "a.txt", DAY).run(office)
    Correct(1, 6, "估计", Interval(6, None), Approx.AT_LEAST).run(office)
    [entry] = DjangoLedger.of(office).entries(DAY, DAY)
    assert (entry.interval, entry.draft.approx) == (Interval(6, None), Approx.AT_LEAST)


def test_a_new_version_replaces_corrections_and_says_so(office: Office) -> None:
    Receive(leaflets(5), "a.txt", DAY).run(office)
    Correct(1, 6, "手误").run(office)
    result = Receive(leaflets(8), "a.txt", DAY).run(office)
    [entry] = DjangoLedger.of(office).entries(DAY, DAY)
    assert (entry.draft.value, entry.supersedes) == (8, 2)
    assert any("更正" in note or "correction" in note for note in result.notes)
    assert audit() == []


# Carrying forward


def series(basis: Basis = Basis.CUMULATIVE) -> Series:
    return Series("donghe", "outreach.leaflets", "", "份", basis)


def test_only_standing_figures_are_carried(office: Office) -> None:
    for basis in (Basis.NEW, Basis.RATE, Basis.OTHER):
        assert code_of(CarryForward(series(basis), DAY, "未报"), office) == "not_carried"


def test_there_must_be_something_to_carry_and_a_gap_to_fill(office: Office) -> None:
    assert code_of(CarryForward(series(), DAY, "未报"), office) == "not_carried"
    Receive(leaflets(5), "a.txt", BEFORE).run(office)
    assert code_of(CarryForward(series(), DAY, ""), office) == "no_reason"
    CarryForward(series(), DAY, "未报").run(office)
    assert code_of(CarryForward(series(), DAY, "未报"), office) == "not_carried"


def test_a_carried_value_gives_way_to_the_report(office: Office) -> None:
    Receive(leaflets(5), "a.txt", BEFORE).run(office)
    number = CarryForward(series(), DAY, "未报").run(office)
    Receive(leaflets(9), "b.txt", DAY).run(office)
    [entry] = DjangoLedger.of(office).entries(DAY, DAY)
    assert (entry.draft.value, entry.supersedes) == (9, number)


def test_a_carried_value_falls_with_the_report_it_came_from(office: Office) -> None:
    Receive(leaflets(5), "a.txt", BEFORE).run(office)
    CarryForward(series(), DAY, "未报").run(office)
    Receive(leaflets(6), "a.txt", BEFORE).run(office)
    ledger = DjangoLedger.of(office)
    assert ledger.entries(DAY, DAY) == []
    assert [entry.draft.value for entry in ledger.entries(BEFORE, BEFORE)] == [6]


# Counting


def counted(value: int) -> Draft:
    return draft("donghe", value, "media.stories", measure="篇")


def test_counts_stand_beside_reports(office: Office) -> None:
    Receive("东河区\nmedia.stories 5 篇 new".encode(), "a.txt", DAY).run(office)
    Count([counted(4)]).run(office)
    found = [(entry.draft.origin, entry.draft.value) for entry in DjangoLedger.of(office).entries(DAY, DAY)]
    assert found == [(Origin.REPORTED, 5), (Origin.COUNTED, 4)]


def test_a_recount_supersedes_only_what_changed(office: Office) -> None:
    other = draft("xihe", 9)
    first = Count([counted(4), other]).run(office)
    assert Count([counted(4), other]).run(office) == []
    [number] = Count([counted(6), other]).run(office)
    [old], entries = DjangoLedger.of(office).superseded(DAY, DAY), DjangoLedger.of(office).entries(DAY, DAY)
    assert (old.number, old.draft.value) == (first[0], 4)
    assert [(e.number, e.draft.value, e.supersedes) for e in entries] == [(2, 9, None), (number, 6, 1)]


# Seals


def test_an_empty_ledger_is_not_sealed(office: Office) -> None:
    assert code_of(SealDay(DAY), office) == "empty_ledger"


def test_a_seal_is_kept_once(office: Office) -> None:
    Count([counted(4)]).run(office)
    assert SealDay(DAY).run(office) == SealDay(DAY).run(office)
    assert Seal.objects.count() == 1
    Count([counted(5)]).run(office)
    SealDay(DAY).run(office)
    assert Seal.objects.count() == 2


# Opening balances

OPENING_LINE = "2026-01-31,donghe,outreach.leaflets,,份,cumulative,{}\n"


def reopened(root: Path, lines: str) -> Office:
    office = office_in(root, opening=lines)
    RecordOpenings.if_changed(office)
    return office


def test_opening_balances_are_recorded_once(db: None, tmp_path: Path) -> None:
    for _ in range(3):
        office = reopened(tmp_path, OPENING_LINE.format(12600))
    ledger = DjangoLedger.of(office)
    [(key, entry)] = ledger.latest(DAY).items()
    assert (key, entry.draft.value, entry.draft.origin) == (series(), 12600, Origin.OPENING)
    assert entry.draft.day.isoformat() == "2026-01-31"
    assert entry.file == "opening.csv"
    assert Entry.objects.count() == 1
    assert ledger.reports(entry.draft.day, DAY) == []  # nobody sent it


def test_changed_and_removed_balances_no_longer_count_but_stay(db: None, tmp_path: Path) -> None:
    xihe = OPENING_LINE.replace("donghe", "xihe").format(5)
    reopened(tmp_path, OPENING_LINE.format(100) + xihe)
    office = reopened(tmp_path, OPENING_LINE.format(90))
    ledger = DjangoLedger.of(office)
    assert [entry.draft.value for entry in ledger.latest(DAY).values()] == [90]
    assert Entry.objects.count() == 3
    office = reopened(tmp_path, OPENING_LINE.format(100) + xihe)  # and back again
    assert sorted(entry.draft.value for entry in ledger.latest(DAY).values()) == [5, 100]
    assert Report.objects.filter(kind=OPENING).count() == 3
    assert audit() == []


def test_an_office_without_balances_records_nothing(office: Office) -> None:
    RecordOpenings.if_changed(office)
    assert not Report.objects.exists()
