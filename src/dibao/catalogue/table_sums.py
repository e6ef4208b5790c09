"""Totals in tables: which cells a 合计 or 小计 is the sum of, told from the entries' places and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dibao.catalogue.quote import HEADS, NAMES
from dibao.entries import Entry
from dibao.reading.tables import sums

_PLACE = re.compile(r"^(?P<table>.*?)(?:第(?P<row>\d+)行第(?P<column>\d+)列|!(?P<letters>[A-Z]+)(?P<number>\d+))$")
_PAGE = re.compile(r"第(\d+)页\s")
_LONG = 1_000_000
"""More rows than a page has."""
_SPACE = re.compile(r"\s+")
_SUBTOTAL = "小计"


@dataclass(frozen=True, slots=True)
class TableSum:
    """A total cell and the cells that it is the sum of; `complete`: every row that has figures has one here."""

    total: Entry
    label: str
    rows: tuple[Entry, ...]
    labels: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """`table`: on pages the same for all, since one may go on from page to page; its heads tell it apart."""

    table: str
    line: str
    row: int
    column: str
    names: tuple[str, ...]
    heads: tuple[str, ...]
    entry: Entry

    @property
    def label(self) -> str:
        return "".join(self.names)

    @property
    def summed(self) -> str:
        """The name of the row, where it is that of a total."""
        return next((name for name in self.names if sums(name)), "")

    @property
    def headed(self) -> int | None:
        """Which of the column's heads is that of a total."""
        return next((at for at, head in enumerate(self.heads) if sums(head)), None)


def table_sums(entries: Sequence[Entry]) -> Iterator[TableSum]:
    """The totals of one report's tables, rows first."""
    places = [place for entry in entries if (place := _place(entry)) is not None]
    if not any(place.summed or place.headed is not None for place in places):
        return
    by_column: dict[tuple[str, str, tuple[str, ...]], list[_Place]] = defaultdict(list)
    by_row: dict[str, list[_Place]] = defaultdict(list)
    filled: dict[str, set[int]] = defaultdict(set)
    for place in places:
        by_column[place.table, place.column, place.heads].append(place)
        by_row[place.line].append(place)
        if not place.summed:
            filled[place.table].add(place.row)
    for (table, *_), cells in by_column.items():
        for block in _blocks(sorted(cells, key=lambda place: place.row)):
            yield from _down(block, filled[table])
    for cells in by_row.values():
        yield from _across(cells)


def over_units(entries: Iterable[Entry]) -> set[int]:
    """The numbers of the entries that are a table's totals over other units, which tell theirs in the same table."""
    reports: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.report is not None and entry.draft.locator:
            reports[entry.report].append(entry)
    return {
        one.total.number
        for told in reports.values()
        if any(tells_total(entry.draft.sentence) for entry in told)
        for one in table_sums(told)
        if any(entry.series.unit_code != one.total.series.unit_code for entry in one.rows)
    }


def tells_total(sentence: str) -> bool:
    """Whether a figure's row or column is named as a total: a quick look before the table is put together."""
    return HEADS in sentence and any(sums(part) for part in re.split(f"[{HEADS}{NAMES}]", sentence)[:-1])


def _blocks(cells: Sequence[_Place]) -> Iterator[list[_Place]]:
    """A column parted where another block with the same heads begins: each has its own 合计, last or first."""
    totals = [at for at, place in enumerate(cells) if place.summed and _SUBTOTAL not in place.summed]
    if len(totals) < 2:
        yield list(cells)
        return
    cuts = totals[1:] if totals[0] == 0 else [at + 1 for at in totals]
    begun = 0
    for cut in (*cuts, len(cells)):
        if cells[begun:cut]:
            yield list(cells[begun:cut])
        begun = cut


def _down(cells: Sequence[_Place], filled: set[int]) -> Iterator[TableSum]:
    """小计 closes the rows since the one before it; 合计 is over all rows, whether above it or below."""
    inside = {place.entry.number for place in cells if not place.summed}
    plain = [place for place in cells if not place.summed and place.entry.part_of not in inside]
    within = {row for row in filled if cells[0].row <= row <= cells[-1].row}
    open_rows: list[_Place] = []
    since = 0
    for place in cells:
        if not place.summed:
            open_rows += [place] if place in plain else []
        elif _SUBTOTAL in place.summed:
            yield _sum(place, open_rows, {row for row in filled if since < row < place.row})
            open_rows, since = [], place.row
        else:
            yield _sum(place, plain, within)


def _across(cells: Sequence[_Place]) -> Iterator[TableSum]:
    """A 合计 among the heads is over the columns under the same heads, of the same measure and basis."""
    for place in cells:
        at = place.headed
        if at is None:
            continue
        series = place.entry.series
        parts = [
            one
            for one in cells
            if one.headed is None
            and one.heads[:at] == place.heads[:at]
            and one.heads[at + 1 :][-1:] == place.heads[at + 1 :][-1:]
            and (one.entry.series.measure, one.entry.series.basis) == (series.measure, series.basis)
        ]
        if len(parts) > 1:
            labels = tuple("".join(one.heads[at:]) for one in parts)
            yield TableSum(place.entry, place.heads[at], tuple(one.entry for one in parts), labels, False)


def _sum(total: _Place, cells: Sequence[_Place], wanted: set[int]) -> TableSum:
    return TableSum(
        total.entry,
        total.summed,
        tuple(cell.entry for cell in cells),
        tuple(cell.label for cell in cells),
        wanted <= {cell.row for cell in cells},
    )


def _place(entry: Entry) -> _Place | None:
    match = _PLACE.match(entry.draft.locator)
    if match is None:
        return None
    names, *heads = entry.draft.sentence.split(HEADS)
    row = int(match["row"] or match["number"])
    column = match["column"] or match["letters"]
    table = match["table"].strip()
    line = f"{table} {row}"
    if paged := _PAGE.match(table):
        table, row = "", int(paged[1]) * _LONG + row
    return _Place(table, line, row, column, _plain(names.split(NAMES)), _plain(heads[:-1]), entry)


def _plain(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(_SPACE.sub("", text) for text in texts)
