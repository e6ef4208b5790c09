"""Charts in a brief: which values they show, in every format, traced and verified like the figures of the text."""

from __future__ import annotations

import ctypes
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from composing_city import CITY, DAY, UNITS, Shelf, large_city, small_city
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from pypdfium2 import raw

from dibao.catalogue import Settings, Unit, Units, Workspace
from dibao.composing import build_template, compose, trace, verify, write
from dibao.composing.binding import CHART_KINDS, Binding, ChartPlace, parse
from dibao.composing.brief import Brief, Picture, State
from dibao.composing.charts import Bars, DistrictMap, Multiples, Parts, Trend
from dibao.composing.edition import Edition
from dibao.composing.facts import Facts
from dibao.composing.pictures import pictures
from dibao.composing.series import compose_edition
from dibao.composing.word_pictures import NO_PICTURE
from dibao.entries import Origin
from dibao.errors import DibaoError
from dibao.figures import Basis
from support.absent import absent

DISTRICTS = ("wanghai", "liulin", "qingxi", "bailu")


def week(days: int = 7) -> Shelf:
    """Four districts over days; on the third day before the last nobody reports, on the last 白鹿区 is silent."""
    shelf = Shelf()
    for back in range(days - 1, -1, -1):
        day = DAY - timedelta(days=back)
        if back == 3:
            continue
        for place, code in enumerate(DISTRICTS):
            if code == "bailu" and back == 0:
                continue
            report = shelf.report(code, day)
            shelf.add(code, "outreach.households", 100 * (place + 1) + back, "户", day=day, report=report)
            shelf.add(code, "outreach.households", 9000 - back, "户", Basis.CUMULATIVE, day=day, report=report)
    return shelf


def charted(notation: str, shelf: Shelf, tmp_path: Path, city: Workspace = CITY) -> Brief:
    (tmp_path / "template.docx").write_bytes(build_template(f"【标题】工作情况\n一、附图\n{notation}\n【封签】[seal]"))
    return compose(shelf, city, DAY, tmp_path / "template.docx")


def only(brief: Brief) -> Picture:
    (picture,) = brief.pictures()
    return picture


def test_a_bar_for_each_unit_and_none_for_those_that_do_no_such_work(tmp_path: Path) -> None:
    picture = only(charted("[chart bars outreach.leaflets new]", small_city(), tmp_path))
    assert isinstance(picture.chart, Bars)
    assert [(one.label, one.text, one.value is None) for one in picture.chart.data] == [
        ("望海区", "8,310", False),
        ("柳林区", "1.23万", False),
        ("清溪县", "4,060", False),
        ("白鹿区", "未报", True),
    ]
    assert picture.caption.text == "图1　各单位发放宣传资料新增（份，2月2日11:00至2月3日11:00）"
    assert picture.note is not None and "白鹿区" in picture.note.text
    largest = only(charted("[chart bars outreach.leaflets new order=value]", small_city(), tmp_path)).chart
    assert isinstance(largest, Bars)
    assert [one.label for one in largest.data] == ["柳林区", "望海区", "清溪县", "白鹿区"]


def test_a_trend_knows_its_days_their_gaps_and_who_was_missing(tmp_path: Path) -> None:
    shelf = week()
    picture = only(charted("[chart trend outreach.households new scope=kind:district]", shelf, tmp_path))
    assert isinstance(picture.chart, Trend)
    assert [one.value for one in picture.chart.reported] == [1024, 1020, 1016, None, 1008, 1004, 600]
    assert [one.lacking for one in picture.chart.reported][-2:] == [(), ("白鹿区",)]
    asked, shelf.asked = shelf.asked, 0
    charted("[chart bars outreach.households new]", shelf, tmp_path)
    assert asked == shelf.asked  # the same questions, whatever the number of days
    figures = [run for paragraph in picture.paragraphs() for run in paragraph.runs if hasattr(run, "binding")]
    assert [figure.binding.day for figure in figures] == [-6, -5, -4, -3, -2, -1, 0]
    assert figures[0].state is State.SOUND and figures[3].state is State.MISSING
    assert all(source.day == DAY - timedelta(days=6) for source in figures[0].sources)


def test_a_trend_begins_with_the_first_day_on_which_anything_came(tmp_path: Path) -> None:
    picture = only(charted("[chart trend outreach.households cumulative days=28]", week(), tmp_path))
    assert isinstance(picture.chart, Trend)
    assert (picture.chart.days[0], len(picture.chart.days), picture.chart.standing) == (
        DAY - timedelta(days=6),
        7,
        True,
    )


