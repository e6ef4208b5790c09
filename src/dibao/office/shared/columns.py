"""Columns that keep a figure exact on both databases, and the values in them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import models

from dibao.figures import Interval, Number, Window


class Amount(models.Model):
    """A value with its interval and window.

    Numbers are text: SQLite would make floats of decimals. Window sides are local ISO minutes, "" where open.
    """

    value = models.TextField()
    low = models.TextField()
    high = models.TextField(null=True)
    open_high = models.BooleanField(default=False)
    approx = models.CharField(max_length=16)
    window_start = models.CharField(max_length=16, blank=True, default="")
    window_end = models.CharField(max_length=16, blank=True, default="")
    window_how = models.CharField(max_length=16)
    basis_how = models.CharField(max_length=16)

    class Meta:
        abstract = True


def digits(number: Number) -> str:
    """A number as plain digits; `exact` is the inverse."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def exact(text: str) -> Number:
    """The number that plain digits are."""
    return Decimal(text) if "." in text else int(text)


def interval(low: str, high: str | None, open_high: bool) -> Interval:
    return Interval(exact(low), None if high is None else exact(high), open_high)


def minutes(side: datetime | None) -> str:
    """A window's side as text."""
    return "" if side is None else side.isoformat(timespec="minutes")


def window(start: str, end: str) -> Window:
    return Window(
        datetime.fromisoformat(start) if start else None,
        datetime.fromisoformat(end) if end else None,
    )


def storable(text: str) -> str:
    """Text that both databases keep: a NUL and a lone surrogate become U+FFFD, and every character keeps its place."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text) if _odd(text) else text


def _odd(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return "\0" in text
