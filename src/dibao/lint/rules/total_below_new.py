"""total_below_new: a cumulative figure smaller than the new one beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.checks import words
from dibao.checks.sums import certainly_less
from dibao.figures import Basis, How
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_EXPLAINED = re.compile(r"[（(]\d+家报累计[）)]|不含|未报累计|部分单位")
"""Behind a total: it is that of some units only, and says so."""
_NEAR = 16
_SPOKEN = 6
"""So many characters of a phrase name a thing of its own; 累计 alone goes on with the one before."""


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each thing of which more is new than there is altogether, unless the text says why."""
    snapshot = manuscript.snapshot
    for by_basis in snapshot.lines.values():
        news = [entry for entry in by_basis.get(Basis.NEW, ()) if entry.draft.basis_how is not How.DEFAULT]
        news = news or list(by_basis.get(Basis.NEW, ()))
        for total in by_basis.get(Basis.CUMULATIVE, ()):
            if total.draft.basis_how is How.DEFAULT:
                continue
            line = manuscript.line_at(total.draft.start)
            new = next((one for one in news if manuscript.line_at(one.draft.start) == line), None)
            behind = "".join(manuscript.text[total.draft.end : total.draft.end + 2 * _NEAR].split())[:_NEAR]
            if new is None or not certainly_less(total.interval, new.interval) or _EXPLAINED.search(behind):
                continue
            if _apart(new.draft.phrase, total.draft.phrase):
                continue
            name = words.thing(snapshot, total)
            yield manuscript.remark(
                "total_below_new",
                Severity.ERROR,
                total.draft.start,
                total.draft.end,
                say(
                    f"{name}：累计 {words.shown(snapshot, total)} 小于同段的新增 {words.shown(snapshot, new)}；"
                    "请核实两个数，只是部分单位的累计请写明。",
                    f"{name}: the total {words.shown(snapshot, total)} is less than what is new, "
                    f"{words.shown(snapshot, new)}; check both, and say so if the total is of some units only.",
                ),
            )


def _apart(one: str, other: str) -> bool:
    """Whether two phrases name things that have no two characters in common: one broadcaster's films, another's."""
    if min(len(one), len(other)) < _SPOKEN:
        return False
    return not {one[at : at + 2] for at in range(len(one) - 1)} & {other[at : at + 2] for at in range(len(other) - 1)}


RULE = Rule(
    "total_below_new",
    14,
    "同一段里同一指标的累计不应小于新增；写明只是部分单位的累计（如“1家报累计”）的除外。",
    "In one paragraph a thing's total is not less than what is new of it, unless the text says that the total is of "
    "some "
    "units only (1家报累计).",
    find,
)
