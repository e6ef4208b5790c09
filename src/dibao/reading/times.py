"""Times in words: days, ranges, periods, 截至, 以来, and the windows that they mean.

A window's end that is a day is the next day's 00:00. A year or month that is not written is taken from the reporting
day: the latest such date that is not after it, so that months and years roll over.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from dibao.figures import NO_WINDOW, Window
from dibao.reading.lexicon import pattern, rows
from dibao.reading.numerals import chinese


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
    BACK = "back"
    """期间: the bounded period named before."""
    TOLD = "told"
    """The day on which the figures were told (9月21日通报)."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression in a passage: characters [start, end) and its window."""

    start: int
    end: int
    sort: Sort
    window: Window = NO_WINDOW
    at: datetime | None = None
    """The moment itself, where an hour is written."""


_PART = "凌晨|清晨|早晨|早上|上午|中午|午间|下午|傍晚|晚上|晚间|夜间|当晚|深夜|晚|早"
_HAN = "[一二三四五六七八九十]{1,3}"


def _point(k: int) -> str:
    """A moment in words; every part may be missing, so what was matched must be looked at."""
    return (
        rf"(?:(?P<r{k}>[今昨前当同][日天晚早晨])|"
        rf"(?:(?P<y{k}>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})年|(?P<w{k}>今年|去年|前年|本年|当年)"
        rf"|(?P<i{k}>(?:20)\d\d)[-./](?P<j{k}>\d{{1,2}})[-./](?P<k{k}>\d{{1,2}})(?!\d))?"
        rf"(?:(?P<m{k}>\d{{1,2}}|[正一二三四五六七八九十]{{1,3}})月(?!份?(?:来|间|内|中(?!医|央|国|小|心|旬)))份?|(?P<n{k}>本月|上月|月(?=底|初)))?"
        rf"(?P<d{k}>(?:\d{{1,2}}|{_HAN})(?=日(?!均)|号(?![线楼院门路令文通公馆台])))?(?(d{k})[日号])"
        rf"(?P<b{k}>年?[底末]|年初|初|[上中下]旬)?)"
        rf"(?:当[日天](?=[晚早上下])|[（(](?:周|星期)[一二三四五六日天][)）])?"
        rf"(?P<p{k}>{_PART})?"
        rf"(?:(?P<h{k}>\d{{1,2}}|零)(?:[:：](?P<t{k}>\d\d)(?!\d)|[时点](?!间|期|段|代|刻|候|节|事|评)(?P<u{k}>\d{{1,2}}(?=分)|半)?分?(?:整|许)?))?"
    )


