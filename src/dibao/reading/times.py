"""Times in words: days, ranges, periods, 截至, 以来, and the windows that they mean.

A window's end that is a day is the next day's 00:00. A year or month that is not written is taken from the reporting
day: the latest such date that is not after it, so that months and years roll over.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import Final

from dibao.figures import Window
from dibao.reading.days import Days, after, count, lunar, midnight, moved
from dibao.reading.expressions import RECORD, Sort, Time, in_context
from dibao.reading.lexicon import Lazy, Words, rows

_PART: Final = "凌晨|清晨|早晨|早上|上午|中午|午间|下午|傍晚|晚上|晚间|夜间|当晚|深夜|夜里|入夜|晚|早|夜"
_PART_BEFORE: Final = Lazy(f"(?:{_PART})$")
_PART_ENDS: Final = frozenset("午上间晚夜晨早")
_HAN: Final = "[一二三四五六七八九十]{1,3}"


_POINT: Final = Lazy(
    r"(?:(?P<r>(?!今日头条|(?<=[、“《])今日[一-鿿]{2,4}[、”》])[今昨前当同][日天晚早晨夜]|前一[天晚日])|"
    r"(?:(?P<y>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年|(?P<w>今年|去年|前年|本年|当年|上年(?=年?[末底同]))"
    r"|(?P<i>20\d\d)[-./](?P<j>\d{1,2})[-./](?P<k>\d{1,2})(?!\d))?"
    r"(?:(?P<m>\d{1,2}|[正一二三四五六七八九十]{1,3})月(?!份?(?:来|间|内|中(?!医|央|国|小|心|旬)))份?|(?P<n>本月|上月|月(?=底|初)))?"
    rf"(?P<d>(?:\d{{1,2}}|{_HAN})(?=日(?!均)|号(?![线楼院门路令文通公馆台])))?(?(d)[日号])"
    r"(?P<b>年?[底末]|年初|初|[上中下]旬)?)"
    r"(?:当[日天](?=[晚早上下])|[（(](?:周|星期)[一二三四五六日天][)）])?"
    rf"(?P<p>{_PART})?"
    r"(?:(?P<h>\d{1,2}|零)(?:[:：](?P<t>\d\d)(?!\d)|[时点](?!间|期|段|代|刻|候|节|事|评)(?P<u>\d{1,2}(?=分)|半)?分?(?:整|许)?))?"
)
"""A moment in words; every part may be missing, so what was matched must be looked at."""
_TO: Final = r"(?:[至到~～]|[-—–－]+)"
_TO_SIGN: Final = Lazy(_TO)
_TO_POINT: Final = Lazy(rf"(?:（[^（）]{{1,10}}）|）)?{_TO}(?P<next>次日|翌日)?")
_HOURS: Final = Lazy(
    rf"(?P<from>\d{{1,2}})(?:[时点](?:\d\d分?)?|[:：]\d\d)?{_TO}(?P<to>\d{{1,2}})(?:[时点]|[:：](?P<tm>\d\d))"
)
_LUNAR: Final = Lazy("(?P<m>正月|腊月|大年)(?P<d>初?[一二三四五六七八九十廿]{1,3})|(?P<e>除夕)")
_LUNAR_DAY: Final = Lazy("(?P<d>初?[一二三四五六七八九十廿]{1,3})(?=[，。、；期间]|日)")
_FAR: Final = Lazy(
    r"(?:[^，。；、\d至到]|\d+(?=小时|天)){0,18}(?<![增升涨扩降减加])[至到](?=\d|正月|腊月|[一二三四五六七八九十]{1,3}月|今|昨)"
)
_MOONS: Final = frozenset("正腊大除")
_PLANS: Final = {"十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_YEARS: Final = Lazy(rf"(?P<from>20\d\d)年?{_TO}(?P<to>20\d\d)年")
_DAYS_BACK: Final = Lazy(r"(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})天以?来")
_WEEK_BACK: Final = Lazy("一周(?:以?来|下来)")
"""After a week was named (3月13日至19日) that week."""
_FIRST_MONTHS: Final = Lazy(r"(?P<year>(?:\d{4}年)|今年|去年)?前(?P<count>\d{1,2}|[一二三四五六七八九十]{1,2})个?月")
_BACK: Final = Lazy(
    r"(?:近|过去|最近)(?:\d{1,3}|[一二两三四五六七八九十半几数]{1,3})(?:个多?月|多?[天周年日])(?:以?来)?|"
    r"(?:\d{1,3}|[一二两三四五六七八九十半几数]{1,3})(?:个多?月|多?[天周年])(?:多)?(?:以来|来(?!自|信))|"
    r"(?:\d{1,3}|[二两三四五六七八九十几数]{1,3})(?:个多?月|多?[天周])下来|[半一](?:个月|周|年)下来|"
    r"(?P<spell>(?:\d{1,3}|[二两三四五六七八九十百]{1,4})天(?:[里中]|时间|考期|会期|展期|赛期)"
    r"|(?:[半一二两三四五六七八九十]|\d{1,2})个多?月[里中](?!旬)|(?:随后|此后|其后|接下来)的?(?:\d{1,3}|[二两三四五六七八九十几]{1,3})天里?)"
)
_BACK_SIGN: Final = Lazy(
    r"来(?<=[以月天周年日多下]来)|近(?=[\d一二两三四五六七八九十半几数])|过去|最近|天[里中时考会展赛]|月[里中]|随后|此后|其后"
)
_MONTHS: Final = Lazy(
    rf"(?P<year>(?:\d{{4}}年)|今年|去年|前年)?(?P<from>\d{{1,2}}|{_HAN}){_TO}(?P<to>\d{{1,2}}|{_HAN})月份?(?!\d)"
)
_DAYS: Final = Lazy(
    rf"(?P<from>\d{{1,2}})(?:[日号]?{_TO}|[日号]、)(?:\d{{1,2}}[日号]、)*(?P<to>\d{{1,2}})[日号](?!线|楼)"
)
_LIST: Final = Lazy(r"[、和与及](?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})[日号](?:两|三|四|五)?天?")
_DIGITS: Final = Lazy(
    r"\d(?<![0-9.,]\d)\d{0,3}(?:[年月日号时点:：]|[-./]\d{1,2}[-./]\d{1,2}|(?:[至到~～]|[-—–]+)(?:\d{1,2}[月日号时:：点]|20\d\d年))"
)
_HAN_DATE: Final = Lazy(
    r"[正一二三四五六七八九十](?:[至到][一二三四五六七八九十]{1,2}月|[〇零一二三四五六七八九十]{3}年(?=[一二三四五六七八九十]{1,3}月)|[一二]?月份?(?![来中内间])(?=[一二三四五六七八九十]{1,3}[日号]|[，,以共底初]))"
)
_PERIOD: Final = Lazy(
    r"(?P<y>(?:\d{4})年|今年|去年|前年|本年)?(?P<q>第?[一二三四1-4]季度|上半年|下半年|前三季度|全年|年度)末?"
)
_SORTS: Final = {
    "now": Sort.NOW,
    "until": Sort.UNTIL,
    "open": Sort.SINCE,
    "event": Sort.EVENT,
    "back": Sort.BACK,
    "whole": Sort.WHOLE,
    "occasion": Sort.OCCASION,
}
_STANDING: Final = ("目前", "当前", "现在", "眼下", "发稿时", "发稿", "日前", "通报时", "记者发稿", "今")
_FEAST_DAYS: Final = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "国庆节": (10, 1)}
_FEAST: Final = Lazy("(?:元旦|五一|劳动节|国庆节?)$")
_FEASTS: Final = frozenset("节周月日会假考展赛庆运季")
"""Before 期间 these end the name of something bounded: 全运会期间, 宣传周期间."""
_SAME_DAY: Final = Lazy(r"当[天日][^，。；、当]{1,4}[、，]当[天日]")
"""当天公示、当天发放: each at once, whatever the day."""
_FEW_DAYS: Final = Lazy(r"(?:近|过去|最近)?[几数]天以?来|.+下来")


@cache
def _words() -> tuple[Words, dict[str, str]]:
    kinds = {row[0]: row[1] for row in rows("times.csv")}
    return Words(kinds), kinds


def _backs(text: str) -> list[int]:
    """Where 近一周, 20天来 may begin; what may come before 来 is only looked for there."""
    places: list[int] = []
    after = 0
    sign = _BACK_SIGN.search(text)
    while sign is not None:
        at, end = sign.span()
        if text[at] in "来天月":
            found = _BACK.search(text, max(after, at - 9), end + 12)
        else:
            found = _BACK.match(text, at, end + 12)
        if found and found.start() <= at and found.end() > at:
            after = found.end()
            places.append(found.start())
        sign = _BACK_SIGN.search(text, end)
    return places


def _part(text: str, start: int) -> int:
    """Where a moment begins whose hour is at `start`: 晚上6点."""
    found = _PART_BEFORE.search(text, max(0, start - 2), start) if text[start - 1 : start] in _PART_ENDS else None
    return found.start() if found else start


class Calendar(Days):
    """Finds the time expressions of passages, knowing the reporting day and the dates read before."""

    def times(self, text: str) -> list[Time]:
        """The time expressions of a passage, in order; masked characters never match."""
        found: list[Time] = []
        taken = 0
        words, kinds = _words()
        starts = [(start, text[start:end]) for start, end in words.find(text)]
        starts += [(_part(text, m.start()), "") for m in _DIGITS.finditer(text)]
        if "月" in text:
            starts += [(m.start(), "") for m in _HAN_DATE.finditer(text)]
        starts += [(at, "来") for at in _backs(text)]
        starts.sort()
        for start, word in starts:
            if start < taken:
                continue
            one = self._word(text, start, word, kinds.get(word, ""))
            if one is not None:
                found.append(one)
                taken = one.end
        return found

    # --- reading one expression ---

    def _word(self, text: str, start: int, word: str, kind: str) -> Time | None:
        if kind in _SORTS:
            sort = _SORTS[kind]
            if sort is Sort.BACK and start and text[start - 1] not in "，。；：、":
                return Time(start, start + len(word), Sort.EVENT) if text[start - 1] in _FEASTS else None
            if sort is Sort.SINCE and word.endswith("以来") and RECORD.match(text, start + len(word)):
                return Time(start, start + len(word), Sort.ASIDE)
            if sort is Sort.NOW and text[start - 1 : start] == "到":
                sort = Sort.UNTIL
            return Time(start, start + len(word), sort)
        if word in ("当日", "当天") and text.startswith(("办结", "完成", "处置", "清零", "响应", "往返"), start + 2):
            return Time(start, start + 2, Sort.ASIDE)  # within the day
        if word in ("当日", "当天") and any(m.start() <= start < m.end() for m in _SAME_DAY.finditer(text)):
            return Time(start, start + 2, Sort.ASIDE)
        if word in ("当日", "当天") and (feast := _FEAST.search(text, max(0, start - 3), start)):
            day = self.day(None, *_FEAST_DAYS[feast.group()])
            return Time(start, start + 2, Sort.DAY, Window(midnight(day), after(day)))
        if word in ("截至", "截止"):
            return self._until(text, start)
        if word == "来":
            return self._days_back(text, start)
        if word == "即日起":
            return Time(start, start + 3, Sort.SINCE, Window(midnight(self.today), None))
        made = self._span(text, start)
        if made is not None:
            self.note(made.window)
        return made and in_context(text, made, self.today)

    def _days_back(self, text: str, start: int) -> Time | None:
        """20天来: up to the day that was named before; without one, a start that is not known."""
        back = _BACK.match(text, start)
        if back is None:
            return None
        if back["spell"]:
            return Time(start, back.end(), Sort.SPELL)
        if self.week and _WEEK_BACK.fullmatch(text, start, back.end()):
            return Time(start, back.end(), Sort.SPAN, self.week)
        days = _DAYS_BACK.match(text, start)
        if days and self.last:
            first = self.last - timedelta(days=max(0, count(days["n"]) - 1))
            return Time(start, back.end(), Sort.SPAN, Window(midnight(first), after(self.last)))
        return Time(start, back.end(), Sort.LATELY if _FEW_DAYS.fullmatch(text, start, back.end()) else Sort.SINCE)

    def _until(self, text: str, start: int) -> Time:
        at = start + 2
        if text.startswith("到", at) or text.startswith("至", at):
            at += 1
        for word in _STANDING:
            if text.startswith(word, at) and not (word == "今" and text[at + 1 : at + 2] in tuple("日天晚年晨")):
                return Time(start, at + len(word), Sort.UNTIL)
        at += 4 * text.startswith("北京时间", at)
        made = self._span(text, at)
        if made is None:
            return Time(start, at, Sort.UNTIL)
        return Time(start, made.end, Sort.UNTIL, Window(None, made.at or made.window.end))

    def _span(self, text: str, start: int) -> Time | None:
        """A point, range or period at `start`, whatever stands around it."""
        if text[start - 1 : start] in ("从", "自"):
            far = self._far(text, start)
            if far:
                return far
        moon = self._moon(text, start) if text[start : start + 1] in _MOONS else None
        if moon:
            return moon
        if text[start : start + 3] in _PLANS:
            plan = _PLANS[text[start : start + 3]]
            return Time(start, start + 3, Sort.SPAN, Window(midnight(date(plan, 1, 1)), midnight(date(plan + 5, 1, 1))))
        period = _PERIOD.match(text, start)
        if period:
            return Time(start, period.end(), Sort.SPAN, self.period(period["y"], period["q"]))
        years = _YEARS.match(text, start)
        if years:
            first, last = date(int(years["from"]), 1, 1), date(int(years["to"]) + 1, 1, 1)
            return Time(start, years.end(), Sort.SPAN, Window(midnight(first), midnight(last)))
        months = _FIRST_MONTHS.match(text, start)
        if months:
            return Time(start, months.end(), Sort.SPAN, self.first_months(months))
        months = _MONTHS.match(text, start)
        if months:
            return Time(start, months.end(), Sort.SPAN, self.month_range(months))
        point = _POINT.match(text, start)
        if point is None or point.end() == start:
            return self._loose(text, start)
        to, other = self._other(text, point)
        if to is None or other is None:
            return self._one(text, point)
        return Time(start, other.end(), Sort.SPAN, self.between(point, other, next_day=to["next"] is not None))

    def _other(self, text: str, point: re.Match[str]) -> tuple[re.Match[str] | None, re.Match[str] | None]:
        """The second moment of a range, with the sign before it; None where the first stands alone."""
        to = _TO_POINT.match(text, point.end())
        other = _POINT.match(text, to.end()) if to else None
        return (to, other) if other and any(other.group(*"rywimndbhp")) else (None, None)

    def _far(self, text: str, start: int) -> Time | None:
        """从1月22日首场算到2月27日: a range whose sides words stand between."""
        first = self._moon(text, start)
        point = None if first else _POINT.match(text, start)
        if point and point.end() > start and self._other(text, point)[1] is None:
            first = self._one(text, point)
        between = first and _FAR.match(text, first.end)
        if not first or not first.window.start or not between:
            return None
        second = self._span(text, between.end())
        if second is None or second.window.end is None or second.window.end <= first.window.start:
            return None
        return Time(start, second.end, Sort.SPAN, Window(first.window.start, second.at or second.window.end))

    def _moon(self, text: str, start: int) -> Time | None:
        """正月初六, 腊月二十九 or a range of them."""
        match = _LUNAR.match(text, start)
        if match is None or self.known is None:
            return None
        day = lunar(match["m"] or "除夕", match["d"] or "", self.known)
        if day is None:
            return None
        to = _TO_SIGN.match(text, match.end())
        other = (_LUNAR.match(text, to.end()) or _LUNAR_DAY.match(text, to.end())) if to else None
        groups = other.groupdict() if other else {}
        month = groups.get("m") or ("除夕" if groups.get("e") else match["m"] or "正月")
        last = other and lunar(month, groups.get("d") or "", self.known)
        if other and last and last >= day:
            return Time(start, other.end(), Sort.SPAN, Window(midnight(day), after(last)))
        return Time(start, match.end(), Sort.DAY, Window(midnight(day), after(day)))

    def _loose(self, text: str, start: int) -> Time | None:
        """What the general pattern leaves: 11日—17日 without 日 on the first, 0—24时, 本周."""
        days = _DAYS.match(text, start)
        if days:
            first, second = self.day(None, None, int(days["from"])), self.day(None, None, int(days["to"]))
            return Time(start, days.end(), Sort.SPAN, Window(midnight(first), after(second)))
        hours = _HOURS.match(text, start)
        if hours and self.known:
            return Time(start, hours.end(), Sort.SPAN, self.hours(self.last or self.known, hours))
        if text.startswith(("本周", "上周"), start) and self.today:
            monday = self.today - timedelta(days=self.today.weekday() + (7 if text[start] == "上" else 0))
            named = "一二三四五六日天".find(text[start + 2 : start + 3] or " ")
            if named < 0 and self.week and (text[start] == "本" or self.weekly):
                self.weekly = True
                back = timedelta(days=7 if text[start] == "上" else 0)
                return Time(start, start + 2, Sort.SPAN, moved(self.week, back))
            if named >= 0:
                day = monday + timedelta(days=min(named, 6))
                return Time(start, start + 3, Sort.DAY, Window(midnight(day), after(day)))
            return Time(start, start + 2, Sort.SPAN, Window(midnight(monday), midnight(monday + timedelta(days=7))))
        return None

    def _one(self, text: str, match: re.Match[str]) -> Time | None:
        """A single moment: a day, with its hours or further days if they follow, or a month or year."""
        start, end = match.span()
        day = self.moment_day(match)
        relative = match["r"]
        if (
            match["d"] is None
            and relative is None
            and match["i"] is None
            and not (match["b"] or "").endswith(("底", "末"))
        ):
            if match["h"]:
                return self._hour(text, match)
            window = self.month_or_year(match)
            return None if window is None else Time(start, end, Sort.SPAN, window)
        if day is None:
            return Time(start, end, Sort.TODAY if relative else Sort.DAY)
        self.last = day
        if match["h"] is None:
            days = _DAYS.match(text, match.start("d")) if match["d"] else None
            if days and days.end() > end:
                last = self.day(day.year, day.month, int(days["to"]))
                return Time(start, days.end(), Sort.SPAN, Window(midnight(day), after(last)))
            hours = _HOURS.match(text, end)
            if hours:
                return Time(start, hours.end(), Sort.SPAN, self.hours(day, hours))
            listed = _LIST.match(text, end)
            if listed:
                last = self.day(day.year, int(listed["m"]) if listed["m"] else day.month, int(listed["d"]))
                return Time(start, listed.end(), Sort.SPAN, Window(midnight(day), after(last)))
            return Time(start, end, Sort.TODAY if relative else Sort.DAY, Window(midnight(day), after(day)))
        moment = self.moment(match, day, end=True)
        return Time(start, end, Sort.DAY, Window(midnight(day), after(day)), moment)

    def _hour(self, text: str, match: re.Match[str]) -> Time | None:
        """An hour without a day: it matters after 截至, where it is today's, and where a line begins with it.

        Such a line is of the day that was named last (2月14日流水 / 16:20贴海报40张).
        """
        hours = _HOURS.match(text, match.start())
        end = max(match.end(), hours.end() if hours else 0)
        day = self.known
        if day is None:
            return Time(match.start(), end, Sort.ASIDE)
        if match.start() == 0 and hours is None and self.last is not None:
            return Time(0, end, Sort.DAY, Window(midnight(self.last), after(self.last)))
        return Time(match.start(), end, Sort.ASIDE, Window(midnight(day), self.moment(match, day, end=True)))
