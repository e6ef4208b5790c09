"""Whether a sentence asks, and what it asks without the words that only make it a question."""

from __future__ import annotations

import re

import numpy as np

from dibao.listening.arrow import compute, strings

_SENTENCE = re.compile(r"[^。！!？?；;\n]*[。！!？?；;\n]?")
_ASKS = re.compile(
    r"[吗么嘛呢][?？]?$|[?？]$|怎么|怎样|咋|如何|哪[里儿些个天家几]|几[点号时天个岁]|多少|多久|多长|多远|什么|啥|为何|为啥|是否|能否|可否"
    r"|有没有|能不能|可不可以|要不要|是不是|会不会|需不需要|用不用|该不该|行不行|让不让|谁知道|何时"
)
_OPENS = re.compile(r"^(?:请问|问一下|问下|想问|求问|咨询|打听)")
_MAY = re.compile("[吗么嘛呢?？哪何咋啥问询否几]|怎样|多[少久长远]|打听|有没有|[能可要是会需用该行让](?:不|没)|谁知道")
"""Without one of these no sentence asks: looked for in all texts at once."""
LONGEST = 60
"""Characters of a sentence that can be one question."""


def questions_of(texts: list[str]) -> list[str]:
    """The question of each text; "" where there is none."""
    found = [""] * len(texts)
    for at in np.flatnonzero(compute.match_substring_regex(strings(texts), pattern=_MAY.pattern)):
        found[at] = question_of(texts[at])
    return found


def question_of(text: str) -> str:
    """The first sentence that asks something; "" where none does."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if 3 <= len(sentence) <= LONGEST and (_ASKS.search(sentence) or _OPENS.search(sentence)):
            return sentence
    return ""
