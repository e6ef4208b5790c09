"""What the words before a number say it is."""

from __future__ import annotations

import re
from functools import cache

from dibao.privacy.words import any_of, rows

_BEFORE = 14
"""How far before a number its label may stand, in characters."""
_BREAK = re.compile(r"[。；;，,、\n0-9〔〕]")
"""A label does not reach over these."""
_ABOUT = 40
_OF_CARDS = re.compile(
    "银行|卡[号里上内主是]|[工资社保信用储蓄借记养老存折补贴]卡|[账帐][户号]|户名|开户|转账|汇款|打款|打钱|收款|捐款|解冻|储蓄|VISA|[Vv]isa"
)


def label(text: str, start: int) -> str:
    """What the nearest label before a number says it is: a kind, `other`, or "" without a label."""
    segment = _BREAK.split(text[max(start - _BEFORE, 0) : start])[-1]
    pattern, says = _labels()
    last = max(pattern.finditer(segment), key=lambda match: match.end(), default=None)
    return says[last[0]] if last else ""


def of_cards(text: str, start: int, end: int) -> bool:
    """Whether cards or accounts are spoken of around these characters."""
    return _OF_CARDS.search(text, max(start - _ABOUT, 0), end + _ABOUT // 2) is not None


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    says = {row["word"]: row["says"] for row in rows("labels.csv")}
    return re.compile(any_of(says)), says
