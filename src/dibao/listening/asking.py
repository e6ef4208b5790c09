"""Whether a sentence asks, and what it asks without the words that only make it a question."""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from dibao.listening.alike import alike
from dibao.listening.arrow import compute, strings
from dibao.listening.lists import rows

_SENTENCE = re.compile(r"[^。！!？?；;\n]*[。！!？?；;\n]?")
_ASKS = re.compile(
    r"[吗么嘛呢][?？]?$|[?？]$|怎么|怎样|咋|如何|哪[里儿些个天家几送]|几[点号时天个岁小毫次片]|多少|多久|多长|多远|什么|啥|为何|为啥"
    r"|是否|能否|可否|有没有|是不是|(\w)不\1|[给找问系报]谁|谁知道|何时|恢复了?没$|是.{1,6}还是"
)
_OPENS = re.compile(r"^(?:请问|问一下|问下|想问|求问|咨询|打听|求[^求])")
_TELLS = re.compile(
    r"凭什么|为什么不|没什么|什么都|什么的|什么时候.{0,8}[就都]|几点了|[老师生们]问|说什么|怎么[样说]都|不管|无论|就是不|不怎么"
)
_MAY = "[吗么嘛呢?？哪何咋啥问询否几谁没求不怎]|多[少久长远]|打听|还是"
"""Without one of these no sentence asks: looked for in all texts at once."""
_MAY_ASK = re.compile(_MAY)
LONGEST = 60
"""Characters of a sentence that can be one question."""


def questions_of(texts: list[str]) -> list[str]:
    """The question of each text; "" where there is none."""
    found = [""] * len(texts)
    for at in np.flatnonzero(compute.match_substring_regex(strings(texts), pattern=_MAY)):
        found[at] = question_of(texts[at])
    return found


def question_of(text: str) -> str:
    """The first sentence that asks something; "" where none does. Of a long one, its last clauses."""
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if len(sentence) >= 3 and _MAY_ASK.search(sentence) and asks(sentence):
            return sentence if len(sentence) <= LONGEST else _ending(sentence)
    return ""


def asks(sentence: str) -> bool:
    """Whether a sentence asks."""
    return bool(_ASKS.search(sentence) or _OPENS.search(sentence)) and not _TELLS.search(sentence)


def _ending(sentence: str) -> str:
    clauses = re.split("[,，]", sentence)
    kept = clauses[-1]
    for clause in reversed(clauses[:-1]):
        if len(kept) + len(clause) >= LONGEST:
            break
        kept = f"{clause},{kept}"
    return kept[-LONGEST:]


def asked(questions: list[str]) -> list[str]:
    """What is asked: words alike, without those of asking_words.csv, which a space replaces."""
    pattern = _words()
    return [pattern.sub(" ", text) for text in alike(questions)]


_KINDS = (
    re.compile("哪[里儿家个些]|[去在]哪|什么地方"),
    re.compile("什么时候|啥时|[何几]时|几[点号]|哪天|多久|多长时间|时间"),
    re.compile("多少"),
    re.compile("怎么|如何|咋"),
)
KINDS = len(_KINDS) + 1


def kind(question: str) -> int:
    """Whether it is asked where (1), when (2), how many (3), how (4), or something else (0)."""
    return next((number for number, pattern in enumerate(_KINDS, start=1) if pattern.search(question)), 0)


_ASKING = re.compile(
    "什么时候|啥时|多久|多长时间|多少钱|多少|怎么办|怎么|如何|哪里|哪儿|哪天|哪个|几号|几点|能不能|可以|是否|有没有|是不是|谁"
)


def asking_words(text: str) -> list[str]:
    """The words with which a question asks."""
    return _ASKING.findall(text)


def asking_places(text: str) -> list[tuple[int, int]]:
    """Where the words are that only make it a question."""
    return [match.span() for pattern in (_words(), _ASKING) for match in pattern.finditer(text)]


def without_asking(text: str) -> list[str]:
    """The pieces of a text between the words that only make it a question."""
    return [piece for piece in re.split(r"\W+", _words().sub(" ", text)) if piece]


@cache
def _words() -> re.Pattern[str]:
    words = sorted((row["words"] for row in rows("asking_words.csv")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
