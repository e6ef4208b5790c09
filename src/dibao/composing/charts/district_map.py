"""Districts shaded by value: outlines where the office has them, else a square tile for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from dibao.composing.charts import palette
from dibao.composing.charts.geometry import Shape, fitted, middles, room
from dibao.composing.charts.look import Look, value_words
from dibao.composing.charts.scale import breaks, class_of, class_words
from dibao.composing.charts.svg import Sheet, hatching, text_width, wrapped
from dibao.composing.charts.values import Area, Datum, DistrictMap, data_of


def draw(chart: DistrictMap, look: Look) -> Sheet:
    """The sheet: the map, beside it (on a narrow one below it) the classes and the names that found no room."""
    sheet = Sheet(look.width)
    ends = breaks([area.datum.value for area in chart.areas if area.datum.value is not None])
    wide = look.width > 500
    across = look.width * (0.7 if wide else 1)
    if chart.areas and all(area.shape is not None for area in chart.areas):
        down, listed = _outlines(sheet, look, chart.areas, ends, across)
    else:
        down, listed = _tiles(sheet, look, chart.areas, ends, across), []
    left, top = (across + look.size * 1.4, look.size) if wide else (0.0, down + look.size * 1.4)
    bottom = _key(sheet, look, chart, ends, left, top)
    bottom = _list(sheet, look, listed, left, bottom)
    sheet.height = max(down, bottom) + look.size * 0.6
    return sheet


def _fill(datum: Datum, ends: Sequence[Decimal]) -> tuple[str, str]:
    """The colour of an area and that of the words on it."""
    if datum.value is None:
        return palette.GROUND if datum.expected else palette.PAPER, palette.SECOND
    steps = _steps(len(ends))
    place = steps[class_of(datum.value, ends)]
    return palette.STEPS[place], palette.STEP_INKS[place]


def _kind(datum: Datum) -> str:
    if datum.value is None:
        return "missing" if datum.expected else "empty"
    return "area doubtful" if datum.doubtful else "area"


def _steps(classes: int) -> list[int]:
    """Which of the colours so many classes have: from the lightest on, spread over all."""
    last = len(palette.STEPS) - 1
    return [0] if classes == 1 else [round(last * place / (classes - 1)) for place in range(classes)]


def _outlines(
    sheet: Sheet, look: Look, areas: Sequence[Area], ends: Sequence[Decimal], across: float
) -> tuple[float, list[tuple[int, Datum]]]:
    shapes, wide, down = fitted(
        [area.shape for area in areas if area.shape], across - 4, look.width * (0.4 if look.width > 500 else 0.85)
    )
    start = 2 + (across - 4 - wide) / 2
    moved = [Shape(tuple(tuple((x + start, y + 2) for x, y in ring) for ring in shape.rings)) for shape in shapes]
    for area, shape in zip(areas, moved, strict=True):
        fill, _ = _fill(area.datum, ends)
        sheet.open(area.datum.id, "mark")
        kind = _kind(area.datum)
        sheet.path(shape.rings, fill=fill, stroke=palette.PAPER, width=1.6, closed=True, kind=kind)
        if area.datum.value is None and area.datum.expected:
            sheet.path(hatching(shape.rings), stroke=palette.HATCH, width=0.8, kind="hatch")
        if area.datum.value is None:
            sheet.path(shape.rings, stroke=palette.AXIS, width=1, closed=True)
        sheet.close()
    listed: list[tuple[int, Datum]] = []
    for area, shape in zip(areas, moved, strict=True):
        _label(sheet, look, area.datum, shape, _fill(area.datum, ends)[1], listed)
    return down + 4, listed


def _label(sheet: Sheet, look: Look, datum: Datum, shape: Shape, ink: str, listed: list[tuple[int, Datum]]) -> None:
    """Name and value inside the outline; where they do not fit, a number that the list beside the map explains."""
    rows = [datum.label, value_words(datum)] if datum.expected else [datum.label]
    points = middles(shape)
    for size in (look.size, look.small, look.size * 0.78):
        for x, y in points:
            if _fits(shape, x, y, rows, size):
                for row, words in enumerate(rows):
                    at = y + size * (0.34 - 0.6 * (len(rows) - 1) + 1.2 * row)
                    _on_map(sheet, datum, x, at, words, size, ink, "value" if row else "name")
                return
    listed.append((len(listed) + 1, datum))
    x, y = points[0]
    _on_map(sheet, datum, x, y + look.small * 0.34, str(len(listed)), look.small, ink, "number")


def _on_map(sheet: Sheet, datum: Datum, x: float, y: float, words: str, size: float, ink: str, kind: str) -> None:
    if datum.value is None and datum.expected:  # words on hatching need a ground
        wide = text_width(words, size)
        sheet.rect(x - wide / 2 - 2, y - size * 0.92, wide + 4, size * 1.18, palette.GROUND)
    sheet.text(
        x, y, words, size, fill=ink, anchor="middle", kind="absent" if datum.value is None and kind == "value" else kind
    )


def _fits(shape: Shape, x: float, y: float, rows: Sequence[str], size: float) -> bool:
    half = max(text_width(row, size) for row in rows) / 2 + 3
    for at in (y - size * 1.15, y, y + size * 1.2):
        left, right = room(shape, at, x)
        if x - left < half or right - x < half:
            return False
    return True


def _tiles(sheet: Sheet, look: Look, areas: Sequence[Area], ends: Sequence[Decimal], across: float) -> float:
    """A square for each area, in its place or row by row."""
    places = _places(areas)
    columns = max((column for _, column in places), default=0) + 1
    rows = max((row for row, _ in places), default=0) + 1
    side = min(across / columns, look.size * 9)
    start = (across - side * columns) / 2
    for area, (row, column) in zip(areas, places, strict=True):
        x, y, inner = start + column * side + 1.5, row * side + 1.5, side - 3
        fill, ink = _fill(area.datum, ends)
        sheet.open(area.datum.id, "mark")
        if area.datum.value is None and area.datum.expected:
            sheet.hatch(x, y, inner, inner)
        else:
            sheet.rect(x, y, inner, inner, fill, kind=_kind(area.datum))
        _tile_words(sheet, look, area.datum, x + inner / 2, y + inner / 2, inner, ink)
        sheet.close()
    return rows * side


def _tile_words(sheet: Sheet, look: Look, datum: Datum, x: float, middle: float, inner: float, ink: str) -> None:
    lines = wrapped(datum.label, look.size, inner - 8, 3)
    rows = [*lines, *wrapped(value_words(datum), look.size, inner - 8, 2)]
    size = look.size
    widest = max(text_width(row, size) for row in rows)
    size = min(size, size * (inner - 8) / widest, (inner - 8) / (1.25 * len(rows)))
    for place, words in enumerate(rows):
        y = middle + size * (1.25 * (place - (len(rows) - 1) / 2) + 0.34)
        _on_map(sheet, datum, x, y, words, size, ink, "name" if place < len(lines) else "value")


def _places(areas: Sequence[Area]) -> list[tuple[int, int]]:
    """Row and column of each tile from 0 on: as given where all are given and none twice, else row by row, the last row
    as full as it can be."""
    given = [area.place for area in areas if area.place is not None]
    if len(given) == len(areas) == len(set(given)) and given:
        first, left = min(row for row, _ in given), min(column for _, column in given)
        return [(row - first, column - left) for row, column in given]
    count = max(len(areas), 1)
    likely = range(math.ceil(math.sqrt(count)), math.ceil(math.sqrt(count * 2.4)) + 1)
    columns = min(likely, key=lambda wide: (-count % wide, wide))
    return [divmod(place, columns) for place in range(len(areas))]


def _key(sheet: Sheet, look: Look, chart: DistrictMap, ends: Sequence[Decimal], left: float, top: float) -> float:
    """The classes in words, and what hatching means; gives where it ends."""
    size, small = look.size, look.small
    steps = _steps(len(ends))
    values = [datum.value for datum in data_of(chart)]
    rows = [(palette.STEPS[step], words) for step, words in zip(steps, class_words(ends), strict=True)]
    y = top
    sheet.text(left, y + small * 0.34, f"单位：{chart.measure}", small, fill=palette.SECOND, kind="key")
    for fill, words in rows if any(value is not None for value in values) else []:
        y += size * 1.6
        sheet.rect(left, y - size * 0.55, size * 1.6, size * 1.1, fill, stroke=palette.RULE)
        sheet.text(left + size * 2.1, y + small * 0.34, words, small, kind="key")
    if any(value is None for value in values):
        y += size * 1.6
        sheet.hatch(left, y - size * 0.55, size * 1.6, size * 1.1, kind="key-missing")
        sheet.text(left + size * 2.1, y + small * 0.34, "未报", small, kind="key")
    return y + size * 1.2


def _list(sheet: Sheet, look: Look, listed: Sequence[tuple[int, Datum]], left: float, top: float) -> float:
    """The names and values that found no room on the map."""
    y, small = top + look.size * 0.6, look.small
    room_here = look.width - left
    for place, datum in listed:
        words = f"{place} {datum.label} {value_words(datum)}"
        for line in wrapped(words, small, room_here, 3):
            size = min(small, small * room_here / max(text_width(line, small), 1))
            sheet.text(left, y + small, line, size, kind="listed")
            y += small * 1.45
    return y if listed else top
