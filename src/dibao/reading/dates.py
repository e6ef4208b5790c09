"""The date that a report itself bears: in its title, dateline, signature or a field of its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from dibao.documents.blocks import Document, Table
from dibao.reading.layout import Laid, Passage, laid, passage
from dibao.reading.lexicon import Lazy, Signs
from dibao.reading.numerals import chinese

_HAN: Final = "〇零○一二三四五六七八九十"
_DAY: Final = Lazy(
    rf"(?:(?P<y>20\d\d|[二2][〇零○0][{_HAN}\d]{{2}})年)?(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})月(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}})[日号]"
    r"|(?P<y2>20\d\d)[-./](?P<m2>\d{1,2})[-./](?P<d2>\d{1,2})(?!\d)"
)
_CLOCK: Final = r"(?:[上下]午|晚上?|早上?|凌晨)?(?:\d{1,2}(?:[:：]\d\d|[时点](?:\d{1,2}分?|半|整)?))?"
_PLAIN_DAY: Final = re.sub(r"\?P<[^>]+>", "?:", _DAY.pattern)
_SPAN: Final = Lazy(rf"(?:{_PLAIN_DAY}){_CLOCK}[-—–~～至到](?:{_PLAIN_DAY}|\d{{1,2}}[日号])?{_CLOCK}")
"""A range of days, clock times with it."""
_FIELD: Final = Lazy(r"(?:报告|填报|上报|报送|制表|统计|发布|成文|填表|报)?(?:日期|时间)[:：]")
_LINE: Final = Lazy(r"(?:讯|电(?![子视话台])|消息)")
_LINES: Final = Signs("讯电消")
"""What a dateline has right behind its date: a quick look before the search for one."""
_WEEKDAY: Final = Lazy("^[（(，,]?(?:星期|周|礼拜)[一二三四五六日天][）)]?$")
"""What may stand behind a date that stands alone."""
_PARTS: Final = Lazy("[月./-]")
"""What stands in every date: a quick look before the search for one."""
_RANGE: Final = Lazy(r"[-—–~～至到]|日?[、起]")
_ENDS: Final = 3
"""How many passages at each end may bear the date."""
_SHORT: Final = 40


def report_date(document: Document, near: date | None = None) -> date | None:
    """The date that the report bears, None where it bears none.

    `near` (the day it came in) gives the year where none is written. A date that belongs to a range or stands in a
    sentence is not the report's.
    """
    return borne(document, laid(document), near)


def borne(document: Document, blocks: Laid, near: date | None) -> date | None:
    """The same from the document's blocks in order, each running text already laid out as passages."""
    body = list(_passages(document, blocks))
    first, last = body[:_ENDS], body[_ENDS:][-_ENDS:]
    for one in (*first, *last):
        field = _FIELD.search(one.text) if "日期" in one.text or "时间" in one.text else None
        found = field and _DAY.match(one.text, field.end())
        if field and found and not _SPAN.match(one.text, field.end()):
            return _date(found, near)
    for index, one in enumerate(first):
        found = _in_title(one, index)
        if found:
            return _date(found, near)
    for one in reversed((*first, *last)):
        found = _signature(one.text)
        if found:
            return _date(found, near)
    for one in first:
        found = _DAY.search(one.text[:_SHORT]) if _LINES.within(one.text, 0, _SHORT + 1) else None
        if found and _LINE.match(one.text, found.end()):
            return _date(found, near)
    return None


def _passages(document: Document, blocks: Laid) -> Iterator[Passage]:
    for part in blocks:
        if isinstance(part, Table):
            if part.cells and not part.title:
                yield passage(document.text, part.cells[0].start, part.cells[0].end)
        else:
            yield from part


def _in_title(one: Passage, index: int) -> re.Match[str] | None:
    """A single date in a short first line: …日报（2月3日）, 2月3日宣传工作情况."""
    if len(one.text) > _SHORT or "。" in one.text or not (one.heading or index == 0):
        return None
    found = _single(one.text)
    if found is None:
        return None
    bracketed = one.text[found.end() : found.end() + 1] in ("）", ")") and one.text[: found.start()].endswith(
        ("（", "(")
    )
    alone = found.start() == 0 and not _WEEKDAY.sub("", one.text[found.end() :])
    report = re.search(r"日报|简报|通报|快报|专报|情况|报告|动态|汇总|小结|总结|信息|工作", one.text)
    last = index == 0 and found.end() == len(one.text)
    return found if bracketed or alone or last or report else None


def _signature(text: str) -> re.Match[str] | None:
    """A short line that is a date, perhaps after the name of an office."""
    if len(text) > _SHORT or "。" in text or "，" in text:
        return None
    found = _single(text)
    if found is None or _WEEKDAY.sub("", text[found.end() :]).rstrip("）)"):
        return None
    return found if found["y"] or found["y2"] or found.start() < 1 else None


def _single(text: str) -> re.Match[str] | None:
    """The date of a text that holds one; those of a range are not counted."""
    if not _PARTS.search(text):
        return None
    ranges = [match.span() for match in _SPAN.finditer(text)]
    found = [day for day in _DAY.finditer(text) if not any(start <= day.start() < end for start, end in ranges)]
    if len(found) != 1 or _RANGE.match(text, found[0].end()) or re.search(r"[-—–~～至到]$", text[: found[0].start()]):
        return None
    if re.search(r"截[至止]到?$", text[: found[0].start()]):
        return None
    return found[0]


def _number(text: str) -> int:
    return int(text) if text.isdigit() else chinese(text.replace("○", "〇")) or 0


def _date(match: re.Match[str], near: date | None) -> date | None:
    year = match["y"] or match["y2"]
    month, day = _number(match["m"] or match["m2"]), _number(match["d"] or match["d2"])
    try:
        if year:
            return date(_number(year), month, day)
        if near is None:
            return None
        made = date(near.year, month, day)
        if made > near + timedelta(days=183):
            return date(near.year - 1, month, day)
        return made if made > near - timedelta(days=183) else date(near.year + 1, month, day)
    except ValueError:
        return None
