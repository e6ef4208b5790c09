"""The words of a brief: numbers as honest as their sources, dates and windows, arithmetic to say aloud."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from dibao.composing.amounts import digits, han, words
from dibao.composing.brief import Absent, Source
from dibao.figures import Approx, Basis, Number, Window

MISSING = "未报"
NOT_ADDED = "不宜相加"
BASES = {
    Basis.NEW: "新增",
    Basis.CUMULATIVE: "累计",
    Basis.ASOF: "现有",
    Basis.RATE: "比率",
    Basis.OTHER: "其他",
}


def between(low: Number, high: Number | None, measure: str = "") -> str:
    """在a至b之间, or 不少于a."""
    return f"不少于{digits(low)}{measure}" if high is None else f"在{digits(low)}至{digits(high)}{measure}之间"


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(at: datetime, *, end: bool = False) -> tuple[date, str]:
    """The day and time as people say them; midnight as an end is 24:00 of the day before."""
    if end and at.hour == at.minute == 0:
        return (at - timedelta(days=1)).date(), "24:00"
    return at.date(), f"{at.hour}:{at.minute:02d}"


def window_words(window: Window) -> str:
    """2月2日9:00至2月3日9:00; 2月3日0:00至24:00; 截至2月3日11:00."""
    if window.end is None:
        return ""
    last, until = _moment(window.end, end=True)
    if window.start is None:
        return f"截至{last.month}月{last.day}日{until}"
    first, since = _moment(window.start)
    again = "" if first == last else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日{since}至{again}{until}"


def ordinal(number: int) -> str:
    """一, 十, 十二, 二十一: for headings, 1 to 99."""
    return han(number, counts=False)


def said(source: Source) -> str:
    """A source's number, worded by what it allows."""
    return words(source.value, source.interval, source.approx)


def arithmetic(sources: Sequence[Source], text: str, measure: str, missing: Sequence[Absent]) -> str:
    """How a figure comes about: 8家单位之和：望海区8,210＋柳林区12,300＝20,510份；白鹿区未报，未计入。"""
    if not sources:
        return _nothing(missing)
    parts = [(name, list(group)) for name, group in groupby(sources, key=lambda source: source.unit_name)]
    units = len({name for name, _ in parts})
    sentences = []
    if len(sources) == 1:
        sentences.append(f"{_origin(sources[0])}{said(sources[0])}{measure}")
    else:
        terms = "＋".join(_term(name, group) for name, group in parts)
        head = f"{units}家单位之和" if units > 1 else f"{parts[0][0]}{len(sources)}项之和"
        sentences.append(f"{head}：{terms if units > 1 else terms[len(parts[0][0]) :].strip('（）')}＝{text}{measure}")
    sentences.extend(_doubts(sources, measure))
    sentences.extend(_moved(sources))
    if missing:
        sentences.append("、".join(unit.name for unit in missing) + f"{MISSING}，未计入")
    return "；".join(sentences)


def _term(name: str, group: Sequence[Source]) -> str:
    inner = "＋".join(said(source) for source in group)
    return f"{name}（{inner}）" if len(group) > 1 else f"{name}{inner}"


def _origin(source: Source) -> str:
    when = f"{source.day.month}月{source.day.day}日" if source.day else ""
    return {
        "reported": f"{source.unit_name}{when}来件所报",
        "counted": f"{source.unit_name}{when}记录计数",
        "corrected": f"{source.unit_name}{when}更正后",
        "carried": f"{source.unit_name}沿用",
        "opening": f"{source.unit_name}期初",
    }.get(source.origin, source.unit_name)


def _doubts(sources: Sequence[Source], measure: str) -> Iterator[str]:
    rough = [source for source in sources if source.high is None or source.low != source.high]
    if not rough:
        return
    low: Number = sum(source.low for source in sources)
    highs = [source.high for source in sources]
    high: Number | None = sum(high for high in highs if high is not None) if None not in highs else None
    kind = "以万计，有舍入" if all(source.approx is Approx.EXACT for source in rough) else "为约数"
    names = "、".join(dict.fromkeys(source.unit_name for source in rough))
    who = "各数均" if len(rough) == len(sources) else f"其中{names}"
    yield (
        f"{who}{kind}，合计{between(low, high, measure)}"
        if len(sources) > 1
        else (f"原文{kind}，{between(low, high, measure)}")
    )


def dated(source: Source) -> str:
    """望海区为截至2月2日11:00的数: said of a figure that a person carried forward."""
    when = window_words(Window(None, source.until)) if source.until else "此前"
    return f"{source.unit_name}为{when}的数"


def _moved(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources:
        if source.origin == "corrected" and source.reason:
            yield f"{source.unit_name}的数经更正（{source.reason}）"
        elif source.origin == "carried":
            yield f"{dated(source)}" + (f"（{source.reason}）" if source.reason else "")


def _nothing(missing: Sequence[Absent]) -> str:
    if missing:
        return "、".join(unit.name for unit in missing) + "今日未报，暂无数字"
    return "今日来件中没有这个数字"
