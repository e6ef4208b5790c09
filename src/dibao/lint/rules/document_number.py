"""document_number: 安宣〔2026〕3号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,10})(?P<open>[〔（【\[［〈(])(?P<year>20\d\d|\d\d)年?(?P<close>[〕）】\]］〉)])(?P<nth>第?)(?P<n>\d{1,4})号"
)


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each number of a document that is not in the form of GB/T 9704."""
    for line, match in found(manuscript, _NUMBER, quoted=True):
        year = match["year"] if len(match["year"]) == 4 else "20" + match["year"]
        right = f"{match['who']}〔{year}〕{int(match['n'])}号"
        if right == match[0]:
            continue
        yield manuscript.remark(
            "document_number",
            Severity.WARNING,
            *place(line, match),
            say(
                f"发文字号“{match[0]}”应写作“{right}”：年份全称、用六角括号〔〕，序号不加“第”、不编虚位。",
                f"The document number {match[0]} is written {right}: a full year in 〔〕, no 第, no leading zeros.",
            ),
            right,
        )


RULE = Rule(
    "document_number",
    79,
    "发文字号：年份用六角括号〔2026〕、写全称，序号不加“第”、不编虚位（1 不写 01）。GB/T 9704-2012 7.2.5。",
    "Numbers of documents: the full year in hexagonal brackets 〔2026〕, no 第, no leading zeros. GB/T 9704-2012, "
    "7.2.5.",
    find,
)
