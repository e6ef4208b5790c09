"""blank: a place that nobody filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao import reading
from dibao.language import say
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import QUOTED, found, place

_MARK = "[Xx×✕╳*＊○◯_＿]"
_PLACE = re.compile(
    rf"(?:{_MARK}{{1,4}}[年月日时])+(?!份?会)|(?<![0-9A-Za-z]){_MARK}{{2,}}(?![0-9A-Za-z])(?:区|县|市|镇|乡|街道|社区|村|局|单位|部门|医院|学校|公司)"
    r"|[_＿]{3,}|[〔【\[（][^〔〕【】\[\]（）]{0,6}(?:待填|待补(?!充)|待报|待定|待写|请填|填写)[^〔〕【】\[\]（）]{0,6}[〕】\]）]"
)
_DATE = re.compile(
    r"(?:(?<=\d)|(?<=[，。；：（至])|^)年月日|(?<=\d)年月(?=\d{0,2}日)|(?<=\d)月日(?![常均报程子期记前后益渐])|^（?总?第期）?$"
)
_EMPTY = re.compile(r"（[、，；：]?）|〔〕|【】|《》|“”|「」|\[\]")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each masked number, placeholder and empty pair of brackets."""
    seen: set[int] = set()
    for span in reading.masked(manuscript.document):
        line = manuscript.line_at(span.start)
        if line is None or (line.own and not _quoted(line, span.start)):
            seen.update(range(span.start, span.end))
            yield _remark(manuscript, span.start, span.end)
    for line, match in found(manuscript, _PLACE):
        start, end = place(line, match)
        if start not in seen:
            yield _remark(manuscript, start, end)
    for line, match in found(manuscript, _DATE):
        yield _remark(manuscript, *place(line, match))
    for line, match in found(manuscript, _EMPTY, quoted=True):
        start, end = place(line, match)
        yield manuscript.remark(
            "blank",
            Severity.ERROR,
            start,
            end,
            say(f"“{match[0]}”里是空的，请填上或删去。", f"{match[0]} is empty; fill it in or take it out."),
        )


def _quoted(line: Line, start: int) -> bool:
    """Whether it stands in somebody else's words."""
    return any(line.start + one.start() < start < line.start + one.end() for one in QUOTED.finditer(line.raw))


def _remark(manuscript: Manuscript, start: int, end: int) -> Remark:
    words = manuscript.text[start:end]
    return manuscript.remark(
        "blank",
        Severity.ERROR,
        start,
        end,
        say(
            f"“{words}”没有填：请填上，没有的数写明“未报”，不要留空。",
            f"“{words}” is not filled in: fill it in, and write 未报 where there is no figure.",
        ),
    )


RULE = Rule(
    "blank",
    30,
    "没有填的地方：数字处的 XX、××、***、＿＿，×月×日、“2026年月日”“第期”，“〔待填〕”之类，空的括号、书名号、引号。"
    "打码的电话、"
    "“李某”不算。",
    "Places that nobody filled in: XX, ××, *** or ＿＿ for a number or a date, 2026年月日, 第期, 〔待填〕 and the "
    "like, empty brackets "
    "and "
    "quotation marks. Masked telephone numbers and names (李某) are no blanks.",
    find,
)
