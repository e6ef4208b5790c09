"""Where a figure comes from, as one would say it aloud: who reported it, when, in which words, what was added to what,
and who is missing. From the provenance that a written brief carries, in the language of the moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from dibao.catalogue import default_catalogue
from dibao.composing.amounts import digits, words
from dibao.composing.wording import between, window_words
from dibao.entries import Origin
from dibao.figures import Approx, Basis, Interval, Number, Window
from dibao.language import say

Told = Mapping[str, Any]
"""A figure, or a source of one, as `trace` gives it."""

_ALL_NAMED = 5
"""So many units are named with their numbers; of more the three largest, and the rest together."""
_LARGEST = 3
_BULLET = re.compile(r"^[-*•·●▶◆■]\s*")
_ASIDE = re.compile("(?:只报新增、没有报累计|未再相加|暂取后一处)$")
"""What the arithmetic says besides the sum, and a listener should know."""
_QUOTE = 60
"""Characters of a report's words that are quoted."""


def spoken(figure: Told) -> str:
    """The whole answer in a few sentences."""
    if not figure["bound"]:
        return _typed(figure)
    if figure.get("accepted"):
        return _accepted(figure, figure["accepted"])
    if figure["value"] is None:
        return f"{_named(figure)}{_nothing(figure)}{_questions(figure)}"
    parts = (_value(figure), _who(figure), _asides(figure), _rough(figure), _lacking(figure), _questions(figure))
    return "".join(parts)


def _typed(figure: Told) -> str:
    """Of a number that a person wrote into the brief."""
    reason = str(figure.get("reason") or "")
    return say(
        f"{figure['text']}{figure['unit']}是有人写进简报的，没有来件，也没有台账条目为据"
        f"{f'；写的缘由：{reason}' if reason else '，也没有写缘由'}。",
        f"{figure['text']}{figure['unit']} was typed into the brief; no report and no entry stands behind it, "
        f"{f'the reason given: {reason}' if reason else 'and no reason was given'}.",
    )


def _accepted(figure: Told, accepted: Told) -> str:
    """Of a figure that says otherwise than the ledger."""
    by, ledger = str(accepted.get("by") or ""), accepted.get("ledger", {}).get("value")
    zh = f"台账的数是{digits(_exact(ledger))}" if ledger is not None else "台账没有这个数"
    en = f"the ledger says {digits(_exact(ledger))}" if ledger is not None else "the ledger does not say it"
    return say(
        f"{_named(figure)}写作{figure['text']}{figure['unit']}，是{by or '有人'}在成稿后改写的，"
        f"原为{accepted['then']}；缘由：{accepted['reason']}；{zh}。",
        f"{_named(figure)} says {figure['text']}{figure['unit']}: {by or 'somebody'} wrote that over "
        f"{accepted['then']}, the reason given: {accepted['reason']}; {en}.",
    )


def quotes(figure: Told) -> Iterator[tuple[str, str]]:
    """For each source a sentence: who said it when and in which words; and where that stands."""
    for source in figure["sources"]:
        yield _quote(source), _place(source)


def _kind(figure: Told) -> str:
    zh, en = {
        Basis.NEW: ("新增", "new"),
        Basis.CUMULATIVE: ("累计", "in total"),
        Basis.ASOF: ("现有", "now"),
    }.get(Basis(figure["basis"]), ("", ""))
    return say(zh, en)


def _named(figure: Told) -> str:
    """媒体发稿累计; News stories, in total."""
    name, kind = str(figure.get("name") or figure["indicator"]), _kind(figure)
    indicator = default_catalogue().get(figure["indicator"])
    english = f"{indicator.en if indicator else name}{': ' + figure['item'] if figure['item'] else ''}"
    name = name.removesuffix(kind) if kind else name
    return say(f"{name}{kind}", f"{english}, {kind}" if kind else english)


def _value(figure: Told) -> str:
    number = f"{figure['text']}{figure['unit']}"
    zh, en = _window(figure)
    return say(f"{zh}{_named(figure)}{number}。", f"{_named(figure)}: {number}{en}. ")


def _window(figure: Told) -> tuple[str, str]:
    start, end = (datetime.fromisoformat(side) if side else None for side in figure["window"])
    if end is None:
        return "", ""
    if start is None:
        return f"{window_words(Window(None, end))}，", f", as of {_english(end, ends=True)}"
    if figure["basis"] == Basis.CUMULATIVE and start.hour == start.minute == 0:
        until = window_words(Window(None, end)).removeprefix("截至")
        return (
            f"从{start.month}月{start.day}日到{until}，",
            f", from {start.day} {start:%b} to {_english(end, ends=True)}",
        )
    return f"{window_words(Window(start, end))}，", f", from {_english(start)} to {_english(end, ends=True)}"


