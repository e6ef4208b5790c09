"""What a unit's pasted answer says about the figures in question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dibao import catalogue, documents, reading
from dibao.catalogue import Workspace
from dibao.entries import Entry
from dibao.figures import Basis, Number
from dibao.office.today.answers import Proposal, proposals
from support.ledger_lines import DAY, draft, entries

pytestmark = pytest.mark.usefixtures("real_reading")
BEFORE, NEW, TOTAL = 1, 2, 3
EXPECTED: dict[int, Number] = {TOTAL: 45_725, NEW: 1_860}


def _chain() -> list[Entry]:
    """44,365 and 1,360 are not 46,225."""
    return entries(
        draft("donghe", 44_365, "outreach.notices", basis=Basis.CUMULATIVE, day=DAY - timedelta(days=1)),
        draft("donghe", 1_360, "outreach.notices"),
        draft("donghe", 46_225, "outreach.notices", basis=Basis.CUMULATIVE),
    )


def _read(text: str, among: list[Entry] | None = None, day: date = DAY) -> list[Proposal]:
    document, known = documents.from_text(text, "reply"), Workspace()
    figures = catalogue.link(document, reading.read(document, date=day), known.catalogue)
    return proposals(document, figures, _chain() if among is None else among, EXPECTED)


@pytest.mark.parametrize(
    ("text", "value", "entry"),
    [
        ("更正：累计应为45725份，之前写错了。", 45_725, TOTAL),
        ("46225写错了，应为45725", 45_725, TOTAL),
        ("不好意思，今日新增是1860份", 1_860, NEW),
        ("收到，应该是1860", 1_860, NEW),
        ("1360份写错，应为1900份", 1_900, NEW),
    ],
)
def test_one_number_for_one_entry_is_proposed(text: str, value: int, entry: int) -> None:
    [one] = [one for one in _read(text) if one.entry is not None]
    assert (one.figure.value, one.entry, one.sentence.rstrip("。") in text) == (value, entry, True)


@pytest.mark.parametrize(
    "text", ["我们再核，可能是45000份", "昨天漏报了500份", "今天累计是46225份，新增1360份，没有错"]
)
def test_what_may_mean_several_is_left_to_a_person(text: str) -> None:
    assert [one.entry for one in _read(text)] == [None] * len(_read(text)) != []


def test_what_the_ledger_says_already_is_told_as_the_same() -> None:
    assert [one.same for one in _read("今日新增1360份、累计46225份没有错")] == [True, True]


def test_another_measure_corrects_nothing() -> None:
    [one] = _read("张贴了1860张")
    assert (one.entry, one.fits) == (None, ())


def test_two_numbers_for_one_entry_are_left_to_a_person() -> None:
    told = _read("今日新增1860份，不对，今日新增1870份")
    assert [one.entry for one in told] == [None, None] and all(one.fits for one in told)


def test_a_rough_answer_keeps_its_interval() -> None:
    [one] = _read("今日新增约1860份")
    assert one.entry == NEW and not one.figure.interval.exact


def test_nothing_is_proposed_where_nothing_can_be_corrected() -> None:
    assert [one.fits for one in _read("累计应为45725份", [])] == [()]
    assert _read("情况属实，谢谢") == []
    assert replace(_read("应为45725份")[0], entry=None).fits
