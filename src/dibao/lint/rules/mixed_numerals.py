"""mixed_numerals: 3篇 and 四篇 in one list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dibao.figures import Approx, Basis, Figure
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_HAN = re.compile(r"[一二三四五六七八九十两百千]+")
_STOP = re.compile(r"[。！？\n]")
_APART = re.compile("[，；：]")
_NEAR = 16
_LOOSE = frozenset("个次场位名人")
"""Small numbers of these are often words: 四个片区, 两场宣讲."""


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each number in characters that a list has beside one in digits with the same measure word."""
    sentences: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure in manuscript.figures:
        line = manuscript.line_at(figure.span.start)
        if line is not None and line.own and not line.cell and figure.basis not in (Basis.RATE, Basis.OTHER):
            stops = len(_STOP.findall(manuscript.text[line.start : figure.span.start]))
            sentences[line.start, stops].append(figure)
    # Figures that the file carries are in the office's own style.
    styled = {start for start, _ in manuscript.placed.values()}
    for figures in sentences.values():
        for figure in figures:
            if figure.span.start in styled:
                continue
            others = [other for other in figures if other.text.isascii() and other.unit == figure.unit != ""]
            listed = any(_listed(manuscript, figure, other) for other in others)
            written = figure.approx is Approx.EXACT and _HAN.fullmatch(figure.text.strip())
            if written and (listed or (others and figure.unit not in _LOOSE)):
                value = f"{figure.value}"
                yield manuscript.remark(
                    "mixed_numerals",
                    Severity.WARNING if listed else Severity.NOTE,
                    figure.span.start,
                    figure.span.end,
                    say(
                        f"同一句里“{figure.unit}”既用汉字数又用阿拉伯数字，请统一为“{value}{figure.unit}”。",
                        f"This sentence counts {figure.unit} in characters and in digits; write {value}{figure.unit}.",
                    ),
                    value,
                )


def _listed(manuscript: Manuscript, one: Figure, other: Figure) -> bool:
    """Whether two figures of one measure word stand in one list, close to each other."""
    first, last = sorted((one.span, other.span), key=lambda span: span.start)
    between = manuscript.text[first.end : last.start]
    return len(between) <= _NEAR and "、" in between and not _APART.search(between)


RULE = Rule(
    "mixed_numerals",
    71,
    "同一列举里同一量词的数，有的用汉字、有的用阿拉伯数字（发稿3篇、转载四篇）。GB/T 15835-2011 4.3 同类别同形式。",
    "In one list numbers with one measure word in characters and in digits (发稿3篇、转载四篇). GB/T 15835-2011, 4.3.",
    find,
)
