"""impossible_date: a day or an hour that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.calendar import dates
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, own_lines, place

_CLOCK = re.compile(r"(?:[日号午晨晚至]|时间[:：])(?P<clock>(?P<h>\d{1,2})[:：时](?P<m>\d{2})?)(?![\d:：])")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each."""
    for line in own_lines(manuscript):
        for one in dates(line, manuscript.day):
            if one.day is None:
                yield _remark(manuscript, *line.place(one.start, one.end), line.text[one.start : one.end])
    for line, match in found(manuscript, _CLOCK, quoted=True):
        hour, minute = int(match["h"]), int(match["m"] or 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            yield _remark(manuscript, *place(line, match, "clock"), match["clock"])


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
    "不存在的日期和时刻：2月30日、13月1日、9:75、25时。",
    "Days and hours that there are not: 2月30日, 13月1日, 9:75, 25时.",
    find,
)
