"""A unit's report of the day before as a start for today's: its words with their days moved on."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAY = re.compile(
    r"(?:(?P<year>\d{4})(?P<a> ?年 ?|-|/|\.))?(?P<month>\d{1,2})(?P<b> ?月 ?|-|/|\.)"
    r"(?P<day>\d{1,2})(?P<end> ?[日号]|(?!\d))"
)


def moved(text: str, then: date, now: date) -> str:
    """The text with the days around `then` moved by as many days as lie between the two; other days stay.

    Only what is clearly a day is: 2月2日, 2026-02-02, 2026年2月2日; not 2.2, which may be a number.
    """
    step = now - then

    def later(found: re.Match[str]) -> str:
        if "月" not in found["b"] and not found["year"]:
            return found.group()
        try:
            told = date(int(found["year"] or then.year), int(found["month"]), int(found["day"]))
        except ValueError:
            return found.group()
        if abs(told - then) > timedelta(days=2):
            return found.group()
        to = told + step
        wide = len(found["month"]) == 2 and found["month"].startswith("0")
        month, day = (f"{to.month:02d}", f"{to.day:02d}") if wide else (str(to.month), str(to.day))
        year = f"{to.year}{found['a']}" if found["year"] else ""
        return f"{year}{month}{found['b']}{day}{found['end']}"

    return _DAY.sub(later, text)