def _english(at: datetime, *, ends: bool = False) -> str:
    if ends and at.hour == at.minute == 0:
        at -= timedelta(days=1)
        return f"{at.day} {at:%b} 24:00"
    return f"{at.day} {at:%b} {at.hour}:{at.minute:02d}"


def _nothing(figure: Told) -> str:
    missing = figure.get("missing_names") or []
    if missing:
        names = "、".join(missing)
        return say(
            f"今天没有数，不是零：{names}今天没有报。",
            f": no figure today, which is not zero. Not reported by {', '.join(missing)}. ",
        )
    if figure["text"] == "不宜相加":
        return say(
            f"没有写成一个数：{figure['arithmetic']}。",
            f": not told as one figure. In the brief: {figure['arithmetic']}. ",
        )
    return say(
        "今天没有数，不是零：来件里都没有提到。", ": no figure today, which is not zero: no report mentions it. "
    )


def _who(figure: Told) -> str:
    by_unit = _by_unit(figure["sources"])
    if len(by_unit) == 1:
        ((unit, own),) = by_unit.items()
        return _one(figure, unit, own)
    unit_word, total = figure["unit"], len(by_unit)
    told = sorted(by_unit.items(), key=lambda pair: -_sum(pair[1]))
    if total <= _ALL_NAMED:
        named = [f"{unit}{_summed(own)}" for unit, own in told]
        return say(
            f"由{total}家单位报来，相加得出：{'、'.join(named)}。{_arrivals(figure)}",
            f"{total} units reported it and the numbers were added: {', '.join(named)}. {_arrivals(figure)}",
        )
    largest = [f"{unit}{_summed(own)}" for unit, own in told[:_LARGEST]]
    rest = _summed([source for _, own in told[_LARGEST:] for source in own])
    return say(
        f"由{total}家单位报来，相加得出：{'、'.join(largest)}，其余{total - _LARGEST}家合起来{rest}{unit_word}。"
        f"{_arrivals(figure)}",
        f"{total} units reported it and the numbers were added: {', '.join(largest)}, and {rest} from the other "
        f"{total - _LARGEST}. {_arrivals(figure)}",
    )


def _one(figure: Told, unit: str, own: Sequence[Told]) -> str:
    if len(own) > 1:
        parts = [_said(source) for source in own]
        return say(
            f"这是{unit}报的{len(own)}项相加：{'＋'.join(parts)}＝{figure['text']}{figure['unit']}。{_arrivals(figure)}",
            f"It adds {len(own)} figures of {unit}: {' + '.join(parts)} = {figure['text']}{figure['unit']}. "
            f"{_arrivals(figure)}",
        )
    return _quote(own[0])


def _quote(source: Told) -> str:
    """望海区2月3日9:40报来，原话是“新增8310份”。"""
    unit, number = source.get("unit_name") or source["unit_code"], f"{_said(source)}{source.get('unit', '')}"
    zh, en = _came(source)
    sentence = " ".join(str(source.get("sentence") or source["text"]).split())
    sentence = _BULLET.sub("", sentence).rstrip("。；;")
    if len(sentence) > _QUOTE:
        sentence = _around(sentence, str(source["text"]))
    origin, reason = source.get("origin", Origin.REPORTED), source.get("reason", "")
    if origin == Origin.CORRECTED:
        return say(f"{unit}的数更正为{number}，缘由：{reason}。", f"{unit}: corrected to {number}, because: {reason}. ")
    if origin == Origin.CARRIED:
        because = say(f"（{reason}）", f" ({reason})") if reason else ""
        return say(
            f"{unit}今天没有报，沿用以前的{number}{because}。", f"{unit} did not report: {number} of before{because}. "
        )
    if origin == Origin.COUNTED:
        return say(f"{unit}的{number}是从收录的记录里数出来的。", f"{number} of {unit} were counted from the records. ")
    if origin == Origin.OPENING:
        return say(f"{unit}的{number}是期初数。", f"{number} of {unit} is an opening balance. ")
    since = say(f"（{reason}）", f" ({reason})") if reason else ""
    return say(
        f"{unit}{zh}报来，原话是“{sentence}”{since}。", f"{unit} reported it{en} in these words: “{sentence}”{since}. "
    )


