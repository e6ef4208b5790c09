"""What a message tells, without what the chat program and the people around it put there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dibao import privacy
from dibao.documents.chat import heads
from dibao.documents.chat.talk import Message
from dibao.language import say

_PLACEHOLDER = re.compile(
    r"[\[【](?:(?P<file>文件|附件|File)|图片|照片|视频|语音|表情|动画表情|链接|位置|名片|小程序|红包|转账|聊天记录|合并转发|"
    r"Photo|Image|Picture|Video|Voice|Audio|Sticker|Link)[^\]】\n]{0,40}[\]】]",
    re.IGNORECASE,
)
_EMOJI = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,4}\]")
"""How chat programs write their own faces: [强], [抱拳]."""
_RECALL = re.compile(r"(?m)^.{0,60}撤回了一条消息.{0,10}$")
_SYSTEM = re.compile(
    r"(?m)^[ \t\u3000]{0,20}(?:.{0,60}(?:加入了?群聊|退出了?群聊|移出了?群聊|修改群名为.*|拍了拍.*|邀请.{1,60}加入.*)"
    r"|以下(?:是|为)新消息|以上是打招呼的内容)[ \t\u3000]{0,20}$"
)
_REPLY_TO = re.compile(r"(?m)^「[^」]{0,3000}」[ \t]{0,9}\n[ \t]{0,9}(?:[-—–][ \t]?){5,99}(?:\n|$)")
"""What WeChat puts before a reply: the message replied to, with its speaker."""
_MENTION = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[@＠](?P<name>[^\s@＠，。,：:；;\u2005]{1,20})(?P<end>[\u2005\u2006\xa0 ]|$)?"
)
_EVERYONE = frozenset(("所有人", "全体成员", "all", "All"))
_SAID = re.compile(r"[^\w\u4e00-\u9fff]+|_+")


@dataclass(slots=True)
class Dropped:
    """What was left out of the messages, by kind."""

    replies: int = 0
    media: int = 0
    files: int = 0
    recalled: int = 0

    def notes(self) -> Iterator[str]:
        """A sentence for each kind that a clerk should know of."""
        if self.files:
            yield say(
                f"聊天里的 {self.files} 个文件不在粘贴的文字里，请另外接收。",
                f"{self.files} files of the chat are not in the pasted text; receive them by themselves.",
            )
        if self.media:
            yield say(
                f"聊天里的 {self.media} 个图片、语音等没有读；数字若在里面，请发文字。",
                f"{self.media} pictures and the like in the chat were not read; where they tell figures, send text.",
            )
        if self.recalled:
            yield say(
                f"有 {self.recalled} 条消息被撤回，请核对是否有更正。",
                f"{self.recalled} messages were taken back; see whether they were corrected.",
            )


def told(message: Message, speakers: Collection[str], dropped: Dropped) -> str:
    """The message's text, redacted; "" where it only answers (收到), or holds nothing but pictures."""
    text = _REPLY_TO.sub("", message.text)
    dropped.recalled += len(_RECALL.findall(text))
    text = _SYSTEM.sub("", _RECALL.sub("", text))
    for found in _PLACEHOLDER.finditer(text):
        dropped.files += found["file"] is not None
        dropped.media += found["file"] is None
    text = "\n".join(_lines(text.splitlines(), speakers))
    text = _MENTION.sub(lambda found: _mention(found, speakers), text)
    text = privacy.redact(text)
    if _only_answers(text):
        dropped.replies += 1
        return ""
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def _lines(lines: Iterable[str], speakers: Collection[str]) -> Iterator[str]:
    """The lines without placeholders, and a file's name beside its own; lines that only name a speaker go."""
    for line in lines:
        found = _PLACEHOLDER.search(line)
        if found and found["file"]:
            continue
        if line.strip() and line.strip() in speakers:
            continue
        if not (heads.is_title(line) or heads.is_preamble(line)):
            yield _PLACEHOLDER.sub("", line)


def _mention(found: re.Match[str], speakers: Collection[str]) -> str:
    """Nothing in the place of somebody who is called; accounts of organisations (@安澜发布) stay."""
    name = found["name"]
    for length in range(len(name), 0, -1):
        if name[:length] in speakers:
            return name[length:]
    called = name in _EVERYONE or privacy.names_person(name) or found["end"] in {"\u2005", "\u2006"}
    return "" if called else found[0]


def _only_answers(text: str) -> bool:
    """Whether nothing is told: signs, faces, and words such as 收到."""
    bare = _EMOJI.sub("", text)
    if any(character.isdigit() for character in bare):
        return False
    return all(word in _replies() or word.lower() in _replies() for word in _SAID.split(bare) if word)


@cache
def _replies() -> frozenset[str]:
    return frozenset(Path(__file__).with_name("replies.csv").read_text("utf-8").split()[1:])
