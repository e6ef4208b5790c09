"""Charts as drawings: well-formed, nothing outside the sheet, lengths as the values, missing never as zero."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import chart_city
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from dibao.composing.charts import (
    PAGE,
    PHONE,
    SVG,
    Area,
    Bars,
    Chart,
    Datum,
    DistrictMap,
    Look,
    Multiples,
    Parts,
    Trend,
    data_of,
    description,
    draw,
    remarks,
    table,
    words,
)
from dibao.composing.charts.geometry import fitted, load
from dibao.composing.charts.parts import shares
from dibao.composing.charts.scale import breaks, class_of, class_words, tick_words, ticks
from dibao.composing.charts.svg import ASCENT, DESCENT, hatching, text_width, wrapped
from dibao.errors import DibaoError

GOLDEN = Path(__file__).with_name("golden")
N = f"{{{SVG}}}"

GALLERY: dict[str, Callable[[], Chart]] = {
    "bars": chart_city.bars,
    "trend": chart_city.trend,
    "line": lambda: chart_city.trend(standing=True),
    "parts": chart_city.parts,
    "map": chart_city.district_map,
    "tiles": lambda: chart_city.district_map(outlines=False),
    "multiples": chart_city.multiples,
}


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GALLERY)
def test_each_kind_is_drawn_as_before(name: str) -> None:
    golden(f"chart_{name}.svg", draw(GALLERY[name]()))


@pytest.mark.parametrize("name", GALLERY)
def test_a_drawing_stands_in_any_page(name: str) -> None:
    """No style, script, id or reference: a strict content policy and a second drawing do it no harm."""
    chart = GALLERY[name]()
    root = etree.fromstring(draw(chart, PHONE).encode())
    assert root.get("role") == "img"
    assert (root[0].tag, root[1].tag) == (f"{N}title", f"{N}desc")
    assert root[1].text == description(chart)
    for element in root.iter():
        assert etree.QName(element).localname in {"svg", "title", "desc", "g", "rect", "line", "path", "circle", "text"}
        assert not {"id", "style", "href", "onclick"} & set(element.attrib)


def test_every_value_leads_to_its_figure() -> None:
    for make in GALLERY.values():
        chart = make()
        groups = etree.fromstring(draw(chart).encode()).iter(f"{N}g")
        marked = {mark.get("data-figure") for mark in groups if mark.get("data-figure")}
        assert marked == {one.id for one in data_of(chart)}


NUMBERS = st.one_of(st.none(), st.integers(0, 10), st.integers(0, 10**9), st.decimals(0, 10**6, places=1))
SIGNS = st.sampled_from("安澜望海区柳林松台清溪石桥雁河白鹿旗市县委员会广播电视台ABCmW019（）“”· <&>\"'")
LABELS = st.text(SIGNS, min_size=1, max_size=24)
LOOKS = st.sampled_from([PAGE, PHONE])


@st.composite
def data(draw_from: st.DrawFn, count: int | None = None) -> tuple[Datum, ...]:
    number = count or draw_from(st.integers(1, 21))
    made = []
    for place in range(number):
        value, label = draw_from(NUMBERS), draw_from(LABELS)
        if value is None:
            made.append(Datum(label, None, "未报", id=f"c_{place}"))
            continue
        low = value - draw_from(st.sampled_from([0, 0, 1])) * value / 10 if isinstance(value, Decimal) else value
        high = draw_from(st.sampled_from([value, value, value + 5, None]))
        lacking = ("东埠区",) if draw_from(st.integers(0, 4)) == 0 else ()
        doubtful = draw_from(st.integers(0, 4)) == 0
        made.append(Datum(label, value, f"{value:,}", low, high, doubtful, lacking, f"c_{place}"))
    return tuple(made)


@st.composite
def any_chart(draw_from: st.DrawFn) -> Chart:
    shown = draw_from(data())
    kind = draw_from(st.integers(0, 5))
    days = tuple(date(2026, 1, 20) + timedelta(days=place) for place in range(len(shown)))
    if kind == 0:
        return Bars("图", "份", shown)
    if kind == 1:
        beside = (replace(one, id=f"{one.id}_counted") for one in shown)
        counted = tuple(one if place % 3 == 0 and one.value is not None else None for place, one in enumerate(beside))
        return Trend("图", "篇", days, shown, counted, draw_from(st.booleans()))
    if kind == 2:
        return Parts("图", "份", Datum("合计", 7, "7", 7, 7), shown)
    if kind == 3:
        return Multiples(
            "图", "份", days, tuple((draw_from(LABELS), shown) for _ in range(draw_from(st.integers(1, 7))))
        )
    outlines = chart_city.squares(len(shown)) if kind == 4 else [None] * len(shown)
    return DistrictMap("图", "份", tuple(Area(one, shape) for one, shape in zip(shown, outlines, strict=True)))


def boxes(root: etree._Element) -> list[tuple[float, float, float, float, str]]:
    """left, top, right, bottom and words of every text."""
    found = []
    for text in root.iter(f"{N}text"):
        size, x, y = (float(text.get(name) or 0) for name in ("font-size", "x", "y"))
        wide = text_width(text.text or "", size)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
        found.append((left, y - ASCENT * size, left + wide, y + DESCENT * size, text.text or ""))
    return found


SLOW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(any_chart(), LOOKS)
def test_any_values_give_a_sheet_with_everything_inside(chart: Chart, look: Look) -> None:
    root = etree.fromstring(draw(chart, look).encode())
    _, _, wide, tall = map(float, (root.get("viewBox") or "").split())
    for left, top, right, bottom, said in boxes(root):
        assert left >= -0.6 and top >= -0.6 and right <= wide + 0.6 and bottom <= tall + 0.6, said
    for rect in root.iter(f"{N}rect"):
        x, y, width, height = (float(rect.get(name) or 0) for name in ("x", "y", "width", "height"))
        assert x >= -4 and y >= -4 and width >= 0 and height >= 0
        assert x + width <= wide + 4 and y + height <= tall + 4


@SLOW
@given(data(), LOOKS)
def test_bars_are_as_long_as_their_values(shown: tuple[Datum, ...], look: Look) -> None:
    root = etree.fromstring(draw(Bars("图", "份", shown), look).encode())
    known = [one for one in shown if one.value is not None]
    lengths = {
        group.get("data-figure"): rect
        for group in root.iter(f"{N}g")
        for rect in group.iter(f"{N}rect")
        if "bar" in (rect.get("class") or "")
    }
    assert set(lengths) == {one.id for one in known}
    largest = max((float(one.value or 0) for one in known), default=0)
    full = max((float(rect.get("width") or 0) for rect in lengths.values()), default=0)
    for one in known:
        if largest:
            assert float(lengths[one.id].get("width") or 0) == pytest.approx(
                float(one.value or 0) / largest * full, abs=0.02
            )


@SLOW
@given(any_chart(), LOOKS)
def test_what_is_missing_is_hatched_and_never_drawn_as_zero(chart: Chart, look: Look) -> None:
    root = etree.fromstring(draw(chart, look).encode())
    missing = {one.id for one in data_of(chart) if one.value is None}
    for group in root.iter(f"{N}g"):
        kinds = {(part.get("class") or "").split(" ")[0] for part in group}
        if group.get("data-figure") in missing:
            assert {"missing", "hatch"} <= kinds
            assert not kinds & {"bar", "dot", "area", "part"}
        else:
            assert not kinds & {"missing", "hatch"}


@SLOW
@given(any_chart(), LOOKS)
def test_values_never_stand_on_one_another(chart: Chart, look: Look) -> None:
    root = etree.fromstring(draw(chart, look).encode())
    if isinstance(chart, DistrictMap):
        return  # names on a map are kept inside their districts
    shown = boxes(root)
    for place, (left, top, right, bottom, said) in enumerate(shown):
        for other_left, other_top, other_right, other_bottom, other in shown[place + 1 :]:
            apart = (
                right <= other_left + 0.7
                or other_right <= left + 0.7
                or bottom <= other_top + 3
                or other_bottom <= top + 3
            )
            assert apart, f"{said} / {other}"


@SLOW
@given(any_chart())
def test_the_table_has_every_value_once(chart: Chart) -> None:
    shown = table(chart)
    assert all(len(row) == len(shown.head) for row in shown.rows)
    cells = [cell.id for row in shown.rows for cell in row if isinstance(cell, Datum) and cell.id]
    assert sorted(cells) == sorted(one.id for one in data_of(chart) if one.id)
    assert words(chart)
    assert description(chart).endswith("。")
    assert (
        "未报" in description(chart)
        or isinstance(chart, Multiples)
        or all(one.value is not None for one in data_of(chart))
    )
    assert "零计" in remarks(chart) or all(one.value is not None for one in data_of(chart))


@given(st.integers(0, 10**12), st.integers(1, 8))
def test_ticks_are_round_and_reach_the_largest(largest: int, wanted: int) -> None:
    marks = ticks(largest, wanted)
    assert marks[0] == 0 and marks[-1] >= largest and len(marks) <= wanted + 2
    step = marks[1] - marks[0]
    assert step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)} and step == int(step)
    assert all(after - before == step for before, after in pairwise(marks))


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_classes_take_in_every_value(values: list[int]) -> None:
    ends = breaks(values)
    assert 1 <= len(ends) <= 5 and ends == sorted(set(ends)) and ends[0] == 0
    assert len(class_words(ends)) == len(ends)
    for value in values:
        place = class_of(value, ends)
        assert ends[place] <= value and (place + 1 == len(ends) or value < ends[place + 1])


def test_ticks_and_classes_in_words() -> None:
    assert [tick_words(mark, 12300) for mark in ticks(12300, 5)] == ["0", "2,500", "5,000", "7,500", "10,000", "12,500"]
    assert [tick_words(mark, 500000) for mark in ticks(420642, 5)] == ["0", "10万", "20万", "30万", "40万", "50万"]
    assert ticks(3, 5) == [0, 1, 2, 3]
    assert class_words(breaks([990, 2300, 12300])) == [
        "不足2,500",
        "2,500—5,000",
        "5,000—7,500",
        "7,500—10,000",
        "10,000及以上",
    ]
    assert class_words(breaks([3, 40, 70000]))[0] == "不足5"


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_shares_add_up(values: list[int]) -> None:
    told = shares([Datum(str(value), value, str(value), value, value) for value in values])
    if sum(values):
        assert sum(Decimal(share.rstrip("%")) for share in told) == 100
    else:
        assert set(told) == {""}


def test_hatching_stays_inside() -> None:
    ring = [(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (20.0, 10.0), (0.0, 30.0)]
    lines = hatching([ring])
    assert lines
    for (x1, y1), (x2, y2) in lines:
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        assert 0 <= middle[0] <= 40 and 0 <= middle[1] <= 30
        notch = middle[1] > 10.5 + abs(middle[0] - 20)
        assert not notch


@given(st.text(min_size=1, max_size=40), st.floats(20, 400))
def test_wrapping_loses_nothing(text: str, room: float) -> None:
    lines = wrapped(text, 14, room, 3)
    assert "".join(lines) == text and len(lines) <= 3


def test_widths_are_not_less_than_those_of_the_font() -> None:
    """Measured against Noto Sans CJK, the first of the families that charts name."""
    ttf = pytest.importorskip("fontTools.ttLib")
    files = list(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))
    if not files:
        from support.absent import absent

        absent("NotoSansCJK-Regular.ttc is not installed")
    with ttf.TTFont(files[0], fontNumber=2, lazy=True) as font:
        names, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for sign in "安澜区0123456789,.%（）、·—余超约万 abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
            assert text_width(sign, units) >= metrics[names[ord(sign)]][0] - 1, sign


def test_the_citys_outlines(tmp_path: Path) -> None:
    from dibao.catalogue.create import OUTLINES, example

    shapes = load(example() / OUTLINES)
    assert len(shapes) == 9
    placed, wide, tall = fitted(list(shapes.values()), 400, 300)
    assert max(wide / 400, tall / 300) == pytest.approx(1)
    corners = [{corner for ring in shape.rings for corner in ring} for shape in placed]
    assert all(any(len(one & other) > 3 for other in corners if other is not one) for one in corners)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"features": []}',
        '{"features": [{"properties": {"code": "a"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
        '{"features": [{"properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}}]}',
        '{"features": [{"properties": {"code": "a"}, "geometry": {"type": "Polygon", "coordinates": [[["x", 0]]]}}]}',
        '{"features": [{"properties": {"code": "a"}, "geometry": null}]}',
    ],
)
def test_a_map_that_is_none_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "districts.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DibaoError) as caught:
        load(path)
    assert caught.value.code == "bad_map"
    assert re.search("districts.geojson", str(caught.value)) and "\n" not in str(caught.value)


def test_a_map_in_metres_or_with_islands(tmp_path: Path) -> None:
    island = "[[[[0,0],[900000,0],[900000,500000],[0,0]]],[[[1000000,0],[1100000,0],[1100000,90000],[1000000,0]]]]"
    outline = {"type": "MultiPolygon", "coordinates": json.loads(island)}
    feature = {"type": "Feature", "properties": {"name": "望海区"}, "geometry": outline}
    (tmp_path / "m.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    (shape,) = load(tmp_path / "m.geojson").values()
    assert len(shape.rings) == 2
    assert shape.box == (0, -500000, 1100000, 0)
