"""Lines of a chat that are no message: who speaks and when, which day it is, what an export says of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from dibao import privacy

_DATE = (
    r"(?:(?:(?P<y>20\d\d)[-/.年])?(?P<m>\d{1,2})(?:月(?P<d1>\d{1,2})[日号]?|[-/.](?P<d2>\d{1,2}))"
    r"|昨天|今天|前天)(?:\s*(?:星期|周)[一二三四五六日天])?|(?:星期|周)[一二三四五六日天]"
)
_TIME = (
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|[AaPp][Mm]\s?)?\s?[012]?\d(?P<colon>[:：])[0-5]\d(?P<seconds>[:：][0-5]\d)?"
    r"(?:\s?[AaPp][Mm])?(?!\d)"
)
_WHEN = rf"(?:(?P<date>{_DATE})[\sT,，]{{0,3}})?{_TIME}"
_NAME = r"(?P<name>[^\s。；;，,！!？?\[\]][^\n。；;！!？?]{0,39}?)"
_FORMS = {
    "beside": rf"\s*{_NAME}\s{{1,6}}{_WHEN}\s*(?:[:：]\s*(?P<text>.*))?",
    "before": rf"\s*(?=20\d\d){_WHEN}\s{{1,3}}{_NAME}\s*",
    "bracketed": rf"\s*[\[【（(]\s*{_WHEN}\s*[\]】）)]\s*{_NAME}\s*[:：]\s*(?P<text>.*)",
    "behind": rf"\s*{_NAME}\s*[\[【（(]\s*{_WHEN}\s*[\]】）)]\s*[:：]?\s*(?P<text>.*)",
}
_PATTERNS = {form: re.compile(pattern) for form, pattern in _FORMS.items()}
_CLOCK = re.compile(r"\d[:：]\d\d")
_ALONE = re.compile(rf"\s*{_WHEN}\s*")
_NAME_ALONE = re.compile(r"\s*(?P<name>[^\s。；;，,：:、！!？?\d][^。；;，,：:！!？?\n]{1,29})\s*")
_UNTIMED = re.compile(r"\s*(?P<name>[^\s。；;，,：:！!？?]{1,20})\s?[:：]\s*(?P<text>.*)")
_RULED_DAY = re.compile(rf"\s*[—–\-─=*_~]{{2,}}\s*(?P<date>{_DATE})\s*[—–\-─=*_~]*\s*")
_TITLE = re.compile(
    r".{0,60}(?:的|群聊|在微信上的)聊天记录(?:如下.{0,12})?[：:]?\s*|\s*(?:消息记录|聊天记录|群聊记录)(?:（.*|\(.*|[：:]?\s*)"
)
_PREAMBLE = re.compile(r"\s*(?:[=＝\-—]{6,}|消息(?:分组|对象)\s*[:：].*|Dear\s*[:：]?|亲爱的.{0,20}[:：]?)\s*")
_ACCOUNT = re.compile(r"\s*(?:[（(]\d{5,11}[）)]|[<＜][^<>＜＞]*@[^<>＜＞]*[>＞])\s*$")
"""What QQ writes behind a name."""
_MEDIA = re.compile(r"(?:报|社|网|台|广播|新闻|频道|客户端|发布|视频)$")
_LONGEST = 4000
"""A longer line is no head."""

Day = tuple[int | None, int, int]
"""A day as written: the year where it is, month, day of the month."""


@dataclass(frozen=True, slots=True)
class Head:
    """Who speaks from here on. `shape`: how the line is written; `text`: what follows on the same line.

    `lines`: how many lines it takes. `day` None: none is written, or only a relative one.
    """

    name: str
    shape: str
    day: Day | None = None
    text: str = ""
    lines: int = 1

    @property
    def person(self) -> bool:
        """Whether the name looks like somebody's: a person's, or one beside an organisation's, or an account."""
        return privacy.names_person(self.speaker) or self.speaker != self.name

    @property
    def certain(self) -> bool:
        """Whether it can be nothing else: a person's name beside an organisation's, one with a title, an account."""
        addressed = privacy.names_person(self.speaker) and (privacy.is_addressed(self.speaker) or "某" in self.name)
        return addressed or self.speaker != self.name or (self.person and bool(privacy.organisation(self.speaker)))

    @property
    def speaker(self) -> str:
        """The name without the account."""
        return _ACCOUNT.sub("", self.name).strip()


def timed(lines: list[str], at: int) -> Head | None:
    """The head that stands at a line, with a time of day; None where there is none."""
    line = lines[at]
    if len(line) > _LONGEST:
        return None
    if _CLOCK.search(line):
        for form, pattern in _PATTERNS.items():
            found = pattern.fullmatch(line)
            if found and _is_name(found["name"]):
                text = found.groupdict().get("text") or ""
                return Head(found["name"].strip(), form + _style(found), _day(found), text)
    if at + 1 == len(lines) or not _CLOCK.search(lines[at + 1]):
        return None
    name = _NAME_ALONE.fullmatch(line)
    if name and _is_name(name["name"]) and len(lines[at + 1]) < 60:
        found = _ALONE.fullmatch(lines[at + 1])
        if found:
            return Head(name["name"].strip(), "above" + _style(found), _day(found), lines=2)
    return None


def untimed(line: str) -> Head | None:
    """The head of a message in a forwarded record, which has no times: 东河区-李某某: 今日…"""
    found = _UNTIMED.fullmatch(line) if len(line) <= _LONGEST else None
    if found is None or not _is_name(found["name"]):
        return None
    head = Head(found["name"].strip(), "untimed", text=found["text"])
    foreign = not re.search("[\u4e00-\u9fff]", head.name) and not head.name.lower().startswith(("http", "www"))
    return head if head.person or foreign or privacy.organisation(head.name) else None


def ruled_day(line: str) -> Day | None:
    """The day that a ruling between messages names: —————  2026-2-4  —————."""
    found = _RULED_DAY.fullmatch(line) if len(line) < 200 else None
    return None if found is None else _day(found)


def is_title(line: str) -> bool:
    """Whether an export or a forwarded record begins so."""
    return len(line) < 200 and _TITLE.fullmatch(line) is not None


def is_preamble(line: str) -> bool:
    """Whether the line belongs to the head of an export."""
    return len(line) < 200 and _PREAMBLE.fullmatch(line) is not None


def outlet(name: str) -> bool:
    """Whether a name may be a news outlet's, as they stand in lists of stories."""
    return _MEDIA.search(name) is not None


def _is_name(name: str) -> bool:
    name = name.strip()
    return not name.endswith(_labels()) and re.search(r"[^\W\d_]", name) is not None


def _style(found: re.Match[str]) -> str:
    """How day and time are written: what one program writes looks alike throughout."""
    date_ = re.sub(r"\d+", "0", found["date"] or "")
    return f"|{date_}|{'s' if found['seconds'] else ''}"


def _day(found: re.Match[str]) -> Day | None:
    if not found["m"]:
        return None
    month, day = int(found["m"]), int(found["d1"] or found["d2"])
    return (int(found["y"]) if found["y"] else None), month, day


def resolved(day: Day, near: date | None) -> date | None:
    """The date of a day: where no year is written, the last such day up to the one after `near`."""
    year, month, number = day
    years = [year] if year else [near.year + 1, near.year, near.year - 1] if near else []
    for each in years:
        try:
            found = date(each, month, number)
        except ValueError:
            continue
        if year or (near and found <= near + timedelta(days=1)):
            return found
    return None


@cache
def _labels() -> tuple[str, ...]:
    return tuple(Path(__file__).with_name("labels.csv").read_text("utf-8").split()[1:])
