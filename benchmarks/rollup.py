"""How long do totals take in a large ledger? The office's totals beside `roll_up` over every entry, in the same run.

    python benchmarks/rollup.py                                       (SQLite, in a folder of its own)
    DIBAO_DATABASE_URL=postgres://… python benchmarks/rollup.py       (in a new database on that server)

Two ledgers: 3,000 units that tell 60 indicators each on one day, and 300 units that tell 60 each on 365 days. One
figure in ten is approximate, one in ten a part of another, one in a hundred told twice, one in a hundred corrected, one
in a hundred told of all districts; one report in fifty was replaced; the units stand in districts that tell theirs too.
Every day's rows are put in by the database's own INSERT … SELECT, without the chain: only what is asked afterwards is
timed. The totals are compared with those from every entry; in the ledger of a year for a sample of its days.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dibao.catalogue import Query, Total, default_catalogue, roll_up

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.databases import own_database

if TYPE_CHECKING:
    from dibao.entries import Entry
    from dibao.figures import Basis
    from dibao.office.reports.models import Report
    from dibao.office.shared.office import Office

LAST = date(2026, 2, 4)
TEXT = "各单位组织干部群众开展宣传引导，把政策讲到户、讲到人，请各村（社区）按时报送。" * 15
Result = TypeVar("Result")


class Line(NamedTuple):
    """What is the same on every day: a line of the table that a day's entries are made from."""

    number: int
    report: int
    unit: str
    indicator: str
    item: str
    measure: str
    part: int | None
    supersedes: int | None
    seed: int
    factor: int
    rough: bool
    scopes: str


UNCHECKED = {
    "sqlite": ["PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF"],
    "postgresql": ["SET synchronous_commit = off", "SET session_replication_role = replica"],
}
LINES = """
CREATE TEMPORARY TABLE line (number BIGINT, report BIGINT, unit TEXT, indicator TEXT, item TEXT, measure TEXT,
  part BIGINT, supersedes BIGINT, seed BIGINT, factor BIGINT, rough BOOLEAN, scopes TEXT)
"""
ENTRIES = f"""
INSERT INTO ledger_entry (number, digest, recorded, report_id, source, day, unit_code, indicator, item, measure, basis,
  reporter, origin, start, "end", value, low, high, open_high, approx, window_start, window_end, window_how, basis_how,
  part_of_id, supersedes_id)
SELECT n, substr('{"0" * 64}' || n, length(CAST(n AS TEXT)) + 1, 64), '2026-02-04 03:00:00+00:00', report + %(reports)s,
  '', %(day)s, unit, indicator, item, measure, 'new', unit,
  CASE WHEN supersedes IS NULL THEN 'reported' ELSE 'corrected' END, 10, 20,
  CAST(v AS TEXT), CAST(v AS TEXT), CAST(CASE WHEN rough THEN v + 100 ELSE v END AS TEXT), rough,
  CASE WHEN rough THEN 'at_least' ELSE 'exact' END, %(start)s, %(end)s, 'stated', 'stated',
  part + %(numbers)s, supersedes + %(numbers)s
FROM (SELECT line.*, number + %(numbers)s AS n, (1 + (seed + %(shift)s) %% 4999) * factor AS v FROM line) AS told
"""
WORDS = """
INSERT INTO ledger_words (entry_id, text, phrase, sentence, locator, reason, scopes)
SELECT number + %(numbers)s, 1 + seed %% 4999 || measure, '发放',
  CASE WHEN scopes = '' THEN '新增' ELSE '各区县新增' END || 1 + seed %% 4999 || measure || '。', '第2段', '', scopes
FROM line
"""


