"""Pasted and exported chats: each unit's messages become a report; who spoke and when stays outside.

A report's bytes are plain text with the message's numbers between the messages (`kept`), so that a figure's place can
be told as 第3条消息; the document's text holds the messages alone. The unit that a nickname names goes into the
report's name, the day on which a message was sent into `sent`.
"""

from __future__ import annotations

import re

_HINT = re.compile(r"\d[:：]\d\d|聊天记录|消息记录")


def possible(text: str) -> bool:
    """Whether a text may be a chat at all; of most texts nothing more need be asked, nor loaded."""
    return _HINT.search(text) is not None
