"""small_counts: so few persons at a small place that they may be known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dibao.language import say
from dibao.lint.manuscript import Manuscript
from dibao.lint.registry import Rule
from dibao.lint.remark import Remark, Severity
from dibao.lint.search import found, place

K = 5
"""Fewer persons than this are not told by place."""
_FEW = re.compile(r"(?<![\d.,])[1-4一二三四两](?:人|名|例|位)(?![次员均])")
_ABOUT = re.compile(r"确诊|阳性|感染者?|病例|患者|密接|次密|隔离|发热|死亡|重症|投诉人|求助|困难|独居|残疾|精神|信访")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|村|社区|小区|嘎查|苏木|楼栋|单元)")
_CLAUSE = re.compile(r"[。；！？]")


def find(manuscript: Manuscript) -> Iterator[Remark]:
    """A note for each count under K about ill persons or persons in need, told of a place below a district."""
    for line, match in found(manuscript, _FEW):
        before = _CLAUSE.split(line.text[: match.start()])[-1]
        clause = before + _CLAUSE.split(line.text[match.start() :])[0]
        if _ABOUT.search(clause) and _PLACE.search(before):
            yield manuscript.remark(
                "small_counts",
                Severity.NOTE,
                *place(line, match),
                say(
                    f"这里按小地点说了不足 {K} 人的情况，可能认出人来；请改报上一级的合计。",
                    f"Fewer than {K} persons are told of a small place and may be known; tell the district's total.",
                ),
            )


RULE = Rule(
    "small_counts",
    60,
    f"按镇街、村社区、小区说到的病例、隔离、求助等人员不足 {K} 人，可能认出人来。",
    f"Fewer than {K} ill or needy persons told of a town, village or estate: they may be recognised.",
    find,
)
