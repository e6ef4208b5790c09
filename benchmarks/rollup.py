"""How long do a day's totals take in a large ledger? The office's totals beside `roll_up` over every entry, same run.

    python benchmarks/rollup.py                                       (SQLite, in a folder of its own)
    DIBAO_DATABASE_URL=postgres://… python benchmarks/rollup.py       (in a new database on that server)

Two ledgers: one day of 3,000 units that tell 60 indicators each, and 300 units with a year of days behind them. One
figure in ten is approximate, one in ten a part of another, and the units stand in districts that tell theirs too. The
rows are put in by the database's own bulk insert, without the chain: only what is asked afterwards is timed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dibao.catalogue import Query, default_catalogue, roll_up
from dibao.figures import Basis

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from support.databases import own_database

if TYPE_CHECKING:
    from dibao.office.shared.office import Office

LAST = date(2026, 2, 4)
ENTRY = (
    *("number", "digest", "recorded", "report_id", "source", "day", "unit_code", "indicator", "item", "measure"),
    *("basis", "reporter", "origin", "start", "end", "value", "low", "high", "open_high", "approx"),
    *("window_start", "window_end", "window_how", "basis_how", "part_of_id"),
)
WORDS = ("entry_id", "text", "phrase", "sentence", "locator", "reason", "scopes")
BATCH = 20_000


def workspace(root: Path, units: int) -> list[str]:
    """The plain files of an office with that many units; their codes."""
    districts = max(2, units // 30)
    lines = ["code,name,kind,parent,aliases", "hq,安澜市宣传组,office,,"]
    lines += [f"d{number},第{number}区,district,," for number in range(districts)]
    lines += [f"u{number},第{number}镇,other,d{number % districts}," for number in range(units - districts)]
    (root / "units.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "dibao.toml").write_text('[office]\nname = "安澜市宣传组"\nbegan = 2025-01-20\n', encoding="utf-8")
    return [line.partition(",")[0] for line in lines[2:]]


def rows(codes: list[str], indicators: list[str], days: int) -> Iterator[tuple[list[object], list[object]]]:
    """The lines of the ledger, each with its words."""
    dice, number, report = random.Random(7), 0, 0
    measures = {code: default_catalogue()[code].units[0] for code in indicators}
    for back in range(days - 1, -1, -1):
        day = LAST - timedelta(days=back)
        window = [f"{side.isoformat()}T11:00" for side in (day - timedelta(days=1), day)]
        for unit in codes:
            report += 1
            for place, code in enumerate(indicators):
                number += 1
                value, kind = dice.randint(1, 5000) * (40 if unit[0] == "d" else 1), dice.random()
                part = number - 1 if kind < 0.1 and place else None
                rough = 0.1 <= kind < 0.2
                high = value + 100 if rough else value
                item = "其中" if part else ""
                whole = indicators[place - 1] if part else code
                yield (
                    [
                        *(number, f"{number:064x}", "2026-02-04 03:00:00+00:00", report, "", day, unit, whole, item),
                        *(measures[whole], "new", unit, "reported", 10, 20, str(value), str(value), str(high), rough),
                        *("at_least" if rough else "exact", *window, "stated", "stated", part),
                    ],
                    [number, f"{value}{measures[whole]}", "发放", f"新增{value}{measures[whole]}。", "第2段", "", ""],
                )


def fill(codes: list[str], indicators: list[str], days: int) -> int:
    """Put a ledger into the open office's database; the number of entries."""
    from django.db import connection, transaction
    from django.utils import timezone

    from dibao.office.reports.models import Report

    now = timezone.now()
    reports = [
        Report(digest=f"{number:064x}", unit_code=unit, unit_how="file", day=LAST - timedelta(days=back), received=now)
        for number, (back, unit) in enumerate((back, unit) for back in range(days - 1, -1, -1) for unit in codes)
    ]
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        Report.objects.bulk_create(reports, batch_size=500)
        # The gapless numbers are checked row by row; here they are right by making.
        on_table = " ON ledger_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_entry_next{on_table}")
        entries: list[list[object]] = []
        words: list[list[object]] = []
        for entry, word in rows(codes, indicators, days):
            entries.append(entry)
            words.append(word)
            if len(entries) == BATCH:
                count += _insert(cursor, entries, words)
        count += _insert(cursor, entries, words)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return count


def _insert(cursor: object, entries: list[list[object]], words: list[list[object]]) -> int:
    for table, columns, lines in (("ledger_entry", ENTRY, entries), ("ledger_words", WORDS, words)):
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", lines)  # type: ignore[attr-defined]
    count = len(entries)
    entries.clear()
    words.clear()
    return count


def timed(what: str, ask: Callable[[], object], rounds: int) -> float:
    """Print and return the median wall time in seconds, after one round to warm up."""
    ask()
    seconds = []
    for _ in range(rounds):
        begin = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - begin)
    print(f"  {what:62}{statistics.median(seconds):8.2f} s")
    return statistics.median(seconds)


def by_hand(office: Office, first: date, last: date) -> list[object]:
    """The same totals from the entries themselves."""
    from dibao.office.ledger.book import DjangoLedger

    entries = DjangoLedger.of(office).entries(first, last)
    keys = {(entry.series.indicator, entry.series.measure) for entry in entries}
    of = {key: [e for e in entries if (e.series.indicator, e.series.measure) == key] for key in keys}
    return [
        roll_up(of[key], Query(key[0], Basis.NEW, first, last, measure=key[1]), office.workspace)
        for key in sorted(keys)
    ]


def measured(title: str, units: int, indicators: int, days: int, rounds: int) -> None:
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
        from dibao.office.ledger.totals import totals

        print(f"{title}: {count:,} entries, made in {time.perf_counter() - begin:.0f} s")
        own = timed(f"all totals of {LAST}, {units:,} units", lambda: totals(office, LAST, LAST), rounds)
        peer = timed("  the same from every entry", lambda: by_hand(office, LAST, LAST), 1)
        print(f"  {'ratio':62}{peer / own:8.1f} x")
        if days > 1:
            first = LAST - timedelta(days=days - 1)
            timed(
                f"one indicator added over {days} days",
                lambda: totals(office, first, LAST, indicator=codes[0]),
                rounds,
            )
        from django.db import connection

        connection.close()


def main() -> None:
    """Both ledgers."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--indicators", type=int, default=10, help="told each day in the ledger of a year")
    chosen = options.parse_args()
    where = "PostgreSQL" if os.environ.get("DIBAO_DATABASE_URL") else "SQLite"
    print(f"{where}, {datetime.now():%Y-%m-%d}")
    measured("One day", 3_000, 60, 1, chosen.rounds)
    measured("A year", 300, chosen.indicators, 365, chosen.rounds)


if __name__ == "__main__":
    main()
