"""Totals in tables: which cells a 合计 or 小计 stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dibao.entries import Entry

_PLACE = re.compile(r"^(?P<table>.*?)(?:第(?P<row>\d+)行第(?P<column>\d+)列|!(?P<letters>[A-Z]+)(?P<number>\d+))$")
_TOTAL = re.compile(r"^(?:全[区市县旗])?(?P<word>合计|总计|小计|共计)$")


@dataclass(frozen=True, slots=True)
class Column:
    """A total cell and the cells that it is the sum of; `complete`: every row that has figures has one here."""

    total: Entry
    label: str
    rows: tuple[Entry, ...]
    labels: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Place:
    table: str
    row: int
    column: str
    label: str
    entry: Entry


def columns(entries: Sequence[Entry]) -> Iterator[Column]:
    """The totals of a report's tables."""
    places = [place for entry in entries if (place := _place(entry)) is not None]
    by_column: dict[tuple[str, str], list[_Place]] = {}
    for place in places:
        by_column.setdefault((place.table, place.column), []).append(place)
    for (table, _), cells in by_column.items():
        rows = {place.row for place in places if place.table == table and not _TOTAL.match(place.label)}
        yield from _totals(sorted(cells, key=lambda place: place.row), rows)


def _totals(cells: Sequence[_Place], rows: set[int]) -> Iterator[Column]:
    """小计 closes the rows since the one before it; 合计 is over all rows, whether above it or below."""
    open_rows: list[_Place] = []
    since = 0
    for place in cells:
        match = _TOTAL.match(place.label)
        if match is None:
            open_rows.append(place)
        elif match["word"] == "小计":
            wanted = {row for row in rows if since < row < place.row}
            yield _column(place, open_rows, wanted)
            open_rows, since = [], place.row
        else:
            plain = [cell for cell in cells if not _TOTAL.match(cell.label)]
            yield _column(place, plain, rows)


def _column(total: _Place, cells: Sequence[_Place], wanted: set[int]) -> Column:
    return Column(
        total.entry,
        total.label,
        tuple(cell.entry for cell in cells),
        tuple(cell.label for cell in cells),
        wanted <= {cell.row for cell in cells},
    )


def _place(entry: Entry) -> _Place | None:
    match = _PLACE.match(entry.draft.locator)
    if match is None:
        return None
    label = re.sub(r"\s+", "", entry.draft.sentence.split("｜")[0])
    row = int(match["row"] or match["number"])
    return _Place(match["table"].strip(), row, match["column"] or match["letters"], label, entry)
