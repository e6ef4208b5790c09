"""Where a question is asked, taken out of it: the same question about another place is the same question.

Places are the regions that items name, and what people say 这边, 附近 of (人民广场这边什么时候解封): no list of a
city's streets is needed. A place stays where nothing else is left to ask about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from dibao.listening.asking import without_asking
from dibao.listening.lists import rows

_CLAUSES = re.compile(r"[^,，。！!？?；;：:\n ]+")
_NEAR = re.compile(
    "(?:请问|问一下|想问|求问)?(?:我?[在去到住])?(?P<place>[\u4e00-\u9fff]{2,6}?)(?:这边|那边|附近|周边|这一带|一带)"
)
_ASIDE = "(?:这边|那边|附近|周边|这一带|一带)?"


def places(questions: Iterable[str], k: int) -> list[str]:
    """The places of which at least k questions say 这边, 附近 and the like."""
    counted: Counter[str] = Counter()
    for text in questions:
        found = (_NEAR.match(clause[0]) for clause in _CLAUSES.finditer(text))
        counted.update({match["place"] for match in found if match})
    return [name for name, number in counted.items() if number >= k and name not in _any()]


@cache
def _any() -> frozenset[str]:
    """What is said before 这边 too, and is no one place."""
    return frozenset(row["word"] for row in rows("any_places.csv"))


def without(questions: list[str], regions: Iterable[str], k: int) -> list[str]:
    """The questions without the names of regions and places."""
    questions = _taken(questions, [name for name in regions if len(name) > 1])
    return [
        short if short == text or any(len(word) > 1 for word in without_asking(short)) else text
        for text, short in zip(questions, _taken(questions, places(questions, k)), strict=True)
    ]


def _taken(questions: list[str], names: list[str]) -> list[str]:
    if not names:
        return questions
    together = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(f"(?:{together}){_ASIDE}")
    return [pattern.sub("", text) for text in questions]
