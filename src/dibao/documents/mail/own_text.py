"""A mail's own text: without the earlier mail quoted below it, its signature, and the people in either."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dibao import privacy
from dibao.language import say

_DASH = r"[-_=—–－*~]{2,}"
_RULE = re.compile(
    rf"\s*(?:{_DASH}\s*(?:原始邮件|原邮件|原始信件|回复的原邮件|原始訊息|转发(?:的)?邮件(?:信息)?|轉寄郵件|"
    rf"original(?: message| mail)?|replied message|forwarded (?:message|mail|by\b.*))\s*(?:{_DASH}.*)?"
    r"|begin forwarded message:\s*)$",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"\s*(?:(?:在|于|On\b).{4,150}|.{0,80}\d{4}.{0,60}|.{1,60}[<（(].{0,80}@.{0,80}[>）)].{0,40})(?:写道|寫道|wrote)\s*[：:]?\s*$"
)
_FIELD = re.compile(
    r"\s*[*>]*\s*(?P<name>发件人|寄件者|寄件人|发送时间|发送日期|日期|收件人|收件者|抄送|副本|密送|主题|主旨|附件|时间|"
    r"From|Sent|Date|To|Cc|Bcc|Subject|Attachments?)\s*[*]*\s*[:：]",
    re.IGNORECASE,
)
_SENDER = frozenset(("发件人", "寄件者", "寄件人", "from"))
_HEAD = 8
"""Lines of a quoted mail's head."""
_QUOTED = re.compile(r"\s*(?:>|＞|\|\s)")
_FORWARDED = re.compile("转发|轉寄|forward", re.IGNORECASE)

_DASHES = re.compile(r"--\s?$")
_NUMBER = r"(?:[+(（]?\d[\d()（）+转－ -]{5,}\d|〔手机号〕)"
_CONTACT = re.compile(
    rf"(?:电\s*话|手\s*机|座\s*机|传\s*真|联系方式|Tel|Mobile|Phone|Fax|Cell)[^\d\n〔]{{0,8}}{_NUMBER}"
    rf"|(?:邮\s*箱|邮\s*件|E-?mail|Mail)\s*[:：]?\s*(?:〔邮箱〕|\S+@\S+)|(?:QQ|微信|WeChat)[号]?\s*[:：]\s*[\w-]+"
    rf"|(?:邮\s*编|Zip)\s*[:：]?\s*\d{{6}}|^\W*(?:联系人|经办人|填报人|Contact)\s*[:：]|^\W*(?:https?://|www\.)\S+\W*$|^\W*{_NUMBER}\W*$"
    r"|^\W*〔(?:邮箱|手机号)〕\W*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^\W*(?:地\s*址|单\s*位\s*地\s*址|Add(?:ress)?)\s*[:：]", re.IGNORECASE)
_DEVICE = re.compile(
    r"\s*(?:(?:发|寄)自(?:我的|从|\s|Mail|QQ|网易|Foxmail|Outlook|华为|小米|iPhone|iPad|Android|手机).{0,40}|"
    r"Sent from .{1,40}|"
    r"(?:获取|Get) Outlook .{0,40}|来自.{0,12}(?:邮箱|手机).{0,20}|从.{0,10}邮箱发来的.{0,20})\s*$",
    re.IGNORECASE,
)
_CLOUD = re.compile(r"超大附件|云附件|文件中转站|进入下载页面|网盘提取码|提取码\s*[:：]")
_TAIL = 15
"""How many lines from the end a signature may reach up."""
_SHORT = 60


@dataclass(frozen=True, slots=True)
class Own:
    """Which lines of a mail's text are its own: their places, and what they say without quotation marks, redacted."""

    kept: dict[int, str]
    notes: list[str]

    @property
    def text(self) -> str:
        """The lines as text, "" where they say nothing."""
        text = "\n".join(self.kept.values()).strip("\n")
        return text if text.strip() else ""


