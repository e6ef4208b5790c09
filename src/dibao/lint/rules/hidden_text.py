"""hidden_text: text that does not show and goes out all the same."""

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
    """A remark for each paragraph with hidden text."""
    for trace, start, end in traces(manuscript, Left.HIDDEN):
        words = privacy.redact(trace.text)[:40]
        yield manuscript.remark(
            "hidden_text",
            Severity.ERROR,
            start,
            end,
            say(
                f"有隐藏文字“{words}”，别人在 Word 里能打开看到；请删去或取消隐藏。",
                f"The hidden text “{words}” can be shown by anyone in Word; take it out, or show it.",
            ),
        )


RULE = Rule("hidden_text", 4, "Word 稿里的隐藏文字。", "Hidden text in a Word file.", find)
