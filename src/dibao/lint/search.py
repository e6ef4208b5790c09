"""Looking for patterns in a brief's lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.lint.manuscript import Line, Manuscript

CHINESE = "一二三四五六七八九十"
QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
"""Titles, and somebody else's words."""


def own_lines(manuscript: Manuscript) -> Iterator[Line]:
    """The lines that are the brief's own words, tables' cells and notes too."""
    return (line for line in manuscript.lines if line.own)


def found(
    manuscript: Manuscript, pattern: re.Pattern[str], *, quoted: bool = False
) -> Iterator[tuple[Line, re.Match[str]]]:
    """Every match in the brief's own lines, titles and quotations left out unless `quoted`."""
    for line in own_lines(manuscript):
        spans = () if quoted else [one.span() for one in QUOTED.finditer(line.text)]
        for match in pattern.finditer(line.text):
            if not any(start <= match.start() < end for start, end in spans):
                yield line, match


def place(line: Line, match: re.Match[str], group: int | str = 0) -> tuple[int, int]:
    """Where a match stands in the brief's text."""
    return line.place(*match.span(group))
