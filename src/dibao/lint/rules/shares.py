"""shares: the percentages of one breakdown make 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dibao.language import say
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_SHARE = re.compile(r"占(?:比|总数|全部|总量)?(?:的|为|达|约)?(\d+(?:\.\d+)?)%")
_SHARES = re.compile(r"分别占[^，。；\d]{0,10}((?:\d+(?:\.\d+)?%[、和及与]?)+)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_SENTENCE = re.compile(r"[^。！？]+")
_REST = re.compile(r"其余|其他|剩余")
_BEGINS = re.compile(r"其中|[，；：]?按")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each sentence whose list of shares names the rest, or passes 100, and does not make 100."""
    for line in manuscript.prose:
        for sentence in _SENTENCE.finditer(line.text):
            yield from _sentence(manuscript, line, sentence)


def _sentence(manuscript: Manuscript, line: Line, sentence: re.Match[str]) -> Iterator[Remark]:
    together = _SHARES.search(sentence[0])
    places = list((_PERCENT if together else _SHARE).finditer(sentence[0], *(together.span(1) if together else ())))
    if len(places) < 2 or len(_BEGINS.findall(sentence[0])) > 1:
        return
    values = [Decimal(place[1]) for place in places]
    total = sum(values, Decimal(0))
    slack = sum((_half(place[1]) for place in places), Decimal(0))
    rest = _REST.search(sentence[0], places[-2].end())
    whole = rest is not None and rest.start() < places[-1].start()
    if abs(total - 100) <= slack or (total < 100 and not whole) or (total > 100 and len(places) < 3 and not whole):
        return
    listed = " ＋ ".join(f"{value}%" for value in values)
    yield manuscript.remark(
        "shares",
        Severity.WARNING,
        *line.place(sentence.start() + places[0].start(1), sentence.start() + places[-1].end(1) + 1),
        say(
            f"各项占比 {listed} ＝ {total}%，不是 100%（已计四舍五入之差 {slack}）；请核实各项占比。",
            f"The shares {listed} = {total}%, which is not 100% even with rounding (±{slack}); check each of them.",
        ),
    )


def _half(written: str) -> Decimal:
    """Half of the last written place."""
    return Decimal(5).scaleb(-len(written.partition(".")[2]) - 1)


RULE = Rule(
    "shares",
    13,
    "一句话里一组占比，末项写明是“其余、其他”的，加起来应为 100%；三项以上的，不应超过 100%。"
    "每项允许末位半个单位的舍入差。",
    "The shares that one sentence lists make 100% where the last is that of the rest (其余, 其他); three or more "
    "never pass "
    "100%. Half a unit of the last place is allowed for each.",
    find,
)