def workspace(root: Path, units: int) -> list[str]:
    """The plain files of an office with that many units; their codes."""
    districts = max(2, units // 30)
    lines = ["code,name,kind,parent,aliases", "hq,安澜市宣传组,office,,"]
    lines += [f"d{number},第{number}区,district,," for number in range(districts)]
    lines += [f"u{number},第{number}镇,other,d{number % districts}," for number in range(units - districts)]
    (root / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "dibao.toml").write_text('[office]\nname = "安澜市宣传组"\nbegan = 2025-01-20\n', encoding="utf-8")
    return [line.partition(",")[0] for line in lines[2:]]


def lines(codes: Sequence[str], indicators: Sequence[str]) -> list[Line]:
    """What the units tell of a day."""
    dice, measures = random.Random(7), {code: default_catalogue()[code].units[0] for code in indicators}
    made: list[Line] = []
    for report, unit in enumerate(codes, start=1):
        for code in indicators:
            kind, seed, number = dice.random(), dice.randint(0, 10**6), len(made) + 1
            line = Line(number, report, unit, code, "", measures[code], None, None, seed, 1, 0.1 <= kind < 0.2, "")
            if unit[0] == "d":
                line = line._replace(factor=40)
            if kind < 0.1 and made and made[-1].unit == unit:
                whole = made[-1]
                line = line._replace(indicator=whole.indicator, measure=whole.measure, item="其中", part=whole.number)
            if 0.2 <= kind < 0.21:
                line = line._replace(scopes="kind:district")
            made.append(line)
            if 0.21 <= kind < 0.23:  # told twice, or corrected by a person
                again = number if kind < 0.22 else None
                made.append(line._replace(number=number + 1, seed=seed + 1, supersedes=again))
    return made


def fill(codes: Sequence[str], indicators: Sequence[str], days: int) -> int:
    """Put a ledger into the open office's database; the number of entries."""
    from django.db import connection, transaction

    from dibao.office.ledger.models import Entry
    from dibao.office.reports.models import Report

    told = lines(codes, indicators)
    with connection.schema_editor() as editor:
        for index in Entry._meta.indexes:
            editor.remove_index(Entry, index)
    with connection.cursor() as cursor:
        # Nothing is checked row by row, and nothing waits for the disk: the rows are right by making.
        cursor.execute(f"DROP TRIGGER ledger_entry_next{' ON ledger_entry' if on_postgresql() else ''}")
        for setting in UNCHECKED[connection.vendor]:
            cursor.execute(setting)
        cursor.execute(LINES)
        with transaction.atomic():
            cursor.executemany(f"INSERT INTO line VALUES ({', '.join(['%s'] * len(Line._fields))})", told)
        for past in range(days):
            day = LAST - timedelta(days=days - 1 - past)
            values = {
                "numbers": past * len(told),
                "reports": past * len(codes),
                "day": day.isoformat(),
                "start": f"{day - timedelta(days=1)}T11:00",
                "end": f"{day}T11:00",
                "shift": past * 7919,
            }
            with transaction.atomic():
                Report.objects.bulk_create(reports(codes, past, day))
                cursor.execute(ENTRIES, values)
                cursor.execute(WORDS, values)
    with connection.schema_editor() as editor:  # faster than line by line
        for index in Entry._meta.indexes:
            editor.add_index(Entry, index)
    if on_postgresql():  # which it does by itself within a minute; SQLite never does
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return days * len(told)


def reports(codes: Sequence[str], past: int, day: date) -> Iterator[Report]:
    """A report of each unit, some of them replaced."""
    from dibao.entries import Arrival
    from dibao.office.reports.models import Report

    now = datetime.now(UTC)
    for place, unit in enumerate(codes):
        state = Arrival.COUNTED if (place + past) % 50 else Arrival.REPLACED
        digest = f"{past}:{unit}"
        yield Report(digest=digest, unit_code=unit, day=day, received=now, text=TEXT, state=state.value)


def on_postgresql() -> bool:
    return bool(os.environ.get("DIBAO_DATABASE_URL"))


def timed(what: str, ask: Callable[[], Result], rounds: int) -> tuple[float, Result]:
    """Print and return the median wall time in seconds, after one round to warm up, and what was answered."""
    answer = ask()
    seconds, processor = [], []
    for _ in range(rounds):
        begin, spent = time.perf_counter(), time.process_time()
        answer = ask()
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - spent)
    print(f"  {what:56}{statistics.median(seconds):8.2f} s   (processor {statistics.median(processor):.2f} s)")
    return statistics.median(seconds), answer


def by_hand(office: Office, first: date, last: date, indicator: str | None = None) -> list[Total]:
    """The same totals from the entries themselves."""
    from dibao.office.ledger.book import DjangoLedger

    told: dict[tuple[str, Basis], list[Entry]] = defaultdict(list)
    for entry in DjangoLedger.of(office).entries(first, last):
        if indicator in (None, entry.series.indicator):
            told[entry.series.indicator, entry.series.basis].append(entry)
    return [
        roll_up(entries, Query(code, basis, first, last, measure=measure), office.workspace)
        for (code, basis), entries in told.items()
        for measure in {entry.series.measure for entry in entries}
    ]


def same(own: Sequence[Total], peer: Sequence[Total]) -> str:
    """`the same`, or the run ends here."""
    sides = [
        sorted(
            (t.query.indicator, t.measure, str((t.value, t.interval, t.window, t.reported, t.doubtful))) for t in all_
        )
        for all_ in (own, peer)
    ]
    if sides[0] != sides[1]:
        sys.exit("The totals are not those of the entries.")
    return "the same"


def measured(units: int, indicators: int, days: int, rounds: int) -> None:
    """Make one ledger and ask it."""
    from dibao.office.setup import open_office

    codes = [code for code in default_catalogue() if code not in ("other", "rate.share")][:indicators]
    with ExitStack() as held:
        root = Path(held.enter_context(tempfile.TemporaryDirectory()))
        os.environ.update(held.enter_context(own_database()))
        names = workspace(root, units)
        office = open_office(root)
        begin = time.perf_counter()
        count = fill(names, codes, days)
        print(
            f"{units:,} units, {days} days: {count:,} entries, made in {time.perf_counter() - begin:.0f} s", flush=True
        )
        asked(office, codes[0], days, rounds)
        from django.db import connection

        connection.close()


def asked(office: Office, indicator: str, days: int, rounds: int) -> None:
    """Time what is asked of the ledger, and compare."""
    from dibao.office.ledger.totals import totals

    first = LAST - timedelta(days=days - 1)
    if days > 1:
        timed("all totals of the first day", lambda: totals(office, first, first), rounds)
    own, got = timed("all totals of the last day", lambda: totals(office, LAST, LAST), rounds)
    peer, wanted = timed("  the same from every entry", lambda: by_hand(office, LAST, LAST), 1)
    print(f"  {'  ' + same(got, wanted) + ', ratio':56}{peer / own:8.1f} x")
    if days > 2:
        timed(f"one indicator over {days} days", lambda: totals(office, first, LAST, indicator=indicator), rounds)
        week = LAST - timedelta(days=6)
        own, got = timed("one indicator over 7 days", lambda: totals(office, week, LAST, indicator=indicator), rounds)
        wanted = by_hand(office, week, LAST, indicator)
        print(f"  {'  ' + same(got, wanted) + ' from every entry'}")


def main() -> None:
    """Both ledgers."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--indicators", type=int, default=60, help="told each day")
    options.add_argument("--days", type=int, default=365, help="of the second ledger")
    chosen = options.parse_args()
    print(f"{'PostgreSQL' if on_postgresql() else 'SQLite'}, {datetime.now():%Y-%m-%d}")
    measured(3_000, chosen.indicators, 1, chosen.rounds)
    measured(300, chosen.indicators, chosen.days, chosen.rounds)


if __name__ == "__main__":
    main()
