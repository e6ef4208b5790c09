"""How an office writes dates, times, windows and its issue number, and today's in the same way.

A style is the text with letters in place of its numbers: `YYYY年M月D日`, `M月D日h:mm`, `M月D日h时至D日h时`, `周W`;
with `汉` before it the numbers are Chinese numerals, `A` is 上午 or 下午. A space is written `_`: a template's notation
would end at one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from dibao.composing.amounts import han
from dibao.composing.wording import window_words
from dibao.figures import Window
from dibao.reading.numerals import chinese

_CHINESE = "汉"
_WEEKDAYS = "一二三四五六日"
_DIGITS = "〇一二三四五六七八九"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_S = r"[ _]?"
_DAY = rf"(?:(?P<Y>\d{{4}}|[二〇零○一三四五六七八九]{{4}}){_S}年{_S})?(?:(?P<M>{_N}){_S}月{_S})?(?P<D>{_N}){_S}[日号]"
_NUMERIC = r"(?P<Y2>\d{4})(?P<dash>[-./])(?P<M2>\d{1,2})(?P=dash)(?P<D2>\d{1,2})(?!\d)"
_WEEK = r"(?:周|星期|礼拜)(?P<W>[一二三四五六日天])"
_CLOCK = rf"(?P<h>{_N}){_S}(?:[:：](?P<mm>\d{{2}})|[时点](?:(?P<m>{_N})分)?)"
_TOKEN = re.compile(rf"{_NUMERIC}|{_DAY}|{_WEEK}|{_CLOCK}")
_JOIN = re.compile(rf"{_S}(?:(?<!截)至|到|—+|–|-|－|~|～){_S}")
_BARE_HOUR = re.compile(rf"(?P<h>\d{{1,2}})(?={_JOIN.pattern}\d{{1,2}}{_S}[时点])")
_HALF = re.compile("上午|中午|下午")
_FIELD = re.compile(r"YYYY|MM|DD|hh|mm|M|D|W|A|h|m")


def style_of_moment(text: str) -> str | None:
    """The style of a date or a moment as written; None where no date stands in it or something else does."""
    found = _generalised(text)
    return found if found is not None and _has_date(found) and not _joins(found) else None


def style_of_window(text: str) -> str | None:
    """The style of a window with both ends written; None where it is none or has no date (昨日9时至今日9时)."""
    found = _generalised(text)
    if found is None or not _has_date(found):
        return None
    ends = _ends(found)
    return found if ends is not None and all("h" in end or "D" in end for end in ends) else None


def style_of_number(text: str) -> str | None:
    """The style of an issue number: `#`, `000` where it is padded with zeros, `一`; None where it is no number."""
    if re.fullmatch(r"\d+", text):
        return "0" * len(text) if text.startswith("0") else "#"
    return "一" if chinese(text) is not None else None


def issue_number(text: str) -> int | None:
    """The value of an issue number as written."""
    return int(text) if re.fullmatch(r"\d+", text) else chinese(text)


def numbered(number: int, style: str = "#") -> str:
    """An issue number in a style."""
    if style == "一":
        return han(number, counts=False)
    return str(number).zfill(len(style)) if set(style) == {"0"} else str(number)


def moment_in(style: str, at: date, *, end: bool = False) -> str:
    """A day, or a moment, in a style; midnight as an end is 24:00 of the day before."""
    return _filled(style, _values(at, end=end))


def window_in(style: str, window: Window) -> str:
    """A window in a style; in the house's words where the style has no place for what has to be said."""
    ends = _ends(style)
    if ends is None or window.start is None or window.end is None:
        return window_words(window)
    head, tail = ends
    join = style[len(head) : len(style) - len(tail)]
    mark = _CHINESE if style.startswith(_CHINESE) else ""
    since, until = _values(window.start), _values(window.end, end=True)
    same_day = (since["Y"], since["M"], since["D"]) == (until["Y"], until["M"], until["D"])
    if "D" not in tail and not same_day:
        following = (_day(window.start) + timedelta(days=1)) == _day(window.end, end=True)
        if not re.search("次日|翌日|第二天", tail) or not following:
            return window_words(window)
    if "D" in tail and "M" not in tail and since["M"] != until["M"]:
        tail = re.sub("D+", lambda match: ("MM" if match[0] == "DD" else "M") + "月" + match[0], tail, count=1)
    if "YYYY" in head and "YYYY" not in tail and "M" in tail and since["Y"] != until["Y"]:
        tail = re.sub("M+", lambda match: f"YYYY年{match[0]}", tail, count=1)
    if "h" in style and not (_clock_fits(head, since) and _clock_fits(tail, until)):
        return window_words(window)
    return _filled(head, since) + _shown(join) + _filled(mark + tail, until)


