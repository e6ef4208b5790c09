"""Whatever a text is: every rule finishes, in time that grows with the text, and points into it."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao import documents
from dibao.lint import lint_document

PIECES = st.sampled_from(
    [
        *"一二三四五六七八九十〇零百千万亿年月日时点分号",
        *"，。；、：！？（）《》“”【】〔〕[](),.;:%~～-—…\n\t 　",
        *"0123456789０１Ｘ×XxＴw*＿_",
        *(
            "其中",
            "累计",
            "新增",
            "截至",
            "未报",
            "待核",
            "附件：",
            "1．",
            "（一）",
            "一、",
            "占",
            "约",
            "近",
            "余",
            "以上",
        ),
        *("2月30日", "2026年2月4日", "9:00", "发放宣传资料", "份", "篇", "人次", "东河区", "合计", "TODO", "星期四"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from([None, date(2026, 2, 4), date(2024, 2, 29)]))
def test_every_rule_finishes_and_points_into_the_text(text: str, day: date | None) -> None:
    document = documents.from_text(text, "任意.txt")
    for remark in lint_document(document, day=day):
        assert 0 <= remark.start <= remark.end <= len(document.text), remark
        assert remark.message and "没有查完" not in remark.message, remark


@pytest.mark.parametrize(
    "piece",
    [
        "其中",
        "1,",
        "（",
        "《",
        "×月",
        "9:00至",
        "占1%、",
        "2026年2月4日",
        "一、",
        "约200",
        "安宣发〔",
        "，、",
        "附件：1．",
        "12～",
        "XX",
    ],
)
def test_a_long_line_takes_time_that_grows_with_it(piece: str) -> None:
    def taken(times: int) -> float:
        text = piece * times
        begin = time.process_time()
        lint_document(documents.from_text(text, "长.txt"))
        return time.process_time() - begin

    taken(10)
    assert taken(4000) < 4 + 12 * taken(500)