def of(lines: Sequence[str], people: Collection[str], *, forward: bool) -> Own:
    """A mail's own lines. `people`: names from its head. `forward`: the subject says that it is passed on.

    Where a mail only passes another on and tells no number itself, the text passed on is its text.
    """
    own, marker, quoted = _parted(lines, range(len(lines)))
    notes: list[str] = []
    forward = forward or _FORWARDED.search(marker) is not None
    if quoted and forward and not any(character.isdigit() for at in own for character in lines[at]):
        lines = [_QUOTED.sub("", line, count=1) for line in lines]
        own, _, _ = _parted(lines, _headless(lines, quoted))
        notes.append(say("正文取自它转发的邮件。", "Its text is that of the mail that it forwards."))
    elif quoted:
        notes.append(say("正文里引用的旧邮件没有读。", "Earlier mail quoted in its text was left out."))
    if any(_CLOUD.search(lines[at]) for at in own):
        notes.append(
            say(
                "有附件只是下载链接，没有取，请让来件单位直接发送文件。",
                "Attachments that are only links were not fetched; ask the unit to send the files.",
            )
        )
    told = [(at, privacy.redact(lines[at])) for at in own]
    return Own(dict(_unsigned(told, people)), notes)


def _parted(lines: Sequence[str], places: Sequence[int]) -> tuple[list[int], str, list[int]]:
    """The places of own lines, the line that begins earlier mail, and the places of that; lines with > are no own."""
    own, earlier, marker = list(places), list[int](), ""
    for count, at in enumerate(places):
        if _RULE.match(lines[at]) or _WROTE.match(lines[at]) or _begins_head(lines, at):
            own, earlier, marker = own[:count], own[count:], lines[at]
            break
    quoted = [at for at in own if _QUOTED.match(lines[at])]
    return [at for at in own if not _QUOTED.match(lines[at])], marker, earlier or quoted


def _begins_head(lines: Sequence[str], at: int) -> bool:
    """Whether a quoted mail's head begins here: a sender, and soon two more of its fields."""
    first = _FIELD.match(lines[at])
    if first is None or first["name"].lower() not in _SENDER:
        return False
    fields = {found["name"].lower() for line in lines[at : at + _HEAD] if (found := _FIELD.match(line))}
    return len(fields) >= 3


def _headless(lines: Sequence[str], places: Sequence[int]) -> Sequence[int]:
    """The places of a quoted mail without the line that announces it and without its head."""
    for count, at in enumerate(places):
        line = lines[at]
        if line.strip() and not (_RULE.match(line) or _WROTE.match(line) or _FIELD.match(line)):
            return places[count:]
    return ()


def _unsigned(lines: list[tuple[int, str]], people: Collection[str]) -> list[tuple[int, str]]:
    """The lines without the signature at their end; the unit and the date that close a report stay."""
    for count, (_, line) in enumerate(lines):
        if _DASHES.fullmatch(line):
            lines = lines[:count]
            break
    dropped: set[int] = set()
    for count in range(len(lines) - 1, max(len(lines) - 1 - _TAIL, -1), -1):
        line = lines[count][1].strip()
        beside = any(other in dropped for other in range(count + 1, count + 4)) and _personal(line)
        if beside or (len(line) <= _SHORT and (_CONTACT.search(line) or _DEVICE.match(line) or line in people)):
            dropped.add(count)
        elif line and not _closes(line):
            break
    # A name above the telephone is met after it; one below it only now.
    for count in range(max(len(lines) - _TAIL, 1), len(lines)):
        if count - 1 in dropped and _personal(lines[count][1]):
            dropped.add(count)
    return [line for count, line in enumerate(lines) if count not in dropped]


def _personal(line: str) -> bool:
    """Whether beside a telephone this line is a name or an address."""
    return _ADDRESS.match(line) is not None or privacy.is_person("".join(line.split()))


def _closes(line: str) -> bool:
    """Whether a line may close a report, below its last sentence: a unit, a date, a name; no sentence."""
    return len(line) <= 24 and not re.search(r"[。；;，,：:]", line)
