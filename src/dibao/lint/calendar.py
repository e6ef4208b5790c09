"""Dates as a brief writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dibao.lint.manuscript import Line

DAY = re.compile(r"(?:(?<!\d)(?P<y>\d{4})年)?(?<!\d)(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]")
_AROUND = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Written:
    """A date in a line: characters [start, end) of its text. `day` is None where there is no such day."""

    start: int
    end: int
    day: date | None
    year: bool
    """Whether its year is written."""


def dates(line: Line, near: date | None) -> Iterator[Written]:
    """The dates of a line; years that are not written are those that bring them nearest to `near`."""
    for match in DAY.finditer(line.text):
        month, number = int(match["m"]), int(match["d"])
        year = int(match["y"]) if match["y"] else None
        yield Written(*match.span(), _made(year, month, number, near), year is not None)


def _made(year: int | None, month: int, number: int, near: date | None) -> date | None:
    if year is not None or near is None:
        return _day(year or 2000, month, number)  # 2000 has a 29 February: without a year it may be one
    around = (_day(near.year + off, month, number) for off in (0, -1, 1))
    known = [one for one in around if one is not None]
    return next((one for one in known if abs(one - near) <= _AROUND), known[0] if known else None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
