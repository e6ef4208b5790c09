"""An indicator over days: columns for what is new each day, a line for what stands or has run up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dibao.composing.charts import palette
from dibao.composing.charts.look import Look, value_words
from dibao.composing.charts.scale import tick_words, ticks, whole
from dibao.composing.charts.svg import Sheet, text_width
from dibao.composing.charts.tongue import day_words, term
from dibao.composing.charts.values import Datum, Trend

_Placed = list[tuple[float, float]]


def draw(chart: Trend, look: Look) -> Sheet:
    """The sheet: days from left to right, zero at the bottom, a hatched strip for a day without a report."""
    sheet, size, small = Sheet(look.width), look.size, look.small
    counted = chart.counted or (None,) * len(chart.days)
    tops = [datum.top for datum in (*chart.reported, *counted) if datum is not None]
    top, tall = size * 2, look.width * (0.24 if look.width > 500 else 0.5)
    halves = not whole(datum.value or 0 for datum in chart.reported)
    marks = ticks(max(tops, default=0), max(2, int(tall // (size * 2.2))), halves=halves)
    words = [tick_words(mark, marks[-1]) for mark in marks]
    left = max(text_width(word, small) for word in words) + 8
    bottom, right = top + tall, look.width - size
    unit = tall / float(marks[-1])
    for mark, word in zip(marks, words, strict=True):
        y = bottom - float(mark) * unit
        sheet.line(left, y, right, y, palette.RULE, kind="grid")
        sheet.text(left - 6, y + small * 0.34, word, small, fill=palette.SECOND, anchor="end", kind="tick")
    band = (right - left) / max(len(chart.days), 1)
    xs = [left + band * (place + 0.5) for place in range(len(chart.days))]
    ys = [bottom - float(datum.value) * unit if datum.value is not None else None for datum in chart.reported]
    _absent(sheet, look, chart, xs, band, top, bottom)
    if chart.standing:
        sheet.path(_runs(xs, ys), stroke=palette.BAR, width=2.2, kind="line")
    for place, datum in enumerate(chart.reported):
        if datum.value is None:
            continue
        sheet.open(datum.id, "mark")
        _mark(sheet, chart, datum, xs[place], band, bottom, unit, last=place == len(xs) - 1)
        sheet.close()
    _counted(sheet, look, counted, xs, bottom, unit)
    sheet.line(left, bottom, right, bottom, palette.AXIS, kind="axis")
    _values(sheet, look, chart, xs, left, 4 if chart.standing else min(band * 0.62, 56) / 2, bottom, unit)
    sheet.height = _days(sheet, look, chart, xs, bottom)
    return sheet


def _absent(
    sheet: Sheet, look: Look, chart: Trend, xs: Sequence[float], band: float, top: float, bottom: float
) -> None:
    """Days without a report: a strip over the whole height, its word from top to bottom where it is narrow."""
    for datum, x in zip(chart.reported, xs, strict=True):
        if datum.value is not None:
            continue
        wide = min(band * 0.7, 72)
        sheet.open(datum.id, "mark")
        sheet.hatch(x - wide / 2, top, wide, bottom - top)
        size = min(look.small, wide * 0.9)
        high = size * 1.25
        rows = [datum.text] if text_width(datum.text, size) + 6 <= wide else list(datum.text)
        begin = (top + bottom) / 2 - high * len(rows) / 2
        across = max(text_width(row, size) for row in rows) + 4
        sheet.rect(x - across / 2, begin - 2, across, high * len(rows) + 4, palette.GROUND)
        for row, words in enumerate(rows):
            y = begin + high * row + size * 0.98
            sheet.text(x, y, words, size, fill=palette.SECOND, anchor="middle", kind="absent")
        sheet.close()


def _runs(xs: Sequence[float], ys: Sequence[float | None]) -> Iterator[list[tuple[float, float]]]:
    """The line in pieces: a day without a report breaks it."""
    run: list[tuple[float, float]] = []
    for x, y in zip(xs, ys, strict=True):
        if y is None:
            yield run
            run = []
        else:
            run.append((x, y))
    yield run


def _mark(
    sheet: Sheet, chart: Trend, datum: Datum, x: float, band: float, bottom: float, unit: float, *, last: bool
) -> None:
    """A column or a dot; hollow where units are lacking or a finding touches it."""
    high = float(datum.value or 0) * unit
    hollow = datum.doubtful or bool(datum.lacking)
    kind = " doubtful" if datum.doubtful else " partial" if datum.lacking else ""
    if chart.standing:
        sheet.circle(x, bottom - high, 4.2, palette.PAPER if hollow else palette.BAR, palette.BAR, kind=f"dot{kind}")
    else:
        wide = min(band * 0.62, 56)
        fill = palette.DOUBT if hollow else palette.BAR if last else palette.EARLIER
        stroke = palette.BAR if hollow else ""
        sheet.rect(x - wide / 2, bottom - high, wide, high, fill, kind=f"bar{kind}", stroke=stroke)
    if not datum.exact:
        low, cap = bottom - float(datum.low or 0) * unit, 4
        end = bottom - float(datum.high) * unit if datum.high is not None else bottom - high - 10
        sheet.line(x, low, x, end, palette.INK, 1.4, kind="interval")
        sheet.line(x - cap, low, x + cap, low, palette.INK, 1.4)
        if datum.high is not None:
            sheet.line(x - cap, end, x + cap, end, palette.INK, 1.4)
        else:
            sheet.path([[(x - 4, end + 5), (x, end), (x + 4, end + 5)]], stroke=palette.INK, width=1.4)


def _counted(
    sheet: Sheet, look: Look, counted: Sequence[Datum | None], xs: Sequence[float], bottom: float, unit: float
) -> None:
    """What Dibao counted itself: a blue diamond on its height."""
    for datum, x in zip(counted, xs, strict=True):
        if datum is None or datum.value is None:
            continue
        y = bottom - float(datum.value) * unit
        sheet.open(datum.id, "mark")
        corners = [(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)]
        sheet.path([corners], fill=palette.PAPER, stroke=palette.COUNTED, width=2, closed=True, kind="counted")
        sheet.close()


def _values(
    sheet: Sheet, look: Look, chart: Trend, xs: Sequence[float], left: float, thick: float, bottom: float, unit: float
) -> None:
    """Values above their marks: the last, the largest, the first, then as many as find room."""
    known = [place for place, datum in enumerate(chart.reported) if datum.value is not None]
    if not known:
        return
    largest = max(known, key=lambda place: chart.reported[place].value or 0)
    taken = [(x - 2, x + 2) for datum, x in zip(chart.reported, xs, strict=True) if datum.value is None]
    tops = [bottom - _reach(chart, place, unit) for place in range(len(xs))]
    for place in dict.fromkeys((known[-1], largest, known[0], *reversed(known))):
        words = value_words(chart.reported[place])
        y = tops[place] - (10 if chart.standing else 6)
        wide = text_width(words, look.size) / 2
        x = _within(xs[place], wide * 2, left, sheet.width)
        if any(abs(other - x) < wide + thick and top < y for other, top in zip(xs, tops, strict=True)):
            continue  # a higher neighbour stands where the words would
        if _take(x, wide * 2, taken):
            if not chart.standing:  # on a ground of its own, the grid goes on behind it
                sheet.rect(x - wide, y - look.size * 0.82, wide * 2, look.size * 0.96, palette.PAPER)
            sheet.text(x, y, words, look.size, anchor="middle", bold=place == known[-1], kind="value")


def _reach(chart: Trend, place: int, unit: float) -> float:
    """How far above zero a day's marks reach, its interval and what was counted included."""
    datum = chart.reported[place]
    beside = chart.counted[place] if chart.counted else None
    open_ended = 10 if datum.value is not None and datum.high is None else 0
    counted = float(beside.value) * unit + 6 if beside is not None and beside.value is not None else 0
    return max(float(datum.top) * unit + open_ended, counted)


