"""What stands in the ledger, grouped by the database: entries that differ in unit and amount alone.

A day of 180,000 entries comes as some hundred rows. What costs is reading the entries, so those that are plain
(`models.PLAIN`) are read from an index that holds all that is asked of them, in the order of the groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple

from django.db import connection

from dibao.figures import Number
from dibao.office.shared.columns import exact

Key = tuple[str, str]
"""An indicator and a basis."""

_ROW = "\x1f"
# `models.PLAIN` as Django writes it into the indexes: a database uses an index for the very same words only.
_PLAIN = """(e.approx = 'exact' AND e.high = e.value{known} AND e.low = e.value AND e.part_of_id IS NULL
AND ((LENGTH(e.item) + LENGTH(e.measure)) + LENGTH(e.value)) <= 200)"""
INDEXES = {
    "ledger_plain": _PLAIN.format(known=""),
    "ledger_not_plain": "NOT " + _PLAIN.format(known=" AND e.high IS NOT NULL"),
}
"""Every entry is in one of these two."""
_STANDING = """e.day IN ({days}) {wanted}
AND (e.report_id IS NULL OR e.report_id NOT IN (SELECT id FROM reports_report {counted} WHERE NOT (state = 'counted')))
AND e.number NOT IN (SELECT supersedes_id FROM ledger_entry WHERE supersedes_id BETWEEN {least} AND {most})"""
_ALIKE = "e.day, e.indicator, e.basis, e.measure, e.item, e.window_start, e.window_end"
_PLAIN_GROUPS = f"""
SELECT {_ALIKE}, 'exact', 0, '', {{units}}, {{values}}, NULL, NULL, {{numbers}}
FROM ledger_entry e {{index}} WHERE {{part}} AND {{standing}} {{but}} GROUP BY {_ALIKE}
"""
# A part's whole is looked for by its number: one that was corrected still says that there is a whole. A part of what
# the same unit tells is in that figure, whatever the scope.
_OTHER_GROUPS = f"""
SELECT {_ALIKE}, e.approx, CASE WHEN e.open_high THEN 1 ELSE 0 END, e.whole,
  {{units}}, {{values}}, {{lows}}, {{highs}}, {{numbers}}
FROM (
  SELECT e.*, CASE WHEN e.part_of_id IS NULL THEN '' ELSE COALESCE((
    SELECT w.unit_code FROM ledger_entry w WHERE w.number = e.part_of_id AND w.indicator = e.indicator
    AND w.basis = e.basis AND w.day BETWEEN {{first}} AND {{last}} {{but_wholes}}), '') END AS whole
  FROM ledger_entry e {{index}} WHERE {{part}} AND {{standing}} {{but}}
) AS e WHERE e.whole <> e.unit_code GROUP BY {_ALIKE}, e.approx, e.open_high, e.whole
"""
_TELLERS = """
SELECT e.indicator, e.basis, {units} FROM ledger_entry e {index} WHERE {part} AND {standing}
GROUP BY e.day, e.indicator, e.basis
"""
_NAMED = """
SELECT e.indicator, e.basis, e.report_id, CAST(e.number AS TEXT), w.scopes FROM {tables}
WHERE e.number = w.entry_id AND NOT (w.scopes = '') AND (w.scopes <> 'all' OR e.unit_code IN ({offices}))
AND {part} AND e.day IN ({days}) {wanted}
"""
_SENDERS = """
SELECT e.day, {units} FROM reports_report e
WHERE e.kind = 'report' AND e.state = 'counted' AND e.day IN ({days}) GROUP BY e.day
"""
_NUMBERS = """SELECT (SELECT MIN(number) FROM ledger_entry WHERE day = {day}) AS least,
(SELECT MAX(number) FROM ledger_entry WHERE day = {day}) AS most"""
_ALL_NUMBERS = "SELECT (SELECT MIN(number) FROM ledger_entry) AS least, (SELECT MAX(number) FROM ledger_entry) AS most"
_MONTH = 31
"""Of more days than these, looking for the first and last number takes longer than not knowing them."""
_BEFORE = """SELECT b.day, (SELECT MIN(number) FROM ledger_entry WHERE day = b.day),
(SELECT MAX(number) FROM ledger_entry WHERE day = b.day)
FROM (SELECT MAX(day) AS day FROM ledger_entry WHERE day < {first}) AS b"""
_OF_SEVERAL = """
SELECT DISTINCT report_id FROM ledger_entry e WHERE report_id IN ({reports}) AND day IN ({days}) {wanted}
GROUP BY report_id, indicator, basis HAVING MIN(unit_code) <> MAX(unit_code)
"""


class Asked(NamedTuple):
    """Of which days, and of which indicator (None: of all).

    The entries of these days have numbers between `least` and `most`, so that nobody looks through a ledger of years
    for what was superseded.
    """

    days: Sequence[date]
    indicator: str | None
    least: int
    most: int


@dataclass(frozen=True)
class Group:
    """Entries alike in all but unit and amount; the last five have one of each for every entry, in the same order."""

    day: date
    measure: str
    item: str
    window: tuple[str, str]
    approx: str
    open_high: bool
    whole: str
    """The unit that tells the whole that these are parts of, "" where there is none here."""
    units: Sequence[str]
    values: Sequence[Number]
    lows: Sequence[Number]
    highs: Sequence[Number | None]
    joined: str

    @cached_property
    def numbers(self) -> Sequence[str]:
        """The entries' numbers: strings, because few of them are ever looked at."""
        return self.joined.split(_ROW)

    @property
    def exact(self) -> bool:
        """Whether each value is the only one that its wording allows."""
        return self.lows is self.values and self.highs is self.values

    def only(self, chosen: Sequence[bool]) -> Group:
        """The chosen entries."""
        values = list(compress(self.values, chosen))
        return replace(
            self,
            units=list(compress(self.units, chosen)),
            values=values,
            lows=values if self.lows is self.values else list(compress(self.lows, chosen)),
            highs=values if self.highs is self.values else list(compress(self.highs, chosen)),
            joined=_ROW.join(compress(self.numbers, chosen)),
        )


