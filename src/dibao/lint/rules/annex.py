"""annex: 附件：1．…"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity

_LIST = re.compile(r"附件(?P<n>\d{0,2})(?P<mark>[:：、.．]?)(?P<name>.+)")
_ITEM = re.compile(r"(?P<n>\d{1,2})(?P<mark>[.．、])(?P<name>.+)")
_END = re.compile(r"[。；，、.;]+$")
_LONGEST = 60


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Remarks on the list of annexes below the text: its colon, its numbers, no stop behind a name."""
    lines = list(manuscript.prose)
    for at, line in enumerate(lines):
        match = _LIST.fullmatch(line.text)
        if match is None or len(line.text) > _LONGEST or not match["mark"] or "。" in match["name"][:-1]:
            continue
        raw_mark = line.raw[2 : 2 + len(match["n"]) + 2]
        if match["mark"] != "：" or ":" in raw_mark:
            yield _remark(
                manuscript, line, 0, match.start("name"), "“附件”后用全角冒号", "附件 is followed by ：", "附件："
            )
        items = [match["name"]]
        for after in lines[at + 1 :]:
            item = _ITEM.match(after.text)
            if item is None or len(after.text) > _LONGEST:
                break
            items.append(after.text)
            yield from _name(manuscript, after)
        yield from _name(manuscript, line)
        if len(items) > 1 and not _ITEM.match(items[0]):
            yield _remark(
                manuscript,
                line,
                match.start("name"),
                len(line.text),
                "有几个附件时从“1．”编起",
                "number them",
                "附件：1．",
            )


def _name(manuscript: Manuscript, line: Line) -> Iterator[Remark]:
    end = _END.search(line.text)
    if end:
        yield _remark(manuscript, line, *end.span(), "附件名称后不加标点", "no mark behind an annex's name", "")


def _remark(manuscript: Manuscript, line: Line, start: int, end: int, zh: str, en: str, right: str) -> Remark:
    return manuscript.remark(
        "annex", Severity.WARNING, *line.place(start, end), say(f"附件说明：{zh}。", f"Annexes: {en}."), right
    )


RULE = Rule(
    "annex",
    81,
    "附件说明：“附件”后用全角冒号，几个附件从“1．”编起，名称后不加标点。GB/T 9704-2012 7.3.4。",
    "The list of annexes: ： behind 附件, several are numbered from 1．, no mark behind a name. GB/T 9704-2012, 7.3.4.",
    find,
)
