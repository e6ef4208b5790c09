"""What writing left in a Word file, and where that stands in the text."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.lint.manuscript import Manuscript
from dibao.lint.word import Left, Trace


def traces(manuscript: Manuscript, *kinds: Left) -> Iterator[tuple[Trace, int, int]]:
    """Each of these kinds with its place: its own words, else its paragraph, else the beginning of the file."""
    for trace in manuscript.word.traces if manuscript.word else ():
        if trace.left not in kinds:
            continue
        paragraph = manuscript.find(trace.paragraph) or (0, 0)
        own = trace.left in (Left.INSERTED, Left.HIGHLIGHT)
        inside = manuscript.text.find(trace.text, paragraph[0], paragraph[1]) if own else -1
        start, end = (inside, inside + len(trace.text)) if inside >= 0 else paragraph
        yield trace, start, end
