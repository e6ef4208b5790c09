"""Numbers that count nothing: what a correction takes back, the threshold of a rule, the price in a thing's name."""

from __future__ import annotations

from typing import Final

from dibao.figures import Approx
from dibao.reading.lexicon import Lazy
from dibao.reading.marks import Count

_HINT: Final = Lazy("[误错务须券勘]|原[报填登]|[更纠订改]正|必须|应当|不得|严禁|套餐|红包")
_TAKEN_BACK: Final = Lazy(r"(?:原[报填登]|误[报写填登计]|错[报写填登]|误统计)[为成作是]?$")
_WRONG: Final = Lazy(
    r"[^，。；、\d]{0,4}(?:有误|[系为是]误[报写填登计]|[系为是]笔误|(?:更正|纠正|订正|改正|勘误)[为成])"
)
"""18600份有误, 500户更正为300户."""
_LIMIT: Final = Lazy(r"(?:超过|超|满|不足|低于|高于|达到)$")
_LIMIT_AFTER: Final = Lazy("以[上下内]")
_RULE: Final = Lazy(r"的?[^，。；、\d]{0,6}?(?:务必|必须|应当|不得|严禁|须(?!知))")
_FACE: Final = Lazy(r"(?:面[值额]的?|的)?[^，。；、\d]{0,2}?(?:套餐|[^，。；、\d]{0,2}券|红包)")
_EXACT: Final = Approx.EXACT
_FACE_MOST: Final = 1000
"""A sum of more is what was given in all (发放50万元消费券), not what is printed on one."""


def void(text: str, counts: list[Count]) -> list[Count]:
    """The counts of a masked text without those that count nothing. Most texts hold no word of such a thing."""
    if not counts or _HINT.search(text) is None:
        return counts
    return [one for one in counts if not (_corrected(text, one) or _threshold(text, one) or _priced(text, one))]


def _corrected(text: str, one: Count) -> bool:
    """Whether a correction names it as what was wrong: 原报18600份, 由500户更正为300户."""
    return _TAKEN_BACK.search(text, max(0, one.start - 5), one.start) is not None or (
        _WRONG.match(text, one.after) is not None
    )


def _threshold(text: str, one: Count) -> bool:
    """Whether a rule for the public holds from it on: 聚餐10人以上必须报备."""
    if one.approx is _EXACT:
        return False
    limited = _LIMIT.search(text, max(0, one.start - 2), one.start) or _LIMIT_AFTER.search(text, one.end, one.after)
    return limited is not None and _RULE.match(text, one.after) is not None


def _priced(text: str, one: Count) -> bool:
    """Whether it is the price or the face value in a thing's name: 39元套餐, 50元消费券2000张."""
    return one.unit == "元" and one.amount.value < _FACE_MOST and _FACE.match(text, one.after) is not None