_TO = r"(?:[至到~～]|[-—–－]+)"
_RANGE = re.compile(_point(1) + rf"(?:(?:（[^（）]{{1,10}}）)?{_TO}(?P<z>次日|翌日)?" + _point(2) + ")?")
_HOURS = re.compile(rf"(?P<from>\d{{1,2}})(?:[时点](?:\d\d分?)?|[:：]\d\d)?{_TO}(?P<to>\d{{1,2}})(?:[时点]|[:：](?P<tm>\d\d))")
_YEARS = re.compile(rf"(?P<from>20\d\d)年?{_TO}(?P<to>20\d\d)年")
_FIRST_MONTHS = re.compile(r"(?P<year>(?:\d{4}年)|今年|去年)?前(?P<count>\d{1,2}|[一二三四五六七八九十]{1,2})个?月")
_BACK = re.compile(
    r"(?:近|过去|最近)(?:\d{1,3}|[一二两三四五六七八九十半几数]{1,3})(?:个多?月|多?[天周年日])(?:以?来)?|"
    r"(?:\d{1,3}|[一二两三四五六七八九十半几数]{1,3})(?:个多?月|多?[天周年])(?:多)?(?:以来|来(?!自|信))"
)
_MONTHS = re.compile(rf"(?P<year>(?:\d{{4}}年)|今年|去年|前年)?(?P<from>\d{{1,2}}|{_HAN}){_TO}(?P<to>\d{{1,2}}|{_HAN})月份?(?!\d)")
_DAYS = re.compile(rf"(?P<from>\d{{1,2}})(?:[日号]?{_TO}|[日号]、)(?:\d{{1,2}}[日号]、)*(?P<to>\d{{1,2}})[日号](?!线|楼)")
_LIST = re.compile(r"[、和与及](?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})[日号](?:两|三|四|五)?天?")
_DIGITS = re.compile(
    r"\d(?<![0-9.,]\d)\d{0,3}(?:[年月日号时点:：]|[-./]\d{1,2}[-./]\d{1,2}|(?:[至到~～]|[-—–]+)(?:\d{1,2}[月日号时:：点]|20\d\d年))"
)
_HAN_DATE = re.compile(
    r"[正一二三四五六七八九十](?:[至到][一二三四五六七八九十]{1,2}月|[〇零一二三四五六七八九十]{3}年(?=[一二三四五六七八九十]{1,3}月)|[一二]?月份?(?![来中内间])(?=[一二三四五六七八九十]{1,3}[日号]|[，,以共底初]))"
)
_PERIOD = re.compile(r"(?P<y>(?:\d{4})年|今年|去年|前年|本年)?(?P<q>第?[一二三四1-4]季度|上半年|下半年|前三季度|全年|年度)末?")
_YEAR = re.compile(r"(?:19|20)\d\d年")
_YEAR_ALONE = re.compile(r"度(?!假)|[，：、。；）]|[全共我累总各底末]|以来")
_SORTS = {"now": Sort.NOW, "until": Sort.UNTIL, "open": Sort.SINCE, "event": Sort.EVENT, "back": Sort.BACK}
_STANDING = ("目前", "当前", "现在", "眼下", "发稿时", "发稿", "日前", "通报时", "记者发稿", "今")
_ASIDE_BEFORE = re.compile(r"(?:较|比|比起|相比|相较于?|同|与|较之|占|超|高于|低于)$")
_ASIDE_AFTER = re.compile(r"(?:的?同期|相比|[之以]?前(?!往|来|后|期|夕)|同比|的?同口径|之内|以前)")
_ASIDE_LATE = re.compile(r"前(?!后)")
_SINCE_AFTER = re.compile(
    r"[^，。；、\d（）]{0,8}?(?:发生|爆发|启动|开通|上线|成立|打响|开始|开赛|开幕)[以之]?后(?=[，,])|[）)]?(?:[^，。；、：（）]{0,12}?以来|至今|开始(?=[，,])|[开]?起(?!草|来|到|步|火|点|初|效)|[，,]?算起)"
)
_SINCE_FAR = re.compile(r"[^，。；：\d]{0,30}?(?:以来|算起|起|之?后|后)(?=[，,])|[^。；：\d，]{0,24}(?=[，,])")
_TOLD_AFTER = re.compile(r"(?:\d{1,2}时)?(?:讯|电(?![子视话台信力])|消息|通报(?!会)|发布消息|披露|公布|介绍|获悉|报道(?!，)|，?记者)")
_MODIFIER = re.compile(r"[^，。；、\d]{0,6}?(?:上线|启动|开通|成立|建成|开播|发布|出台|启用|开馆|投用)的")
_UNTIL_BEFORE = re.compile(r"(?:^|[，。；：、（来起直])到$|至$|截[至止]?到?$")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {word: kind for word, kind in rows("times.csv")}
    return re.compile(pattern(kinds)), kinds


