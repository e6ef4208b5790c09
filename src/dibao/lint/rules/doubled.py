"""doubled: a paragraph that stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_ENOUGH = 16
"""Shorter lines (headings, refrains) may well stand twice."""


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark at the second place."""
    first: dict[str, Line] = {}
    for line in manuscript.prose:
        before = first.setdefault(line.text, line)
        if before is line or len(line.text) < _ENOUGH or line.heading:
            continue
        place = manuscript.document.locator(before.start)
        yield manuscript.remark(
            "doubled",
            Severity.WARNING,
            line.start,
            line.end,
            say(f"这一段与{place}完全相同，像是粘贴了两次，请删一段。", f"This paragraph is that of {place} again."),
        )


RULE = Rule(
    "doubled",
    42,
    "一字不差出现两次的段落（16 字以上，标题不算）。",
    "A paragraph of 16 characters or more that stands twice, word for word; headings are left alone.",
    find,
)
