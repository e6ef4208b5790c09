"""Small multiples: the same days for each unit, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

from dibao.composing.charts import palette
from dibao.composing.charts.look import Look, value_words
from dibao.composing.charts.scale import tick_words, ticks, whole
from dibao.composing.charts.svg import Sheet, text_width
from dibao.composing.charts.values import Datum, Multiples


def draw(chart: Multiples, look: Look) -> Sheet:
    """The sheet: a panel for each unit with its name and its last value, columns from zero on."""
    sheet, size = Sheet(look.width), look.size
    columns = 3 if look.width > 500 else 2
    gap = size * 1.3
    wide = (look.width - gap * (columns - 1)) / columns
    tall = size * 4.6
    pitch = tall + size * 3.3
    tops = [datum.top for _, row in chart.rows for datum in row if datum.value is not None]
    halves = not whole(datum.value or 0 for _, row in chart.rows for datum in row)
    marks = ticks(max(tops, default=0), 4, halves=halves)
    for place, (name, row) in enumerate(chart.rows):
        down, across = divmod(place, columns)
        _panel(sheet, look, name, row, (wide + gap) * across, pitch * down, wide, tall, float(marks[-1]))
    rows = -(-len(chart.rows) // columns)
    y = pitch * max(rows, 1) + size * 0.2
    first, last = chart.days[0], chart.days[-1]
    span = f"{first.month}月{first.day}日至{last.month}月{last.day}日"
    words = f"每格自左至右为{span}，高度同一标尺，顶为{tick_words(marks[-1], marks[-1])}{chart.measure}"
    small = min(look.small, look.small * look.width / max(text_width(words, look.small), 1))
    sheet.text(0, y + small, words, small, fill=palette.SECOND, kind="key")
    sheet.height = y + small * 1.7
    return sheet


def _panel(
    sheet: Sheet,
    look: Look,
    name: str,
    row: Sequence[Datum],
    left: float,
    top: float,
    wide: float,
    tall: float,
    largest: float,
) -> None:
    size, small = look.size, look.small
    last = row[-1] if row else None
    words = value_words(last) if last else ""
    ink = palette.SECOND if last is None or last.value is None else palette.INK
    room = wide - text_width(words, small) - 8
    fitting = min(size, size * room / max(text_width(name, size), 1))
    sheet.text(left, top + size * 1.2, name, fitting, kind="name")
    sheet.text(left + wide, top + size * 1.2, words, small, fill=ink, anchor="end", kind="value")
    begin, bottom = top + size * 1.9, top + size * 1.9 + tall
    sheet.line(left, begin, left + wide, begin, palette.RULE, kind="grid")
    band = wide / max(len(row), 1)
    for place, datum in enumerate(row):
        x, thick = left + band * (place + 0.14), band * 0.72
        sheet.open(datum.id, "mark")
        if datum.value is None:
            sheet.hatch(x, begin, thick, tall)
        else:
            high = float(datum.value) / largest * tall
            fill = palette.DOUBT if datum.doubtful else palette.BAR if datum is last else palette.EARLIER
            stroke = palette.BAR if datum.doubtful else ""
            sheet.rect(x, bottom - high, thick, high, fill, kind="bar", stroke=stroke)
        sheet.close()
    sheet.line(left, bottom, left + wide, bottom, palette.AXIS, kind="axis")
