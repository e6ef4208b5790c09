"""highlight: words that a marker pen left coloured."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.traces import traces
from dibao.lint.word import Left


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each paragraph with highlighted words."""
    for _, start, end in traces(manuscript, Left.HIGHLIGHT):
        yield manuscript.remark(
            "highlight",
            Severity.WARNING,
            start,
            end,
            say(
                "突出显示（荧光笔）还在，核实后请去掉。", "Highlighting is left; settle what it marks and take it off."
            ),
        )


RULE = Rule("highlight", 5, "Word 稿里的突出显示（荧光笔）。", "Highlighting in a Word file.", find)
