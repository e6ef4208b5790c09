"""parts: the parts (其中) of a whole against the whole."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.checks import words
from dibao.checks.parts import Broken, broken_breakdowns, label
from dibao.checks.snapshot import Snapshot
from dibao.checks.sums import excess, only
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each list of parts that exceeds its whole, or is complete and does not add up to it."""
    snapshot = manuscript.snapshot
    for broken in broken_breakdowns(snapshot):
        breakdown = broken.breakdown
        at = broken.over or breakdown.whole
        message = _exceeds(snapshot, broken) if broken.over is not None else _apart(snapshot, broken)
        value = only(broken.sum) if broken.over is None else None
        suggestion = words.number(value) if value is not None else ""
        yield manuscript.remark("parts", Severity.ERROR, at.draft.start, at.draft.end, message, suggestion)


def _exceeds(snapshot: Snapshot, broken: Broken) -> str:
    part, whole = broken.over, broken.breakdown.whole
    assert part is not None
    name, over = label(snapshot, broken.breakdown, part), words.off_by(excess(part.interval, broken.whole))
    return say(
        f"{words.thing(snapshot, whole)}：其中{name} {words.shown(snapshot, part)}，超过总数 "
        f"{words.shown(snapshot, whole)}，{over}；请核实总数和这一部分。",
        f"{words.thing(snapshot, whole)}: its part {name} {words.shown(snapshot, part)} exceeds the whole "
        f"{words.shown(snapshot, whole)}, {over}; find out which is wrong.",
    )


def _apart(snapshot: Snapshot, broken: Broken) -> str:
    whole = broken.breakdown.whole
    listed = say(" ＋ ", " + ").join(
        f"{label(snapshot, broken.breakdown, part)} {words.shown(snapshot, part)}" for part in broken.breakdown.parts
    )
    apart = words.off_by(excess(broken.whole, broken.sum))
    return say(
        f"{words.thing(snapshot, whole)}：其中 {listed} ＝ {words.allowed(broken.sum)}，总数写 "
        f"{words.shown(snapshot, whole)}，总数{apart}；请核实总数和各部分。",
        f"{words.thing(snapshot, whole)}: the parts {listed} = {words.allowed(broken.sum)}; the whole is "
        f"{words.shown(snapshot, whole)}, {apart}; find out which is wrong.",
    )


RULE = Rule(
    "parts",
    11,
    "“其中”各部分与总数比较，办法与来件核对 parts 相同：任何一部分不超过总数，列全的清单加起来等于总数。",
    "The parts after 其中 against their whole, as the check parts compares them: none exceeds it, and a complete list "
    "adds up to it.",
    find,
)
