"""What is in force where a number stands: the window of its section, sentence and item, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from dibao.figures import NO_WINDOW, How, Window
from dibao.reading.expressions import Sort, Time

# Members looked up once: by its name on the enum each costs as much as a call, many times a number.
_ASIDE: Final = Sort.ASIDE
_BACK: Final = Sort.BACK
_DAY: Final = Sort.DAY
_EVENT: Final = Sort.EVENT
_LATELY: Final = Sort.LATELY
_NOW: Final = Sort.NOW
_OCCASION: Final = Sort.OCCASION
_SINCE: Final = Sort.SINCE
_SPELL: Final = Sort.SPELL
_SPAN: Final = Sort.SPAN
_TODAY: Final = Sort.TODAY
_TOLD: Final = Sort.TOLD
_UNTIL: Final = Sort.UNTIL
_WHOLE: Final = Sort.WHOLE
_DEFAULT: Final = How.DEFAULT
_INHERITED: Final = How.INHERITED
_STATED: Final = How.STATED
_RUNNING: Final = (_SINCE, _UNTIL)
_EVENTFUL: Final = (_DAY, _SPAN, _TODAY)

LEVELS: Final = 6
"""0 the document, 1 一、, 2 （一）, 3 1., 4 一是; deeper ones end where a higher one begins."""
_DAYS: Final = (_DAY, _TODAY)
EVENT: Final = timedelta(days=3)
SEASON: Final = timedelta(days=62)
DAILY: Final = timedelta(hours=48)
"""A bounded window up to this long is a report's day."""


@dataclass(slots=True)
class Force:
    """A window in force and the sort of words it came from. It does not change once it is made."""

    sort: Sort
    window: Window
    inside: bool
    """Whether it is 目前 inside something that runs."""
    running: bool
    """Whether it runs since a start or up to an end, rather than being one event or period."""
    eventful: bool
    """Whether it is a bounded period, or one day."""
    brief: bool
    """Whether it is one event of a few days, at which what takes part is counted as new."""
    short: bool
    """Whether it is a report's day."""
    season: bool
    """Whether it is one campaign of weeks at most, rather than a year's account."""

    def __init__(self, sort: Sort, window: Window = NO_WINDOW, *, inside: bool = False) -> None:
        start, end = window.start, window.end
        length = end - start if start is not None and end is not None else None
        event = sort is _EVENT
        self.sort, self.window, self.inside = sort, window, inside
        self.running = inside or sort in _RUNNING
        self.eventful = event or (sort in _EVENTFUL and length is not None)
        self.brief = event or (length is not None and length <= EVENT)
        self.short = length is not None and length <= DAILY
        self.season = event or (length is not None and length <= SEASON)


def length(window: Window) -> timedelta:
    """How long a bounded window is."""
    return window.end - window.start if window.start is not None and window.end is not None else timedelta()


def _closes(day: Window, window: Window) -> bool:
    """Whether the window ends in that day."""
    if day.start is None or day.end is None or window.end is None:
        return False
    return day.start < window.end <= day.end