class Named(NamedTuple):
    """An entry in whose sentence groups of units are named (`Words.scopes`)."""

    key: Key
    report: int | None
    number: str
    scopes: frozenset[str]


def ask(days: Sequence[date], indicator: str | None = None) -> Asked:
    """What can be asked of these days."""
    asked = Asked(days, indicator, 0, 0)
    # Day by day: both databases find the first and last number of one day at once, of several by looking at all.
    each = (
        [_NUMBERS.replace("{day}", f"'{day.isoformat()}'") for day in days] if len(days) <= _MONTH else [_ALL_NUMBERS]
    )
    [numbers] = _rows(f"SELECT MIN(least), MAX(most) FROM ({' UNION ALL '.join(each)}) AS numbers", asked)
    return asked if None in numbers else Asked(days, indicator, *numbers)


def groups(asked: Asked, but: Collection[int] = ()) -> Iterator[tuple[Key, list[Group]]]:
    """What stands of each indicator on each basis, by day, but for parts of what the same unit tells.

    `but`: entries that are left out, also as wholes of others.
    """
    found: dict[Key, list[Any]] = defaultdict(list)
    gone = _listed(but)
    words = {"but": f"AND e.number NOT IN ({gone})", "but_wholes": f"AND w.number NOT IN ({gone})"} if gone else {}
    for row in _rows((_PLAIN_GROUPS, _OTHER_GROUPS), asked, **words):
        found[row[1], row[2]].append(row)
    codes: dict[str, str] = {}
    for key in sorted(found):  # one at a time, so that what is looked at stays small
        yield key, sorted((_group(codes, *row) for row in found.pop(key)), key=lambda group: group.day)


def tellers(asked: Asked) -> Mapping[Key, Collection[str]]:
    """The units that tell each indicator on each basis."""
    found: dict[Key, set[str]] = defaultdict(set)
    for code, basis, units in _rows((_TELLERS, _TELLERS), asked):
        found[code, basis].update(units.split(_ROW))
    return found


def named(asked: Asked, offices: Collection[str]) -> list[Named]:
    """The entries whose sentences name groups of units, other than all units (for these offices: all units too)."""
    rows: list[Any] = []
    if asked.indicator is None:
        # Few of a day's words name units: those are looked through, and not the entries.
        tables = "ledger_words w {scoped} CROSS JOIN ledger_entry e"
        rows += _rows(_NAMED, asked, offices, tables=tables, part="w.entry_id BETWEEN {least} AND {most}")
    else:
        tables = "ledger_entry e {index} CROSS JOIN ledger_words w {scoped}"
        rows += _rows((_NAMED, _NAMED), asked, offices, tables=tables)
    return [
        Named((code, basis), report, number, frozenset(scopes.split())) for code, basis, report, number, scopes in rows
    ]


