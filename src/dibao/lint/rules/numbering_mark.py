"""numbering_mark: 一. for 一、, （一）、 for （一）, 1、 for 1．"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.labels import labels
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_STOPS = ".．"


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Wrong marks are warnings; 1、 throughout, which many offices write, is one note."""
    every = [label for label in labels(manuscript) if label is not None]
    arabic = Counter(label.mark in _STOPS for label in every if label.level == 2)
    told = False
    for label in every:
        if label.level == 2:
            if label.mark in _STOPS or (label.mark == "、" and not arabic[True] and told):
                continue
            severity = Severity.WARNING if arabic[True] or label.mark != "、" else Severity.NOTE
            told = True
        elif (label.level == 0 and label.mark == "、") or (label.level in (1, 3) and not label.mark):
            continue
        else:
            severity = Severity.WARNING
        start, end = label.line.place(0, label.end)
        written, right = label.raw.strip(), label.shown()
        yield manuscript.remark(
            "numbering_mark",
            severity,
            start,
            end,
            say(
                f"编号“{written}”的标点应为“{right}”（GB/T 9704 的层次：一、（一）1．（1））。",
                f"The mark of {written} should be as in {right} (GB/T 9704: 一、（一）1．（1）).",
            ),
            right,
        )


RULE = Rule(
    "numbering_mark",
    70,
    "编号的标点：一、不写“一.”，（一）后不加顿号，1．不写“1、”（全文都写“1、”的只提示一次），（1）后不加标点。GB/T "
    "9704-2012 7.3.3。",
    "Marks of numbers: 一、 and not 一., nothing behind （一） and （1）, 1． and not 1、 (where that is written "
    "throughout, "
    "one note). GB/T 9704-2012, 7.3.3.",
    find,
)
