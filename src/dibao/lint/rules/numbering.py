"""numbering: 一、（一）1.（1） with gaps, doubles, or out of their order."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.language import say
from dibao.lint.labels import LEVELS, Label, labels, shown
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Follows the numbers of each level under the heading above it."""
    counts = [0, 0, 0, 0]
    closed = [0, 0, 0, 0]
    """What each level had reached when a higher one began."""
    between = True
    """Whether a line without a number stands between: a new list may begin there."""
    every = list(labels(manuscript))
    used = {label.level for label in every if label is not None}
    for label in every:
        if label is None:
            between = True
            continue
        level, number = label.level, label.number
        expected = counts[level] + 1
        restarts = number == 1 and between and level > 1
        if number != expected and not restarts:
            yield _remark(manuscript, label, expected, closed[level])
        elif level and number == 1 and not any(counts[:level]) and min(used) < level and _skips(every, label):
            yield _early(manuscript, label, min(used))
        counts[level] = number
        for deeper in range(level + 1, 4):
            closed[deeper] = 0 if level == 0 else counts[deeper] or closed[deeper]
            counts[deeper] = 0
        between = False


def _skips(every: list[Label | None], label: Label) -> bool:
    """Whether a heading of a higher level comes only after the list that this label begins."""
    after = every[every.index(label) + 1 :]
    first = next((one for one in after if one is not None and one.level < label.level), None)
    return first is not None and first.number == 1 and label.line.heading


def _remark(manuscript: Manuscript, label: Label, expected: int, closed: int) -> Remark:
    right, written = shown(label.level, expected), label.raw.strip()
    if expected == 1 and closed and label.number == closed + 1:
        zh = f"“{written}”接的是上一个标题下的编号，层级可能颠倒了（应为 一、（一）1．（1）的顺序）；请核对。"
        en = f"“{written}” goes on from a list under the heading before: levels out of order? “一、（一）1．（1）”."
    elif expected == 1:
        zh = f"编号从“{written}”开始，这一层应从“{right}”开始；请核对有没有漏段。"
        en = f"The numbers begin with “{written}”; this level begins with “{right}”: is something missing?"
    elif label.number == expected - 1:
        zh, en = f"编号“{written}”重复，应为“{right}”。", f"The number “{written}” stands twice; this is “{right}”."
    elif label.number > expected:
        zh = f"编号从“{shown(label.level, expected - 1)}”跳到“{written}”，缺“{right}”；请核对有没有漏段。"
        en = f"The numbers go from “{shown(label.level, expected - 1)}” to “{written}”: “{right}” is missing."
    else:
        zh, en = f"编号“{written}”倒退了，应为“{right}”。", f"The number “{written}” goes back; this is “{right}”."
    start, end = label.line.place(0, label.end)
    return manuscript.remark("numbering", Severity.ERROR, start, end, say(zh, en), right)


def _early(manuscript: Manuscript, label: Label, top: int) -> Remark:
    start, end = label.line.place(0, label.end)
    return manuscript.remark(
        "numbering",
        Severity.WARNING,
        start,
        end,
        say(
            f"“{label.raw.strip()}”上面还没有“{LEVELS[top]}”一层的标题，层级顺序应为 一、（一）1．（1）。",
            f"{label.raw.strip()} has no heading of the level {LEVELS[top]} above it; the order is 一、（一）1．（1）.",
        ),
    )


RULE = Rule(
    "numbering",
    23,
    "段首编号一、（一）1．（1）：缺号、重号、倒退、层级颠倒；每个上级标题下重新从头编起，中间隔着没有编号的段落时 "
    "1．（1）"
    "可以另起。",
    "Numbers at the beginning of paragraphs (一、（一）1．（1）): gaps, doubles, numbers that go back, levels out of "
    "order. "
    "Under each higher heading they begin anew; 1．and（1）also after a paragraph without a number.",
    find,
)
