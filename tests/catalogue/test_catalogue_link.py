"""Naming figures: a table of phrasings, what stays open, wordings, local catalogues, bases, items and speed."""

from __future__ import annotations

import pickle
import time
from dataclasses import FrozenInstanceError, fields, replace
from datetime import datetime

import pytest

from dibao.catalogue import (
    OTHER,
    Catalogue,
    Indicator,
    Nature,
    Unit,
    Units,
    Wording,
    candidates,
    default_catalogue,
    link,
)
from dibao.documents import from_text
from dibao.documents.blocks import Cell, Document, Table
from dibao.figures import Approx, Basis, Figure, How, Interval, Span, Window
from support.phrasings import ROWS, marked


def named(text: str, catalogue: Catalogue | None = None, **options: object) -> list[Figure]:
    document, figures = marked(text)
    return link(document, figures, catalogue or default_catalogue(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['area']}:{row['text'][:18]}" for row in ROWS])
def test_a_phrasing_names_its_indicator_and_item(row: dict[str, str]) -> None:
    """`codes`: alternatives with |, `none` where it may stay open; `items`: * where any will do."""
    codes = row["codes"].split(";")
    items = [*row["items"].split(";"), *[""] * len(codes)][: len(codes)]
    figures = named(row["text"] + "。")
    assert len(figures) == len(codes)
    for figure, code, item in zip(figures, codes, items, strict=True):
        assert (figure.indicator or "none") in code.split("|"), (figure.text, figure.unit, figure.reasons)
        if item != "*" and figure.indicator:
            assert figure.item == item, figure.text


def test_the_table_is_large_and_covers_every_area() -> None:
    areas = {indicator.area for indicator in default_catalogue().values()}
    assert len(ROWS) >= 150
    assert areas <= {row["area"] for row in ROWS} | {"privacy"}
    codes = {code for row in ROWS for cell in row["codes"].split(";") for code in cell.split("|")}
    assert set(default_catalogue()) <= codes


@pytest.mark.parametrize(
    "text",
    [
        "在学校设置〔3|个〕洗手槽",
        "安装自助终端〔15|个〕",
        "横幅、海报、手册齐上阵，另有老物件〔41|个〕",
        "会上共〔12|个〕",
        "累计〔300|〕",
        "宣传之余，他们还修好了〔7|台〕收音机",
        "志愿者带来了〔30|筐〕土豆",
    ],
)
def test_what_is_not_plain_stays_open(text: str) -> None:
    assert [figure.indicator for figure in named(text)] == [None]


def test_candidates_explain_with_score_margin_and_reasons() -> None:
    document, figures = marked("全镇悬挂横幅〔205|条〕，张贴标语〔380|条〕。")
    found = candidates(document, figures, 1, default_catalogue())
    assert found[0].code == "outreach.slogans"
    assert found[0].accepted and found[0].margin > 0
    assert any("标语" in reason for reason in found[0].reasons)
    assert all(other.score <= found[0].score and other.margin <= 0 for other in found[1:])


def test_candidates_of_an_open_figure_are_not_accepted() -> None:
    document, figures = marked("捐赠口罩〔2000|只〕。")
    found = candidates(document, figures, 0, default_catalogue())
    assert {"outreach.goods", OTHER} <= {one.code for one in found}
    assert not found[0].accepted


def test_order_length_and_everything_else_are_kept() -> None:
    document, figures = marked("横幅〔35|条〕，洗手槽〔2|个〕，海报〔60|张〕。", actor="某镇", actor_how=How.STATED)
    result = link(document, figures, default_catalogue())
    assert [figure.span for figure in result] == [figure.span for figure in figures]
    assert {figure.actor for figure in result} == {"某镇"}


def test_a_confirmed_wording_wins_where_it_fits() -> None:
    document, figures = marked("开展板凳闲话〔64|场〕。", phrase="开展板凳闲话")
    catalogue = default_catalogue()
    told = (Wording("开展板凳闲话", "outreach.talks", unit="场"),)
    assert link(document, figures, catalogue, wordings=told)[0].indicator == "outreach.talks"
    assert link(document, figures, catalogue)[0].indicator != "outreach.talks"


def test_a_confirmed_wording_beats_the_lexicon_and_the_last_one_counts() -> None:
    document, figures = marked("悬挂横幅〔64|条〕。", phrase="悬挂横幅")
    told = (Wording("悬挂横幅", "outreach.posters"), Wording("累计悬挂横幅", "outreach.slogans"))
    assert link(document, figures, default_catalogue(), wordings=told)[0].indicator == "outreach.slogans"


def test_a_near_wording_counts_and_a_far_one_does_not() -> None:
    document, figures = marked("组织板凳闲话会活动〔64|场〕。", phrase="组织开展板凳闲话会活动")
    near = (Wording("开展板凳闲话会活动", "outreach.talks", unit="场"),)
    far = (Wording("板凳搬运", "volunteers.services", unit="场"),)
    assert link(document, figures, default_catalogue(), wordings=near)[0].indicator == "outreach.talks"
    assert link(document, figures, default_catalogue(), wordings=far)[0].indicator != "volunteers.services"


@pytest.mark.parametrize(
    "wording",
    [
        Wording("开展板凳闲话", "outreach.talks", unit="次"),
        Wording("开展板凳闲话", "outreach.talks", basis="new"),
        Wording("开展板凳闲话", "no.such.code"),
    ],
)
def test_a_wording_of_another_measure_basis_or_catalogue_is_none(wording: Wording) -> None:
    document, figures = marked("开展板凳闲话〔64|场〕。", phrase="开展板凳闲话", basis=Basis.CUMULATIVE)
    assert link(document, figures, default_catalogue(), wordings=(wording,))[0].indicator != "outreach.talks"


LOCAL = Catalogue(
    [
        Indicator(
            "river.patrols", "河道巡护", "River patrols", Nature.FLOW, ("次", "公里"), True, True, "巡河、护河、清漂"
        ),
        Indicator(
            "river.wardens", "民间河长", "River wardens", Nature.STOCK, ("名", "人"), True, False, "民间河长人数"
        ),
        Indicator("outreach.banners", "悬挂横幅", "Banners", Nature.FLOW, ("条",), True, True, "横幅"),
    ]
)


def test_a_local_catalogue_is_matched_by_names_glosses_and_units() -> None:
    figures = named(
        "开展河道巡护〔46|次〕，清漂〔12|次〕，现有民间河长〔30|名〕，悬挂横幅〔8|条〕，发放宣传单〔900|份〕。", LOCAL
    )
    codes = [figure.indicator for figure in figures]
    assert codes == ["river.patrols", "river.patrols", "river.wardens", "outreach.banners", None]
    assert figures[2].basis is Basis.ASOF


def test_a_local_indicator_asks_for_its_measure_words() -> None:
    assert named("民间河长〔30|箱〕。", LOCAL)[0].indicator is None


def test_the_units_of_a_workspace_tell_media_from_platforms() -> None:
    units = Units([Unit("als", "安澜时空", "platform"), Unit("alw", "安澜晚报社", "media")])
    assert named("安澜时空推送信息〔38|条〕。", units=units)[0].indicator == "accounts.posts"
    assert named("安澜晚报社推送信息〔38|条〕。", units=units)[0].indicator == "media.stories"


@pytest.mark.parametrize(
    ("text", "bounded", "basis"),
    [
        ("发放宣传单〔500|份〕。", True, Basis.NEW),
        ("发放宣传单〔500|份〕。", False, Basis.CUMULATIVE),
        ("电子显示屏〔20|块〕。", True, Basis.ASOF),
        ("满意率〔98|%〕。", True, Basis.RATE),
        ("宣传资料〔14|种〕。", True, Basis.OTHER),
        ("受益群众〔1200|人〕。", False, Basis.ASOF),
        ("清运垃圾〔36|吨〕。", True, Basis.NEW),
    ],
)
def test_the_default_basis_is_by_nature(text: str, bounded: bool, basis: Basis) -> None:
    from datetime import datetime

    window = Window(datetime(2026, 2, 1), datetime(2026, 2, 2)) if bounded else Window()
    document, figures = marked(text, window=window)
    result = link(document, figures, default_catalogue())[0]
    assert (result.basis, result.basis_how) == (basis, How.DEFAULT)


def test_a_stated_basis_stays() -> None:
    document, figures = marked("电子显示屏〔20|块〕。", basis=Basis.NEW, basis_how=How.STATED)
    result = link(document, figures, default_catalogue())[0]
    assert (result.basis, result.basis_how) == (Basis.NEW, How.STATED)


def test_a_flow_beside_its_own_total_is_new() -> None:
    document, figures = marked("接听群众来电〔130|个〕，累计接听〔2600|个〕。")
    told = [figures[0], replace(figures[1], basis=Basis.CUMULATIVE, basis_how=How.STATED)]
    first, total = link(document, told, default_catalogue())
    assert first.indicator == total.indicator == "listening.calls"
    assert (first.basis, total.basis) == (Basis.NEW, Basis.CUMULATIVE)


def test_the_reasons_are_the_words_that_spoke_for_the_code() -> None:
    figure = named("悬挂横幅〔205|条〕。")[0]
    assert any("横幅" in reason for reason in figure.reasons)
    document, figures = marked("悬挂横幅〔205|条〕。")
    for one in candidates(document, figures, 0, default_catalogue()):
        assert one.reasons and sum(float(reason[-4:]) for reason in one.reasons) == pytest.approx(one.score, abs=0.2)


def test_media_of_the_province_are_higher_ones_to_a_county_and_its_own_to_the_province() -> None:
    assert named("我县报送信息。省级媒体刊播〔624|篇〕。")[0].indicator == "media.stories_upper"
    assert named("全省统计。省级媒体刊播〔624|篇〕。")[0].indicator == "media.stories"
    assert named("我县报送信息。市级媒体刊播〔24|篇〕。")[0].indicator == "media.stories_upper"


def test_an_act_says_that_a_stock_is_a_flow() -> None:
    figure = named("出动宣传车〔35|辆〕。")[0]
    assert (figure.indicator, figure.basis, figure.basis_how) == ("outreach.vans", Basis.CUMULATIVE, How.STATED)
    assert named("现有宣传车〔35|辆〕。")[0].basis is Basis.ASOF


def test_the_item_is_the_same_from_day_to_day() -> None:
    days = [
        "发放口罩〔300|只〕。",
        "为群众免费发放医用口罩〔420|只〕。",
        "口罩发放〔500余|只〕。",
        "今日向商户赠送口罩〔80|只〕，累计〔1300|只〕。",
    ]
    items = {(figure.indicator, figure.item) for day in days for figure in named(day)}
    assert items == {("outreach.goods", "口罩")}


def test_a_generic_or_joined_name_is_no_item() -> None:
    figures = named("发放宣传资料〔300|份〕。发放宣传单、折页、手册〔900|份〕。发放物品〔20|件〕。")
    assert [figure.item for figure in figures] == ["", "", ""]


def test_a_table_cell_is_named_by_its_phrase() -> None:
    text = "项目\t新增\n张贴海报\t265\n"
    cells = (Cell(0, 2, 0, 0), Cell(3, 5, 0, 1), Cell(6, 10, 1, 0), Cell(11, 14, 1, 1))
    document = Document("t", text, (Table(0, 14, cells, 2, 2),))
    figure = Figure(265, Interval.exactly(265), Approx.EXACT, "张", Span("t", 11, 14), "265", phrase="张贴海报")
    result = link(document, [figure], default_catalogue())[0]
    assert (result.indicator, result.item) == ("outreach.posters", "海报")


def test_hard_wraps_part_nothing() -> None:
    text = (
        "截至2月3日，全市各级宣传部门共悬挂各类宣传横\n"
        "幅〔205|条〕，在主要路口张贴疫情防控宣传标语共计\n"
        "〔1456|条〕，利用电子显示屏滚动播放宣传标语。\n"
    )
    assert [figure.indicator for figure in named(text)] == ["outreach.banners", "outreach.slogans"]


def test_linking_is_fast() -> None:
    """A guard against a slip into the quadratic, far below what is measured (about 600,000 characters a second)."""
    text = "".join(row["text"] + "。\n" for row in ROWS)
    document, figures = marked(text)
    link(document, figures, default_catalogue())
    began = time.process_time()
    for turn in range(3):
        link(from_text(document.text, str(turn)), figures, default_catalogue())
    assert 3 * len(document.text) / (time.process_time() - began) > 30_000


def test_half_a_surrogate_pair_moves_nothing() -> None:
    whole, broken = (named(f"发布{sign}消息〔12|条〕，张贴海报〔30|张〕。") for sign in ("\ufffd", "\udc80"))
    assert [figure.indicator for figure in broken] == [figure.indicator for figure in whole]
    assert broken[1].indicator == "outreach.posters"


def test_linking_sets_five_fields_and_keeps_the_others() -> None:
    document, [figure] = marked("张贴海报〔30|张〕。")
    set_ = {"indicator", "item", "basis", "basis_how", "reasons"}
    other = {
        "value": 31,
        "interval": Interval(30, 32),
        "approx": Approx.ABOUT,
        "text": "三十",
        "phrase": "海报",
        "actor": "望海区",
        "actor_how": How.STATED,
        "window": Window(None, datetime(2026, 2, 4)),
        "window_how": How.INHERITED,
        "part_of": 7,
        "masked": True,
    }
    assert {field.name for field in fields(Figure)} == set_ | other.keys() | {"unit", "span"}
    figure = replace(figure, **other)  # type: ignore[arg-type]
    [linked] = link(document, [figure], default_catalogue())
    kept = {field.name: getattr(figure, field.name) for field in fields(Figure) if field.name not in set_}
    assert {name: getattr(linked, name) for name in kept} == kept and linked.indicator == "outreach.posters"
    assert pickle.loads(pickle.dumps(linked)) == linked and hash(linked) == hash(replace(linked))
    with pytest.raises(FrozenInstanceError):
        linked.value = 32  # type: ignore[misc]
