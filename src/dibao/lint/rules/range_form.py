"""range_form: 10-15万, 15～30%, 10~15 for what the standard writes otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_RANGE = re.compile(
    rf"(?<![\d.\-/年月第A-Za-z])(?P<a>{_NUMBER})(?P<unit>[%万亿])?(?P<sign>[~～]|[-－—–]{{1,2}}|至)(?P<b>{_NUMBER})(?P<scale>[%万亿]|)"
    r"(?![\d.\-/]|[年月日时点分号楼路线届章条款页][^数幅]?)"
)
_SIGNS = ("～", "—", "至")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each range with a wrong sign, or whose first number lacks its 万, 亿 or %."""
    for line, match in found(manuscript, _RANGE):
        whole, scale = match["unit"] or "", match["scale"]
        lacks = bool(scale) and not whole
        wrong = match["sign"] not in _SIGNS
        if not (lacks or wrong) or (wrong and not lacks and not (scale or _counts(line.text, match.end()))):
            continue
        sign = "～" if wrong else match["sign"]
        right = f"{match['a']}{scale or whole}{sign}{match['b']}{scale}"
        why = (
            (f"前一个数漏了“{scale}”，会被读成 {match['a']}", f"the first number lacks its {scale}")
            if lacks
            else ("范围号用“～”或“—”", "the sign of a range is ～ or —")
        )
        yield manuscript.remark(
            "range_form",
            Severity.WARNING if lacks else Severity.NOTE,
            *place(line, match),
            say(f"“{match[0]}”：{why[0]}，应写作“{right}”。", f"{match[0]}: {why[1]}; write {right}."),
            right,
        )


def _counts(text: str, at: int) -> bool:
    """Whether a measure word follows: 10-15人, and not 2020-2025 or a code."""
    from dibao.reading import measures

    unit = measures.at(text, at)
    return unit is not None and unit.kind in (measures.Kind.COUNT, measures.Kind.LOOSE, measures.Kind.SHARE)


RULE = Rule(
    "range_form",
    72,
    "数的范围：用“～”“—”或“至”，不用 ~ 和 -；两个数的“万、亿、%”都要写（3万～5万，不写 3～5万）。GB/T 15835-2011 "
    "5.1.3。",
    "Ranges: ～, — or 至, not ~ or -; both numbers have their 万, 亿 or % (3万～5万, not 3～5万). GB/T 15835-2011, "
    "5.1.3.",
    find,
)
