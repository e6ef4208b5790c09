"""Whether a sentence asks, and what it asks without the words that only make it a question."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^。！!？?；;\n]*[。！!？?；;\n]?")
_ASKS = re.compile(
    r"[吗么嘛呢][?？]?$|[?？]$|怎么|怎样|咋|如何|哪[里儿些个天家几]|几[点号时天个岁]|多少|多久|多长|多远|什么|啥|为何|为啥|是否|能否|可否"
    r"|有没有|能不能|可不可以|要不要|是不是|会不会|需不需要|用不用|该不该|行不行|让不让|谁知道|何时"
)
_OPENS = re.compile(r"^(?:请问|问一下|问下|想问|求问|咨询|打听)")
LONGEST = 60
"""Characters of a sentence that can be one question."""


def question_of(text: str) -> str:
    """The first sentence that asks something; "" where none does."""
    if not (_ASKS.search(text) or _OPENS.search(text) or "?" in text):
        return ""
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if 3 <= len(sentence) <= LONGEST and (_ASKS.search(sentence) or _OPENS.search(sentence)):
            return sentence
    return ""
