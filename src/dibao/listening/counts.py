"""Counting stored items: by reporting day, and by what they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

ALL = ""
"""The name under which all items of a kind are counted."""
AGAIN = "again"
"""The kind under which items are counted that are in another file already, and in no other number."""
_KINDS = {
    "items": ("''", "true"),
    "on_topic": ("''", "on_topic"),
    "copies": ("''", "copy_of IS NOT NULL"),
    "originals": ("''", "id IN (SELECT copy_of FROM item)"),
    "channel": ("channel", "channel <> ''"),
    "region": ("region", "region <> ''"),
    "claim": ("claim", "claim IS NOT NULL"),
    "question": ("question", "question IS NOT NULL"),
}
"""What is counted: under which name, and which items."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of items by kind, name and reporting day ("" for items without a date); of places of personal data that
    were taken out of them (kind `redactions`), and of items that were given again (`AGAIN`)."""

    held: Mapping[str, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)

    def days(self) -> list[str]:
        """The days on which there were items, in order."""
        return sorted(day for day in self.held.get("items", {}).get(ALL, {}) if day)

    def total(self, kind: str, name: str = ALL, day: str | None = None) -> int:
        """How many, on a day or altogether."""
        by_day = self.held.get(kind, {}).get(name, {})
        return sum(by_day.values()) if day is None else by_day.get(day, 0)

    def names(self, kind: str, day: str | None = None) -> dict[str, int]:
        """The names of a kind and how many items each has, the largest first."""
        counted = Counter({name: self.total(kind, name, day) for name in self.held.get(kind, {})})
        return dict(sorted(((name, n) for name, n in counted.items() if n), key=lambda pair: (-pair[1], pair[0])))


_COLUMNS = "id, channel, region, on_topic, copy_of, claim, question, topics, redactions"
_DAY = """CASE WHEN length(published) < 16 THEN published ELSE strftime(CAST(published AS TIMESTAMP)
    - to_minutes($closes) + to_days(CASE WHEN $closes > 0 THEN 1 ELSE 0 END), '%Y-%m-%d') END AS day"""
_ITEMS = f"CREATE OR REPLACE TEMP TABLE item AS SELECT {_COLUMNS}, {_DAY} FROM read_parquet($files) WHERE $any"
_GIVEN = f"""CREATE OR REPLACE TEMP TABLE given AS SELECT {_COLUMNS}, {_DAY}, list_position($files, filename) AS latest,
    CASE WHEN length(published) = 16 THEN hash(published, channel, region, title, text) END AS what
    FROM read_parquet($files, filename = true) WHERE $any"""
_ONCE = f"""INSERT INTO item SELECT {_COLUMNS}, day FROM given WHERE what IS NULL UNION ALL SELECT {_COLUMNS}, day FROM
    (SELECT *, row_number() OVER (PARTITION BY what, latest ORDER BY id) AS nth FROM given WHERE what IS NOT NULL)
    QUALIFY row_number() OVER (PARTITION BY what, nth ORDER BY latest) = 1"""


def _read(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], closes: int) -> None:
    """The table of items: those of days with one file, then each of the others once, the latest file's first."""
    days = Counter(path.name[:10] for path in files)
    latest = sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    names = [str(path) for path in latest]
    several = [str(path) for path in latest if days[path.name[:10]] > 1]
    single = [name for name in names if name not in set(several)]
    connection.execute(_ITEMS, {"files": single or names, "closes": closes, "any": bool(single)})
    connection.execute(_GIVEN, {"files": several or names, "closes": closes, "any": bool(several)})
    connection.execute(_ONCE)


def tallied(connection: duckdb.DuckDBPyConnection, files: Sequence[Path], closes: int = 0) -> Tally:
    """Count what some stored files hold. A reporting day ends `closes` minutes after its midnight, 0: with it.

    An item of which only the day is known belongs to that day. What several files of a day hold alike (time to the
    minute, channel, region, words) was given again: it is counted as often as the file has it that has it most often.
    """
    _read(connection, files, closes)
    queries = {
        kind: f"SELECT {name}, day, count(*) FROM item WHERE {which} GROUP BY ALL"
        for kind, (name, which) in _KINDS.items()
    }
    queries["redactions"] = "SELECT '', day, sum(redactions)::BIGINT FROM item GROUP BY ALL HAVING sum(redactions) > 0"
    queries[AGAIN] = "SELECT '', day, count(*) FROM given ANTI JOIN item USING (id) GROUP BY ALL"
    queries["topic"] = "SELECT topic, day, count(*) FROM (SELECT unnest(topics) AS topic, day FROM item) GROUP BY ALL"
    held: dict[str, dict[str, dict[str, int]]] = {}
    for kind, query in queries.items():
        names = held[kind] = {}
        for name, day, number in connection.execute(query).fetchall():
            names.setdefault(name, {})[day] = number
    return Tally(held)
