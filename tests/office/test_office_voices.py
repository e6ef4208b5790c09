"""A day's public items in the ledger: beside what was reported, added once, counted anew."""

from __future__ import annotations

from datetime import datetime

import pytest

from dibao import checks
from dibao.catalogue import Query, roll_up
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.listening.counts import Tally
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.actions import Receive
from dibao.office.shared.office import Office
from dibao.office.voices.counters import COPIES, record_counts
from support.ledger_lines import DAY

pytestmark = pytest.mark.django_db
NAME = DAY.isoformat()


def tally(items: int = 900, topical: int = 500, forum: int = 300) -> Tally:
    return Tally(
        {
            "items": {"": {NAME: items, "2020-01-01": 7}},
            "on_topic": {"": {NAME: topical}},
            "copies": {"": {NAME: 120}},
            "channel": {"论坛": {NAME: forum}, "微博": {NAME: items - forum - 3}, "某人的号": {NAME: 3}},
            "claim": {"c1": {NAME: 8}, "c2": {NAME: 4}},
        }
    )


def total(office: Office, indicator: str, item: str | None = None) -> object:
    query = Query(indicator, Basis.NEW, DAY, DAY, item=item)
    return roll_up(DjangoLedger.of(office).entries(DAY, DAY), query, office.workspace).value


def test_parts_are_not_added_to_their_whole(office: Office) -> None:
    record_counts(office, tally(), DAY, "donghe")
    assert (total(office, "listening.items"), total(office, "listening.topic_items")) == (900, 500)
    assert (total(office, "listening.items", COPIES), total(office, "listening.items", "论坛")) == (120, 300)
    items = {entry.series.item for entry in DjangoLedger.of(office).entries(DAY, DAY)}
    assert items == {"", "论坛", "微博", "重复", "涉传言"}  # a channel of three items is not named


def test_a_recount_keeps_parts_with_their_whole(office: Office) -> None:
    first = record_counts(office, tally(), DAY, "donghe")
    assert record_counts(office, tally(), DAY, "donghe") == []
    assert len(record_counts(office, tally(forum=310), DAY, "donghe")) == 2
    assert total(office, "listening.items") == 900
    again = record_counts(office, tally(items=950), DAY, "donghe")
    assert total(office, "listening.items") == 950
    # All parts of the whole that was counted anew go with the new one.
    assert len(again) == len(first) - 1


def test_counts_are_compared_with_what_was_reported(office: Office) -> None:
    Receive("东河区\nlistening.items 930 条 new".encode(), "a.txt", DAY).run(office)
    record_counts(office, tally(), DAY, "donghe")
    found = checks.run(DjangoLedger.of(office), office.workspace, DAY, now=datetime.combine(DAY, datetime.min.time()))
    [finding] = [one for one in found if one.code == "reported_counted"]
    assert (finding.unit_code, finding.found, finding.expected) == ("donghe", 930, 900)


def test_a_unit_that_is_none(office: Office) -> None:
    with pytest.raises(DibaoError) as raised:
        record_counts(office, tally(), DAY, "nobody")
    assert raised.value.code == "no_unit"
