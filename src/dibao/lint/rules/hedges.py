"""hedges: about, nearly, over and so told twice: 近200多, 约30左右, 超过50以上."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_BEFORE = (
    r"(?P<before>将近|接近|(?<![最附远临靠亲邻就拉])近|大约|大概|约莫|(?<![预签节相合制违公特条大])约|超过|超出|突破"
    r"|(?<![高Bb])超(?!市)|逾|不少于|不低于|至少|不超过|至多)"
)
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>[万亿]?)"
_INSIDE = re.compile(rf"{_BEFORE}{_NUMBER}(?P<more>[余多]|来(?![自信电访件源稿函宾到]))(?![媒样元种])")
_BEHIND = re.compile(
    rf"{_BEFORE}{_NUMBER}(?P<more>[余多]?)(?P<unit>%|[\u4e00-\u9fff]{{0,2}}?)(?P<behind>左右|上下|以上|以内|以下|之内|有余)"
)
_TWO = re.compile(r"(?P<a>大约|约|近|将近|接近)(?P<b>超过|近|约|大约|不少于|至少)(?=\d)")
_TIME = ("年", "个月", "月", "天", "日", "小时", "周")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each; the suggestion keeps the first hedge."""
    for line, match in found(manuscript, _INSIDE):
        yield _remark(manuscript, *place(line, match), match[0], match["before"] + match["number"] + match["scale"])
    for line, match in found(manuscript, _BEHIND):
        if match["unit"].startswith(_TIME):
            continue  # 近3年以上: a time, which no figure is
        right = match["before"] + match["number"] + match["scale"] + match["unit"]
        yield _remark(manuscript, *place(line, match), match[0], right)
    for line, match in found(manuscript, _TWO):
        yield _remark(manuscript, *place(line, match), match[0], match["a"])


def _remark(manuscript: Manuscript, start: int, end: int, words: str, right: str) -> Remark:
    return manuscript.remark(
        "hedges",
        Severity.WARNING,
        start,
        end,
        say(f"“{words}”的约数说了两遍，写“{right}”即可。", f"{words} says twice that it is not exact; write {right}."),
        right,
    )


RULE = Rule(
    "hedges",
    75,
    "约数重复：近200多、约30左右、超过50以上、至少20余。",
    "An inexact number said so twice: 近200多, 约30左右, 超过50以上, 至少20余.",
    find,
)