def test_an_edition_has_its_days_too(tmp_path: Path) -> None:
    notation = "[chart trend outreach.households new scope=kind:district]"
    (tmp_path / "template.docx").write_bytes(build_template(notation))
    edition = Edition.of(CITY.settings, DAY)
    brief = compose_edition(week(), CITY, edition, tmp_path / "template.docx")
    chart = only(brief).chart
    assert isinstance(chart, Trend) and len(chart.days) == 7


def test_counted_stands_beside_reported(tmp_path: Path) -> None:
    shelf = week()
    shelf.add("wanghai", "outreach.households", 97, "户", day=DAY - timedelta(days=1), origin=Origin.COUNTED)
    picture = only(charted("[chart trend outreach.households new scope=wanghai]", shelf, tmp_path))
    assert isinstance(picture.chart, Trend)
    assert [one.value for one in picture.chart.reported][-2:] == [101, 100]
    assert [one.value if one else None for one in picture.chart.counted][-2:] == [97, None]
    write(charted("[chart trend outreach.households new scope=wanghai]", shelf, tmp_path), tmp_path / "b.json")
    assert verify(tmp_path / "b.json", shelf, CITY) == []


def test_parts_only_where_they_add_up(tmp_path: Path) -> None:
    shelf = small_city()
    picture = only(charted("[chart parts outreach.households new]", week(), tmp_path))
    assert isinstance(picture.chart, Parts)
    assert sum(one.value or 0 for one in picture.chart.parts) == picture.chart.whole.value == 600
    by_item = charted("[chart parts outreach.goods new by=item]", shelf, tmp_path)
    assert list(by_item.pictures()) == []  # 只 and 包 make no whole
    assert list(charted("[chart parts media.stories new by=kind]", shelf, tmp_path).pictures()) == []  # one part


def test_small_multiples_share_their_days(tmp_path: Path) -> None:
    chart = only(charted("[chart multiples outreach.households new scope=kind:district]", week(), tmp_path)).chart
    assert isinstance(chart, Multiples)
    assert {(name, len(row)) for name, row in chart.rows} == {(UNITS[code].name, 7) for code in DISTRICTS}


