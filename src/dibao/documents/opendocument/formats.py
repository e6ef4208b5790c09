"""A cell's value as the sheet shows it, by the same rules as a workbook's (`excel.codes`, `excel.dates`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from dibao.documents.excel import dates
from dibao.documents.excel.codes import general
from dibao.documents.opendocument.names import NUMBER, STYLE, count

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dibao.documents.opendocument.styles import Styles

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d*)?)?")
_ELAPSED = re.compile(r"PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d*)?S)?")
_BEGIN = datetime(1899, 12, 30)
_DAY = Decimal(86_400)
_BRACKETS = re.compile(r"[(（](.*)[)）]")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a number format does. `plain`: numbers in full (a standard format, powers of ten, fractions)."""

    plain: bool = True
    date: dates.Parts | None = None

    def number(self, value: Decimal, text: str | None) -> str:
        """A number whose text as shown is known, or is not (None); a negative one always has its sign."""
        if self.plain or text is None or (text and not text.strip("#")):  # ### stands in a column that is too narrow
            return general(value)
        if value >= 0 or "-" in text or not any(digit in text for digit in "123456789"):
            return text
        return "-" + _BRACKETS.sub(r"\1", text)

    def moment(self, written: str) -> str | None:
        """A date or a date with its time, as attributes hold it; None where it is none."""
        match = _MOMENT.fullmatch(written)
        if match is None:
            return None
        try:
            moment = datetime.fromisoformat(match[1] + "T" + (match[2] or "00:00:00"))
        except ValueError:
            return None
        serial = Decimal((moment - _BEGIN).days) + Decimal((moment - _BEGIN).seconds) / _DAY
        timed = match[2] is not None
        return dates.shown(serial, self.date or dates.Parts(True, True, True, time=timed, seconds=timed), False)

    def elapsed(self, written: str) -> str | None:
        """A time or a length of time, as attributes hold it; None where it is none."""
        match = _ELAPSED.fullmatch(written)
        if match is None:
            return None
        hours, minutes, seconds = (int(match[number] or 0) for number in (1, 2, 3))
        total = Decimal(hours * 3600 + minutes * 60 + seconds)
        return dates.shown(total / _DAY, self.date or dates.Parts(time=True, seconds=True), False)


class Formats:
    """The number formats of one spreadsheet, by cell style."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.of = cache(self._of)

    def _of(self, style: str | None) -> Shown:
        name = self._styles.said("table-cell", style or "Default", STYLE + "data-style-name")
        element = None if name is None else self._styles.data(name)
        if element is None:
            return Shown()
        if element.tag in {NUMBER + "date-style", NUMBER + "time-style"}:
            return Shown(False, _parts(element))
        return Shown(element.tag in {NUMBER + "number-style", NUMBER + "text-style"} and _is_plain(element))


def _is_plain(style: _Element) -> bool:
    if any(style.find(NUMBER + name) is not None for name in ("scientific-number", "fraction")):
        return True
    numbers = style.findall(NUMBER + "number")
    words = any((text.text or "").strip() for text in style.iterfind(NUMBER + "text"))
    shaped = any(
        number.get(NUMBER + name) is not None
        for number in numbers
        for name in ("decimal-places", "grouping", "display-factor", "decimal-replacement")
    )
    standard = all(count(number, NUMBER + "min-integer-digits") <= 1 for number in numbers)
    return bool(numbers) and standard and not shaped and not words and style.find(STYLE + "map") is None


def _parts(style: _Element) -> dates.Parts:
    has = {child.tag.removeprefix(NUMBER) for child in style if isinstance(child.tag, str)}
    weekday = "day-of-week" in has
    month = "month" in has
    day = "day" in has or (weekday and not ("year" in has or month))
    year = "year" in has or "era" in has or (weekday and day)
    time = bool(has & {"hours", "minutes", "seconds", "am-pm"}) or not (year or month or day)
    running = style.get(NUMBER + "truncate-on-overflow") == "false"
    largest = next((name[0] for name in ("hours", "minutes", "seconds") if name in has), "") if running else ""
    return dates.Parts(year, month, day, time, "seconds" in has, largest)
