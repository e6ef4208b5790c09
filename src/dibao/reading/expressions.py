"""What a time expression says, by the words around it: a day, a start, an end, a deadline, a comparison, a dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Final

from dibao.figures import NO_WINDOW, Window
from dibao.reading.lexicon import Lazy, pattern, rows


class Sort(StrEnum):
    """What a time expression says."""

    DAY = "day"
    """One day or part of it."""
    SPAN = "span"
    """A range with both ends, or a month, quarter, year."""
    UNTIL = "until"
    """截至: only an end; without a date the window is empty."""
    SINCE = "since"
    """以来, 自…起: only a start; without a date the window is empty."""
    NOW = "now"
    """目前, 现有: what stands."""
    TODAY = "today"
    """今日, 当日: a day named from the report's own."""
    ASIDE = "aside"
    """A time compared with (比去年同期), a deadline (6月底前): no window."""
    EVENT = "event"
    """One event or period without a date (活动现场, 一个暑假)."""
    SPELL = "spell"
    """76天里: the period in force, if one is; else a bounded one whose days are not written."""
    OCCASION = "occasion"
    """The event of a day (本次活动): that day's, where it is named inside a longer period; else an event."""
    BACK = "back"
    """期间: the bounded period named before."""
    WHOLE = "whole"
    """整个活动期间: the longest bounded period named before; without one, an event."""
    LATELY = "lately"
    """几天来: the period in force, if one is; else a start that is not known."""
    TOLD = "told"
    """The day on which the figures were told (9月21日通报)."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in a passage: characters [start, end) and its window."""

    start: int
    end: int
    sort: Sort
    window: Window
    at: datetime | None
    """The moment itself, where an hour is written."""
    modifies: bool
    """Whether it is of its sentence only (9月的答题, 前一晚), where a window is in force."""
    opens: bool
    """Whether it stands right behind a colon (会上通报：上半年…): it governs what follows."""
    alone: bool
    """Whether it is of its own sentence only (仅今年就)."""
    begins: bool
    """Whether something began on that day (1月27日开通热线): a 截至 that follows counts from it."""

    def __init__(
        self,
        start: int,
        end: int,
        sort: Sort,
        window: Window = NO_WINDOW,
        at: datetime | None = None,
        modifies: bool = False,
        opens: bool = False,
        alone: bool = False,
        begins: bool = False,
    ) -> None:
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)
        object.__setattr__(self, "sort", sort)
        object.__setattr__(self, "window", window)
        object.__setattr__(self, "at", at)
        object.__setattr__(self, "modifies", modifies)
        object.__setattr__(self, "opens", opens)
        object.__setattr__(self, "alone", alone)
        object.__setattr__(self, "begins", begins)


_YEAR: Final = Lazy(r"(?:19|20)\d\d年")
_YEAR_ALONE: Final = Lazy(
    r"度(?!假)|[，：、。；）]|[全共我累总各底末]|以来|一年|[^，。；：、\d]{0,10}(?:账本?|账单|成绩单|答卷|数据|情况|家底)(?=[：，。])"
)
_NAMED: Final = Lazy(r"[^，。；：、\d]{0,10}(?:发布会|通气会|推进会|总结会|调度会|例会|培训会|座谈会)")
"""上半年文旅通气会: a name."""
_ASIDE_BEFORE: Final = Lazy(
    r"(?:将[于在]|(?:持续|延续)[到至]|定于|拟于|计划于|较|受|比|比起|相比|相较于?|同|与|较之|占|超|高于|低于)$"
)
_ASIDE_AFTER: Final = Lazy(
    r"(?:的?同[期月季]|相比|[之以]?前(?!往|来|后|期|夕)|同比|的?同口径|之内|以前|(?:正式)?(?:上线|开通|开播|挂牌|成立|注册|创刊|入驻)[)）])"
)
_ASIDE_LATE: Final = Lazy(r"[^，。；、：\d]{0,10}?(?<![提之])前(?![后来往期])")
"""6月15日前, 6月15日汛期前, where that day is still to come."""
_SINCE_AFTER: Final = Lazy(
    r"[^，。；、\d（）]{1,14}?[以之]?(?<![前先然今随背])后(?=[，,])|[）)]?(?:[^，。；、：（）]{0,24}?以来|至今|开始(?=[，,在对向组])|[开]?起(?!草|来|到|步|火|点|初|效)|[，,]?算起)"
)
_SINCE_FAR: Final = Lazy(r"[^，。；：\d]{0,30}?(?:以来|算起|起|之?后|后)(?=[，,])|[^。；：\d，]{0,24}(?=[，,])")
_TOLD_AFTER: Final = Lazy(
    r"(?:\d{1,2}时)?(?:讯|电(?![子视话台信力])|消息|通报(?!会)|发布消息|披露|公布|介绍|通气(?!会)|晒账|发布会|召开新闻发布会|获悉|晒出|亮出|盘点|透露|报道(?!，)|，?记者)"
)
_MODIFIER: Final = Lazy(r"[^，。；、\d]{0,6}?(?:上线|启动|开通|组建|成立|建成|开播|发布|出台|启用|开馆|投用)的")
RECORD: Final = Lazy("(?:的?(?:新高|新低|最|首|第一|历史|之最|记录|纪录)|单[日月周场])")
"""今年以来新高, 建院以来最多: only a comparison."""
_GOING_ON: Final = Lazy("[^。；\\d]{0,40}(?:陆续|相继|至今|持续)")
"""1月27日发出征稿启事，陆续收到: from that day on."""
_UNTIL_FAR: Final = Lazy(r"[自从][^，。；：\d]{2,20}[到至]$")
"""自封城到3月31日: the start is not a date."""
_UNTIL_BEFORE: Final = Lazy(r"(?:^|[，。；：、（来起直])到$|至$|截[至止]?到?$")


