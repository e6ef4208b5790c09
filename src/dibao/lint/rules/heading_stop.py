"""heading_stop: a title or heading that ends in a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.labels import labels
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_STOP = re.compile(r"[。；，、：]$")
_INSIDE = re.compile(r"[，。；：！？\d]")
_TITLE = re.compile(r"(?:简报|日报|周报|月报|通报|快报|专报|报告|情况|工作情况|情况汇报|通知|动态|小结)[。；，、：]$")
_HEAD, _LONGEST = 5, 30


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each; a paragraph's first sentence used as its heading keeps its stop."""
    found = list(zip(manuscript.prose, labels(manuscript), strict=True))
    labelled = [(line, label) for line, label in found if label is not None and label.level < 2]
    for line in [line for line, label in found[:_HEAD] if label is None]:
        if len(line.text) <= 2 * _LONGEST and _TITLE.search(line.text) and "。" not in line.text[:-1]:
            yield _remark(manuscript, line, say("标题末尾不用标点", "a title has no mark at its end"))
    for line, label in labelled:
        words = line.text[label.end :] if label else ""
        ends = _STOP.search(words) is not None and not _INSIDE.search(words[:-1]) and len(words) <= _LONGEST
        others = [other for other, its in labelled if its and label and its.level == label.level and other is not line]
        alone = [other for other in others if not _STOP.search(other.text) and len(other.text) <= _LONGEST]
        if (ends and len(alone) * 2 > len(others)) or (ends and line.passage.level > 0):
            yield _remark(
                manuscript, line, say("单独成行的小标题末尾不用标点", "a heading on a line of its own ends bare")
            )


def _remark(manuscript: Manuscript, line: Line, why: str) -> Remark:
    start, end = line.place(len(line.text) - 1, len(line.text))
    return manuscript.remark(
        "heading_stop",
        Severity.WARNING,
        start,
        end,
        say(f"{why}，请删去。", f"{why}; take it off."),
        say("（删去）", "(none)"),
    )


RULE = Rule(
    "heading_stop",
    82,
    "标题、单独成行的一、（一）级小标题末尾的标点。",
    "A mark at the end of a title, or of a heading 一、 or （一） on a line of its own.",
    find,
)
