"""The words of a template's fields: dates, windows, the issue number, who reported, in the office's own way."""

from __future__ import annotations

from datetime import timedelta

from dibao.composing import moments
from dibao.composing.binding import Field
from dibao.composing.edition import Edition
from dibao.composing.facts import NO_ONE, Facts
from dibao.composing.wording import day_words, window_words
from dibao.figures import Window

AT_PRESS = "截至发稿"
TO_FILL = "〔待填〕"
"""Stands where only a person knows the figure."""


def field_words(bound: Field, facts: Facts, edition: Edition) -> str:
    """What stands in the place of a field."""
    settings, units = facts.workspace.settings, facts.workspace.units
    of_period = facts.of_period()
    if bound.name in of_period:
        return of_period[bound.name]
    return {
        "masthead": lambda: edition.masthead(settings),
        "city": lambda: settings.city,
        "office": lambda: settings.office,
        "issue": lambda: moments.numbered(edition.number + bound.shift, bound.style or "#"),
        "date": lambda: _date(bound, facts),
        "moment": lambda: window_words(Window(None, facts.moment)) if facts.moment else AT_PRESS,
        "window": lambda: _window(bound, facts),
        "from": lambda: _end(bound, facts, last=False),
        "until": lambda: _end(bound, facts, last=True),
        "reports.due": lambda: str(len(facts.due)),
        "reports.counted": lambda: str(len(facts.due) - len(facts.silent)),
        "reports.missing": lambda: "、".join(units[code].name for code in facts.silent) or NO_ONE,
        "dispatch": lambda: facts.dispatch or NO_ONE,
        "seal": lambda: str(facts.seal) if facts.seal else NO_ONE,
        "person": lambda: TO_FILL,
    }[bound.name]()


def _date(bound: Field, facts: Facts) -> str:
    day = facts.day + timedelta(days=bound.shift)
    return moments.moment_in(bound.style, day) if bound.style else day_words(day)


def _window(bound: Field, facts: Facts) -> str:
    window = facts.area_window(bound.argument)
    return moments.window_in(bound.style, window) if bound.style else window_words(window)


def _end(bound: Field, facts: Facts, *, last: bool) -> str:
    """One end of a window; in the house's words 截至 stands before the last."""
    window = facts.area_window(bound.argument)
    at = window.end if last else window.start
    if at is None:
        return ""
    if bound.style:
        return moments.moment_in(bound.style, at, end=last)
    return window_words(Window(None, at)) if last else moments.moment_in("M月D日h:mm", at)
