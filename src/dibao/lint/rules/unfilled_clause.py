"""unfilled_clause: a clause whose number is gone: 累计发放份."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

_NUMERALS = "〇零一二三四五六七八九十百千万亿余多几两"
_MEASURES = "万?(?:人次|辆次|条次|户次|台次|场次|件次|期次|份|篇|幅|张|辆|户|条|件|场|期|块|名|次|例|册|部|首|小时)"


@cache
def _clause() -> re.Pattern[str]:
    with Path(__file__).with_name("counted_words.csv").open(encoding="utf-8", newline="") as file:
        words = "|".join(sorted((row["word"] for row in csv.DictReader(file)), key=len, reverse=True))
    measured = rf"(?:{words}){_MEASURES}(?=[，。；、]|（|$)"
    return re.compile(rf"{measured}|(?<=[，；])(?:累计|新增|共计|合计|现有)(?=[，。；])|[\u4e00-\u9fff]%")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A remark for each verb or noun that is followed by a measure word, a mark or a % with no number between them."""
    for line, match in found(manuscript, _clause()):
        if line.cell or match[0][0] in _NUMERALS:
            continue
        yield manuscript.remark(
            "unfilled_clause",
            Severity.ERROR,
            *place(line, match),
            say(
                f"“{match[0]}”缺数字：请补上，没有数的删去这一分句或写“未报”。",
                f"“{match[0]}” lacks its number: put it in, or leave the clause out or write 未报.",
            ),
        )


RULE = Rule(
    "unfilled_clause",
    32,
    "动词或名词后直接写量词、中间没有数字的分句，如“累计发放份”“悬挂横幅条”“，累计；”“占%”。词表在 counted_words.csv。",
    "A clause with a measure word right behind its verb or noun and no number between, such as 累计发放份, ，累计； "
    "or 占%. The words "
    "are "
    "in counted_words.csv.",
    find,
)
