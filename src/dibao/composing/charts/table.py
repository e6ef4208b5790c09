"""The numbers behind a chart, as a table that is no higher than it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dibao.composing.charts.values import Bars, Chart, Datum, Multiples, Parts, Trend, data_of

Cell = str | Datum
"""Words, or a value."""


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of the same length; a cell that is a Datum shows its text."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(chart: Chart, columns: int = 3) -> Table:
    """The chart's values; pairs of a name and a value stand in `columns` columns beside one another."""
    if isinstance(chart, Multiples):
        head = ("单位", *(_day(day) for day in chart.days))
        return Table(head, tuple((label, *row) for label, row in chart.rows))
    if isinstance(chart, Trend):
        return _trend(chart, columns)
    if isinstance(chart, Parts):
        return _folded("", chart.measure, [("合计", chart.whole), *((one.label, one) for one in chart.parts)], columns)
    data = chart.data if isinstance(chart, Bars) else tuple(data_of(chart))
    return _folded("单位", chart.measure, [(one.label, one) for one in data], columns)


def _trend(chart: Trend, columns: int) -> Table:
    if not any(chart.counted):
        pairs = [(_day(day), datum) for day, datum in zip(chart.days, chart.reported, strict=True)]
        return _folded("日期", chart.measure, pairs, columns)
    rows = tuple(
        (_day(day), reported, counted or "—")
        for day, reported, counted in zip(chart.days, chart.reported, chart.counted, strict=True)
    )
    return Table(("日期", f"来件所报（{chart.measure}）", f"收录所计（{chart.measure}）"), rows)


def _folded(what: str, measure: str, pairs: Sequence[tuple[str, Datum]], columns: int) -> Table:
    """Line by line: read aloud, the values come in the order of the picture."""
    high = max(1, -(-len(pairs) // columns))
    columns = max(1, -(-len(pairs) // high))
    head = (what or "部分", measure or "数") * columns
    rows: list[tuple[Cell, ...]] = []
    for row in range(high):
        cells: list[Cell] = []
        for column in range(columns):
            place = row * columns + column
            cells.extend(pairs[place] if place < len(pairs) else ("", ""))
        rows.append(tuple(cells))
    return Table(head, tuple(rows))


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
