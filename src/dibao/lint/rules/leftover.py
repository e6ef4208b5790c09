"""leftover: words that were meant for whoever writes, not for whoever reads."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dibao.composing.binding import NOTATION, is_notation
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place


@cache
def _words() -> re.Pattern[str]:
    with Path(__file__).with_name("leftovers.csv").open(encoding="utf-8", newline="") as file:
        return re.compile("|".join(row["pattern"] for row in csv.DictReader(file)), re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each instruction, place of a template and message of a broken field."""
    for pattern in (_words(), NOTATION):
        for line, match in found(manuscript, pattern, quoted=True):
            if pattern is NOTATION and not is_notation(match[1]):
                continue
            yield manuscript.remark(
                "leftover",
                Severity.ERROR,
                *place(line, match),
                say(
                    f"“{match[0]}”像是写稿时留下的，请补上内容或删去。",
                    f"“{match[0]}” looks left over from writing; fill it in or take it out.",
                ),
            )


RULE = Rule(
    "leftover",
    31,
    "写稿时留下的话：TODO、“此处填写”、“单击此处输入文字”、模板里的 [media.stories new]、{{…}}，以及断了的域"
    "（错误！未找到引用源、#REF!）。词表在 leftovers.csv。",
    "Words meant for the writer: TODO, 此处填写, the prompt of a form's field, a template's [media.stories new] or "
    "{{…}}, and broken fields (错误！未找到引用源, #REF!). The list is leftovers.csv.",
    find,
)
