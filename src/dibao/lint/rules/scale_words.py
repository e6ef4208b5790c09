"""scale_words: 3千份, 1.3w."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from dibao.composing.amounts import digits
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark
from dibao.lint.search import found, place

_SMALL = re.compile(
    r"(?<![\d.,])(?P<n>\d+(?:\.\d+)?)(?P<word>[十百千])(?=[余多]?(?![米克瓦伏卡字分帕赫家万亿货姓强佳年日天]))"
)
_LATIN = re.compile(r"(?<![\d.,A-Za-z])(?P<n>\d+(?:\.\d+)?)(?P<word>[wW])(?![A-Za-z\d])")
_TENS = {"十": 10, "百": 100, "千": 1000}


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each, with the number as it should be written."""
    write = partial(manuscript.to_write, "scale_words")
    for line, match in found(manuscript, _SMALL):
        right = digits(Decimal(match["n"]) * _TENS[match["word"]])
        why = "十、百、千不与阿拉伯数字连用", "十, 百 and 千 do not follow digits"
        yield write(*place(line, match), match[0], right, *why)
    for line, match in found(manuscript, _LATIN):
        why = "“w”不是正式写法", "w is no measure"
        yield write(*place(line, match), match[0], match["n"] + "万", *why)


RULE = Rule(
    "scale_words",
    74,
    "除“万、亿”外，一个数里不混用阿拉伯数字和汉字：3千份写作3,000份；1.3w写作1.3万。GB/T 15835-2011 5.3。",
    "But for 万 and 亿 no number mixes digits and characters: 3,000份 and not 3千份; 1.3万 and not 1.3w. GB/T "
    "15835-2011, "
    "5.3.",
    find,
)
