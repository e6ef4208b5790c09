"""The arithmetic of days that words leave open: which year, which month, which hour.

A year or month that is not written is taken from the reporting day: the latest such date that is not (much) after it,
so that months and years roll over. A window's end that is a day is the next day's 00:00.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from dibao.figures import NO_WINDOW, Window
from dibao.reading.lexicon import rows
from dibao.reading.numerals import chinese

TOLD_LATE: Final = 10
"""Until this day of the next month, 本月 may be the month that was named."""


class Days:
    """Turns the parts of written moments into dates. The groups of a match that is one moment:

    r 今日 · y, w a year · i, j, k 2020-02-03 · m, n a month · d a day · b 底, 上旬 · p 上午 · h, t, u an hour.
    """

    def __init__(self, today: date | None) -> None:
        self.today = today if today and date.min.year < today.year < date.max.year else None
        self.last: date | None = None
        """The last day that was read: 当天 and a missing year go by it."""
        self.week = NO_WINDOW
        """The last range of days that was a week long: 本周 goes by it."""
        self.weekly = False
        """Whether 本周 went by it: beside that, 上周 is the week before."""
        self.month: date | None = None
        """The last month that was named as a whole: 本月, told in the first days after it, goes by it."""
        self.named_year: int | None = None
        """The last year that was named as a whole, if it is past: 全年 goes by it."""

    @property
    def known(self) -> date | None:
        """The day that the others are reckoned from."""
        return self.today or self.last

    def note(self, window: Window) -> None:
        """Remember a range that is a week, or a working week."""
        length = window.end - window.start if window.start is not None and window.end is not None else timedelta()
        if timedelta(days=5) <= length <= timedelta(days=8):
            self.week = window

    def between(self, one: re.Match[str], other: re.Match[str], *, next_day: bool) -> Window:
        """From one moment to another, whose day may be left out or be the next one (次日)."""
        alone = one["h"] is not None and not any(one.group(*"rymnwidb"))
        first = (self.last or self.known) if alone else self.moment_day(one)  # 6点到9点: of the day just named
        if first is None:
            return NO_WINDOW
        self.last = first
        if one["d"] is None and one["m"] and not one["b"] and other["d"] is None:
            return self.months_between(other["m"] or one["m"], first)
        second: date | None = first
        if next_day:
            second = first + timedelta(days=1)
        elif any(other.group(*"rymnwid")):
            second = self.moment_day(other, near=first)
        if second is None:
            return NO_WINDOW
        self.last = second
        start = self.moment(one, first, end=False)
        end = self.moment(other, second, end=True)
        if alone and end < start and not other["p"]:
            end += timedelta(hours=12)  # 晚上6点到9点
        return Window(start, end) if start <= end else NO_WINDOW

    def months_between(self, last: str, first: date) -> Window:
        month = count(last)
        year = first.year + (month < first.month)
        return Window(midnight(first.replace(day=1)), midnight(next_month(year, month)))

    def moment_day(self, match: re.Match[str], near: date | None = None) -> date | None:
        """The day of a moment, None where nothing tells it. `near`: the day of the range's other moment."""
        if match["r"]:
            return self.relative(match["r"])
        if match["i"]:
            return day_of(int(match["i"]), int(match["j"]), int(match["k"]))
        year = self.year(match["y"], match["w"])
        month = count(match["m"]) if match["m"] else None
        if match["n"] and self.known:
            first = self.month_meant(match["n"], self.known)
            month, year = first.month, first.year
        day = count(match["d"]) if match["d"] else None
        edge = match["b"] or ""
        if month is None and day is None:
            if edge.endswith(("底", "末")) and (year or self.known):
                ended = self.known is not None and self.known.month < 3
                return date(year or self.known.year - ended, 12, 31)  # type: ignore[union-attr]
            return self.known if match["h"] else None
        if near and month is None and day is not None:
            return day_of(near.year, near.month, day) if day >= near.day else self.next_month_day(near, day)
        if near and year is None and month is not None:
            year = near.year + (month < near.month)
        if day is None:
            found = self.day(year, month, 1)
            if found is None:
                return None
            if edge.endswith(("底", "末")):
                return date(found.year, found.month, monthrange(found.year, found.month)[1])
            if edge.endswith("旬"):
                part = third(found, edge)
                side = part.start if near is None else part.end
                return side and (side.date() - timedelta(days=near is not None))
            return found
        return self.day(year, month, day)

    def month_meant(self, word: str, known: date) -> date:
        """The first day of 本月 or 上月."""
        first = known.replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        told_late = known.day <= TOLD_LATE and self.month == before
        return before if word == "上月" or (word == "本月" and told_late) else first

    def next_month_day(self, near: date, day: int) -> date | None:
        return day_of(near.year + (near.month == 12), near.month % 12 + 1, day)

    def year(self, written: str | None, word: str | None) -> int | None:
        if written:
            return int(written) if written.isdigit() else chinese(written)
        if word and self.known:
            return self.known.year - {"去年": 1, "上年": 1, "前年": 2}.get(word, 0)
        return None

    def day(self, year: int | None, month: int | None, day: int) -> date | None:
        """A date whose year or month may not be written: the latest that is not (much) after the reporting day."""
        known = self.known
        if year is not None and month is not None:
            return day_of(year, month, day)
        if known is None:
            return None
        if month is not None:
            found = day_of(known.year, month, day) or day_of(known.year, month, 1)
            if found and found > known + timedelta(days=62):
                return day_of(known.year - 1, month, day)
            return day_of(known.year, month, day)
        near = self.last or known
        here = day_of(near.year, near.month, day)
        if here is None or here > known + timedelta(days=1):
            first = known.replace(day=1) - timedelta(days=1)
            return day_of(first.year, first.month, day)
        return here

    def relative(self, word: str) -> date | None:
        if word.startswith("前一"):
            near = self.last or self.today
            return near and near - timedelta(days=1)
        if word[0] in "当同":
            return self.last or self.today
        if self.today is None:
            return None
        back = {"今": 0, "昨": 1, "前": 2}[word[0]]
        found = self.today - timedelta(days=back)
        self.last = found
        return found

    def moment(self, match: re.Match[str], day: date, *, end: bool) -> datetime:
        hour = match["h"]
        if hour is None:
            return midnight(day) if not end else midnight(day + timedelta(days=1))  # type: ignore[return-value]
        number = 0 if hour == "零" else int(hour)
        part = match["p"] or (match["r"] or "")[-1:]
        if part in ("下午", "傍晚", "晚上", "晚间", "夜间", "当晚", "深夜", "晚") and number < 12:
            number += 12
        minute = match["t"] or match["u"] or "0"
        return clock(day, number, 30 if minute == "半" else int(minute))

    def hours(self, day: date, match: re.Match[str]) -> Window:
        start, end = int(match["from"]), int(match["to"])
        if start > 24 or end > 24:
            return Window(midnight(day), after(day))
        last = day + timedelta(days=1) if end < start else day
        return Window(clock(day, start, 0), clock(last, end, int(match["tm"] or 0)))

    def month_or_year(self, match: re.Match[str]) -> Window | None:
        month, edge = match["m"], match["b"] or ""
        if month or match["n"]:
            first = self.moment_day(match)
            if first is None:
                return NO_WINDOW
            if edge.endswith("旬"):
                return third(first.replace(day=1), edge)
            self.month = first.replace(day=1)
            return Window(midnight(self.month), midnight(next_month(first.year, first.month)))
        year = self.year(match["y"], match["w"])
        if year is not None:
            self.named_year = year if self.known and year < self.known.year else None
            return Window(midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1)))
        return NO_WINDOW if match["y"] or match["w"] else None

    def month_range(self, match: re.Match[str]) -> Window:
        word = match["year"]
        year = self.year(word[:-1] if word and word[0].isdigit() else None, word)
        begin, end = count(match["from"]), count(match["to"])
        last = self.day(year, end, 1)
        first = last and day_of(last.year - (begin > end), begin, 1)
        if last is None or first is None:
            return NO_WINDOW
        return Window(midnight(first), midnight(next_month(last.year, last.month)))

    def first_months(self, match: re.Match[str]) -> Window:
        word = match["year"]
        year = self.year(word[:-1] if word and word[0].isdigit() else None, word)
        if year is None and self.known:
            year = self.known.year
        last = count(match["count"])
        if year is None or not 1 <= last <= 12:
            return NO_WINDOW
        return Window(midnight(date(year, 1, 1)), midnight(next_month(year, last)))

    def period(self, word: str | None, name: str) -> Window:
        year = self.year(word[:-1] if word and word[0].isdigit() else None, word)
        if year is None:
            if self.known is None:
                return NO_WINDOW
            whole = name in ("全年", "年度")
            ended = whole and self.known.month < 3  # told in the first weeks after it
            year = (self.named_year if whole else None) or self.known.year - ended
        elif name == "年度" and self.known and year < self.known.year:
            self.named_year = year
        first, months = {"上半年": (1, 6), "下半年": (7, 6), "前三季度": (1, 9), "全年": (1, 12), "年度": (1, 12)}.get(
            name.rstrip("末"), (0, 3)
        )
        if not first:
            quarter = name.removeprefix("第")[0]
            first = (int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1) * 3 - 2
        begin = date(year, first, 1)
        if word is None and self.known and begin > self.known:
            begin = date(year - 1, first, 1)
        return Window(midnight(begin), midnight(next_month(begin.year, first + months - 1)))


