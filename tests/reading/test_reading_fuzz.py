"""Whatever is written, reading does not fail, and a figure's span holds the figure's text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dibao import documents, reading
from dibao.figures import Figure

_WORDS = """
发放 累计 新增 共 截至 至 到 以来 月 日 时 年 今日 昨日 去年 季度 上半年 每 日均 其中 分别 约 近 超过 余 多
+ 万 亿 千 百 十 二 三 零 〇 1 2 12 30 2020 0 . , ： : ， 。 ； 、 （ ）
“ ” 《 》 份 条 篇 个 人次 % 倍 成 个百分点 小时 底 旬 - — ~ / 从 正月 腊月 X * 县
局 宣传单 横幅 在 有 | 第 前 w １ ． 初 除夕 十三五 期间 当日 目前
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\t", " "])
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=60).map("".join))
_DAYS = st.one_of(st.none(), st.dates())


def _check(text: str, day: date | None) -> list[Figure]:
    document = documents.from_text(text, "t.txt")
    found = reading.read(document, date=day)
    for index, figure in enumerate(found):
        assert 0 <= figure.span.start < figure.span.end <= len(document.text)
        assert document.text[figure.span.start : figure.span.end] == figure.text
        assert figure.interval.low <= figure.value
        assert figure.interval.high is None or figure.value <= figure.interval.high
        assert figure.part_of is None or (figure.part_of != index and 0 <= figure.part_of < len(found))
        start, end = figure.window.start, figure.window.end
        assert start is None or end is None or start <= end
    assert [one.span.start for one in found] == sorted(one.span.start for one in found)
    for span in reading.masked(document):
        assert 0 <= span.start < span.end <= len(document.text)
    reading.report_date(document, day)
    return found


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _DAYS)
def test_reading_never_fails(text: str, day: date | None) -> None:
    _check(text, day)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 6000,
        "发放" + "9" * 20 + "份",
        "〇" * 6000 + "份",
        "亿" * 5000 + "份",
        "1.1" * 3000,
        "（" * 5000,
        "至" * 5000,
    ],
    ids=["digits", "long", "zeros", "yi", "dots", "brackets", "to"],
)
def test_long_runs(text: str) -> None:
    _check(text, date(2020, 2, 3))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 10**9), st.sampled_from(["份", "条", "人次", "篇（条）"]), st.sampled_from(["", "余", "多"]))
def test_a_plain_count_is_always_read(value: int, unit: str, mark: str) -> None:
    found = _check(f"全县发放宣传单{value}{mark}{unit}。", date(2020, 2, 3))
    assert [(one.value, one.unit.replace("(", "（").replace(")", "）")) for one in found] == [(value, unit)]
