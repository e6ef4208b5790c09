"""The reports in a chat: each unit's messages of a day are one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from dibao import privacy
from dibao.documents import encodings, unreadable
from dibao.documents.chat import heads, kept, talk, told
from dibao.documents.chat.talk import Message
from dibao.documents.enclosed import Enclosed, Unpacked, Unpacking
from dibao.language import say

_LEAD = re.compile(r"\s*(?:[【\[〔](?P<bracket>[^】\]〕\n]{2,30})[】\]〕]|(?P<colon>[^：:，,。；;\n]{2,30})[：:])")
_SENDER = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:自治[州县旗]|[区县市旗]|[局委办部台社])(?=.{0,8}\d|.{0,12}(?:情况|日报|工作|汇报))"
)
_TITLE = re.compile(
    r"\s*(?:(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|20\d\d[-/.]\d{1,2}[-/.]\d{1,2})?\s*(?P<title>[^\n，,。；;：:]{3,40})(?:\n|$)"
)
_GENERAL = re.compile(
    r"(?:各|全|本|我|该|社|小|辖|园|景|厂|校|病|院|家属|居民)[区县市镇乡村]$|^(?:媒体|社区|中心|村|街道|乡镇)$"
)
"""Places and bodies in general, of which none is named."""


@dataclass(slots=True)
class _Report:
    """A unit's messages of a day. `unit` "": nobody can tell, `speaker` counts those who spoke so."""

    unit: str
    day: date | None
    speaker: int
    messages: list[tuple[int, str]] = field(default_factory=list)


def unpack(data: bytes, name: str, work: Unpacking) -> Unpacked:
    """A file for each unit's messages of a day. Raises as a container does."""
    text = encodings.guess(data)
    messages = [] if text is None else talk.messages(text)
    speakers = {message.speaker for message in messages if message.speaker}
    dropped = told.Dropped()
    whole = [(message, said) for message in messages if (said := told.told(message, speakers, dropped))]
    if not whole:
        raise unreadable.nothing_inside(name)
    reports = _reports(whole, work)
    files = [_file(report, _label(report, reports), name, work) for report in reports]
    notes = [
        say(
            f"按聊天记录读取，共 {len(messages)} 条消息，分为 {len(files)} 份来件；发言人姓名和时间没有保存。",
            f"Read as a chat: {len(messages)} messages, {len(files)} reports; who spoke and when is not kept.",
        )
    ]
    return Unpacked(tuple(files), (*notes, *dropped.notes()))


def _reports(whole: list[tuple[Message, str]], work: Unpacking) -> list[_Report]:
    """The messages by unit and day, in order of first mention; what a speaker says goes on until another unit leads."""
    reports: dict[tuple[str, int, date | None], _Report] = {}
    speakers: dict[str, int] = {}
    leading: dict[str, str] = {}
    for message, said in whole:
        who = speakers.setdefault(message.speaker, len(speakers) + 1)
        own = privacy.organisation(message.speaker, work.units)
        led = _led(said, work.units)
        if led and not (own and _same(led, own)):
            leading[message.speaker] = led
        elif led:
            leading.pop(message.speaker, None)
        unit = leading.get(message.speaker) or own
        day = heads.resolved(message.day, work.near) if message.day else None
        key = (unit, 0 if unit else who, day)
        report = reports.setdefault(key, _Report(unit, day, who))
        report.messages.append((message.number, said))
    return list(reports.values())


def _led(said: str, units: Mapping[str, str]) -> str:
    """The unit that a message begins with, as a heading, in brackets or before a colon; "" where none does."""
    lead = _LEAD.match(said)
    name = (lead["bracket"] or lead["colon"]).strip() if lead else ""
    if name in units:
        return units[name]
    if not name:
        title = _TITLE.match(said)
        begins = title["title"].strip() if title else ""
        known = next((units[begins[:size]] for size in range(len(begins), 1, -1) if begins[:size] in units), "")
        if known or units:
            return known
        found = _SENDER.match(begins)
        name = found[0] if found else ""
    if units or _GENERAL.search(name) or privacy.organisation(name) != name:
        return ""
    return name


def _same(one: str, other: str) -> bool:
    """Whether two names may be one unit's: 东河区 and 东河区宣传部."""
    return one[:2] == other[:2] or one in other or other in one


def _label(report: _Report, reports: list[_Report]) -> str:
    """The unit, with the day where there are several; a speaker's number where no unit is known."""
    who = report.unit or f"发言{report.speaker}"
    alike = [each for each in reports if (each.unit or each.speaker) == (report.unit or report.speaker)]
    who = who.replace(".", "·")
    return f"{who} {report.day.isoformat()}" if len(alike) > 1 and report.day else who


def _file(report: _Report, label: str, name: str, work: Unpacking) -> Enclosed:
    data = kept.written(report.unit or f"发言{report.speaker}", report.day, report.messages)
    work.take(len(data), name)
    sent = None if report.day is None else datetime.combine(report.day, time())
    return Enclosed(label, data, sent=sent)
