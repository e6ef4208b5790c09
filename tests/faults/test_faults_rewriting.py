"""Someone with write access to the database rewrites history: the chain alone agrees with itself, a seal does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from dibao.entries import Seal
from dibao.office.audit.check import Kind, audit
from dibao.office.ledger.actions import SealDay
from dibao.office.ledger.models import Entry
from dibao.office.setup import open_office
from support import plain_reading
from support.databases import URL, own_database
from support.offices import elsewhere, workspace
from support.receivers import FIRST_DAY, receive_all, reports
from support.tampering import cut_tail, rewrite


@pytest.fixture
def seals(tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Seal]]:
    """Three days received into a real database; the seals that the three briefs carry, by day."""
    plain_reading.install(monkeypatch.setattr)
    with own_database() as environment, django_db_blocker.unblock(), elsewhere():
        if URL in environment:
            monkeypatch.setenv(URL, environment[URL])
        root = workspace(tmp_path)
        kept = []
        for day in range(3):
            receive_all(root, reports(day))
            kept.append(SealDay(FIRST_DAY + timedelta(days=day)).run(open_office(root)))
        yield [Seal.parse(str(seal)) for seal in kept]
        connection.close()


def broken(seals: list[Seal]) -> list[date]:
    found = audit(seals)
    assert {breach.kind for breach in found} <= {Kind.SEAL}
    return [seal.day for seal in seals for breach in found if str(seal.day) in breach.sentence]


def rewrite_one(seals: list[Seal]) -> None:
    rewrite(seals[0].count + 2, value="99999")


def swap_origin(seals: list[Seal]) -> None:
    rewrite(seals[1].count, unit_code="xihe", reporter="xihe")


def lose_the_tail(seals: list[Seal]) -> None:
    cut_tail(seals[0].count + 1)


@pytest.mark.parametrize("tamper", [rewrite_one, swap_origin, lose_the_tail])
def test_the_chain_agrees_with_itself_and_yesterdays_brief_does_not(
    seals: list[Seal], tamper: Callable[[list[Seal]], None]
) -> None:
    assert audit(seals) == []
    tamper(seals)
    assert audit() == []  # the stored seals were rewritten or removed as well
    first, second, third = seals
    assert broken([first]) == []  # what lies before the change is untouched
    assert broken([second]) == [second.day]
    assert broken(seals) == [second.day, third.day]


def test_a_tail_that_was_cut_and_grown_again_is_found(seals: list[Seal], tmp_path: Path) -> None:
    cut_tail(seals[0].count)
    receive_all(tmp_path, reports(9))
    receive_all(tmp_path, reports(10))
    assert Entry.objects.count() >= seals[1].count
    assert audit() == []
    assert broken(seals) == [seals[1].day, seals[2].day]
