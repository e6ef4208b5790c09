"""Parts of a whole: one column from top to bottom, each part's name, value and share beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dibao.composing.charts import palette
from dibao.composing.charts.look import Look, missing_label, value_words
from dibao.composing.charts.svg import Sheet, text_width, wrapped
from dibao.composing.charts.values import Datum, Parts

_COLUMN = 120
_ROW = 340


def draw(chart: Parts, look: Look) -> Sheet:
    """The sheet: segments in the order given, leaders to their rows, what is missing below in a row of its own."""
    sheet, size = Sheet(look.width), look.size
    known = [datum for datum in chart.parts if datum.value]
    others = [datum for datum in chart.parts if not datum.value]
    row = size * 1.9
    top, tall = size * 2.2, max(row * len(known), size * 9)
    step = tall / max(len(known), 1)
    column = min(_COLUMN, look.width * 0.2)
    names = column + 34
    sheet.open(chart.whole.id, "mark")
    measured = f"{chart.whole.text}{chart.measure}"
    words = f"合计{measured}"
    sheet.text(0, size * 1.3, words, size, bold=True, kind="whole")
    sheet.close()
    total = float(sum(Decimal(datum.value or 0) for datum in known)) or 1.0
    y = top
    for place, (datum, share) in enumerate(zip(known, shares(known), strict=True)):
        high = float(datum.value or 0) / total * tall
        fill = palette.PARTS[place % len(palette.PARTS)]
        middle = top + step * (place + 0.5)
        sheet.open(datum.id, "mark")
        stroke = palette.BAR if datum.doubtful else palette.PAPER
        sheet.rect(0, y, column, high, palette.DOUBT if datum.doubtful else fill, kind="part", stroke=stroke)
        leader = [(column + 2, y + high / 2), (column + 14, y + high / 2), (column + 22, middle), (names - 6, middle)]
        sheet.path([leader], stroke=palette.AXIS, kind="leader")
        _row(sheet, look, datum, share, names, middle)
        sheet.close()
        y += high
    bottom = top + tall
    for datum in others:
        middle = bottom + row / 2
        sheet.open(datum.id, "mark")
        _row(sheet, look, datum, "", names, middle)
        if datum.value is None:
            sheet.hatch(0, middle - size * 0.65, column, size * 1.3)
        sheet.close()
        bottom += row
    sheet.height = bottom + size * 0.8
    return sheet


def _row(sheet: Sheet, look: Look, datum: Datum, share: str, left: float, middle: float) -> None:
    """Name, value and share, the numbers flush right."""
    size = look.size
    share_at = min(look.width - 2, left + max(_ROW, text_width(datum.label, size) + 190))
    value_at = share_at - text_width("100.0%", size) - 10
    value = value_words(datum)
    room = value_at - text_width(value, size) - 10 - left
    lines = wrapped(datum.label, size, room, 2)
    small = size if len(lines) == 1 else size * 0.8
    small = min(small, small * room / max(text_width(line, small) for line in lines)) if any(lines) else small
    for place, line in enumerate(lines):
        y = middle + size * 0.34 + small * 1.1 * (place - (len(lines) - 1) / 2)
        sheet.text(left, y, line, small, kind="name")
    if datum.value is None:
        missing_label(sheet, look, value_at - text_width(value, look.small), middle, value)
        return
    sheet.text(value_at, middle + size * 0.34, value, size, anchor="end", kind="value")
    if share:
        sheet.text(share_at, middle + size * 0.34, share, size, fill=palette.SECOND, anchor="end", kind="share")


def shares(parts: Sequence[Datum]) -> list[str]:
    """Shares in tenths of a per cent that add up to 100.0% (largest remainders)."""
    values = [Decimal(datum.value or 0) for datum in parts]
    whole = sum(values)
    if not whole:
        return ["" for _ in values]
    exact = [value * 1000 / whole for value in values]
    tenths = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda place: tenths[place] - exact[place])
    for place in order[: 1000 - sum(tenths)]:
        tenths[place] += 1
    return [f"{tenth // 10}.{tenth % 10}%" for tenth in tenths]
