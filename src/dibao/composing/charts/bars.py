"""Bars by unit: names to the left, values at the ends."""

from __future__ import annotations

from dibao.composing.charts import palette
from dibao.composing.charts.look import Look, missing_label, value_words
from dibao.composing.charts.scale import tick_words, ticks, whole
from dibao.composing.charts.svg import Sheet, text_width, wrapped
from dibao.composing.charts.values import Bars, Datum

_ARROW = 14
"""How far the arrow of a value without an upper bound goes on."""


def draw(chart: Bars, look: Look) -> Sheet:
    """The sheet: a row for each value, bars from zero on."""
    sheet, size = Sheet(look.width), look.size
    names = [wrapped(datum.label, size, look.width * 0.34) for datum in chart.data]
    left = max((text_width(line, size) for lines in names for line in lines), default=0) + 10
    ends = [text_width(value_words(datum), size) for datum in chart.data if datum.value is not None]
    arrow = _ARROW if any(datum.value is not None and datum.high is None for datum in chart.data) else 0
    right = look.width - max(ends, default=0) - 10 - arrow
    largest = max((datum.top for datum in chart.data), default=0)
    largest = max(largest, chart.largest or 0)
    halves = not whole(datum.value or 0 for datum in chart.data)
    marks = ticks(largest, look.steps(right - left), halves=halves)
    unit = (right - left) / float(max(largest, marks[1]))
    marks = [mark for mark in marks if left + float(mark) * unit <= right + 0.01]
    top = size * 0.6
    tall = size * (2.75 if any(len(lines) > 1 for lines in names) else 1.75)
    bottom = top + tall * len(chart.data)
    _axis(sheet, look, [(left + float(mark) * unit, tick_words(mark, marks[-1])) for mark in marks], top, bottom)
    for place, (datum, lines) in enumerate(zip(chart.data, names, strict=True)):
        middle = top + tall * (place + 0.5)
        first = middle + size * (0.34 - 0.6 * (len(lines) - 1))
        for row, line in enumerate(lines):
            sheet.text(left - 10, first + row * size * 1.2, line, size, anchor="end", kind="name")
        sheet.open(datum.id, "mark")
        _bar(sheet, look, datum, left, right, unit, middle, tall * 0.62 if len(lines) == 1 else size * 1.2)
        sheet.close()
    sheet.line(left, top - 3, left, bottom, palette.AXIS, kind="axis")
    sheet.height = bottom + size * 1.5
    return sheet


def _axis(sheet: Sheet, look: Look, marks: list[tuple[float, str]], top: float, bottom: float) -> None:
    small = look.small
    for x, words in marks:
        sheet.line(x, top - 3, x, bottom, palette.RULE, kind="grid")
        sheet.text(x, bottom + small * 1.25, words, small, fill=palette.SECOND, anchor="middle", kind="tick")


def _bar(
    sheet: Sheet, look: Look, datum: Datum, left: float, right: float, unit: float, middle: float, thick: float
) -> None:
    if datum.value is None:
        sheet.hatch(left, middle - thick / 2, right - left, thick)
        missing_label(sheet, look, left + 8, middle, datum.text)
        return
    length = float(datum.value) * unit
    if datum.doubtful:
        sheet.rect(left, middle - thick / 2, length, thick, palette.DOUBT, kind="bar doubtful", stroke=palette.BAR)
    else:
        sheet.rect(left, middle - thick / 2, length, thick, palette.BAR, kind="bar")
    end = left + length
    if not datum.exact:
        end = max(end, _whisker(sheet, datum, left, unit, middle, thick))
    sheet.text(end + 6, middle + look.size * 0.34, value_words(datum), look.size, kind="value")


def _whisker(sheet: Sheet, datum: Datum, left: float, unit: float, middle: float, thick: float) -> float:
    """The interval as a line with ends, with an arrow where it has no upper bound; gives where it ends."""
    low, cap = left + float(datum.low or 0) * unit, thick * 0.28
    end = left + float(datum.high) * unit if datum.high is not None else left + float(datum.value or 0) * unit + _ARROW
    sheet.line(low, middle, end, middle, palette.INK, 1.4, kind="interval")
    sheet.line(low, middle - cap, low, middle + cap, palette.INK, 1.4)
    if datum.high is not None:
        sheet.line(end, middle - cap, end, middle + cap, palette.INK, 1.4)
    else:
        sheet.path([[(end - 5, middle - 4), (end, middle), (end - 5, middle + 4)]], stroke=palette.INK, width=1.4)
    return end