class Scope:
    """The windows of the levels of a document, and of the sentence."""

    def __init__(self) -> None:
        self._frames: list[Force | None] = [None] * LEVELS
        self.level = 0
        self._local: Force | None = None
        self._local_to_item = False
        self._fresh = False
        self._told: Window = NO_WINDOW
        self._bounded: Force | None = None
        """The last bounded period that was named: 期间 goes back to it."""
        self._longest: Force | None = None
        """The longest bounded period that was named: 整个活动期间 goes back to it."""
        self._day: Force | None = None
        """The last day that was named: 本次活动 inside a longer period is that day's."""
        self._begun: Force | None = None
        """The day, named in this sentence or the one before, on which something began: 截至 counts from it."""
        self._begun_here = False
        self._opening = False
        """Whether a section begins here."""
        self._answer: tuple[Force | None, How] | None = None
        """What `force` said last, until something changes."""
        self.section = 0
        """Counts the sections, so that a paragraph's figures can be told from another's."""

    def enter(self, level: int) -> None:
        """A heading or item of this level begins: what held for its elders' children ends."""
        for deeper in range(level, LEVELS):
            self._frames[deeper] = None
        self.level, self._opening = level, level > 0
        self._local = self._answer = self._begun = None
        self.section += 1

    def _base(self) -> Force | None:
        for level in range(self.level, -1, -1):
            frame = self._frames[level]
            # 连日来 in the opening says nothing of the parts that follow
            if frame is not None and (frame.window or level == self.level):
                return frame
        return None

    def sentence_ends(self) -> None:
        self._opening = False
        self._local = self._answer = None
        self._fresh = False
        if not self._begun_here:
            self._begun = None
        self._begun_here = False

    def item_ends(self) -> None:
        """A semicolon ends what was said for one item of a sentence."""
        if self._local_to_item:
            self._local = self._answer = None

    def say(self, time: Time, *, leading: bool, heading: bool) -> None:
        """A time expression was read. `leading`: no number stands before it in its sentence."""
        base = self._local or self._base()
        self._answer = None
        if self._headed(time, base):
            self._frames[self.level], self._local = self._day, None
            return
        if time.sort in (_LATELY, _OCCASION, _SPELL, _WHOLE):
            time = self._meant(time, base)
        if time.sort is _ASIDE or (heading and self.level == 0 and time.sort in _DAYS):
            return  # a title's day is the report's
        sort = time.sort
        if sort is _TOLD:
            self._told = time.window
        elif time.alone:
            self._set_local(self._joined(time, base, leading), item=False)
        elif sort is _BACK:
            if self._bounded is not None:
                self._frames[self.level], self._local = self._bounded, None
        elif sort is _EVENT and base is not None and not time.opens:
            if base.running:
                self._set_local(Force(sort, base.window), item=False)
        elif sort is _NOW:
            now = Force(sort, base.window, inside=True) if base is not None and base.running else Force(sort)
            self._set_local(now, item=not leading)
        elif time.modifies and base is not None and base.window and (base.sort in (_SINCE, _SPAN) or sort is _TODAY):
            self._set_local(self._joined(time, base, leading), item=not leading)
        else:
            self._hold(self._joined(time, base, leading), leading or time.opens)

    def _meant(self, time: Time, base: Force | None) -> Time:
        """What words that go back to a time mean: 几天来 the period in force, 本次活动 the day named inside it."""
        period = base.window if base is not None and base.sort is _SPAN and base.window.bounded else NO_WINDOW
        if time.sort is _WHOLE:
            longest = self._longest
            return replace(
                time, sort=_EVENT if longest is None else _SPAN, window=longest.window if longest else NO_WINDOW
            )
        if time.sort is _LATELY:
            start = self._begun.window.start if self._begun is not None else None
            return replace(time, sort=_ASIDE) if period else replace(time, sort=_SINCE, window=Window(start, None))
        if time.sort is _SPELL:
            lone = base is None or base.sort in _DAYS
            return replace(time, sort=_EVENT if lone else _ASIDE, opens=lone)
        if self._day is not None and _closes(period, self._day.window):
            return replace(time, sort=_DAY, window=self._day.window)
        return replace(time, sort=_EVENT)

    def _headed(self, time: Time, base: Force | None) -> bool:
        """Whether a section opens with the event of a day, in a report that runs since a start: it is of that day."""
        if not (self._opening and time.sort is _OCCASION and self._day and base and base.sort is _SINCE):
            return False
        start, day = base.window.start, self._day.window.start
        return start is not None and day is not None and start <= day

    def _joined(self, time: Time, base: Force | None, leading: bool) -> Force:
        """截至 after 以来 has its start; 以来 has the end of what was in force, or of the day of the telling."""
        sort, window = time.sort, time.window
        if sort is _SPAN and window.bounded:
            self._bounded = Force(sort, window)
            if self._longest is None or length(window) > length(self._longest.window):
                self._longest = self._bounded
        if sort is _UNTIL:
            return Force(sort, Window(self._start(base, window), window.end))
        if sort is _DAY:
            self._day = Force(sort, window)
        if time.begins:
            self._begun, self._begun_here = Force(sort, Window(time.at or window.start, window.end)), True
        if sort is not _SINCE:
            return Force(sort, window)
        # 截至22日8时，入汛以来: the end was said right before
        closed = base is not None and (not leading or (base.sort is _UNTIL and self._fresh))
        end = window.end or (base.window.end if base and closed else None) or self._told.end
        if end is None and base and base.sort is _TODAY:  # 会议昨日举行 … 首场以来
            end = base.window.end
        return Force(sort, Window(window.start, end))

    def _start(self, base: Force | None, until: Window) -> datetime | None:
        """Where what runs until an end began: since the start in force, or on a day just named."""
        for force in (base, self._base()):
            if force is not None and force.sort is _SINCE:
                return force.window.start
        begun = self._begun.window if self._begun is not None else NO_WINDOW
        later = begun.end is not None and (until.end is None or begun.end < until.end)
        return begun.start if later else until.start

    def closed_by(self, window: Window) -> Window:
        """The bounded period named before that ends where a window without a start does: 2024年 … 截至年底，净增."""
        period = self._bounded.window if self._bounded is not None else NO_WINDOW
        return period if window.start is None and window.end is not None and period.end == window.end else window

    def _hold(self, force: Force, leading: bool) -> None:
        """Put it in force for what follows, or for its sentence or item only."""
        before = self._base()
        opening = before is None and force.sort in (_SINCE, _SPAN)
        if not leading and force.sort is not _UNTIL and not opening:
            self._set_local(force, item=True)
        elif force.sort is _TODAY and before and before.short and _closes(force.window, before.window):
            self._local = None  # 当日 in a report from 8时 to 8时 is that day
        elif force.sort in _DAYS and before and before.window and before.sort not in _DAYS:
            self._set_local(force, item=False)
        else:
            self._frames[self.level] = force
            self._local, self._fresh = None, True

    def _set_local(self, force: Force, *, item: bool) -> None:
        self._local, self._local_to_item, self._fresh = force, item, True

    def force(self) -> tuple[Force | None, How]:
        """What is in force now, and whether its window was said in this sentence."""
        if self._answer is None:
            found = self._local or self._base()
            said = _STATED if self._fresh else _INHERITED
            self._answer = found, said if found is not None and found.window else _DEFAULT
        return self._answer
