"""How findings speak: numbers, dates and names in both languages, and the message to a unit."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from dibao.catalogue import OTHER
from dibao.checks.finding import Told, Way, WayOut
from dibao.checks.snapshot import Snapshot
from dibao.entries import Entry
from dibao.figures import Approx, Interval, Number, Window
from dibao.language import current, say

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_TOKEN = re.compile(r"[\d０-９.,，万亿千百十余多+＋wW 约近超]+")
_QUOTE = 60


def number(value: Number) -> str:
    """Exact digits with thousands separators."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return f"{int(value):,}"
        return f"{value.normalize():,f}"
    return f"{value:,}"


def allowed(interval: Interval) -> str:
    """The numbers that an interval allows."""
    if interval.exact:
        return number(interval.low)
    if interval.high is None:
        return say(f"至少 {number(interval.low)}", f"at least {number(interval.low)}")
    return say(
        f"{number(interval.low)} 至 {number(interval.high)}", f"{number(interval.low)} to {number(interval.high)}"
    )


def shown(snapshot: Snapshot, entry: Entry) -> str:
    """A figure as it was told, without its measure word, and what it may be where an earlier finding doubts it."""
    interval = snapshot.interval(entry)
    if interval is not None and interval != entry.interval:
        return say(
            f"{written(entry)}（存疑，按 {allowed(interval)} 计）", f"{written(entry)} (in doubt: {allowed(interval)})"
        )
    return written(entry)


def written(entry: Entry) -> str:
    """A figure as it was told, without its measure word: exact ones with separators, others with their own mark."""
    draft = entry.draft
    if draft.interval.exact:
        return number(draft.value)
    match = _TOKEN.search(draft.text)
    token = match.group().strip() if match else number(draft.value)
    if draft.approx is Approx.EXACT or re.search(r"[余多+＋约近超]", token):
        return token
    mark = {
        Approx.ABOUT: say("约 ", "about "),
        Approx.AT_LEAST: say("超 ", "over "),
        Approx.AT_MOST: say("至多 ", "at most "),
    }[draft.approx]
    return mark + token


def told(*entries: Entry | None) -> tuple[Told, ...]:
    """The figures that a finding names, each once."""
    kept = {entry.number: entry for entry in entries if entry is not None}
    return tuple(Told(entry.number, entry.draft.text or number(entry.draft.value)) for entry in kept.values())


def unit_name(snapshot: Snapshot, code: str) -> str:
    """The unit's name, its code if it is not listed."""
    unit = snapshot.workspace.units.get(code)
    return unit.name if unit else code


def thing(snapshot: Snapshot, entry: Entry) -> str:
    """What is counted: the indicator, the item and the measure word."""
    series = entry.series
    indicator = snapshot.indicator(series.indicator)
    if indicator is None or series.indicator == OTHER:
        name = entry.draft.phrase or series.item or say("未列入目录的数字", "a figure outside the catalogue")
    else:
        name = indicator.name + (f"·{series.item}" if series.item else "")
    return say(f"{name}（{series.measure}）", f"{name} ({series.measure})") if series.measure else name


def heading(snapshot: Snapshot, entry: Entry) -> str:
    """`东河区 发放宣传资料（份）：`, the beginning of a sentence about one figure."""
    return f"{unit_name(snapshot, entry.series.unit_code)} {thing(snapshot, entry)}" + say("：", ": ")


def day_name(day: date, beside: date | None = None) -> str:
    """`2月3日`, `3 February`; with the year where the day beside it is of another one."""
    if beside is not None and beside.year != day.year:
        return say(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")
    return say(f"{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]}")


def moment_name(moment: datetime) -> str:
    """`2月3日 9:00`, `3 February 9:00`."""
    return f"{day_name(moment.date())} {moment.hour}:{moment.minute:02d}"


def window_name(window: Window) -> str:
    """The window from start to end, an open side left open."""
    start = moment_name(window.start) if window.start else "…"
    end = moment_name(window.end) if window.end else "…"
    return say(f"{start} 至 {end}", f"{start} to {end}")


def standing(snapshot: Snapshot, entry: Entry) -> str:
    """`昨日累计`, `2月1日累计`, for an entry of an earlier day."""
    away = (snapshot.day - entry.draft.day).days
    if away == 1:
        return say("昨日累计", "yesterday's total")
    return say(f"{day_name(entry.draft.day)}累计", f"the total of {day_name(entry.draft.day)}")


def off_by(difference: Number) -> str:
    """`多 2,000` or `少 2,000`."""
    if difference > 0:
        return say(f"多 {number(difference)}", f"{number(difference)} too many")
    return say(f"少 {number(-difference)}", f"{number(-difference)} too few")


def quote(entry: Entry) -> str:
    """The report's own words around a figure, cut to what one reads at a glance."""
    words = entry.draft.sentence.strip().rstrip("。；;") or f"{entry.draft.phrase}{entry.draft.text}"
    if len(words) <= _QUOTE:
        return words
    at = max(0, words.find(entry.draft.text) - _QUOTE // 2)
    return ("…" if at else "") + words[at : at + _QUOTE] + ("…" if at + _QUOTE < len(words) else "")


def ask(snapshot: Snapshot, unit_code: str, problem: str, please: str, entries: tuple[Entry, ...] = ()) -> str:
    """The message to a unit, ready to paste: what its report says, what does not fit, what to send back."""
    quotes = list(dict.fromkeys(quote(entry) for entry in entries if quote(entry)))
    name, day = unit_name(snapshot, unit_code), day_name(snapshot.day)
    if current() == "zh":
        said = f"贵单位{day}来件写" + "、".join(f"“{words}”" for words in quotes) + "。" if quotes else ""
        return f"{name}：您好！{said}{_full(problem, '。')}{_full(please, '。')}谢谢！"
    said = ", ".join(f"“{words}”" for words in quotes)
    opening = f"your report of {day} says {said}. " if said else ""
    return f"Dear colleagues of {name}, {opening}{_full(problem, '. ')}{_full(please, '. ')}Thank you."


def _full(sentence: str, stop: str) -> str:
    return sentence.rstrip("。. ") + stop if sentence else ""


def correct(entry: Entry, value: Number, reason: str) -> WayOut:
    """The way out that corrects an entry."""
    label = say(
        f"把 {written(entry)} 更正为 {number(value)}",
        f"Correct {written(entry)} to {number(value)}",
    )
    return WayOut(Way.CORRECT, label, entry.number, value, reason)


def asking() -> WayOut:
    """The way out that asks the unit."""
    return WayOut(Way.ASK, say("发给单位核对", "Ask the unit"))


def accepting() -> WayOut:
    """The way out that leaves things as they stand."""
    return WayOut(Way.ACCEPT, say("情况属实，写明理由后通过", "Accept as it stands, with a reason"))