def _within(x: float, width: float, left: float, right: float) -> float:
    """Where a text of this width is middled on x, moved inward at the ends."""
    return max(left + width / 2, min(x, right - width / 2 - 1))


def _take(x: float, width: float, taken: _Placed, gap: float = 6) -> bool:
    """Whether nothing stands yet where a text of this width would, which then is taken."""
    if any(x - width / 2 < end + gap and start < x + width / 2 + gap for start, end in taken):
        return False
    taken.append((x - width / 2, x + width / 2))
    return True


def _days(sheet: Sheet, look: Look, chart: Trend, xs: Sequence[float], bottom: float) -> float:
    """The days under the axis, and under them who is lacking; gives the height that is used."""
    small = look.small
    y = bottom + small * 1.35
    named = [day_words(day) for day in chart.days]
    widest = max(text_width(words, small) for words in named) + 6
    apart = (xs[-1] - xs[0]) / max(len(xs) - 1, 1)
    every = next((step for step in range(1, len(xs)) if step * apart >= widest), len(xs))
    last = len(xs) - 1
    shown = [words if (last - place) % every == 0 else "" for place, words in enumerate(named)]
    _along(sheet, look, xs, shown, y, "tick")
    below = [
        term(f"缺{len(datum.lacking)}家", f"−{len(datum.lacking)}") if datum.lacking and datum.value is not None else ""
        for datum in chart.reported
    ]
    if any(below):
        y += small * 1.35
        _along(sheet, look, xs, below, y, "lacking")
    counted = [term("收录", "counted ") + datum.text if datum is not None else "" for datum in chart.counted]
    if any(counted):
        y += small * 1.35
        _along(sheet, look, xs, counted, y, "counted-value", palette.COUNTED)
    return y + small * 0.6


def _along(
    sheet: Sheet,
    look: Look,
    xs: Sequence[float],
    words: Sequence[str],
    y: float,
    kind: str,
    fill: str = palette.SECOND,
) -> None:
    taken: _Placed = []
    for place in reversed(range(len(xs))):
        wide = text_width(words[place], look.small)
        x = _within(xs[place], wide, 1, sheet.width)
        if words[place] and _take(x, wide, taken):
            sheet.text(x, y, words[place], look.small, fill=fill, anchor="middle", kind=kind)