def _generalised(text: str) -> str | None:
    """The text with letters for its numbers; None where nothing of it is a date or time, or numbers are left over."""
    plain = text.replace(" ", "_")
    found = _HALF.sub("A", _TOKEN.sub(_letters, _BARE_HOUR.sub(_bare_hour, plain)))
    if found == plain or re.search(r"\d", found):
        return None
    return (_CHINESE if not re.search(r"\d", plain) and re.search("[YMDhm]", found) else "") + found


def _bare_hour(match: re.Match[str]) -> str:
    return "hh" if len(match[0]) == 2 and match[0][0] == "0" else "h"


def _letters(match: re.Match[str]) -> str:
    """A date's or time's text with letters for its numbers, doubled where the number is padded with a zero."""
    text = match[0]
    begin = match.start()
    numbers = [match[name] or "" for name in ("M", "D", "M2", "D2", "h") if name in match.groupdict()]
    padded = any(number.startswith("0") and len(number) == 2 for number in numbers)
    padded = padded or (match["dash"] == "-" and all(len(number) != 1 for number in numbers))
    for name, span in sorted(((name, match.span(name)) for name in match.groupdict()), key=lambda pair: -pair[1][0]):
        if span[0] < 0 or name == "dash":
            continue
        letter = name.rstrip("2")
        written = match[name]
        if letter == "Y":
            letter = "YYYY"
        elif padded and letter not in ("mm", "W") and len(written) == 2:
            letter *= 2
        text = text[: span[0] - begin] + letter + text[span[1] - begin :]
    return text


def _has_date(style: str) -> bool:
    return "D" in style or "W" in style


def _ends(style: str) -> tuple[str, str] | None:
    """Both ends of a window's style; None where it has no join, or more than one."""
    joins = _joins(style)
    return (style[: joins[0].start()], style[joins[0].end() :]) if len(joins) == 1 else None


def _joins(style: str) -> list[re.Match[str]]:
    numeric = re.sub(r"YYYY([-./])M+\1D+", lambda match: "Y" * len(match[0]), style)
    return list(_JOIN.finditer(numeric))


def _day(at: date, *, end: bool = False) -> date:
    if isinstance(at, datetime):
        return (at - timedelta(days=1)).date() if end and at.hour == at.minute == 0 else at.date()
    return at


def _values(at: date, *, end: bool = False) -> Mapping[str, int]:
    day = _day(at, end=end)
    hour, minute = (at.hour, at.minute) if isinstance(at, datetime) else (0, 0)
    if end and isinstance(at, datetime) and hour == minute == 0:
        hour = 24
    return {"Y": day.year, "M": day.month, "D": day.day, "W": day.isoweekday(), "h": hour, "m": minute}


def _clock_fits(style: str, values: Mapping[str, int]) -> bool:
    """Whether the style has a place for the hour and the minute that have to be said."""
    return "h" in style or values["h"] in (0, 24)


def _filled(style: str, values: Mapping[str, int]) -> str:
    chinese_numerals = style.startswith(_CHINESE)
    pattern = style.removeprefix(_CHINESE)
    if values["m"] and "m" not in pattern:  # 9时 has no place for 9:30
        pattern = re.sub("(h[时点])", r"\1m分", pattern, count=1)
    elif not values["m"]:
        pattern = re.sub("([时点])m+分", r"\1", pattern)

    def written(match: re.Match[str]) -> str:
        letters = match[0]
        if letters == "A":
            return "" if values["h"] in (0, 24) else "上午" if values["h"] < 12 else "下午"
        value = values[letters[0]]
        if letters == "W":
            return _WEEKDAYS[value - 1]
        if letters[0] == "h" and "A" in pattern and 12 < value < 24:
            value -= 12
        if not chinese_numerals:
            return f"{value:02d}" if letters != "YYYY" and len(letters) == 2 else str(value)
        if letters == "YYYY":
            return "".join(_DIGITS[int(digit)] for digit in str(value))
        return han(value, counts=False)

    return _shown(_FIELD.sub(written, pattern))


def _shown(text: str) -> str:
    return text.replace("_", " ")
