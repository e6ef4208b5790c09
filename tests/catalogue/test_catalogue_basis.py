"""The basis on which a figure is told in the end: what words say, else the nature of what is counted."""

from __future__ import annotations

from datetime import date

import pytest

from dibao import documents, reading
from dibao.catalogue import default_catalogue, link

DAY = date(2022, 6, 12)


def bases(text: str) -> list[str]:
    document = documents.from_text(text, "t.txt")
    return [
        one.basis.value for one in link(document, reading.read(document, date=DAY), default_catalogue()) if one.basis
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # how many there are of one, written without 每
        ("截至6月9日，喇叭一天播5次，一遍20分钟。", ["rate", "rate"]),
        ("截至6月9日，《致家长信》一户2封，一节课讲了40分钟。", ["rate", "rate"]),
        ("6月1日至7日，党员3至5人一组上门，巡查员3班轮换。", ["rate", "rate"]),
        ("截至6月9日，登记即送毛巾2条，共送出400条。", ["rate", "cumulative"]),
        ("6月9日，义诊点一天接待老人300人次。", ["new"]),
        # the most of one kind
        ("截至6月9日，最火的一条讲堤坝，读到8万+。", ["other"]),
        ("6月1日至7日，接听来电900件，最忙的一天210件。", ["new", "other"]),
        ("6月1日至7日，接待游客9万人次，高峰日2.1万人次，单程最远40公里。", ["new", "other", "other"]),
        # what is open to the public, inspected or closed
        ("截至6月9日，抽检餐馆46家，取缔流动摊点7处，停工工地5处。", ["cumulative", "cumulative", "asof"]),
        ("收集难题64个，签约服务30户。全区有播出机构12个。", ["cumulative", "cumulative", "asof"]),
        # what stands, and what was put up for a bounded event
        ("全市开着接种点26个。", ["asof"]),
        ("村里住着318户1220人。", ["asof", "asof"]),
        ("截至6月9日，全县藏书12万册，建有书屋80个。", ["asof", "asof"]),
        ("6月6日至12日，展板立了32块，市台开专栏3个。", ["new", "new"]),
        ("6月1日至7日，镇里赶印的倡议书3200封，张贴上墙。", ["new"]),
        ("6月9日，村村通音柱267个同步播预警，商场里62块屏幕滚动字幕。", ["asof", "asof"]),
        ("6月1日至7日，全市173个账号按口令转发。", ["asof"]),
        # for whom it was done, a documentary, a part on the basis of its whole
        ("5月，队员给76户换了线路，为61名职工讨回工资。", ["new", "new"]),
        ("5月，纪录片出了10集。", ["new"]),
        ("5月，张贴提示9700张，其中电梯间2800张。", ["new", "new"]),
        ("此次活动累计发放折页1.5万份，为400名群众提供咨询。", ["cumulative", "cumulative"]),
        ("6月9日，出动宣传车52台、宣传喇叭104个。", ["new", "new"]),
        ("6月9日，干部进村入户，连夜转移群众215户687人。", ["new", "new"]),
        # a holiday without dates, the best day
        ("端午3天假期，文化馆推出活动13场，接待观众6.8万人次。", ["new", "new"]),
        ("全运会期间，推出活动13场。", ["new"]),
        ("截至6月9日，受理诉求18万件，单日最高受理量1.3万件。", ["cumulative", "other"]),
        ("去年以来，培训学员8期420人，其中开起网店的有95人。", ["cumulative", "cumulative", "cumulative"]),
        ("截至6月9日，云自习室办了6场，最多一晚有1.3万人在线。", ["cumulative", "other"]),
        ("科普活动周里，市疾控中心牵头设宣传点46处。", ["new"]),
        ("6月9日，全市310名干部上堤守点。6月1日至30日，全市173个账号转发。", ["new", "asof"]),
        ("5月最忙，单日最高来电4.2万个，日均2.3万个。", ["other", "rate"]),
        # so many more of what stands
        ("5月，公众号涨粉2.3万。", ["new"]),
        ("截至6月9日，公众号涨粉2.3万。", ["cumulative"]),
    ],
)
def test_the_basis_in_the_end(text: str, expected: list[str]) -> None:
    assert bases(text) == expected


def test_a_rounded_title_is_on_the_basis_of_the_text() -> None:
    assert bases("科普周迎客超2万人次\n6月1日至7日，线下参与2.3万人次。") == ["new", "new"]
