"""grouping: thousands parted here and not there, or at the wrong places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Line, Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, own_lines, place

_PARTED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_PLAIN = re.compile(
    r"(?<![\d.,A-Za-z〔\-/])[1-9]\d{4,9}(?=\.\d|[万亿余多]|[\u4e00-\u9fff（])(?!\d|热线|平台|专线|电话|号|网|年|-)"
)
_WRONG = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4,})(?![\d,])(?=[万亿余多]?[\u4e00-\u9fff])")
_CALLED = re.compile(r"(?:电话|热线|拨打|邮编|短号|号码|代码|编号|第)[：:为]?$")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """Wrongly parted numbers each; of the two ways of one brief, the rarer one's places."""
    wrong = ((line, match) for line in own_lines(manuscript) for match in _WRONG.finditer(line.raw))
    for line, match in wrong:  # the reader takes such a comma for one between words
        digits = match[0].replace(",", "")
        yield manuscript.remark(
            "grouping",
            Severity.WARNING,
            line.start + match.start(),
            line.start + match.end(),
            say(f"“{match[0]}”的千分撇位置不对，请核实这个数。", f"The commas of {match[0]} are misplaced; check it."),
            f"{int(digits):,}",
        )
    parted = [(line, one) for line, one in found(manuscript, _PARTED) if len(one[0]) > 5]
    plain = [(line, one) for line, one in found(manuscript, _PLAIN) if _counts(line, one)]
    if not parted or not plain:
        return
    rarer = plain if len(plain) <= len(parted) else parted
    for line, match in rarer:
        right = f"{int(match[0]):,}" if rarer is plain else match[0].replace(",", "")
        yield manuscript.remark(
            "grouping",
            Severity.NOTE,
            *place(line, match),
            say(
                f"全文五位以上的数 {len(parted)} 处分节、{len(plain)} 处不分节，请统一，如“{right}”。",
                f"Of numbers over 9,999, {len(parted)} are grouped and {len(plain)} are not; write one way, as "
                f"{right}.",
            ),
            right,
        )


def _counts(line: Line, match: re.Match[str]) -> bool:
    return not _CALLED.search(line.text[max(0, match.start() - 4) : match.start()])


RULE = Rule(
    "grouping",
    73,
    "五位以上的数，有的写千分撇、有的不写；千分撇位置不对。四位数不要求分节。GB/T 15835-2011 5.1.1。",
    "Numbers of five digits and more grouped here and not there, or grouped wrongly. Four digits need no grouping. "
    "GB/T 15835-2011, 5.1.1.",
    find,
)
