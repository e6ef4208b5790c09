"""Numbers are worded as exactly as their sources allow, and no more exactly."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.composing.amounts import digits, within, words
from dibao.composing.brief import Absent, Source
from dibao.composing.styles import allows
from dibao.composing.wording import arithmetic, ordinal, window_words
from dibao.figures import Approx, Interval, Window


@pytest.mark.parametrize(
    ("value", "interval", "approx", "expected"),
    [
        (44601, Interval(44601, 44601), Approx.EXACT, "44,601"),
        (0, Interval(0, 0), Approx.EXACT, "0"),
        (Decimal("98.5"), Interval(Decimal("98.5"), Decimal("98.5")), Approx.EXACT, "98.5"),
        (800, Interval(800, 900, True), Approx.AT_LEAST, "800余"),
        (11410, Interval(11410, 11510, True), Approx.AT_LEAST, "不少于11,410"),
        (5000, Interval(5000, None), Approx.AT_LEAST, "不少于5,000"),
        (300, Interval(0, 300), Approx.AT_MOST, "不超过300"),
        (5670, Interval(5660, 5680), Approx.ABOUT, "约5,670"),
        (300, Interval(200, 300), Approx.ABOUT, "约300"),
        (147000, Interval(146500, 147500), Approx.EXACT, "14.7万"),
        (229000, Interval(228000, 230000), Approx.EXACT, "约22.9万"),
        (24670, Interval(24620, 24720), Approx.EXACT, "约24,700"),
    ],
)
def test_words(value: int, interval: Interval, approx: Approx, expected: str) -> None:
    assert words(value, interval, approx) == expected


@given(st.integers(1, 10**9), st.integers(0, 10**5), st.integers(0, 10**5))
def test_words_claim_no_more_than_the_sources_know(value: int, below: int, above: int) -> None:
    interval = Interval(max(0, value - below), value + above)
    text = words(value, interval)
    assert (text == digits(value)) == interval.exact
    meant = allows(text)
    assert meant is not None and within(interval, meant)


def source(name: str, value: int, **more: object) -> Source:
    given_ = {"low": value, "high": value, "measure": "份", **more}
    return Source(1, "", name, name, str(value), value, **given_)  # type: ignore[arg-type]


def test_arithmetic_of_a_sum_names_every_unit_and_who_is_missing() -> None:
    said = arithmetic([source("望海区", 8210), source("柳林区", 12300)], "20,510", "份", [Absent("b", "白鹿区")])
    assert said == "2家单位之和：望海区8,210＋柳林区12,300＝20,510份；白鹿区未报，未计入"


def test_arithmetic_of_several_figures_of_one_unit() -> None:
    assert arithmetic([source("望海区", 5), source("望海区", 3)], "8", "份", []) == "望海区2项之和：5＋3＝8份"
    mixed = arithmetic([source("望海区", 5), source("望海区", 3), source("柳林区", 2)], "10", "份", [])
    assert mixed == "2家单位之和：望海区（5＋3）＋柳林区2＝10份"


def test_arithmetic_of_one_source_tells_how_it_came() -> None:
    assert arithmetic([source("望海区", 5)], "5", "份", []) == "望海区来件所报5份"
    carried = source("望海区", 5, origin="carried", reason="路断未报", until=datetime(2026, 2, 2, 11))
    assert arithmetic([carried], "5", "份", []) == "望海区沿用5份；望海区为截至2月2日11:00的数（路断未报）"


def test_arithmetic_of_doubt_gives_the_interval() -> None:
    rough = source("柳林区", 12300, low=12250, high=12350)
    said = arithmetic([source("望海区", 5), rough], "约12,305", "份", [])
    assert said.endswith("＝约12,305份；其中柳林区以万计，有舍入，合计在12,255至12,355份之间")
    posters = source("清溪县", 800, low=800, high=900, open_high=True, approx=Approx.AT_LEAST)
    assert arithmetic([posters], "800余", "张", []).endswith("来件所报800余张；原文为约数，在800至900张之间")


def test_windows() -> None:
    nine, day = datetime(2026, 2, 3, 9), datetime(2026, 2, 3)
    assert window_words(Window(nine.replace(day=2), nine)) == "2月2日9:00至2月3日9:00"
    assert window_words(Window(day, day.replace(day=4))) == "2月3日0:00至24:00"
    assert window_words(Window(None, day)) == "截至2月2日24:00"


def test_ordinals() -> None:
    assert [ordinal(n) for n in (1, 2, 10, 11, 20, 22)] == ["一", "二", "十", "十一", "二十", "二十二"]
