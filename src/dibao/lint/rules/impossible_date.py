"""impossible_date: a day or an hour that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dibao.language import say
from dibao.lint.calendar import dates
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, own_lines, place

_HOUR = re.compile(r"(?P<h>\d{1,2})[:：时点](?P<m>\d{2})?分?")
_TO = re.compile(r"(?:(?P<h>\d{1,2})[:：时点](?P<m>\d{2})?分?)?[至到—～\-]{1,2}")
_CLOCK = re.compile(r"(?:[日号午晨晚至]|时间[:：])(?P<clock>(?P<h>\d{1,2})[:：时](?P<m>\d{2})?)(?![\d:：])")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each, and for each span of time that ends before it begins."""
    for line in own_lines(manuscript):
        for one in dates(line, manuscript.day):
            if one.day is None:
                yield _remark(manuscript, *line.place(one.start, one.end), line.text[one.start : one.end])
        yield from _turned(manuscript, line)
    for line, match in found(manuscript, _CLOCK, quoted=True):
        hour, minute = int(match["h"]), int(match["m"] or 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            yield _remark(manuscript, *place(line, match, "clock"), match["clock"])


def _turned(manuscript: Manuscript, line: Line) -> Iterator[Remark]:
    """2月4日9:00至2月3日9:00."""
    for first, last in pairwise(dates(line, manuscript.day)):
        between = _TO.fullmatch(line.text, first.end, last.start)
        after = _HOUR.match(line.text, last.end)
        if between is None or first.day is None or last.day is None or last.day > first.day:
            continue
        year_end = first.day.month == 12 and last.day.month == 1
        clocks = [int(one["h"]) * 60 + int(one["m"] or 0) if one and one["h"] else None for one in (between, after)]
        same_day = last.day == first.day
        backwards = clocks[0] is not None and clocks[1] is not None and clocks[1] <= clocks[0]
        if (same_day and not backwards) or year_end:
            continue
        words = line.text[first.start : after.end() if after else last.end]
        yield manuscript.remark(
            "impossible_date",
            Severity.ERROR,
            *line.place(first.start, after.end() if after else last.end),
            say(f"时段“{words}”结束在开始之前，请核实。", f"{words} ends before it begins; check the dates."),
        )


def _remark(manuscript: Manuscript, start: int, end: int, words: str) -> Remark:
    return manuscript.remark(
        "impossible_date",
        Severity.ERROR,
        start,
        end,
        say(f"没有“{words}”这个日子或时刻，请核实。", f"There is no {words}; find out the right one."),
    )


RULE = Rule(
    "impossible_date",
    20,
    "不存在的日期和时刻（2月30日、13月1日、9:75、25时），结束在开始之前的时段（2月4日9:00至2月3日9:00）。",
    "Days and hours that there are not (2月30日, 13月1日, 9:75, 25时), spans that end before they begin.",
    find,
)
