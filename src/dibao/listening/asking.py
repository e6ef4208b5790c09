"""Whether a sentence asks, and what it asks without the words that only make it a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dibao.listening.alike import alike
from dibao.listening.lists import rows

_SENTENCE = re.compile(r"[^。！!？?；;\n]*[。！!？?；;\n]?")
_ENDS = "。！!？?；;\\s"
_ASKED_BY = {
    "吗么嘛呢": "[?？]?$",
    "?？": "$",
    "怎": "[么样]",
    "咋啥": "",
    "如": "何",
    "哪": "[里儿些个天家几送]",
    "几": "[点号时天个岁小毫次片]",
    "多": "[少久长远]",
    "什": "么",
    "为": "[何啥]",
    "能可": "否",
    "有": "没有",
    "是": "否|不是|.{1,6}还是",
    "不": r"(?<=(\w)不)\1",
    "给找问系报": "谁",
    "谁": "知道",
    "何": "时",
    "恢": "复了?没$",
}
"""How what asks begins, and goes on."""
_OPENED_BY = {"请": "问", "问": "一?下", "想求": "问", "咨": "询", "打": "听", "求": "[^求]"}
"""How sentences begin that ask, and go on."""


def _pattern(begins: Mapping[str, str], ending: str = "$") -> str:
    """Every way begins with one character: `re` then passes over all others at once."""
    rests = ((first, rest.replace("$", ending)) for first, rest in begins.items())
    return "|".join(f"{re.escape(one)}(?:{rest})" for first, rest in rests for one in first)


_ASKS = re.compile(_pattern(_ASKED_BY))
_OPENS = re.compile(_pattern(_OPENED_BY))
_MAY_ASK = re.compile(_pattern(_ASKED_BY | {"".join(_OPENED_BY): f"(?<![^{_ENDS}].)"}, f"(?=[{_ENDS}]|$)"))
"""Without this no sentence of a text asks."""
_TELLS = re.compile(
    r"凭什么|为什么不|没什么|什么都|什么的|什么时候.{0,8}[就都]|几点了|[老师生们]问|说什么|怎么[样说]都|不管|无论|就是不|不怎么"
)
LONGEST = 60
"""Characters of a sentence that can be one question."""


def questions_of(texts: list[str]) -> list[str]:
    """The question of each text; "" where there is none."""
    may_ask = _MAY_ASK.search
    return [question_of(text) if may_ask(text) else "" for text in texts]


def question_of(text: str) -> str:
    """The first sentence that asks something; "" where none does. Of a long one, its last clauses."""
    for sentence in map(str.strip, _SENTENCE.findall(text)):
        if len(sentence) >= 3 and asks(sentence):
            return sentence if len(sentence) <= LONGEST else _ending(sentence)
    return ""


def asks(sentence: str) -> bool:
    """Whether a sentence asks."""
    return bool(_ASKS.search(sentence) or _OPENS.match(sentence)) and not _TELLS.search(sentence)


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


_KINDS = (  # each way begins with one character, as above
    re.compile("哪[里儿家个些]|去哪|在哪|什么地方"),
    re.compile("什么时候|啥时|何时|几时|几[点号]|哪天|多久|多长时间|时间"),
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