@cache
def _begins() -> re.Pattern[str]:
    """What begins on a day, in the clause right behind it."""
    return re.compile(f"[^，。；、\\d]{{0,24}}?(?:{pattern(word for (word,) in rows('begins.csv'))})(?![的会]|仪式)")


def in_context(text: str, made: Time, today: date | None) -> Time:
    """The same expression as its neighbours make it: a start, an end, a deadline, a comparison, a dateline."""
    start, end, window = made.start, made.end, made.window
    before, behind = text[max(0, start - 4) : start], text[end : end + 40]
    if made.sort is Sort.ASIDE or _aside(made, before, behind, today):
        return replace(made, sort=Sort.ASIDE, window=NO_WINDOW)
    if _UNTIL_BEFORE.search(before) or _UNTIL_FAR.search(text, max(0, start - 24), start):
        return replace(made, sort=Sort.UNTIL, window=Window(None, made.at or window.end))
    since = _SINCE_AFTER.match(behind)
    if since and RECORD.match(text, end + since.end()):
        return replace(made, sort=Sort.ASIDE, window=NO_WINDOW)
    if since and not (made.sort is Sort.SPAN and made.window.bounded and text[start:end].count("月") > 1):
        return Time(start, end + since.end(), Sort.SINCE, Window(made.at or window.start, None))
    if before.endswith(("自", "从", "自从")) and made.sort is not Sort.SPAN and _SINCE_FAR.match(behind):
        return replace(made, sort=Sort.SINCE, window=Window(made.at or window.start, None))
    if text.startswith("前一", start):
        return replace(made, modifies=True)
    if made.sort is Sort.DAY:
        return _day(text, made, behind)
    if made.sort is Sort.SPAN:
        return _span(text, made, before, behind)
    return made


def _aside(made: Time, before: str, behind: str, today: date | None) -> bool:
    """Whether it is compared with (比去年同期), or a deadline (6月底前)."""
    if (_ASIDE_BEFORE.search(before) and not before.endswith("占比")) or _ASIDE_AFTER.match(behind):
        return True
    start, end = made.window.start, made.window.end
    ahead = start is not None and today is not None and start.year > today.year
    if ahead and before.endswith(("到", "至")):
        return True  # 用到明年3月: how long it will last
    late = end is not None and today is not None and end.date() > today + timedelta(days=1)
    return late and _ASIDE_LATE.match(behind) is not None


def _day(text: str, made: Time, behind: str) -> Time:
    """A day: of the telling, or on which something began."""
    window = made.window
    if _TOLD_AFTER.match(behind):
        return replace(made, sort=Sort.TOLD, window=Window(None, window.end))
    if _MODIFIER.match(behind):
        return replace(made, sort=Sort.SINCE, window=Window(window.start, None))
    if _begins().match(behind):
        if _GOING_ON.match(text, made.end):
            return replace(made, sort=Sort.SINCE, window=Window(made.at or window.start, None))
        return replace(made, begins=True)
    return made


def _span(text: str, made: Time, before: str, behind: str) -> Time:
    """A period: a name's part (2022年防汛宣传月), a noun's (9月的答题), or what an account is of."""
    if (_YEAR.fullmatch(text, made.start, made.end) and not _YEAR_ALONE.match(behind)) or _NAMED.match(behind):
        return replace(made, sort=Sort.ASIDE, window=NO_WINDOW)
    if text[made.end - 1] in "初旬底" and _MODIFIER.match(behind):  # 2月初组建的队伍
        return replace(made, sort=Sort.SINCE, window=Window(made.window.start, None))
    made = replace(made, modifies=behind.startswith("的"), opens=before.endswith("："))
    if text[made.start : made.end] in ("今年", "本年"):
        alone = before.endswith(("仅", "光是", "单是", "其中"))
        return replace(made, sort=Sort.SINCE, window=Window(made.window.start, None), alone=alone)
    return made
