"""A chart as plain values and back: what the provenance of a brief keeps of it, so that it can be drawn again."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from dibao.composing.charts.geometry import Shape
from dibao.composing.charts.values import Area, Bars, Chart, Datum, DistrictMap, Multiples, Parts, Trend
from dibao.figures import Number

Plain = dict[str, Any]


def kept(chart: Chart) -> Plain:
    """The chart as JSON values: text, numbers, null, lists and objects."""
    about: Plain = {"title": chart.title, "measure": chart.measure}
    if isinstance(chart, Bars):
        return about | {"data": [_datum(one) for one in chart.data], "largest": _number(chart.largest)}
    if isinstance(chart, Trend):
        about |= {"days": [day.isoformat() for day in chart.days], "data": [_datum(one) for one in chart.reported]}
        about |= {"counted": [one and _datum(one) for one in chart.counted]}
        return about | {"standing": "yes" if chart.standing else ""}
    if isinstance(chart, Multiples):
        rows = [{"label": label, "data": [_datum(one) for one in row]} for label, row in chart.rows]
        return about | {"days": [day.isoformat() for day in chart.days], "rows": rows}
    if isinstance(chart, Parts):
        return about | {"whole": _datum(chart.whole), "data": [_datum(one) for one in chart.parts]}
    return about | {"areas": [_area(one) for one in chart.areas]}


def chart_of(kind: str, told: Mapping[str, Any]) -> Chart:
    """The inverse of `kept`; `kind` is one of CHART_KINDS. ValueError for values that make no chart."""
    try:
        return _chart(kind, told)
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"no {kind}: {error}") from error


def _chart(kind: str, told: Mapping[str, Any]) -> Chart:
    title, measure = str(told["title"]), str(told["measure"])
    if kind == "bars":
        return Bars(title, measure, _data(told["data"]), told_number(told["largest"]))
    if kind == "parts":
        return Parts(title, measure, _told_datum(told["whole"]), _data(told["data"]))
    if kind == "map":
        return DistrictMap(title, measure, tuple(_told_area(one) for one in told["areas"]))
    days = tuple(date.fromisoformat(day) for day in told["days"])
    if kind == "multiples":
        return Multiples(title, measure, days, tuple((str(one["label"]), _data(one["data"])) for one in told["rows"]))
    if kind == "trend":
        counted = tuple(None if one is None else _told_datum(one) for one in told["counted"])
        return Trend(title, measure, days, _data(told["data"]), counted, told["standing"] == "yes")
    raise ValueError(kind)


def _datum(one: Datum) -> Plain:
    return {
        "label": one.label,
        "value": _number(one.value),
        "text": one.text,
        "low": _number(one.low),
        "high": _number(one.high),
        "doubtful": "yes" if one.doubtful else "",
        "lacking": list(one.lacking),
        "id": one.id,
    }


def _told_datum(told: Mapping[str, Any]) -> Datum:
    return Datum(
        label=str(told["label"]),
        value=told_number(told["value"]),
        text=str(told["text"]),
        low=told_number(told["low"]),
        high=told_number(told["high"]),
        doubtful=told["doubtful"] == "yes",
        lacking=tuple(str(name) for name in told["lacking"]),
        id=str(told["id"]),
    )


def _data(told: list[Mapping[str, Any]]) -> tuple[Datum, ...]:
    return tuple(_told_datum(one) for one in told)


def _area(one: Area) -> Plain:
    """Outlines have thousands of points: a ring is one text."""
    rings = [" ".join(f"{x!r},{y!r}" for x, y in ring) for ring in one.shape.rings] if one.shape else None
    return {"datum": _datum(one.datum), "rings": rings, "place": list(one.place) if one.place else None}


def _told_area(told: Mapping[str, Any]) -> Area:
    rings, place = told["rings"], told["place"]
    shape = None if rings is None else Shape(tuple(tuple(_point(pair) for pair in ring.split()) for ring in rings))
    at = None if place is None else (int(place[0]), int(place[1]))
    return Area(_told_datum(told["datum"]), shape, at)


def _point(pair: str) -> tuple[float, float]:
    x, y = (float(side) for side in pair.split(","))
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(pair)
    return x, y


def _number(value: Number | None) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)


def told_number(told: float | None) -> Number | None:
    """A number as JSON held it, exact again; ValueError where it is none."""
    if told is None or isinstance(told, int):
        return told
    number = Decimal(str(told))
    if not number.is_finite():
        raise ValueError(str(told))
    return number
