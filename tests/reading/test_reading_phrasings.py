"""The thirty phrasings that the reader must hold, as a table: text -> figures.

A figure is written `value unit [approx] [basis] | phrase`; what a row does not name is not compared.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dibao import documents, reading
from dibao.figures import Approx, Basis, Figure

DAY = date(2020, 2, 7)

ABOUT, MORE, MOST = Approx.ABOUT, Approx.AT_LEAST, Approx.AT_MOST
NEW, CUM, ASOF, RATE, OTHER = Basis.NEW, Basis.CUMULATIVE, Basis.ASOF, Basis.RATE, Basis.OTHER

Row = tuple[str, list[tuple[object, ...]]]

TABLE: list[Row] = [
    ("累计印发单页3200份、悬挂条幅96条。", [(3200, "份", CUM, "印发单页"), (96, "条", CUM, "悬挂条幅")]),
    ("发放800余份，张贴120多张。", [(800, "份", MORE), (120, "张", MORE)]),
    ("发放6.2万余份。", [(62_000, "份", MORE)]),
    ("出动58台次、310人次。", [(58, "台次"), (310, "人次")]),
    ("利用215块大屏播放公益广告。", [(215, "块", "利用大屏播放公益广告")]),
    ("新增900只，累计12600只。", [(900, "只", NEW), (12_600, "只", CUM)]),
    ("发布推文7篇（累计133篇）。", [(7, "篇", None, "发布推文"), (133, "篇", CUM, "发布推文")]),
    ("监测5400条，其中本地620条。", [(5400, "条"), (620, "条")]),
    ("排查31人，其中东河区18人。", [(31, "人"), (18, "人")]),
    ("东河区、西河区分别报送25篇、41篇。", [(25, "篇"), (41, "篇")]),
    ("2月6日0—24时，发布信息12条。", [(12, "条")]),
    ("昨日17时至今日17时，播发稿件9篇。", [(9, "篇")]),
    ("截至7日18时，张贴海报80张。", [(80, "张", CUM)]),
    ("疫情发生以来，共编发19期。", [(19, "期", CUM)]),
    ("短视频总播放量突破35万。", [(350_000, "", MORE)]),
    ("阅读量10万+，转发1.3w+。", [(100_000, "", MORE), (13_000, "", MORE)]),
    ("给8.9万户家庭发去一封信，36户家长签收。", [(89_000, "户"), (36, "户")]),
    ("蔬菜日上市量2600吨、猪肉日均上市量412吨。", [(2600, "吨", RATE), (412, "吨", RATE)]),
    ("当日上市量2600吨，单条最高日阅读量90次。", [(2600, "吨", None), (90, "次", OTHER)]),
    ("每日播放6次、日均1.5万条。", [(6, "次", RATE), (15_000, "条", RATE)]),
    ("巡查4至6次、每队8—10人。", [(4, "次", ABOUT), (8, "人", ABOUT, RATE)]),
    ("覆盖18万人次以上、发送短信超过40条。", [(180_000, "人次", MORE), (40, "条", MORE)]),
    ("刊发稿件近300篇。", [(300, "篇", ABOUT)]),
    ("设立十二个劝导点。", [(12, "个", None, "设立劝导点")]),
    ("悬挂横幅百余幅、走访千余户。", [(100, "幅", MORE), (1000, "户", MORE)]),
    ("整改率98.5%，比昨日提高1.2个百分点。", [("98.5", "%", RATE), ("1.2", "个百分点", RATE)]),
    ("安置45户132人。", [(45, "户"), (132, "人")]),
    ("刊播稿件76篇（条、次）。", [(76, "篇(条、次)")]),
    ("被中央媒体采用3篇。", [(3, "篇")]),
    ("发放通告、公开信共计2.4万张。", [(24_000, "张")]),
    ("新增0例。", [(0, "例", NEW)]),
    ("无新增。", []),
    ("12家融媒体中心发布战疫稿件。", [(12, "家", None, "融媒体中心")]),
    (
        "刊播防汛稿件86篇，较前一日增加12篇，累计512篇。",
        [(86, "篇", None, "刊播防汛稿件"), (12, "篇"), (512, "篇", CUM, "刊播防汛稿件")],
    ),
    ("宣传资料：1200份；横幅：35条。", [(1200, "份", None, "宣传资料"), (35, "条", None, "横幅")]),
]


def figures(text: str, day: date = DAY) -> list[Figure]:
    return reading.read(documents.from_text(text, "t.txt"), date=day)


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_phrasing(text: str, expected: list[tuple[object, ...]]) -> None:
    found = figures(text)
    assert [(str(one.value), one.unit) for one in found] == [(str(row[0]), row[1]) for row in expected]
    for one, row in zip(found, expected, strict=True):
        marks = [mark for mark in row[2:] if isinstance(mark, Approx)]
        assert one.approx is (marks[0] if marks else Approx.EXACT)
        for mark in row[2:]:
            if isinstance(mark, Basis):
                assert one.basis is mark
            elif isinstance(mark, str) and not isinstance(mark, Approx):
                assert one.phrase == mark


def test_windows_of_the_phrasings() -> None:
    day, night = (
        figures("2月6日0—24时，发布信息12条。")[0].window,
        figures("昨日17时至今日17时，播发稿件9篇。")[0].window,
    )
    assert (day.start, day.end) == (datetime(2020, 2, 6), datetime(2020, 2, 7))
    assert (night.start, night.end) == (datetime(2020, 2, 6, 17), datetime(2020, 2, 7, 17))
    assert figures("截至7日18时，张贴海报80张。")[0].window.end == datetime(2020, 2, 7, 18)
    assert not figures("疫情发生以来，共编发19期。")[0].window


def test_parts_point_to_their_whole() -> None:
    whole, part = figures("监测5400条，其中本地620条。")
    assert (whole.part_of, part.part_of) == (None, 0)
    found = figures("收到来件500件，其中甲300件、乙150件。又收到20件。")
    assert [one.part_of for one in found] == [None, 0, 0, None]


def test_intervals_of_the_design() -> None:
    def span(text: str) -> tuple[object, object, bool]:
        allowed = figures(text)[0].interval
        return allowed.low, allowed.high, allowed.open_high

    assert span("发放800余份。") == (800, 900, True)
    assert span("发放约500份。") == (400, 600, False)
    assert span("发放近300份。") == (200, 300, False)
    assert span("发放超过40份。") == (40, None, False)
    assert span("阅读10万+。") == (100_000, None, False)
    assert span("发放300—500份。") == (300, 500, False)
    assert span("阅读14.7万次。") == (146_500, 147_500, False)
    assert span("发放不超过40份。") == (0, 40, False)
    assert span("受劝导的群众上10万人次。") == (100_000, None, False)
    assert span("播放冲上10万次。") == (100_000, 100_000, False)


def test_shared_measure_words_and_elision() -> None:
    assert [(one.value, one.unit) for one in figures("三类事项依次为40、25、9件。")] == [
        (3, "类"), (40, "件"), (25, "件"), (9, "件"),
    ]  # fmt: skip
    assert [one.phrase for one in figures("县融媒体中心刊发稿件24篇，累计刊发1106篇。")] == ["刊发稿件", "刊发稿件"]
    assert [one.phrase for one in figures("累计发放宣传单300份、海报200张、口罩50只。")] == [
        "发放宣传单", "发放海报", "发放口罩",
    ]  # fmt: skip


def test_actors_are_stated_or_inherited() -> None:
    found = figures("县融媒体中心刊发稿件24篇，推出短视频3条。")
    assert [(one.actor, one.actor_how.value) for one in found] == [
        ("县融媒体中心", "stated"), ("县融媒体中心", "inherited"),
    ]  # fmt: skip
    assert [one.actor for one in figures("-市公安局发布信息3条。")] == ["市公安局"]