def of_several_units(reports: Collection[int], asked: Asked) -> list[int]:
    """Those of these reports that tell an indicator for more than one unit."""
    return [report for (report,) in _rows(_OF_SEVERAL, asked, reports=_listed(reports))] if reports else []


def senders(asked: Asked) -> Mapping[date, Collection[str]]:
    """The units whose reports of each day count."""
    return {_date(day): units.split(_ROW) for day, units in _rows(_SENDERS, asked)}


def ask_before(day: date, indicator: str | None = None) -> Asked | None:
    """What can be asked of the last day before this one that has entries; None where none has."""
    [[before, *numbers]] = _rows(_BEFORE, Asked([day], None, 0, 0))
    return Asked([_date(before)], indicator, *numbers) if before else None


def _group(
    codes: dict[str, str],
    day: date | str,
    _indicator: str,
    _basis: str,
    measure: str,
    item: str,
    start: str,
    end: str,
    approx: str,
    open_high: int,
    whole: str,
    units: str,
    values: str,
    lows: str | None,
    highs: str | None,
    numbers: str,
) -> Group:
    told = _numbers(values.split(_ROW))
    least = told if lows in (None, values) else _numbers(lows.split(_ROW))
    most = told if highs in (None, values) else [exact(high) if high else None for high in highs.split(_ROW)]
    about = (_date(day), measure, item, (start, end), approx, bool(open_high), whole)
    # One string a unit, and not one an entry: they are looked up again and again.
    of = units.split(_ROW)
    return Group(*about, list(map(codes.setdefault, of, of)), told, least, most, numbers)


def _numbers(amounts: Sequence[str]) -> Sequence[Number]:
    try:
        return list(map(int, amounts))
    except ValueError:
        return list(map(exact, amounts))


def _date(day: date | str) -> date:
    """PostgreSQL gives dates; SQLite has none."""
    return day if isinstance(day, date) else date.fromisoformat(day)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)


def _rows(sql: str | Sequence[str], asked: Asked, offices: Iterable[str] = (), **words: str) -> list[Any]:
    """Ask with the statement in the database's own words; of several, each asks that part of the entries that an index
    of `INDEXES` holds, and all are one question."""
    on_postgresql = connection.vendor == "postgresql"
    values = {f"office{place}": code for place, code in enumerate(offices)}
    days = [f"'{day.isoformat()}'" for day in asked.days]
    filled = {
        "but": "",
        "but_wholes": "",
        "standing": _STANDING,
        "counted": "" if on_postgresql else "INDEXED BY reports_not_counted",
        "scoped": "" if on_postgresql else "INDEXED BY ledger_words_scopes",
        "offices": ", ".join(f"%({name})s" for name in values) or "NULL",
        "days": ", ".join(days),
        "first": days[0],
        "last": days[-1],
        "least": str(asked.least),
        "most": str(asked.most),
        "wanted": "",
        **{name: _joined(column, on_postgresql) for name, column in _CONCATENATED.items()},
        **words,
    }
    if asked.indicator is not None:
        filled["wanted"], values["indicator"] = "AND e.indicator = %(indicator)s", asked.indicator
    parts = [_worded(sql, filled)] if isinstance(sql, str) else []
    for index, one in () if isinstance(sql, str) else zip(INDEXES, sql, strict=True):
        # Without ANALYZE, which no office runs, SQLite would guess; PostgreSQL counts by itself.
        by = "" if on_postgresql else f"INDEXED BY {index}"
        parts.append(_worded(one, {**filled, "part": INDEXES[index], "index": by}))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        return list(cursor.fetchall())


def _worded(sql: str, filled: Mapping[str, str]) -> str:
    while "{" in sql:
        sql = sql.format(**filled)
    return sql


_CONCATENATED = {
    "units": "e.unit_code",
    "values": "e.value",
    "lows": "e.low",
    "highs": "COALESCE(e.high, '')",
    "numbers": "CAST(e.number AS TEXT)",
}


def _joined(column: str, on_postgresql: bool) -> str:
    return f"string_agg({column}, chr(31))" if on_postgresql else f"group_concat({column}, char(31))"
