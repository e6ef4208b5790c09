"""comments: comments left in the file."""

from __future__ import annotations

from collections.abc import Iterator

from dibao import privacy
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.traces import traces
from dibao.lint.word import Left


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each."""
    for trace, start, end in traces(manuscript, Left.COMMENT):
        words = privacy.redact(trace.text)[:60]
        yield manuscript.remark(
            "comments",
            Severity.ERROR,
            start,
            end,
            say(f"批注还在：“{words}”；请处理后删去。", f"A comment is left: “{words}”; settle it and take it out."),
        )


RULE = Rule("comments", 3, "Word 稿里的批注。", "Comments in a Word file.", find)
