"""decimals: percentages of one list with different numbers of places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import own_lines

_SENTENCE = re.compile(r"[^。；！？]+")
_SHARE = re.compile(r"(?:占(?:比)?|率)[^，。；\d]{0,4}(?P<n>\d+(?:\.(?P<places>\d+))?)%")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A note for each sentence with shares of different places; 100% and 0% need none."""
    for line in own_lines(manuscript):
        for sentence in () if line.cell else _SENTENCE.finditer(line.text):
            shares = [one for one in _SHARE.finditer(sentence[0]) if one["n"] not in ("100", "0", "50")]
            if len({len(one["places"] or "") for one in shares}) < 2:
                continue
            start, end = sentence.start() + shares[0].start("n"), sentence.start() + shares[-1].end()
            listed = "、".join(f"{one['n']}%" for one in shares)
            yield manuscript.remark(
                "decimals",
                Severity.NOTE,
                *line.place(start, end),
                say(
                    f"一组百分比的小数位数不同（{listed}），请统一。",
                    f"Shares of one list have unequal places: {listed}.",
                ),
            )


RULE = Rule(
    "decimals",
    78,
    "同一句里一组占比、比率的小数位数不一致（52.1%、33%）。",
    "Shares and rates of one sentence with unequal places (52.1%, 33%).",
    find,
)
