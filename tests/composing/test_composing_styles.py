"""Figures in the office's own style: read back as the same style, and never saying more than their sources know."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.composing.amounts import han, within
from dibao.composing.styles import Style, allows, style_of, styled, written
from dibao.figures import Interval, Number
from dibao.reading.counts import Numbers
from dibao.reading.numerals import chinese


def put(value: Number, pattern: str) -> str:
    return styled(value, Interval.exactly(value), Style.parse(pattern))[0]


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("44601", "#"),
        ("44,601", "#,###"),
        ("14.7万", "#.#万"),
        ("1.25亿", "#.##亿"),
        ("800余", "#00余"),
        ("1,200多", "#,###00多"),
        ("约5670", "约#0"),
        ("近300", "近#00"),
        ("超35万", "超#万"),
        ("10万+", "#0万+"),
        ("6.2万余", "#.#万余"),
        ("十二", "一"),
        ("百余", "一00余"),
        ("三万余", "一0000余"),
        ("１２３", "＃"),
        ("98.5", "#.#"),
        ("十几", "#"),
        ("1亿2千万", "#"),
    ],
)
def test_the_style_of_a_figure_as_written(text: str, pattern: str) -> None:
    assert str(style_of(text)) == pattern


@pytest.mark.parametrize(
    ("pattern", "value", "text"),
    [
        ("#", 44601, "44601"),
        ("#,###", 44601, "44,601"),
        ("#.#万", 146812, "14.7万"),
        ("#.#万", 8312, "8312"),
        ("#.#万", 150000, "15.0万"),
        ("#万", 152300, "15.2万"),
        ("#万", 150000, "15万"),
        ("#.#亿", 98765432, "9876.5万"),
        ("#00余", 823, "800余"),
        ("#00余", 800, "800"),
        ("#00余", 134, "130余"),
        ("#00余", 15, "15"),
        ("#.#万余", 62130, "6.2万余"),
        ("约#0", 5674, "约5670"),
        ("约#00", 5670, "约5700"),
        ("近#00", 283, "近300"),
        ("超#万", 353000, "超35万"),
        ("#0万+", 123456, "12万+"),
        ("一", 12, "十二"),
        ("一", 2, "两"),
        ("一00余", 230, "二百余"),
        ("＃", 1203, "１２０３"),
        ("#", Decimal("97.25"), "97.25"),
        ("#万…以上", 193001, "19万"),
    ],
)
def test_a_figure_in_a_style(pattern: str, value: Number, text: str) -> None:
    assert put(value, pattern) == text


@pytest.mark.parametrize(
    ("pattern", "interval", "text", "hedge"),
    [
        ("#", Interval(146500, 147500), "14.7万", False),
        ("#00余", Interval(5000, None), "不少于5000", False),
        ("#.#万", Interval(12250, 12350), "1.2万", True),
        ("超#万", Interval(350000, None), "超35万", True),
        ("#万…以上", Interval(193000, None), "19万", True),
        ("#.#万", Interval(2751190, 2758490), "约275万", False),
        ("#.#亿", Interval(523000000, None), "不少于5.23亿", False),
        ("#.#万", Interval(8000, None), "不少于8000", False),
    ],
)
def test_a_style_gives_way_where_the_sources_know_less(
    pattern: str, interval: Interval, text: str, hedge: bool
) -> None:
    value = interval.low if interval.high is None else (interval.low + interval.high) // 2
    assert styled(value, interval, Style.parse(pattern)) == (text, hedge)


patterns = st.builds(
    Style,
    sign=st.sampled_from("#＃一"),
    grouped=st.booleans(),
    zeros=st.integers(0, 4),
    decimals=st.integers(0, 3),
    scale=st.sampled_from(["", "万", "亿"]),
    before=st.sampled_from(["", "约", "近", "超", "突破", "不超过"]),
    after=st.just(""),
    behind=st.just(""),
) | st.builds(
    Style, zeros=st.integers(0, 4), scale=st.sampled_from(["", "万"]), after=st.sampled_from(["余", "多", "+"])
)


@given(patterns)
def test_a_pattern_reads_back(style: Style) -> None:
    assert Style.parse(str(style)) == style


@given(st.integers(0, 10**10), st.integers(0, 10**6), st.integers(0, 10**6), patterns)
def test_a_style_never_claims_more_than_the_interval(value: int, below: int, above: int, style: Style) -> None:
    interval = Interval(max(0, value - below), value + above)
    text, _ = styled(value, interval, style)
    allowed = allows(text)
    assert allowed is not None and within(interval, allowed), (text, allowed)


@given(st.integers(0, 10**10), patterns)
def test_what_is_written_is_read_with_the_same_interval(value: int, style: Style) -> None:
    """The reader, which takes the text from scratch, allows at least the value."""
    text, _ = styled(value, Interval.exactly(value), style)
    if text in ("零", "0", "０", "一"):  # 一份 is a turn of phrase to the reader
        return
    plain = text.translate(str.maketrans("０１２３４５６７８９，．", "0123456789,."))
    (count,) = Numbers(f"发放{plain}份").counts()
    assert within(Interval.exactly(value), count.allowed), (text, count.allowed)


@given(st.integers(1, 10**7), st.sampled_from(["#", "#,###", "#.#万", "#.##万", "一", "＃"]))
def test_the_style_found_in_a_written_figure_writes_it_again(value: int, pattern: str) -> None:
    text = put(value, pattern)
    assert put(value, str(style_of(text))) == text


@given(st.integers(0, 10**12 - 1))
def test_numerals_are_read_back(number: int) -> None:
    assert chinese(han(number)) == chinese(han(number, counts=False)) == number


@pytest.mark.parametrize(
    ("text", "number", "place", "pattern"),
    [
        ("发稿约5670篇（条）", "5670", "约5670", "约#0"),
        ("发放800余份", "800余", "800余", "#00余"),
        ("服务18万人次以上。", "18万", "18万", "#万…以上"),
        ("覆盖300人左右，", "300", "300", "#00…左右"),
        ("播放超过35万次", "35万", "超过35万", "超过#万"),
        ("发放1,200份，另有20份", "1,200", "1,200", "#,###"),
    ],
)
def test_the_place_of_a_figure_takes_its_hedge_in(text: str, number: str, place: str, pattern: str) -> None:
    start = text.index(number)
    found = written(text, start, start + len(number))
    assert (text[found.start : found.end], found.style) == (place, pattern)
