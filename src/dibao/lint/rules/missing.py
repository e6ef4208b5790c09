"""missing: figures that nobody reported, and whether the text says who did not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_MISSING = re.compile(r"(?<![（，])未报(?=[，。；）]|$)")
_EXPLAINED = re.compile(r"未报单位|不含[^。；]{1,60}未报|未报的不作零计|[\u4e00-\u9fff]{2,}[（，]未报[）]")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A note where the text says whose figures are missing, a warning where it does not."""
    explained = _EXPLAINED.search("\n".join(line.text for line in manuscript.lines)) is not None
    for line, match in found(manuscript, _MISSING):
        severity = Severity.NOTE if explained else Severity.WARNING
        yield manuscript.remark(
            "missing",
            severity,
            *place(line, match),
            say(
                "这个数写的是“未报”" + ("。" if explained else "，文中没有说明哪些单位未报；请补上说明或数字。"),
                "This figure is “未报” (not reported)"
                + ("." if explained else ", and the text does not say by whom; say so, or put in the figure."),
            ),
        )


RULE = Rule(
    "missing",
    51,
    "写作“未报”的数：文中说明了未报单位的只作提示，没有说明的是警告。",
    "Figures given as 未报: a note where the text says which units did not report, a warning where it does not.",
    find,
)
