"""The dates, windows and issue number of a brief: which of them go on with the day, and which stay as they stood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dibao.catalogue import Settings
from dibao.composing import moments
from dibao.composing.binding import Field
from dibao.figures import Window
from dibao.language import say
from dibao.reading.numerals import chinese

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?P<y>20\d\d|[二〇零○一三四五六七八九]{4})年)?"
_WEEKDAY = re.compile(r"[（(，]?((?:周|星期|礼拜)[一二三四五六日天])")
_CLOCK = rf"(?P<p>上午|下午|晚上?|凌晨)?(?P<h>{_N})(?:[:：](?P<mm>\d{{2}})|[时点](?:(?P<m>{_N})分)?)"
_NUMERIC = r"(?P<Y2>20\d\d)[-./](?P<M2>\d{1,2})[-./](?P<D2>\d{1,2})(?!\d)"
_MOMENT = rf"{_YEAR}(?:(?P<M>{_N})月)(?P<D>{_N})[日号](?:{_CLOCK})?|{_NUMERIC}"
_END = rf"(?:(?:(?P<M>{_N})月)?(?P<D>{_N})[日号])?(?:{_CLOCK})?"
_LATE = ("下午", "晚", "晚上")
_BEFORE = re.compile("(?:截止|截至)(?:到|至)?$")
_OUTSIDE = re.compile("《[^《》]*》|“[^“”]*”")
_ISSUE = re.compile(r"第(?P<number>\d{1,5}|[一二三四五六七八九十百〇○零]{1,6})期")
_HEADING = 40
"""A line of at most so many characters without a full stop tells of the whole brief: its date is the brief's."""
_NEXT = 8
"""How many lines further the figures of a window are looked for."""
_FIRST = 3
"""Of so many figures that follow it a window tells the area."""
_HEAD = 8
"""Within so many lines from the top the brief's own number stands."""


def _named(pattern: str, mark: str) -> str:
    """The pattern with its groups renamed, so that it may stand twice in one."""
    return re.sub(r"\?P<(\w+)>", lambda match: f"?P<{match[1]}{mark}>", pattern)


_JOIN = r"(?:至|到|—+|–|-|－|~|～)"
_WINDOW = re.compile(rf"(?P<first>{_MOMENT})(?:{_JOIN}{_named(_END, '_e')})?")


