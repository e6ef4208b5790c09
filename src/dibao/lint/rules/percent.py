"""percent: a share or rate against the two numbers beside it."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks import words
from dibao.checks.percent import broken_rates, nearest
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each percentage that its own numbers contradict, or that is over 100% where it cannot be."""
    snapshot = manuscript.snapshot
    for rate, ratio in broken_rates(snapshot):
        told = f"{words.number(rate.draft.value)}%"
        if ratio is None:
            suggestion, message = (
                "",
                say(
                    f"{told} 超过 100%，这一比率不可能超过 100%，请核实。",
                    f"{told} is over 100%, which this rate cannot be; find out the right one.",
                ),
            )
        else:
            top, base = words.shown(snapshot, ratio.top), words.shown(snapshot, ratio.base)
            suggestion = f"{nearest(ratio)}%"
            message = say(
                f"{top} ÷ {base} ＝ {suggestion}，文中写 {told}；请核实百分比和这两个数。",
                f"{top} ÷ {base} = {suggestion}; the brief says {told}: check the percentage and the two numbers.",
            )
        yield manuscript.remark("percent", Severity.ERROR, rate.draft.start, rate.draft.end, message, suggestion)


RULE = Rule(
    "percent",
    12,
    "百分比与旁边的两个数比较，办法与来件核对 percent 相同：占比、率＝部分÷总数，末位允许相差 1；"
    "占比和率（完成率等除外）"
    "不超过 100%。",
    "A percentage against the two numbers beside it, as the check percent compares them: part ÷ whole to one unit of "
    "the last place; shares and rates (but not a plan's completion) do not exceed 100%.",
    find,
)
