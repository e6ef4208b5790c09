"""Numbers that count nothing, by the label rules: the reader leaves them alone."""

from __future__ import annotations

from datetime import date

import pytest

from dibao import documents, reading


def words(text: str) -> list[str]:
    found = reading.read(documents.from_text(text, "t.txt"), date=date(2022, 6, 12))
    return [one.text + one.unit for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "6月12日9时30分召开会议。",
        "24小时内办结。",
        "第33个纪念日。",
        "第179集上线。",
        "60岁以上老人。",
        "3至11岁儿童。",
        "拨打12345热线。",
        "发布47号通告。",
        "开展五进活动。",
        "评为十佳。",
        "打造15分钟服务圈。",
        "三级联动、两微一端。",
        "一是加强宣传。二是强化引导。",
        "“88岁老军医捐款3万元”的典型。",
        "《2020年2月1日10时疫情情况》",
        "新增确诊病例1例。",
        "播放量过百万的产品。",
        "10万+作品。",
        "一条条消息、一家人。",
        "居全市第二。",
        "前10名。",
        "A4纸、5G、H5、KN95口罩。",
        "电话0571—88886666。",
        "为期20天的活动。",
        "接种2针。",
        "完成两剂的。",
        "接种2剂的。",
        "会员从四面报到。",
        "两个维护、四个意识。",
        "千家万户。",
        "疫情防控共抗疫。",
        "十分重要。",
        "红十字会。",
        "三人行。",
        "二人台。",
        "每10万人。",
        "3天1次。",
        "1+1帮扶、1对1服务。",
        "三分之二。",
        "2019—2021年。",
        "12·4国家宪法日。",
        "几十个。",
        "可拨12345、119，或拨12328。",
        "跻身50万+门槛。",
        "7×24小时。",
        "编发七人普宣传彩铃。",
        "公民健康素养66条。",
    ],
)
def test_nothing_is_counted(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“50万+作品”有7个。", ["7个"]),
        ("播放量上了100万+的作品近1800个，其中1000万+的约130个。", ["1800个", "130个"]),
        ("传播量过万的新媒体产品4件。", ["4件"]),
        ("36件报道和产品点击量过百万，5件点击量过亿。", ["36件", "5件"]),
        ("短视频播放量突破500万次。", ["500万次"]),
        ("出动300志愿者。", ["300"]),
        ("抢答60题。", ["60题"]),
        ("95598工单落到318张。", ["318张"]),
        ("在第37场通气会上发放100份。", ["100份"]),
        ("Vlog519条、MV2部、H5 12个。", ["519条", "2部", "12个"]),
        ("发放100²份。", ["100份"]),
        ("覆盖人群超过500万；点赞9万。", ["500万", "9万"]),
        ("新时代文明实践中心、所、站分别建成13个、173个和2623个。", ["13个", "173个", "2623个"]),
        ("讲座22、签售9场，劝返96。", ["22", "9场", "96"]),
        ("天亮前4217户撤到高处。", ["4217户"]),
        ("粉丝由18万蹿升到52万。", ["18万", "52万"]),
        ("三类事项依次为40、25、9件。", ["三类", "40件", "25件", "9件"]),
        ("近四成，七成以上。", ["四成%", "七成%"]),
    ],
)
def test_what_is_counted_beside_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def values(text: str) -> list[object]:
    return [figure.value for figure in reading.read(documents.from_text(text), date=date(2026, 2, 4))]


def test_what_somebody_says_is_counted_and_a_slogan_is_not() -> None:
    assert values("“今天一共接到咨询电话120个”，值班员介绍。") == [120]
    assert values("值班员说：“昨天办结诉求37件，没有积压。”") == [37]
    assert values("开展“百名干部进千家访万户”活动，党员介绍经验。") == []


def test_how_fast_something_went_is_no_figure() -> None:
    assert values("仅5个小时，报名人数突破1000名。") == [1000]
    assert values("短片发出后3小时播放量突破20万次。") == [200000]


def test_slogans_of_what_must_not_be_leave_other_counts_alone() -> None:
    assert values("宣传喇叭104个不停播放音频。") == [104]
    assert values("做到四个不漏、五个不准。") == []