def outlines(root: Path) -> None:
    features = []
    for place, code in enumerate(DISTRICTS):
        ring = [[place, 0], [place + 1, 0], [place + 1, 1], [place, 1], [place, 0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": shape})
    (root / "districts.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")


def test_a_map_has_outlines_where_the_office_has_them_else_tiles(tmp_path: Path) -> None:
    city = replace(CITY, root=tmp_path)
    tiles = only(charted("[chart map outreach.leaflets new scope=kind:district]", small_city(), tmp_path, city)).chart
    assert isinstance(tiles, DistrictMap) and all(area.shape is None for area in tiles.areas)
    outlines(tmp_path)
    drawn = only(charted("[chart map outreach.leaflets new scope=kind:district]", small_city(), tmp_path, city)).chart
    assert isinstance(drawn, DistrictMap) and all(area.shape for area in drawn.areas)
    (tmp_path / "districts.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(DibaoError) as caught:
        charted("[chart map outreach.leaflets new scope=kind:district]", small_city(), tmp_path, city)
    assert caught.value.code == "bad_map"


def test_tiles_stand_where_units_csv_puts_them(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "code,name,kind,parent,aliases,place\na,望海区,district,,,1-2\nb,柳林区,district,,,2-1\n", encoding="utf-8"
    )
    assert [unit.place for unit in Units.load(path).values()] == [(1, 2), (2, 1)]
    path.write_text("code,name,kind,place\na,望海区,district,左上\n", encoding="utf-8")
    with pytest.raises(DibaoError, match="2-3"):
        Units.load(path)


def test_without_enough_values_there_is_no_chart_and_no_heading(tmp_path: Path) -> None:
    brief = charted("[chart bars media.stories new]", small_city(), tmp_path)
    assert list(brief.pictures()) == []
    assert "附图" not in brief.text
    write(brief, tmp_path / "brief.docx")
    assert "chart" not in "".join(Document(str(tmp_path / "brief.docx")).element.body.itertext())


def test_an_office_may_do_without_charts() -> None:
    plain = replace(CITY, settings=replace(CITY.settings, charts=False))
    assert list(compose(small_city(), plain, DAY).pictures()) == []
    assert len(list(compose(small_city(), CITY, DAY).pictures())) == 2


def test_many_units_take_two_charts_on_one_scale(tmp_path: Path) -> None:
    shelf, city = large_city(units=30, days=1)
    brief = charted("[chart bars media.stories new scope=kind:district]", shelf, tmp_path, city)
    charts = [picture.chart for picture in brief.pictures()]
    assert [len(chart.data) for chart in charts if isinstance(chart, Bars)] == [15, 15]
    assert {chart.largest for chart in charts if isinstance(chart, Bars)} == {129}
    assert [picture.caption.text[:3] for picture in brief.pictures()] == ["图1　", "图2　"]
    write(brief, tmp_path / "brief.docx")
    assert verify(tmp_path / "brief.docx", shelf, city) == []
    again = compose(shelf, city, DAY, tmp_path / "brief.docx")
    assert [picture.caption.text for picture in again.pictures()] == [one.caption.text for one in brief.pictures()]
    write(again, tmp_path / "again.docx")
    assert len(Document(str(tmp_path / "again.docx")).tables) == 2


@pytest.mark.parametrize("place", ["见图[chart bars media.stories new]。", "[chart bars media.stories new][issue]"])
def test_a_chart_has_a_paragraph_of_its_own(place: str, tmp_path: Path) -> None:
    with pytest.raises(DibaoError) as caught:
        charted(place, small_city(), tmp_path)
    assert caught.value.code == "bad_template"


@pytest.mark.parametrize(
    "wrong", ["[chart pie media.stories new]", "[chart trend media.stories new days=90]", "[chart bars media.stories]"]
)
def test_a_notation_that_is_wrong_is_refused(wrong: str) -> None:
    with pytest.raises(DibaoError) as caught:
        build_template(wrong)
    assert caught.value.code == "bad_template"


@given(
    st.sampled_from(CHART_KINDS),
    st.sampled_from(["all", "kind:district", "wanghai"]),
    st.integers(2, 28),
    st.sampled_from(["unit", "kind", "item", "tier"]),
    st.sampled_from(["", "value"]),
    st.integers(-28, 0),
)
def test_the_notation_reads_back(kind: str, scope: str, days: int, by: str, order: str, back: int) -> None:
    place = ChartPlace(kind, Binding("media.stories", Basis.NEW, scope=scope, measure="篇"), days, by, order)
    assert parse(str(place)) == place
    value = replace(place.binding, day=back, origin="counted")
    assert parse(str(value)) == value


SUFFIXES = (".docx", ".html", ".json", ".pdf")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The week's trend and the districts' bars in every format that this machine can write."""
    folder = tmp_path_factory.mktemp("charts")
    notation = "[chart bars outreach.households new]\n[chart trend outreach.households new scope=kind:district]"
    brief = charted(notation, week(), folder)
    for suffix in SUFFIXES:
        try:
            write(brief, folder / f"brief{suffix}")
        except DibaoError as error:
            if error.code not in ("no_fonts", "no_typst"):
                raise
            absent(str(error))
    return folder / "brief"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_values_of_charts_are_traced_and_verified(written: Path, suffix: str) -> None:
    path = written.with_suffix(suffix)
    told = [figure for figure in trace(path) if figure.get("picture")]
    assert len(told) == 4 + 7
    assert all(sum(s["value"] for s in f["sources"]) == f["value"] for f in told if f["value"] is not None)
    assert verify(path) == []
    assert verify(path, week(), CITY) == []
    moved = week()
    moved.amend(1, 77)
    changed = verify(path, moved, CITY)
    assert {(one.text_now, str(one.kind)) for one in changed if one.id != "seal"} == {("995", "moved")}


def pictured(path: Path) -> Iterator[tuple[etree._Element, str]]:
    word = Document(str(path))
    for inline in word.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"):
        yield inline, inline.find("{*}docPr").get("descr")


def test_word_gets_a_drawing_a_picture_and_words_for_those_who_do_not_see(written: Path) -> None:
    shown = list(pictured(written.with_suffix(".docx")))
    assert [told.split("，")[0] for _, told in shown] == ["条形图", "逐日图"]
    with zipfile.ZipFile(written.with_suffix(".docx")) as archive:
        names = archive.namelist()
        pixels = [archive.read(name) for name in names if name.endswith(".png")]
        drawings = [archive.read(name) for name in names if name.endswith(".svg")]
    assert len(pixels) == len(drawings) == 2
    assert all(one.startswith(b"\x89PNG") and int.from_bytes(one[16:20], "big") > 1000 for one in pixels)
    area = 156 * 36000
    assert all(int(inline.find("{*}extent").get("cx")) <= area for inline, _ in shown)


def test_a_label_changed_in_the_drawing_is_found(written: Path, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(written.with_suffix(".docx")) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(b">200<", b">900<", 1) if name.endswith("chart1.svg") else data)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    assert [(one.text_then, one.text_now) for one in verify(tmp_path / "a.docx")] == [("200", "900")]
    page = written.with_suffix(".html").read_text(encoding="utf-8").replace(">200</text>", ">900</text>", 1)
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert [(one.text_then, one.text_now) for one in verify(tmp_path / "a.html")] == [("200", "900")]


def test_a_brief_with_charts_is_a_template_again(written: Path, tmp_path: Path) -> None:
    again = compose(week(), CITY, DAY, written.with_suffix(".docx"))
    assert [picture.caption.text for picture in again.pictures()] == [
        picture.caption.text for picture in compose(week(), CITY, DAY, written.with_name("template.docx")).pictures()
    ]
    write(again, tmp_path / "again.docx")
    assert len(list(pictured(tmp_path / "again.docx"))) == 2
    assert len(Document(str(tmp_path / "again.docx")).tables) == 2
    assert verify(tmp_path / "again.docx", week(), CITY) == []


@pytest.mark.slow
def test_libreoffice_keeps_the_charts(written: Path, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        absent("LibreOffice is not installed")
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [program, home, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(written.with_suffix(".docx"))], check=True, capture_output=True, timeout=180)
    saved = tmp_path / "brief.docx"
    assert verify(saved, week(), CITY) == []
    assert [told.split("，")[0] for _, told in pictured(saved)] == ["条形图", "逐日图"]
    write(compose(week(), CITY, DAY, saved), tmp_path / "again.docx")
    assert len(list(pictured(tmp_path / "again.docx"))) == 2
    assert len(Document(str(tmp_path / "again.docx")).tables) == 2


def alternatives(path: Path) -> list[str]:
    """The alternative texts of a tagged PDF."""
    document = pypdfium2.PdfDocument(path)
    found: list[str] = []

    def walk(element: object) -> None:
        length = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if length > 2:
            buffer = ctypes.create_string_buffer(length)
            raw.FPDF_StructElement_GetAltText(element, buffer, length)
            found.append(buffer.raw[: length - 2].decode("utf-16-le"))
        for place in range(raw.FPDF_StructElement_CountChildren(element)):
            child = raw.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                walk(child)

    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            walk(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)
    return found


def test_the_pdf_tells_its_charts_to_those_who_do_not_see(written: Path) -> None:
    told = alternatives(written.with_suffix(".pdf"))
    assert [one.split("，")[0] for one in dict.fromkeys(told)] == ["条形图", "逐日图"]
    data = written.with_suffix(".pdf").read_bytes()
    assert b"pdfuaid:part>1<" in data and b"pdfaid:part>3<" in data


def test_the_page_shows_each_chart_wide_and_narrow_with_its_table(written: Path) -> None:
    page = lxml_html.document_fromstring(written.with_suffix(".html").read_text(encoding="utf-8"))
    for figure in page.xpath("//figure[@class='chart']"):
        assert len(figure.xpath(".//svg")) == 2
        links = figure.xpath(".//details//a[@class]/@id")
        marks = figure.xpath("./div[@class='wide']//*[@data-figure]/@data-figure")
        assert set(marks) == set(links)
        assert all(page.xpath("//section[@id=$id]", id=f"src-{link}") for link in links)
    assert not page.xpath("//svg//@style")


def test_without_fonts_a_word_file_has_the_table_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dibao.composing.word_pictures.pngs", lambda drawings: None)
    write(charted("[chart bars outreach.leaflets new]", small_city(), tmp_path), tmp_path / "brief.docx")
    word = Document(str(tmp_path / "brief.docx"))
    assert NO_PICTURE in [paragraph.text for paragraph in word.paragraphs]
    assert len(word.tables) == 1
    assert verify(tmp_path / "brief.docx") == []


def test_a_districts_figure_holds_what_is_below_it() -> None:
    units = Units(
        [
            Unit("a", "望海区", "district"),
            Unit("b", "望海镇", "district", "a"),
            Unit("c", "柳林区", "district"),
            Unit("d", "清溪县", "district"),
        ]
    )
    shelf = Shelf()
    for code in ("a", "b", "c", "d"):
        shelf.add(code, "outreach.leaflets", 10, "份")
    city = Workspace(settings=Settings(began=date(2026, 1, 25)), units=units)
    place = ChartPlace("bars", Binding("outreach.leaflets", Basis.NEW, scope="kind:district"))
    (picture,) = pictures("f1", place, Facts.of(shelf, city, DAY), 0)
    assert isinstance(picture.chart, Bars)
    assert [(one.label, one.value) for one in picture.chart.data] == [("望海区", 10), ("柳林区", 10), ("清溪县", 10)]