@cache
def _new_years() -> list[tuple[date, int]]:
    """The first day of each lunar year, and how many days the month before it had."""
    return [(date.fromisoformat(first), int(days)) for _, first, days in rows("lunar.csv")]


def lunar(month: str, day: str, near: date) -> date | None:
    """A day around the New Year by the lunar calendar (正月初六, 腊月二十九, 除夕), the latest before `near`."""
    number = chinese(day.lstrip("初").replace("廿", "二十")) if day else None
    found: date | None = None
    for first, days in _new_years():
        if month == "除夕" or (month == "大年" and number == 30):
            made = first - timedelta(days=1)
        elif number is None or not 1 <= number <= 30:
            return None
        elif month == "腊月":
            made = first - timedelta(days=days - number + 1)
        else:
            made = first + timedelta(days=number - 1)
        if made <= near + timedelta(days=10):
            found = made
    return found


def count(text: str) -> int:
    return int(text) if text.isdigit() else chinese(text.replace("正", "一")) or 0


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())


def moved(window: Window, back: timedelta) -> Window:
    """A bounded window so much earlier."""
    if window.start is None or window.end is None:
        return window
    return Window(window.start - back, window.end - back)


def after(day: date | None) -> datetime | None:
    """The end of a day: the next day's 00:00."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time())


def clock(day: date, hour: int, minute: int) -> datetime:
    """An hour of a day; 24:00 and later hours roll over."""
    return datetime.combine(day, time()) + timedelta(hours=min(hour, 47), minutes=min(minute, 59))


def third(first: date, name: str) -> Window:
    """上旬, 中旬, 下旬 of a month."""
    begin = first.replace(day={"上": 1, "中": 11, "下": 21}[name[0]])
    end = next_month(first.year, first.month) if name[0] == "下" else begin + timedelta(days=10)
    return Window(midnight(begin), midnight(end))


def next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
