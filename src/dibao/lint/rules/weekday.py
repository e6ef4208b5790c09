"""weekday: a date and the day of the week behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.calendar import dates
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import own_lines

_DAYS = "一二三四五六日"
_BEHIND = re.compile(r"[（，]?(?P<name>周|星期|礼拜)(?P<day>[一二三四五六日天])")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each that is not the date's; dates whose year nobody knows are left alone."""
    for line in own_lines(manuscript):
        for one in dates(line, manuscript.day):
            behind = _BEHIND.match(line.text, one.end)
            if behind is None or one.day is None or not (one.year or manuscript.day):
                continue
            right = _DAYS[one.day.weekday()]
            if behind["day"].replace("天", "日") != right:
                words, name = line.text[one.start : one.end], behind["name"]
                yield manuscript.remark(
                    "weekday",
                    Severity.ERROR,
                    *line.place(*behind.span("day")),
                    say(
                        f"{one.day.year}年的{words}是{name}{right}，文中写{name}{behind['day']}；请核实日期。",
                        f"{one.day.isoformat()} is a {one.day:%A}; the brief says {name}{behind['day']}: check the "
                        f"date.",
                    ),
                    name + right,
                )


RULE = Rule(
    "weekday",
    21,
    "日期后写的星期几与日历不符；没写年份的按最接近简报日期的那一年。",
    "A day of the week that is not that of the date before it; a year that is not written is the one nearest to the "
    "brief's day.",
    find,
)
