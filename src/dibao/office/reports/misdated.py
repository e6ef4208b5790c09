"""A report whose own date is a slip: the times that it writes lie around that date and belong around the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from dibao.figures import Figure, Window
from dibao.language import say

_NEAR = 2
"""Days: a time so near to the date that is wrong, and no nearer to the right one, is wrong with it."""


def set_right(figures: Sequence[Figure], dated: date, day: date) -> list[Figure]:
    """The figures of a report of `day` that bears the date `dated`, with such times moved by as many days."""
    return [_moved(figure, dated, day) for figure in figures]


def _moved(figure: Figure, dated: date, day: date) -> Figure:
    window = Window(_side(figure.window.start, dated, day), _side(figure.window.end, dated, day))
    if window == figure.window:
        return figure
    why = say(f"来件的日期 {dated} 是笔误，时段按 {day} 计", f"the date {dated} is a slip; the window is that of {day}")
    return replace(figure, window=window, reasons=(*figure.reasons, why))


def _side(at: datetime | None, dated: date, day: date) -> datetime | None:
    if at is None or abs((at.date() - dated).days) > _NEAR or abs((at.date() - day).days) <= _NEAR:
        return at
    return at + (day - dated)
