"""Charts as pure functions: typed values in, an SVG string out, the same for the same values.

`draw(chart)` gives the picture, `table(chart)` the numbers behind it, `description(chart)` its alternative text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from dibao.composing.charts import bars, district_map, multiples, parts, trend
from dibao.composing.charts.described import description, name, remarks
from dibao.composing.charts.kept import chart_of, kept
from dibao.composing.charts.look import PAGE, PHONE, Look
from dibao.composing.charts.svg import SVG, Sheet
from dibao.composing.charts.table import Table, table
from dibao.composing.charts.tongue import drawn_in, tongue
from dibao.composing.charts.values import Area, Bars, Chart, Datum, DistrictMap, Multiples, Parts, Trend, data_of
from dibao.language import Language

__all__ = [
    "PAGE",
    "PHONE",
    "SVG",
    "Area",
    "Bars",
    "Chart",
    "Datum",
    "DistrictMap",
    "Look",
    "Multiples",
    "Parts",
    "Table",
    "Trend",
    "chart_of",
    "data_of",
    "description",
    "draw",
    "drawn_in",
    "kept",
    "name",
    "remarks",
    "table",
    "words",
]

_DRAWN: Mapping[type[Any], Callable[[Any, Look], Sheet]] = {
    Bars: bars.draw,
    Trend: trend.draw,
    Multiples: multiples.draw,
    Parts: parts.draw,
    DistrictMap: district_map.draw,
}


@lru_cache(maxsize=128)
def _drawn(chart: Chart, look: Look, language: Language) -> tuple[str, tuple[str, ...]]:
    """The picture, and what is written in it: four files show the same one."""
    sheet = _DRAWN[type(chart)](chart, look)
    return sheet.svg(name(chart), description(chart)), tuple(sheet.words)


def words(chart: Chart, look: Look = PAGE) -> list[str]:
    """What is written in the picture, in order."""
    return list(_drawn(chart, look, tongue())[1])


def draw(chart: Chart, look: Look = PAGE) -> str:
    """The picture as SVG: well-formed, without ids, styles or anything from outside."""
    return _drawn(chart, look, tongue())[0]
