"""Totals of whole days by the database are those that looking at every entry gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dibao.catalogue import Query, Total, roll_up
from dibao.catalogue.quote import HEADS
from dibao.entries import Arrival, Draft, Entry, Origin
from dibao.figures import Approx, Basis, Interval, Number
from dibao.office.ledger import grouped
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.record import record
from dibao.office.ledger.totals import totals
from dibao.office.reports.models import Report
from dibao.office.shared.locks import writing
from dibao.office.shared.office import Office
from support.databases import on_postgresql
from support.ledger_lines import draft

DAY = date(2026, 2, 3)
NOW = datetime(2026, 2, 3, 4, tzinfo=UTC)
CODES = ("outreach.leaflets", "outreach.boards", "accounts.reach", "outreach.vans", "outreach.goods")
UNITS = ("donghe", "xihe", "beishan", "dh-media", "daily", "hq", "elsewhere")
SENTENCES = ("发放资料", "全市共发放资料", "各区县共发放资料", "本区新增")


def _amount(dice: random.Random) -> tuple[Number, Interval, Approx]:
    value: Number = dice.choice((0, dice.randint(1, 30), dice.randint(100, 90000), Decimal("3.50")))
    kind = dice.random()
    if kind < 0.7:
        return value, Interval.exactly(value), Approx.EXACT
    if kind < 0.85:
        return value, Interval(value, value + 100, open_high=True), Approx.AT_LEAST
    return value, Interval(value, None), Approx.AT_LEAST


def _batch(dice: random.Random, day: date) -> list[Draft]:
    drafts: list[Draft] = []
    for _ in range(dice.randint(1, 7)):
        value, interval, approx = _amount(dice)
        code = dice.choice(CODES)
        one = draft(
            dice.choice(UNITS),
            value,
            code,
            measure=dice.choice(("辆", "辆次")) if code == "outreach.vans" else "份",
            basis=dice.choice((Basis.NEW, Basis.NEW, Basis.CUMULATIVE, Basis.ASOF)),
            item=dice.choice(("", "", "口罩", "抽纸")) if code == "outreach.goods" else "",
            interval=interval,
            approx=approx,
            day=day,
        )
        one = replace(one, sentence=dice.choice(SENTENCES))
        if drafts and dice.random() < 0.25:
            whole = dice.randrange(len(drafts))
            one = replace(one, part_of=whole, series=one.series._replace(item="其中"))
            if dice.random() < 0.7:
                same = drafts[whole].series
                one = replace(one, series=one.series._replace(indicator=same.indicator, basis=same.basis))
        drafts.append(one)
    return drafts


def _table(dice: random.Random, day: date) -> list[Draft]:
    """A column with a figure for each unit and their total below it, which one of them tells."""
    rows = [(code, dice.randint(1, 900)) for code in dice.sample(UNITS, dice.randint(1, 3))]
    rows.append((dice.choice(UNITS), sum(value for _, value in rows)))
    drafts = []
    for row, (code, value) in enumerate(rows, start=2):
        name = "合计" if row == len(rows) + 1 else code
        one = draft(code, value, CODES[0], basis=Basis.NEW, day=day)
        sentence = f"{name}{HEADS}新增宣传单（份）{HEADS}{value}"
        drafts.append(replace(one, sentence=sentence, locator=f"第{row}行第2列"))
    return drafts


def _reports(dice: random.Random, day: date) -> Iterator[Report | None]:
    """Where a batch may come from: from Dibao itself, or from a report, not each of which is counted."""
    for number in count():
        state = dice.choice((Arrival.COUNTED, Arrival.COUNTED, Arrival.COUNTED, Arrival.REPLACED))
        digest = f"{day.isoformat()}:{number}"
        yield Report.objects.create(digest=digest, day=day, received=NOW, state=state.value, unit_code="donghe")
        yield None


def _fill(dice: random.Random, days: int, office: Office) -> None:
    """Reports of some days, some of whose figures a person corrected."""
    gone: set[int] = set()
    with writing():
        for back in range(days - 1, -1, -1):
            day = DAY - timedelta(days=back)
            reports = _reports(dice, day)
            for _ in range(dice.randint(1, 4)):
                batch = _table(dice, day) if dice.random() < 0.4 else _batch(dice, day)
                last = record(batch, at=NOW, report=next(reports))[-1]
            number = dice.randint(1, last)
            if number not in gone and dice.random() < 0.5:
                gone.add(number)
                (old,) = DjangoLedger.of(office).numbered([number])
                value = old.draft.value + 1
                new = replace(old.draft, value=value, interval=Interval.exactly(value), approx=Approx.EXACT)
                new = replace(new, origin=Origin.CORRECTED, part_of=None)
                whole = {0: old.part_of} if old.part_of else None
                record([new], at=NOW, supersedes={0: number}, part_of=whole)


def _key(total: Total) -> tuple[str, str, str]:
    return total.query.indicator, total.query.basis.value, total.measure


def _by_hand(entries: list[Entry], office: Office, first: date, last: date, scope: str) -> dict[object, Total]:
    """`roll_up` for every indicator, basis and measure that occurs in the scope."""
    found: dict[object, Total] = {}
    for code, basis, measure in {(e.series.indicator, e.series.basis, e.series.measure) for e in entries}:
        query = Query(code, basis, first, last, scope=scope, measure=measure)
        total = roll_up(entries, query, office.workspace)
        if total.value is not None or total.refused:
            found[code, basis.value, measure] = total
    return found


@pytest.mark.parametrize("scope", ["all", "kind:district", "donghe"])
@pytest.mark.parametrize("days", [1, 3])
@pytest.mark.parametrize("seed", range(12))
def test_the_database_adds_up_as_the_rules_do(office: Office, seed: int, days: int, scope: str) -> None:
    _fill(random.Random(seed), days, office)
    first = DAY - timedelta(days=days - 1)
    entries = list(DjangoLedger.of(office).entries(first, DAY))
    expected = _by_hand(entries, office, first, DAY, scope)
    got = {_key(total): total for total in totals(office, first, DAY, scope=scope)}
    assert {key for key in got if got[key].value is not None} == {k for k in expected if expected[k].value is not None}
    for key, total in got.items():
        want = expected[key]
        assert (total.value, total.interval, total.approx, total.window) == (
            (want.value, want.interval, want.approx, want.window)
        ), key
        assert (total.reported, total.doubtful, total.refused) == (want.reported, want.doubtful, want.refused), key


def test_missing_units_are_the_silent_ones_and_those_that_told_it_the_day_before(office: Office) -> None:
    with writing():
        yesterday = DAY - timedelta(days=1)
        record([draft("donghe", 5, day=yesterday), draft("xihe", 6, day=yesterday)], at=NOW)
        record([draft("donghe", 5, day=DAY)], at=NOW)
    (total,) = totals(office, DAY, DAY)
    assert (total.value, total.reported, total.missing) == (5, ("donghe",), ("xihe", "beishan"))


def test_one_indicator_can_be_asked_for(office: Office) -> None:
    with writing():
        record([draft("donghe", 5, day=DAY), draft("xihe", 7, "outreach.banners", measure="条", day=DAY)], at=NOW)
    assert [total.value for total in totals(office, DAY, DAY, indicator="outreach.banners")] == [7]


@pytest.mark.parametrize("indicator", [None, "outreach.leaflets"])
def test_what_a_sentence_says_of_a_group_is_not_added_to_that_group(office: Office, indicator: str | None) -> None:
    told = {"donghe": 5, "xihe": 7, "beishan": 8, "daily": 21, "hq": 3}
    drafts = [draft(code, value, day=DAY) for code, value in told.items()]
    drafts[3] = replace(drafts[3], sentence="各区县共发放资料")
    city = replace(draft("hq", 900, day=DAY), sentence="全市共发放资料")
    with writing():
        record(drafts, at=NOW)
    (total,) = totals(office, DAY, DAY, indicator=indicator)
    assert (total.value, total.reported) == (23, ("donghe", "xihe", "beishan", "hq"))
    with writing():
        record([city], at=NOW)
    (total,) = totals(office, DAY, DAY, indicator=indicator)
    assert (total.value, total.reported, total.doubtful) == (20, ("donghe", "xihe", "beishan"), ("hq",))


def test_an_empty_day_has_no_totals(office: Office) -> None:
    assert totals(office, DAY, DAY) == []


def test_the_number_of_queries_does_not_grow_with_the_units(office: Office) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            totals(office, DAY, DAY)
        return len(queries)

    with writing():
        record([draft("donghe", 5, day=DAY)], at=NOW)
        few = asked()
        for code in ("donghe", "xihe", "beishan", "daily", "daily"):
            record([draft(code, 5, day=DAY), draft(code, 6, "outreach.banners", measure="条", day=DAY)], at=NOW)
    assert asked() == few <= 8


def test_a_figure_too_long_for_an_index_is_added(office: Office) -> None:
    """PostgreSQL refuses a line whose index entry is longer than 2,700 bytes; so do random words, which do not pack."""
    dice = random.Random(1)
    long = "".join(chr(dice.randint(0x4E00, 0x9FFF)) for _ in range(3000))
    with writing():
        record([draft("donghe", 5, item=long), draft("xihe", 6, measure=long), draft("daily", 7)], at=NOW)
    assert {total.measure: total.value for total in totals(office, DAY, DAY)} == {long: 6, "份": 12}


def test_the_two_indexes_hold_every_entry_once(office: Office) -> None:
    """They are used only where a query says what they are of in the same words (SQLite would refuse it otherwise)."""
    dice = random.Random(5)
    with writing():
        for _ in range(20):
            record(_batch(dice, DAY), at=NOW)
    with connection.cursor() as cursor:
        if on_postgresql():
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for index, words in grouped.INDEXES.items():
            cursor.execute(f"EXPLAIN {'' if on_postgresql() else 'QUERY PLAN '}" + _numbered(index, words))
            assert any(index in str(row) for row in cursor.fetchall())
        told = []
        for index, words in grouped.INDEXES.items():
            cursor.execute(_numbered(index, words))
            told += [number for (number,) in cursor.fetchall()]
    assert sorted(told) == [entry.number for entry in DjangoLedger.of(office).entries(DAY, DAY)]


def _numbered(index: str, words: str) -> str:
    by = "" if on_postgresql() else f"INDEXED BY {index}"
    return f"SELECT e.number FROM ledger_entry e {by} WHERE e.day = '{DAY}' AND {words}"