def _came(source: Told) -> tuple[str, str]:
    if source.get("arrived"):
        at = datetime.fromisoformat(source["arrived"])
        return f"{at.month}月{at.day}日{at.hour}:{at.minute:02d}", f" on {_english(at)}"
    if source.get("date"):
        day = datetime.fromisoformat(source["date"])
        return f"{day.month}月{day.day}日", f" on {day.day} {day:%b}"
    return "", ""


def _around(sentence: str, text: str) -> str:
    """The words around the number, cut at both sides."""
    at = max(sentence.find(text), 0)
    start = max(0, min(at - _QUOTE // 2, len(sentence) - _QUOTE))
    end = start + _QUOTE
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"


def _place(source: Told) -> str:
    version = source.get("version") or 1
    file = f"《{source['file']}》" if source.get("file") else ""
    later = say(f"第{version}版", f" version {version}") if version > 1 else ""
    entry = say(f"台账第{source['entry']}条", f"ledger entry {source['entry']}") if source.get("entry") else ""
    return say("，", ", ").join(part for part in (f"{file}{later}{source.get('locator') or ''}", entry) if part)


def _arrivals(figure: Told) -> str:
    came = sorted(source["arrived"] for source in figure["sources"] if source.get("arrived"))
    if not came or len(_by_unit(figure["sources"])) < 2:
        return ""
    first, last = datetime.fromisoformat(came[0]), datetime.fromisoformat(came[-1])
    if first == last:
        zh = f"{first.month}月{first.day}日{first.hour}:{first.minute:02d}"
        return say(f"来件{zh}收到。", f"The reports came on {_english(first)}. ")
    same = first.date() == last.date()
    until = f"{last.hour}:{last.minute:02d}"
    return say(
        f"来件{first.month}月{first.day}日{first.hour}:{first.minute:02d}至"
        f"{'' if same else f'{last.month}月{last.day}日'}{until}陆续收到。",
        f"The reports came between {_english(first)} and {until if same else _english(last)}. ",
    )


def _asides(figure: Told) -> str:
    found = [part for part in str(figure["arithmetic"]).split("；") if _ASIDE.search(part)]
    return say(f"{'；'.join(found)}。", f"Note: {'; '.join(found)}. ") if found else ""


def _rough(figure: Told) -> str:
    if figure["low"] == figure["high"]:
        return ""
    low, high = _exact(figure["low"]), None if figure["high"] is None else _exact(figure["high"])
    end = "" if high is None else digits(high)
    return say(
        f"各单位所报有约数，实际{between(low, high, figure['unit'])}。",
        "Some of the numbers are rough: it is "
        + (f"{digits(low)} or more. " if high is None else f"between {digits(low)} and {end}. "),
    )


def _lacking(figure: Told) -> str:
    missing = figure.get("missing_names") or []
    if not missing:
        return ""
    due, there = figure.get("units_due", 0), figure.get("units_in", 0)
    return say(
        f"该报这个数的{due}家里有{there}家报了，{'、'.join(missing)}没有报，没有算在内。",
        f"{there} of the {due} units that should tell it did; not reported, and not counted: {', '.join(missing)}. ",
    )


def _questions(figure: Told) -> str:
    questions = [str(question).rstrip("。") for question in figure.get("questions") or ()]
    return say(f"要留意：{'；'.join(questions)}。", f"In question: {'; '.join(questions)}. ") if questions else ""


def _by_unit(sources: Sequence[Told]) -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = {}
    for source in sources:
        found.setdefault(source.get("unit_name") or source["unit_code"], []).append(source)
    return found


def _exact(value: float) -> Number:
    return int(value) if value == int(value) else Decimal(str(value))


def _sum(sources: Sequence[Told]) -> Number:
    return sum(_exact(source["value"]) for source in sources)


def _summed(sources: Sequence[Told]) -> str:
    interval = Interval(0, 0)
    for source in sources:
        interval += _interval(source)
    kinds = {Approx(source.get("approx", Approx.EXACT)) for source in sources}
    return words(_sum(sources), interval, kinds.pop() if len(kinds) == 1 else Approx.ABOUT)


def _said(source: Told) -> str:
    return words(_exact(source["value"]), _interval(source), Approx(source.get("approx", Approx.EXACT)))


def _interval(source: Told) -> Interval:
    low, high = _exact(source["low"]), None if source["high"] is None else _exact(source["high"])
    return Interval(low, high, source.get("approx") == Approx.AT_LEAST and high is not None)