@dataclass(frozen=True, slots=True)
class Found:
    """Characters [start, end) of a passage that tell of the day. `field` None: they stay, and `remark` says why."""

    start: int
    end: int
    field: Field | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or cell as it is read. `areas`: where its figures stand and which window each was told with."""

    text: str
    number: int
    areas: Sequence[tuple[int, str, Window]]
    margin: bool = False


@dataclass(frozen=True)
class Days:
    """Finds what tells of the day in a brief of that day."""

    day: date
    settings: Settings
    issue: int
    """The number that the workspace would give the day's brief."""

    def find(self, lines: Sequence[Line]) -> list[list[Found]]:
        """For each line what was found in it, in order."""
        return [sorted(self._in_line(line, lines[at:]), key=lambda one: one.start) for at, line in enumerate(lines)]

    def _in_line(self, line: Line, rest: Sequence[Line]) -> Iterator[Found]:
        titles = [match.span() for match in _OUTSIDE.finditer(line.text)]
        for match in _WINDOW.finditer(line.text):
            if not any(start <= match.start() < end for start, end in titles):
                yield from self._moment(match, line, rest)
        if line.number < _HEAD or line.margin:
            yield from self._issues(line, titles)

    def _moment(self, match: re.Match[str], line: Line, rest: Sequence[Line]) -> Iterator[Found]:
        text, start = match[0], match.start()
        first = _at(match, "", self.day)
        if first is None:
            return
        last = _at(match, "_e", first.date()) if match["h_e"] or match["D_e"] else None
        if last is not None and (style := moments.style_of_window(text)) is not None:
            yield self._window(Window(first, last), match, style, line, rest)
            return
        text = match["first"]  # 2月3日-8 is no window
        style = moments.style_of_moment(text)
        if style is None:
            return
        end = start + len(text)
        timed = match["h"] is not None
        if _BEFORE.search(line.text, 0, start):
            window = Window(None, first if timed else first + timedelta(days=1))
            yield self._until(window, start, end, style, line, rest, timed=timed)
        elif first.date() == self.day and not timed and self._of_the_brief(line, start):
            yield Found(start, end, Field("date", "", style))
            if weekday := _WEEKDAY.match(line.text, end):
                yield Found(*weekday.span(1), Field("date", "", moments.style_of_moment(weekday[1]) or ""))
        else:
            yield Found(start, end, None, _stays(text))

    def _of_the_brief(self, line: Line, start: int) -> bool:
        """Whether a date is that of the brief: in a heading, a head or a signature, or in a sentence with figures."""
        if line.margin or (len(line.text) <= _HEADING and "。" not in line.text):
            return True
        stop = line.text.find("。", start)
        begin = line.text.rfind("。", 0, start) + 1
        return any(begin <= place < (stop if stop >= 0 else len(line.text)) for place, _, _ in line.areas)

    def _window(self, window: Window, match: re.Match[str], style: str, line: Line, rest: Sequence[Line]) -> Found:
        start, end = match.span()
        usual = self.settings.window
        assert window.end is not None and window.start is not None  # both were written
        moves = (window.end - timedelta(seconds=1)).date() == self.day and window.end - window.start == timedelta(
            days=1
        )
        if not moves:
            return Found(start, end, None, _stays(match[0]))
        area, fits = self._area(window, line, start, rest, lambda area: usual(area, self.day) == window)
        return Found(start, end, Field("window", area, style), "" if fits else self._clock(area, window))

    def _until(
        self, window: Window, start: int, end: int, style: str, line: Line, rest: Sequence[Line], *, timed: bool
    ) -> Found:
        assert window.end is not None  # 截至 has one
        if (window.end - timedelta(seconds=1)).date() != self.day:
            return Found(start, end, None, _stays(line.text[start:end]))
        usual = self.settings.window

        def fits(area: str) -> bool:
            told = usual(area, self.day).end
            return told is not None and (
                told == window.end or (not timed and (told - timedelta(seconds=1)).date() == self.day)
            )

        area, fit = self._area(window, line, start, rest, fits)
        if not timed:
            return Found(start, end, Field("date", "", style))
        return Found(start, end, Field("until", area, style), "" if fit else self._clock(area, window))

    def _area(
        self, window: Window, line: Line, start: int, rest: Sequence[Line], fits: Callable[[str], bool]
    ) -> tuple[str, bool]:
        """The area whose window is told: of the figures that follow it, else one of the settings; whether it fits."""
        told = [(area, own) for place, area, own in line.areas if place >= start]
        told += [(area, own) for later in rest[1:_NEXT] for _, area, own in later.areas]
        following = [area for area, own in told if own.end == window.end][:_FIRST] or [area for area, _ in told[:1]]
        common = [area for area, _ in Counter(following).most_common()]
        fitting = [area for area in (*common, *self.settings.windows) if fits(area)]
        if fitting:
            return fitting[0], True
        return (common or ["default"])[0], False

    def _clock(self, area: str, window: Window) -> str:
        """What to write into dibao.toml where its window is another than the brief's."""
        assert window.end is not None  # as above
        at = window.end.strftime("%H:%M")
        line = f'{area} = "{at}"'
        return say(
            f"简报的时段止于 {at}，与 dibao.toml 不同；若以简报为准，请在 [windows] 写 {line}",
            f"the brief's window ends at {at}, not as dibao.toml says; if it is right, write {line} in [windows]",
        )

    def _issues(self, line: Line, titles: Sequence[tuple[int, int]]) -> Iterator[Found]:
        for match in _ISSUE.finditer(line.text):
            start, end = match.span("number")
            number, style = moments.issue_number(match["number"]), moments.style_of_number(match["number"])
            if number is None or style is None or any(first <= start < last for first, last in titles):
                continue
            if len(line.text) > _HEADING and not line.margin:
                continue
            ahead = number - self.issue
            yield Found(start, end, Field("issue", f"{ahead:+d}" if ahead else "", style))


def _at(match: re.Match[str], mark: str, near: date) -> datetime | None:
    """The moment that is written; what is not (year, month, day) is taken from a near one. None for no such day."""
    groups = match.groupdict()

    def value(*names: str) -> int | None:
        text = next((groups[name + mark] for name in names if groups.get(name + mark)), None)
        return None if text is None else int(text) if text.isdigit() else chinese(text)

    year = near.year if groups.get("y" + mark) is None else _year(groups["y" + mark])
    year = value("Y2") or year
    try:
        day = date(year, value("M", "M2") or near.month, value("D", "D2") or near.day)
    except ValueError:
        return None
    hour, minute = value("h") or 0, value("mm", "m") or 0
    if hour > 24 or minute > 59:
        return None
    if groups.get("p" + mark) in _LATE and hour < 12:
        hour += 12
    at = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
    if mark and not groups.get("h" + mark):  # 2月2日至3日: to the end of the day
        at += timedelta(days=1)
    return at


def _year(text: str) -> int:
    if text.isdigit():
        return int(text)
    return int("".join(str("〇一二三四五六七八九".find(sign.replace("零", "〇").replace("○", "〇"))) for sign in text))


def _stays(text: str) -> str:
    return say(f"日期“{text}”不是当日的，照原样留着", f"the date “{text}” is not the day's and stays as it stood")
