"""old_date: yesterday's date left in today's brief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dibao.figures import Basis, Figure, How, Window
from dibao.language import say
from dibao.lint.calendar import dates
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_HEAD, _FOOT = 6, 3
"""How many lines at the beginning and at the end may bear the brief's own date."""
_SHORT = 40
_DAY = timedelta(days=1)
_NEAR = timedelta(days=10)
"""A date further off is not yesterday's brief."""
_RANGE = re.compile(r"[-—–~～至到起]|日?[、起]|以来")
_UNTIL = re.compile(r"截[至止]到?$")
_CARRIED = re.compile(r"[^\s，,。；;（(]为截[至止]到?$")
_ITS_FIGURE = re.compile(r"[^，,。；;）)]{0,16}的数")
_HOUR = re.compile(r"(?:24|零|0)[:：时点]")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Dates in head and foot, wrong years, windows and 截至 that do not go with the brief's day."""
    day = manuscript.day
    if day is None:
        return
    yield from _heads(manuscript, day)
    yield from _years(manuscript, day)
    yield from _windows(manuscript, day)
    yield from _untils(manuscript, day)


def _heads(manuscript: Manuscript, day: date) -> Iterator[Remark]:
    lines = [line for line in manuscript.lines if not line.cell and line.own]
    ends = dict.fromkeys((*lines[:_HEAD], *lines[_HEAD:][-_FOOT:]))
    for line in ends:
        found = list(dates(line, day))
        if len(line.text) > _SHORT or "。" in line.text or len(found) != 1:
            continue
        one = found[0]
        ranged = _RANGE.match(line.text, one.end) or _RANGE.match(line.text[one.start - 1 : one.start] or "　")
        if one.day is None or one.day == day or ranged or _UNTIL.search(line.text[: one.start]):
            continue
        if one.year and _in_year(one.day, day.year) == day:
            continue  # told as a wrong year
        yield manuscript.remark(
            "old_date",
            Severity.ERROR,
            *line.place(one.start, one.end),
            say(
                f"这里的日期是{_name(one.day)}，简报是{_name(day)}的；请核实。",
                f"The date here is {one.day.isoformat()}; the brief is of {day.isoformat()}: check it.",
            ),
            f"{day.year}年{day.month}月{day.day}日" if one.year else f"{day.month}月{day.day}日",
        )


def _years(manuscript: Manuscript, day: date) -> Iterator[Remark]:
    """2025年2月4日 in a brief of 4 February 2026."""
    for line in manuscript.lines:
        for one in dates(line, day) if line.own else ():
            if one.day is None or not one.year or one.day.year == day.year:
                continue
            nearer = [_in_year(one.day, year) for year in (day.year - 1, day.year, day.year + 1)]
            meant = next((near for near in nearer if near and abs(near - day) <= _DAY), None)
            if meant is not None and meant != one.day and abs(one.day.year - day.year) == 1:
                yield manuscript.remark(
                    "old_date",
                    Severity.WARNING,
                    *line.place(one.start, one.end),
                    say(
                        f"“{line.text[one.start : one.end]}”的年份像是写错了，简报是{_name(day)}的。",
                        f"The year of {one.day.isoformat()} looks wrong; the brief is of {day.isoformat()}.",
                    ),
                    _name(meant),
                )


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _windows(manuscript: Manuscript, day: date) -> Iterator[Remark]:
    """Written windows of 24 hours that end on another day than the brief's others, or than the brief's own."""
    told: dict[Window, Figure] = {}
    for figure in manuscript.figures:
        line = manuscript.line_at(figure.span.start)
        if figure.basis is Basis.NEW and figure.window_how is not How.DEFAULT and line is not None and line.own:
            window = figure.window
            if line.cell and figure.window_how is How.INHERITED:
                continue  # the days of a table are its rows or columns: a week's trend tells earlier ones
            if window.start and window.end and window.end - window.start == _DAY:
                told.setdefault(window, figure)
    lags = {_lag(window, day) for window in told}
    dated = day in (manuscript.borne, manuscript.carried)
    for window, figure in told.items():
        lag = _lag(window, day)
        own = [other for other in told if _lag(other, day) == 0 and other.end and window.end]
        same = any(other.end and window.end and other.end.time() == window.end.time() for other in own)
        whole = dated and not own and len(lags) == 1 and window.end is not None and window.end.time() != time()
        if 0 < lag <= _NEAR.days and (same or whole):
            yield _window(manuscript, figure, lag)


