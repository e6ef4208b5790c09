"""Figures and charts as a brief's provenance remembers them: the inverse of `provenance`, without the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from dibao.composing.binding import Binding, parse
from dibao.composing.brief import Absent, Figure, Source, State
from dibao.composing.charts import Chart, chart_of, words
from dibao.composing.charts.kept import told_number
from dibao.errors import DibaoError
from dibao.figures import Approx, Window
from dibao.language import say


def figure_of(told: Mapping[str, Any]) -> Figure:
    """A figure as `provenance.figure_plain` told it. DibaoError `no_provenance` where the values make none."""
    try:
        return _figure(told)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise DibaoError(
            say(
                f"文件里数字 {told.get('id')} 的出处已损坏，请用邸报写出的原件。",
                f"The provenance of figure {told.get('id')} in the file is damaged; use the file as Dibao wrote it.",
            ),
            code="no_provenance",
        ) from error


def _figure(told: Mapping[str, Any]) -> Figure:
    bound = parse(told["bound"])
    if not isinstance(bound, Binding):
        raise ValueError(told["bound"])
    start, end = told["window"]
    return Figure(
        id=str(told["id"]),
        binding=bound,
        name=str(told["name"]),
        text=str(told["text"]),
        value=told_number(told["value"]),
        low=told_number(told["low"]),
        high=told_number(told["high"]),
        measure=str(told["unit"]),
        window=Window(_moment(start), _moment(end)),
        state=State(told["state"]),
        arithmetic=str(told["arithmetic"]),
        sources=tuple(_source(one) for one in told["sources"]),
        missing=tuple(
            Absent(str(code), str(name))
            for code, name in zip(told["missing_units"], told["missing_names"], strict=True)
        ),
        units=int(told["units_in"]),
        due=int(told["units_due"]),
        questions=tuple(str(one) for one in told["questions"]),
        accepted=told.get("accepted"),
    )


def _source(told: Mapping[str, Any]) -> Source:
    day = told["date"]
    value = told_number(told["value"])
    low = told_number(told["low"])
    if value is None or low is None:
        raise ValueError(f"{told['report']}")
    return Source(
        entry=int(told["entry"]),
        digest=str(told["hash"]),
        unit_code=str(told["unit_code"]),
        unit_name=str(told["unit_name"]),
        text=str(told["text"]),
        value=value,
        low=low,
        high=told_number(told["high"]),
        measure=str(told["unit"]),
        open_high=told.get("open_high") == "yes",
        approx=Approx(told["approx"]),
        report=None if told["report"] is None else int(told["report"]),
        file=str(told["file"]),
        version=int(told["version"]),
        day=date.fromisoformat(day) if day else None,
        arrived=_moment(told["arrived"]),
        origin=str(told["origin"]),
        sentence=str(told["sentence"]),
        start=int(told["start"]),
        end=int(told["end"]),
        locator=str(told["locator"]),
        reason=str(told["reason"]),
    )


def drawing_of(told: Mapping[str, Any]) -> Chart | None:
    """A chart as `provenance.picture_plain` told it; None where the values do not draw what was drawn."""
    with suppress(KeyError, TypeError, ValueError, ArithmeticError):
        chart = chart_of(str(told["kind"]), told["chart"])
        if words(chart) == list(told["drawn"]):
            return chart
    return None


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
