"""Parts and growth: what is told only by where, by an act, or by how much more, counts what its whole counts."""

from __future__ import annotations

import pytest

from dibao.catalogue import default_catalogue, link
from dibao.documents import from_text
from dibao.reading import read


def codes(text: str) -> list[str | None]:
    document = from_text(text)
    return [figure.indicator for figure in link(document, read(document), default_catalogue())]


@pytest.mark.parametrize(
    "parts", ["微博500条、微信300条、短视频80条、论坛20条", "微博500条，占55.6%；微信300条，占33.3%；短视频100条"]
)
def test_where_something_was_seen_is_no_post(parts: str) -> None:
    found = codes(f"监测到涉我市疫情信息900条，较上一时段减少60条，其中，{parts}。")
    assert set(found) - {None, "rate.share"} == {"listening.topic_items"}
    assert found.count("listening.topic_items") >= 4


def test_how_it_spread_over_channels_is_no_post() -> None:
    found = codes("全网疫情信息总量900条。传播渠道分布：微博500条、微信300条、短视频80条、论坛20条。")
    assert {"accounts.posts", "media.videos"}.isdisjoint(found)


def test_what_is_posted_there_is_one() -> None:
    assert codes("发布信息75条，其中微信30条、微博45条。")[1:] == ["accounts.posts", "accounts.posts"]


def test_a_part_that_is_handed_out_is_of_what_its_whole_is() -> None:
    found = codes("向小区配送蔬菜包7.3万份，其中免费发放1.9万份。")
    assert found == ["outreach.goods", "outreach.goods"]
    assert codes("印制折页5万份，其中发放3万份。") == ["outreach.leaflets", "outreach.leaflets"]


def test_a_bracket_of_parts_says_nothing_of_the_whole() -> None:
    found = codes("县融媒体中心刊播稿件76篇（其中被央视采用3篇、省台8篇）。")
    assert found == ["media.stories", "media.stories_upper", "media.stories_upper"]
    assert codes("刊播稿件6篇（央视）。") == ["media.stories_upper"]


def test_growth_is_of_what_grew() -> None:
    assert codes("推送手机短信83.6万条次，较前一日增加31.2万条次。") == ["accounts.sms", "accounts.sms"]


def test_a_total_told_by_the_same_act_goes_on_beyond_a_bracket() -> None:
    found = codes("发放保供大礼包3.2万份（含米5公斤、油1桶），累计发放21.8万份。")
    assert (found[0], found[-1]) == ("outreach.goods", "outreach.goods")


def test_orders_of_a_shop_are_no_voluntary_work() -> None:
    assert codes("今日接单7.6万单。") != ["volunteers.services"]
