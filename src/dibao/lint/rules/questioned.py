"""questioned: figures that an open finding doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_MARK = re.compile(r"（(?:[^（）]{1,12}，)?(?:待核实?|存疑|待确认|待查|数据?待核)）")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Of what the file carries, each questioned figure; without it, each mark in the text."""
    if manuscript.payload is None:
        for line, match in found(manuscript, _MARK):
            yield manuscript.remark(
                "questioned",
                Severity.WARNING,
                *place(line, match),
                say(
                    f"这里标着“{match[0]}”，发出前请核实。", f"This is marked {match[0]}; settle it before it goes out."
                ),
            )
        return
    for figure in manuscript.carried_figures():
        if figure.get("state") != "questioned" or figure["id"] not in manuscript.placed:
            continue
        why = say("；", "; ").join(figure.get("questions") or ()) or say("有待核事项", "a finding is open")
        yield manuscript.remark(
            "questioned",
            Severity.WARNING,
            *manuscript.placed[figure["id"]],
            say(
                f"{manuscript.thing(figure)} 待核：{why}",
                f"{manuscript.thing(figure)} is questioned: “{why}”",
            ),
        )


RULE = Rule(
    "questioned",
    50,
    "待核的数：出处里状态为待核的，或文中标着（待核）（存疑）的。可以带着标记发出，但应当知道。",
    "Figures in question: questioned by what the file carries, or marked （待核） in the text. They may go out so "
    "marked, "
    "knowingly.",
    find,
)
