"""The numbers behind a chart, as a table that is no higher than it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dibao.composing.charts.tongue import day_words, term
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
        head = (term("单位", "Unit"), *(day_words(day) for day in chart.days))
        return Table(head, tuple((label, *row) for label, row in chart.rows))
    if isinstance(chart, Trend):
        return _trend(chart, columns)
    if isinstance(chart, Parts):
        return _folded(
            "",
            chart.measure,
            [(term("合计", "Total"), chart.whole), *((one.label, one) for one in chart.parts)],
            columns,
        )
    data = chart.data if isinstance(chart, Bars) else tuple(data_of(chart))
    return _folded(term("单位", "Unit"), chart.measure, [(one.label, one) for one in data], columns)


def _trend(chart: Trend, columns: int) -> Table:
    if not any(chart.counted):
        pairs = [(day_words(day), datum) for day, datum in zip(chart.days, chart.reported, strict=True)]
        return _folded(term("日期", "Day"), chart.measure, pairs, columns)
    rows = tuple(
        (day_words(day), reported, counted or "—")
        for day, reported, counted in zip(chart.days, chart.reported, chart.counted, strict=True)
    )
    of = term(f"（{chart.measure}）", f" ({chart.measure})")
    return Table((term("日期", "Day"), term("来件所报", "Reported") + of, term("收录所计", "Counted") + of), rows)


def _folded(what: str, measure: str, pairs: Sequence[tuple[str, Datum]], columns: int) -> Table:
    """Line by line: read aloud, the values come in the order of the picture."""
    high = max(1, -(-len(pairs) // columns))
    columns = max(1, -(-len(pairs) // high))
    head = (what or term("部分", "Part"), measure or term("数", "Figure")) * columns
    rows: list[tuple[Cell, ...]] = []
    for row in range(high):
        cells: list[Cell] = []
        for column in range(columns):
            place = row * columns + column
            cells.extend(pairs[place] if place < len(pairs) else ("", ""))
        rows.append(tuple(cells))
    return Table(head, tuple(rows))