class Calendar:
    """Turns written moments into dates, knowing the reporting day and the dates read before."""

    def __init__(self, today: date | None) -> None:
        self.today = today
        self.last: date | None = None
        """The last day that was read: 当天 and a missing year go by it."""

    @property
    def known(self) -> date | None:
        return self.today or self.last

    def times(self, text: str) -> list[Time]:
        """The time expressions of a passage, in order; masked characters never match."""
        found: list[Time] = []
        taken = 0
        words, kinds = _words()
        starts = [(m.start(), m.group()) for m in words.finditer(text)]
        starts += [(m.start(), "") for m in _DIGITS.finditer(text)]
        starts += [(m.start(), "") for m in _HAN_DATE.finditer(text)]
        starts += [(m.start(), "来") for m in _BACK.finditer(text)] if "来" in text or "近" in text or "去" in text else []
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
                return None
            if sort is Sort.NOW and text[start - 1 : start] == "到":
                sort = Sort.UNTIL
            return Time(start, start + len(word), sort)
        if word in ("截至", "截止"):
            return self._until(text, start)
        if word == "来":
            back = _BACK.match(text, start)
            return back and Time(start, back.end(), Sort.SINCE)
        if word == "即日起":
            return Time(start, start + 3, Sort.SINCE, Window(_midnight(self.today), None))
        made = self._span(text, start)
        return made and self._in_context(text, made)

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
        period = _PERIOD.match(text, start)
        if period:
            return Time(start, period.end(), Sort.SPAN, self._period(period["y"], period["q"]))
        years = _YEARS.match(text, start)
        if years:
            first, last = date(int(years["from"]), 1, 1), date(int(years["to"]) + 1, 1, 1)
            return Time(start, years.end(), Sort.SPAN, Window(_midnight(first), _midnight(last)))
        months = _FIRST_MONTHS.match(text, start)
        if months:
            return Time(start, months.end(), Sort.SPAN, self._first_months(months))
        months = _MONTHS.match(text, start)
        if months:
            return Time(start, months.end(), Sort.SPAN, self._month_range(months))
        match = _RANGE.match(text, start)
        if match is None or match.end() == start:
            return self._loose(text, start)
        if match["y2"] is None and not self._named(match, 2):
            return self._one(text, match)
        return Time(start, match.end(), Sort.SPAN, self._between(match))

    def _loose(self, text: str, start: int) -> Time | None:
        """What the general pattern leaves: 11日—17日 without 日 on the first, 0—24时, 本周."""
        days = _DAYS.match(text, start)
        if days:
            first, second = self._day(None, None, int(days["from"])), self._day(None, None, int(days["to"]))
            return Time(start, days.end(), Sort.SPAN, Window(_midnight(first), _after(second)))
        hours = _HOURS.match(text, start)
        if hours and self.known:
            return Time(start, hours.end(), Sort.SPAN, self._hours(self.last or self.known, hours))
        if text.startswith(("本周", "上周"), start) and self.today:
            monday = self.today - timedelta(days=self.today.weekday() + (7 if text[start] == "上" else 0))
            named = "一二三四五六日天".find(text[start + 2 : start + 3] or " ")
            if named >= 0:
                day = monday + timedelta(days=min(named, 6))
                return Time(start, start + 3, Sort.DAY, Window(_midnight(day), _after(day)))
            return Time(start, start + 2, Sort.SPAN, Window(_midnight(monday), _midnight(monday + timedelta(days=7))))
        return None

    def _one(self, text: str, match: re.Match[str]) -> Time | None:
        """A single moment: a day, with its hours or further days if they follow, or a month or year."""
        start, end = match.start(), match.end()
        if text[end - 1 : end] in tuple("至到-—~～–"):
            end -= 1
        day = self._moment_day(match, 1)
        relative = match["r1"]
        if match["d1"] is None and relative is None and match["i1"] is None and not (match["b1"] or "").endswith(("底", "末")):
            if match["h1"]:
                return self._clock(text, match)
            window = self._month_or_year(match)
            return None if window is None else Time(start, end, Sort.SPAN, window)
        if day is None:
            return Time(start, end, Sort.TODAY if relative else Sort.DAY)
        self.last = day
        if match["h1"] is None:
            days = _DAYS.match(text, match.start("d1")) if match["d1"] else None
            if days and days.end() > end:
                last = self._day(day.year, day.month, int(days["to"]))
                return Time(start, days.end(), Sort.SPAN, Window(_midnight(day), _after(last)))
            hours = _HOURS.match(text, end)
            if hours:
                return Time(start, hours.end(), Sort.SPAN, self._hours(day, hours))
            listed = _LIST.match(text, end)
            if listed:
                last = self._day(day.year, int(listed["m"]) if listed["m"] else day.month, int(listed["d"]))
                return Time(start, listed.end(), Sort.SPAN, Window(_midnight(day), _after(last)))
            return Time(start, end, Sort.TODAY if relative else Sort.DAY, Window(_midnight(day), _after(day)))
        moment = self._moment(match, 1, day, True)
        return Time(start, end, Sort.DAY, Window(_midnight(day), _after(day)), moment)

    def _clock(self, text: str, match: re.Match[str]) -> Time | None:
        """An hour without a day: it matters after 截至 only, where it is today's."""
        hours = _HOURS.match(text, match.start())
        end = max(match.end(), hours.end() if hours else 0)
        day = self.known
        if day is None:
            return Time(match.start(), end, Sort.ASIDE)
        return Time(match.start(), end, Sort.ASIDE, Window(_midnight(day), self._moment(match, 1, day, True)))

    def _in_context(self, text: str, made: Time) -> Time:
        """The same expression as its neighbours make it: a start, an end, a deadline, a comparison, a dateline."""
        start, end, window = made.start, made.end, made.window
        before, after = text[max(0, start - 4) : start], text[end : end + 40]
        late = window.end is not None and self.today is not None and window.end.date() > self.today + timedelta(days=1)
        if (_ASIDE_BEFORE.search(before) and not before.endswith("占比")) or _ASIDE_AFTER.match(after):
            return replace(made, sort=Sort.ASIDE, window=NO_WINDOW)
        if late and _ASIDE_LATE.match(after):
            return replace(made, sort=Sort.ASIDE, window=NO_WINDOW)
        if made.sort is Sort.ASIDE:
            return replace(made, window=NO_WINDOW)
        if _UNTIL_BEFORE.search(before):
            return replace(made, sort=Sort.UNTIL, window=Window(None, made.at or window.end))
        since = _SINCE_AFTER.match(after)
        if since and not (made.sort is Sort.SPAN and made.window.bounded and text[start : end].count("月") > 1):
            return Time(start, end + since.end(), Sort.SINCE, Window(made.at or window.start, None))
        if before.endswith(("自", "从", "自从")) and not made.sort is Sort.SPAN and _SINCE_FAR.match(after):
            return replace(made, sort=Sort.SINCE, window=Window(made.at or window.start, None))
        if made.sort is Sort.DAY and _TOLD_AFTER.match(after):
            return replace(made, sort=Sort.TOLD, window=Window(None, window.end))
        if made.sort is Sort.DAY and _MODIFIER.match(after):
            return replace(made, sort=Sort.SINCE, window=Window(window.start, None))
        if _YEAR.fullmatch(text, start, end) and not _YEAR_ALONE.match(after):
            return replace(made, sort=Sort.ASIDE, window=NO_WINDOW)  # 2022年防汛宣传月: a name
        if text[start:end] in ("今年", "本年"):
            return replace(made, sort=Sort.SINCE, window=Window(window.start, None))
        return made

    # --- dates ---

    def _named(self, match: re.Match[str], k: int) -> bool:
        return any(match[f"{name}{k}"] is not None for name in "rwimndbhp")

    def _between(self, match: re.Match[str]) -> Window:
        first = self._moment_day(match, 1)
        if first is None:
            return NO_WINDOW
        self.last = first
        if match["d1"] is None and match["m1"] and not match["b1"] and match["d2"] is None:
            return self._months_between(match, first)
        if match["z"]:
            second: date | None = first + timedelta(days=1)
        elif any(match[f"{name}2"] for name in "rymnwid"):
            second = self._moment_day(match, 2, near=first)
        else:
            second = first
        if second is None:
            return NO_WINDOW
        self.last = second
        start = self._moment(match, 1, first, False)
        end = self._moment(match, 2, second, True)
        return Window(start, end) if start <= end else NO_WINDOW

    def _months_between(self, match: re.Match[str], first: date) -> Window:
        month = _count(match["m2"] or match["m1"])
        year = first.year + (month < first.month)
        return Window(_midnight(first.replace(day=1)), _midnight(_next_month(year, month)))

    def _moment_day(self, match: re.Match[str], k: int, near: date | None = None) -> date | None:
        """The day of a moment, None where nothing tells it."""
        relative = match[f"r{k}"]
        if relative:
            return self._relative(relative)
        if match[f"i{k}"]:
            return _date(int(match[f"i{k}"]), int(match[f"j{k}"]), int(match[f"k{k}"]))
        year = self._year(match[f"y{k}"], match[f"w{k}"])
        month = _count(match[f"m{k}"]) if match[f"m{k}"] else None
        if match[f"n{k}"] and self.known:
            known = self.known
            month, year = known.month, known.year
            if match[f"n{k}"] == "上月":
                month, year = (12, year - 1) if month == 1 else (month - 1, year)
        day = _count(match[f"d{k}"]) if match[f"d{k}"] else None
        edge = match[f"b{k}"] or ""
        if month is None and day is None:
            if edge.endswith(("底", "末")) and (year or self.known):
                ended = self.known is not None and self.known.month < 3
                return date(year or self.known.year - ended, 12, 31)  # type: ignore[union-attr]
            return self.known if match[f"h{k}"] else None
        if near and month is None and day is not None:
            return _date(near.year, near.month, day) if day >= near.day else self._next_month_day(near, day)
        if near and year is None and month is not None:
            year = near.year + (month < near.month)
        if day is None:
            found = self._day(year, month, 1)
            if found is None:
                return None
            if edge.endswith(("底", "末")):
                return date(found.year, found.month, monthrange(found.year, found.month)[1])
            if edge.endswith("旬"):
                third = _third(found, edge)
                side = third.start if k == 1 else third.end
                return side and (side.date() - timedelta(days=k - 1))
            return found
        return self._day(year, month, day)

    def _next_month_day(self, near: date, day: int) -> date | None:
        return _date(near.year + (near.month == 12), near.month % 12 + 1, day)

    def _year(self, written: str | None, word: str | None) -> int | None:
        if written:
            return int(written) if written.isdigit() else chinese(written)
        if word and self.known:
            return self.known.year - {"去年": 1, "前年": 2}.get(word, 0)
        return None

    def _day(self, year: int | None, month: int | None, day: int) -> date | None:
        """A date whose year or month may not be written: the latest that is not (much) after the reporting day."""
        known = self.known
        if year is not None and month is not None:
            return _date(year, month, day)
        if known is None:
            return None
        if month is not None:
            found = _date(known.year, month, day) or _date(known.year, month, 1)
            if found and found > known + timedelta(days=62):
                return _date(known.year - 1, month, day)
            return _date(known.year, month, day)
        near = self.last or known
        here = _date(near.year, near.month, day)
        if here is None or here > known + timedelta(days=1):
            first = known.replace(day=1) - timedelta(days=1)
            return _date(first.year, first.month, day)
        return here

    def _relative(self, word: str) -> date | None:
        if word[0] in "当同":
            return self.last or self.today
        if self.today is None:
            return None
        back = {"今": 0, "昨": 1, "前": 2}[word[0]]
        found = self.today - timedelta(days=back)
        self.last = found
        return found

    def _moment(self, match: re.Match[str], k: int, day: date, end: bool) -> datetime:
        hour = match[f"h{k}"]
        if hour is None:
            return _midnight(day) if not end else _midnight(day + timedelta(days=1))  # type: ignore[return-value]
        number = 0 if hour == "零" else int(hour)
        part = match[f"p{k}"] or (match[f"r{k}"] or "")[-1:]
        if part in ("下午", "傍晚", "晚上", "晚间", "夜间", "当晚", "深夜", "晚") and number < 12:
            number += 12
        minute = match[f"t{k}"] or match[f"u{k}"] or "0"
        return _clock(day, number, 30 if minute == "半" else int(minute))

    def _hours(self, day: date, match: re.Match[str]) -> Window:
        start, end = int(match["from"]), int(match["to"])
        if start > 24 or end > 24:
            return Window(_midnight(day), _after(day))
        last = day + timedelta(days=1) if end < start else day
        return Window(_clock(day, start, 0), _clock(last, end, int(match["tm"] or 0)))

    def _month_or_year(self, match: re.Match[str]) -> Window | None:
        month, edge = match["m1"], match["b1"] or ""
        if month or match["n1"]:
            first = self._moment_day(match, 1)
            if first is None:
                return NO_WINDOW
            if edge.endswith("旬"):
                return _third(first.replace(day=1), edge)
            return Window(_midnight(first.replace(day=1)), _midnight(_next_month(first.year, first.month)))
        year = self._year(match["y1"], match["w1"])
        if year is not None:
            return Window(_midnight(date(year, 1, 1)), _midnight(date(year + 1, 1, 1)))
        return NO_WINDOW if match["y1"] or match["w1"] else None

    def _month_range(self, match: re.Match[str]) -> Window:
        word = match["year"]
        year = self._year(word[:-1] if word and word[0].isdigit() else None, word)
        begin, end = _count(match["from"]), _count(match["to"])
        last = self._day(year, end, 1)
        first = last and _date(last.year - (begin > end), begin, 1)
        if last is None or first is None:
            return NO_WINDOW
        return Window(_midnight(first), _midnight(_next_month(last.year, last.month)))

    def _first_months(self, match: re.Match[str]) -> Window:
        word = match["year"]
        year = self._year(word[:-1] if word and word[0].isdigit() else None, word)
        if year is None and self.known:
            year = self.known.year
        last = _count(match["count"])
        if year is None or not 1 <= last <= 12:
            return NO_WINDOW
        return Window(_midnight(date(year, 1, 1)), _midnight(_next_month(year, last)))

    def _period(self, word: str | None, name: str) -> Window:
        year = self._year(word[:-1] if word and word[0].isdigit() else None, word)
        if year is None:
            if self.known is None:
                return NO_WINDOW
            year = self.known.year
        first, months = {"上半年": (1, 6), "下半年": (7, 6), "前三季度": (1, 9), "全年": (1, 12), "年度": (1, 12)}.get(name.rstrip("末"), (0, 3))
        if not first:
            quarter = name.removeprefix("第")[0]
            first = (int(quarter) if quarter.isdigit() else "一二三四".index(quarter) + 1) * 3 - 2
        begin = date(year, first, 1)
        if word is None and self.known and begin > self.known:
            begin = date(year - 1, first, 1)
        return Window(_midnight(begin), _midnight(_next_month(begin.year, first + months - 1)))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else chinese(text.replace("正", "一")) or 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time())


def _after(day: date | None) -> datetime | None:
    """The end of a day: the next day's 00:00."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time())


def _clock(day: date, hour: int, minute: int) -> datetime:
    """An hour of a day; 24:00 and later hours roll over."""
    return datetime.combine(day, time()) + timedelta(hours=min(hour, 47), minutes=min(minute, 59))


def _third(first: date, name: str) -> Window:
    """上旬, 中旬, 下旬 of a month."""
    begin = first.replace(day={"上": 1, "中": 11, "下": 21}[name[0]])
    end = _next_month(first.year, first.month) if name[0] == "下" else begin + timedelta(days=10)
    return Window(_midnight(begin), _midnight(end))


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
