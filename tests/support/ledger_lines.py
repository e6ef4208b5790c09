"""Short ways to write drafts and entries in tests."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dibao.entries import Draft, Entry, Origin, Series
from dibao.figures import Approx, Basis, Interval, Number, Window

DAY = date(2026, 2, 3)


def draft(
    unit: str,
    value: Number,
    indicator: str = "outreach.leaflets",
    *,
    basis: Basis = Basis.NEW,
    day: date = DAY,
    item: str = "",
    measure: str = "份",
    interval: Interval | None = None,
    approx: Approx = Approx.EXACT,
    origin: Origin = Origin.REPORTED,
    part_of: int | None = None,
    text: str = "",
) -> Draft:
    end = datetime.combine(day, datetime.min.time()).replace(hour=11)
    start = end - timedelta(days=1) if basis is Basis.NEW else None
    return Draft(
        day=day,
        series=Series(unit, indicator, item, measure, basis),
        window=Window(start, end),
        value=value,
        interval=interval or Interval.exactly(value),
        approx=approx,
        reporter=unit,
        origin=origin,
        part_of=part_of,
        text=text or f"{value}{measure}",
        phrase="发放宣传单",
        sentence=f"发放宣传单{value}{measure}",
    )


def entries(*drafts: Draft) -> list[Entry]:
    """Entries numbered from 1; `part_of` of a draft is its position here."""
    return [
        Entry(number, f"{number:064x}", line, report=number, part_of=None if line.part_of is None else line.part_of + 1)
        for number, line in enumerate(drafts, start=1)
    ]
