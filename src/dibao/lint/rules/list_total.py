"""list_total: 中央3篇、省级21篇、市级488篇，合计512篇."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from dibao.checks import sums, words
from dibao.figures import Basis, Figure, Interval
from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_TOTAL = re.compile(r"[，、（,](?:合计|共计|总计)(?:为|达|是|约|近|超|：)?$")
_STOP = re.compile(r"[。！？；\n]")
_OTHER = re.compile(r"累计|其中|以来|现有|上[年月周]|去年|昨日|同期|目标|计划")
_MOST = 40


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each total that closes a list of its sentence and is not the list's sum."""
    sentences: dict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure in manuscript.figures:
        line = manuscript.line_at(figure.span.start)
        if line is not None and line.own and not line.cell:
            stops = len(_STOP.findall(manuscript.text[line.start : figure.span.start]))
            sentences[line.start, stops].append(figure)
    for figures in sentences.values():
        for at, figure in enumerate(figures[:_MOST]):
            yield from _total(manuscript, figures[:at], figure)


def _total(manuscript: Manuscript, before: list[Figure], figure: Figure) -> Iterator[Remark]:
    text, start = manuscript.text, figure.span.start
    if len(before) < 2 or not _TOTAL.search("".join(text[max(0, start - 8) : start].split())):
        return
    listed = [one for one in before if one.unit == figure.unit and one.basis not in (Basis.RATE, Basis.OTHER)]
    same = len(listed) == len(before) and all(one.part_of is None for one in listed)
    if not same or figure.basis in (Basis.RATE, Basis.OTHER) or _OTHER.search(text, before[0].span.start - 8, start):
        return
    total: Interval = sums.total(one.interval for one in listed)
    if total.meets(figure.interval):
        return
    shown = " ＋ ".join(one.text for one in listed)
    value = sums.only(total)
    yield manuscript.remark(
        "list_total",
        Severity.ERROR,
        start,
        figure.span.end,
        say(
            f"{shown} ＝ {words.allowed(total)}{figure.unit}，合计写 {figure.text}；请核实。",
            f"{shown} = {words.allowed(total)}; the total is {figure.text}: find out which is wrong.",
        ),
        words.number(value) if value is not None else "",
    )


RULE = Rule(
    "list_total",
    11,
    "一句话里几项同一量词的数之后写“合计、共计、总计”，合计应等于各项之和；句中有“累计”“其中”或别的量词的数时不判断。",
    "A total (合计, 共计, 总计) behind a list of figures with its measure word in one sentence is their sum. "
    "Sentences with "
    "累计, 其中 or figures of other measures are left alone.",
    find,
)
