"""tracked_changes: revisions that nobody accepted or refused."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.traces import traces
from dibao.lint.word import Left


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each paragraph with insertions, and each with deletions."""
    for trace, start, end in traces(manuscript, Left.INSERTED, Left.DELETED):
        words = trace.text[:40]
        said = say(f"添加的“{words}”", f"the insertion “{words}”")
        if trace.left is Left.DELETED:
            said = say(f"删除的“{words}”", f"the deletion “{words}”")
        yield manuscript.remark(
            "tracked_changes",
            Severity.ERROR,
            start,
            end,
            say(f"修订痕迹没有处理：{said}；请接受或拒绝。", f"A tracked change is open: {said}; accept or reject it."),
        )


RULE = Rule(
    "tracked_changes",
    2,
    "Word 稿里没有接受或拒绝的修订（添加、删除、移动）。",
    "Revisions in a Word file that nobody accepted or rejected: insertions, deletions, moves.",
    find,
)
