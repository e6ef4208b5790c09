from __future__ import annotations

import pytest

from dibao.privacy import is_person, organisation

UNITS = {
    "望海区": "望海区",
    "望海": "望海区",
    "望海区委宣传部": "望海区",
    "团市委": "共青团安澜市委员会",
    "晚报": "安澜晚报社",
}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("东河区宣传部-李某某", "东河区宣传部"),
        ("李某某-东河区宣传部", "东河区宣传部"),
        ("东河区宣传部李某某", "东河区宣传部"),
        ("东河区-宣传部-李某", "东河区宣传部"),
        ("【东河区】李主任", "东河区"),
        ("李某某（市卫健委）", "市卫健委"),
        ("李某某@石桥县", "石桥县"),
        ("白鹿旗 王某", "白鹿旗"),
        ("柳林区融媒体中心", "柳林区融媒体中心"),
        ("温州市", "温州市"),
        ("安澜日报社_记者", "安澜日报社"),
        ("东河区委办小李", "东河区委办"),
        ("🌸东河区宣传部·李某某🌸", "东河区宣传部"),
        ("东河区宣传部欧阳某", "东河区宣传部"),
    ],
)
def test_the_organisation_is_kept_without_the_person(name: str, kept: str) -> None:
    assert organisation(name) == kept


@pytest.mark.parametrize(
    "name",
    [
        "李某某",
        "张局",
        "王部",
        "刘台",
        "李主任",
        "小李",
        "王新社",
        "陈立委",
        "阳光灿烂",
        "Lily",
        "13800000000",
        "望海潮",
        "",
        "  ",
        "🌸",
        "晚报",
    ],
)
def test_what_may_be_a_person_is_dropped_whole(name: str) -> None:
    assert organisation(name) == ""


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("望海-李某某", "望海区"),
        ("望海李某某", "望海区"),
        ("李某某 望海", "望海区"),
        ("望海区宣传部小王", "望海区"),
        ("望海区委宣传部 王某", "望海区"),
        ("团市委小陈", "共青团安澜市委员会"),
        ("晚报_张记者", "安澜晚报社"),
        ("望海潮", ""),
        ("李某某", ""),
        ("清溪县-赵某", "清溪县"),
    ],
)
def test_known_units_are_told_by_their_aliases(name: str, unit: str) -> None:
    assert organisation(name, UNITS) == unit


def test_names_and_how_people_are_addressed() -> None:
    for name in ("李某", "李某某", "小李", "老王", "李主任", "欧阳某某", "赵副科长", "王某主任", "张老师"):
        assert is_person(name), name
    for name in ("东河区", "东河", "今日情况", "高新区", "白鹿旗", "Lily", "李", "", "宣传部", "发放宣传单"):
        assert not is_person(name), name
