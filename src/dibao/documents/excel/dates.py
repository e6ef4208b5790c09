"""Serial numbers as dates and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

_LAST = 2_958_465
"""9999-12-31"""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a date format shows. `elapsed`: the largest unit that runs on past its end ("h", "m", "s"), else ""."""

    year: bool = False
    month: bool = False
    day: bool = False
    time: bool = False
    seconds: bool = False
    elapsed: str = ""

    @classmethod
    def of(cls, names: Iterable[str], elapsed: str) -> Parts:
        """From a format's letters in order: m is minutes after h or before s, months otherwise."""
        letters = [name[0] for name in names if not name.startswith(("ddd", "a"))]
        weekday = any(name.startswith(("ddd", "a")) for name in names)
        month = False
        for index, letter in enumerate(letters):
            if letter == "m":
                before = letters[index - 1] if index else elapsed[-1:]
                after = letters[index + 1] if index + 1 < len(letters) else ""
                month = month or not (before == "h" or after == "s")
        year = bool({"y", "e"} & {*letters})
        day = "d" in letters or (weekday and not (year or month))
        # A lone weekday shows a date; AM/PM alone still is a time.
        time = bool({"h", "s"} & {*letters}) or bool(elapsed) or not (year or month or day)
        return cls(year or (weekday and day), month, day, time, "s" in letters or elapsed == "s", elapsed[:1])


def shown(serial: Decimal, parts: Parts, from_1904: bool) -> str | None:
    """2026-02-03, 2026-02-03 09:00, 2026年2月, 09:00, 26:30; None where a sheet has no such date."""
    if not 0 <= serial <= _LAST:
        return None
    total = int((serial * 86_400).to_integral_value(ROUND_HALF_UP))
    if parts.elapsed:
        return _elapsed(total, parts)
    days, rest = divmod(total, 86_400)
    clock = f"{rest // 3600:02d}:{rest // 60 % 60:02d}" + (f":{rest % 60:02d}" if parts.seconds and rest % 60 else "")
    if not (parts.year or parts.month or parts.day):
        return clock
    if not parts.time:
        days = int(serial)  # a day is not rounded up
    date = _day(days, from_1904)
    if date is None:
        return None
    if parts.time:
        # Programs export a day as its midnight to the second; no person writes 0:00:00.
        return f"{date:%Y-%m-%d}" if parts.seconds and not rest else f"{date:%Y-%m-%d} {clock}"
    if parts.day:
        return f"{date:%Y-%m-%d}" if parts.month or parts.year else f"{date.day}日"
    return (f"{date.year}年" if parts.year else "") + (f"{date.month}月" if parts.month else "")


def _day(days: int, from_1904: bool) -> datetime | None:
    if from_1904:
        return datetime(1904, 1, 1) + timedelta(days) if days <= _LAST - 1462 else None
    if days in {0, 60}:  # 1900-02-29 and 1900-01-00, which Excel believes in
        return None
    return datetime(1899, 12, 30 if days > 60 else 31) + timedelta(days)


def _elapsed(total: int, parts: Parts) -> str:
    minutes, seconds = divmod(total, 60)
    if parts.elapsed == "s":
        return str(total)
    if parts.elapsed == "m":
        return f"{minutes:02d}:{seconds:02d}" if parts.seconds else str(minutes)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if parts.seconds else "")