def _window(manuscript: Manuscript, figure: Figure, lag: int) -> Remark:
    window = figure.window
    assert window.start is not None and window.end is not None
    written, meant = _span(window.start, window.end), _span(window.start + lag * _DAY, window.end + lag * _DAY)
    return manuscript.remark(
        "old_date",
        Severity.WARNING,
        figure.span.start,
        figure.span.end,
        say(
            f"这个数的时段是{written}，不在简报当日结束，像是前{'一' if lag == 1 else str(lag)}日留下的；"
            f"请核实时段和数字。",
            f"The window of this figure, {written}, does not end on the brief's day; check the window and the figure.",
        ),
        meant,
    )


def _lag(window: Window, day: date) -> int:
    """How many days before the brief's day a window ends; midnight at its end or at its beginning is of the day."""
    assert window.end is not None
    end = datetime.combine(day, time())
    if end <= window.end <= end + _DAY:
        return 0
    return (day - (window.end - timedelta(minutes=1)).date()).days


def _untils(manuscript: Manuscript, day: date) -> Iterator[Remark]:
    """截至 an earlier day: a warning where others say the brief's own, a note where none does and it is two days "
    "ago."""
    found: list[tuple[Line, int, int, date]] = []
    for line in manuscript.lines:
        for one in dates(line, day) if line.own else ():
            before = line.text[max(0, one.start - 5) : one.start]
            if _CARRIED.search(before) and _ITS_FIGURE.match(line.text, one.end):
                continue  # 望海区为截至2月2日11:00的数: said of what a person carried forward
            if one.day is not None and _UNTIL.search(before):
                until = one.day + _DAY if _HOUR.match(line.text, one.end) and one.day < day else one.day
                found.append((line, one.start, one.end, until))
    current = any(until == day for *_, until in found)
    for line, start, end, until in found:
        apart = day - until
        if (_DAY if current else 2 * _DAY) <= apart <= _NEAR:
            yield manuscript.remark(
                "old_date",
                Severity.WARNING if current else Severity.NOTE,
                *line.place(start, end),
                say(
                    f"截至{_name(until)}的数，比简报当日早 {apart.days} 天，像是前面留下的；请核实日期和数字。",
                    f"A figure as of {until.isoformat()} is {apart.days} days older than the brief; check both.",
                ),
                f"{day.month}月{day.day}日",
            )


def _name(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _span(start: datetime, end: datetime) -> str:
    return f"{_moment(start)}至{_moment(end)}"


def _moment(at: datetime) -> str:
    return f"{at.month}月{at.day}日{at.hour}:{at.minute:02d}"


RULE = Rule(
    "old_date",
    22,
    "前一天的日期留在今天的稿里：标题、版头、落款的日期与简报日期不同；年份写错；24 小时的时段、"
    "“截至”的日期没有跟到当日。"
    "简报日期取文件自带的出处、--date 或文内日期。写明 24 时的前一日截止不算，写明某单位“为截至某日的数”的沿用不算。",
    "Yesterday's date in today's brief: in title, masthead or signature, a wrong year, a window of 24 hours or a "
    "截至 that "
    "was not moved on. The brief's day is the one that the file carries, else --date, else the one in its text. The "
    "day "
    "before until 24:00 is all right, and so is a unit's figure carried forward: 为截至…的数.",
    find,
)
