"""A chat as messages, and whether a text is one at all: a report must never be taken for a chat."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dibao import privacy
from dibao.documents.chat import heads, possible
from dibao.documents.chat.heads import Day, Head

_MARK = re.compile(
    r"(?m)^[ \t]{0,9}[\[【](?:图片|照片|视频|语音|文件|表情|动画表情|链接|位置|聊天记录|小程序)[\]】]"
    r"|撤回了一条消息|加入了?群聊|拍了拍|[@＠]\S{1,20}\u2005|^「[^」\n]{1,200}[:：]"
    r"|^[ \t]{0,9}(?:收到|好的)[，,。!！~～ ]{0,9}(?:谢谢|辛苦了?)?[。!！~～ ]{0,9}$"
)
"""What stands in chats and hardly in reports."""


@dataclass(slots=True)
class Message:
    """What somebody said. `number` counts from 1 through the chat; `speaker` "" where it began before the paste."""

    number: int
    speaker: str
    day: Day | None
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def messages(text: str) -> list[Message]:
    """The messages of a chat in order; [] where the text is none."""
    if not possible(text):
        return []
    lines = text.splitlines()
    titled = _titled(lines)
    found = {at: head for at in range(len(lines)) if (head := heads.timed(lines, at))}
    record = titled and not found
    if record:
        found = {at: head for at in range(len(lines)) if (head := heads.untimed(lines[at]))}
    if not found or not _is_chat(text, lines, found, titled):
        return []
    return _messages(lines, found if record else _accepted(found))


def _titled(lines: list[str]) -> bool:
    """Whether the first line that says anything is the title of an export or of a forwarded record."""
    return heads.is_title(next((line for line in lines if line.strip() and not heads.is_preamble(line)), ""))


def _is_chat(text: str, lines: list[str], found: dict[int, Head], titled: bool) -> bool:
    """Whether the heads are those of a chat, not of a list of stories, events or dates that looks like one."""
    first = next((at for at, line in enumerate(lines) if line.strip() and not heads.is_preamble(line)), 0)
    marked = _MARK.search(text) is not None
    if titled:
        return True
    if first not in found and heads.ruled_day(lines[first]) is None:
        certain = sum(head.certain for head in found.values())
        return certain >= 2 or (certain == 1 and marked)
    if any(head.person for head in found.values()):
        return True
    if len(found) < 2:
        return False
    units = {unit for head in found.values() if (unit := privacy.organisation(head.name)) and not heads.outlet(unit)}
    return marked or (len(units) >= 2 and len(units) * 2 >= len(found))


def _accepted(found: dict[int, Head]) -> dict[int, Head]:
    """The heads that surely are: of people and units; other names only where they are written just as those are."""
    sure = {at: head for at, head in found.items() if head.person or privacy.organisation(head.name)}
    shapes = {head.shape for head in (sure or found).values()}
    return {at: head for at, head in found.items() if at in sure or head.shape in shapes}


def _messages(lines: list[str], found: dict[int, Head]) -> list[Message]:
    made: list[Message] = []
    day: Day | None = None
    at = 0
    while at < len(lines):
        line, head = lines[at], found.get(at)
        ruled = heads.ruled_day(line)
        if head is not None:
            made.append(Message(len(made) + 1, head.speaker, head.day or day, [head.text] if head.text else []))
            at += head.lines
            continue
        at += 1
        if ruled is not None:
            day = ruled
        elif made:
            made[-1].lines.append(line)
        elif line.strip() and not heads.is_title(line) and not heads.is_preamble(line):
            made.append(Message(1, "", day, [line]))
    return made
