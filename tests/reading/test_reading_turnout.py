"""Who came, went or stands ready, and the periods that words go back to: made-up sentences of Anlan."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dibao import documents, reading
from dibao.figures import Approx, Figure


def figures(text: str, day: date = date(2021, 4, 20)) -> list[Figure]:
    return reading.read(documents.from_text(text, "t.txt"), date=day)


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("4月6日晚，安澜市举行宣传。当晚到场志愿者126人，现场群众320人以上。", ["new", "new"]),
        ("4月6日，首批14名记者随医疗队出征。", ["new"]),
        ("3月以来，三百余人分片包户。", ["cumulative"]),
        ("4月1日至15日，宣讲团走进22个小区。", ["new"]),
        ("来自安澜的300名代表参加了线上年会。", ["new"]),
        ("经评审，一等奖1件，二等奖3件，其余6件获优秀奖。", ["new", "new", "new"]),
        ("今年以来，全区共有29家单位投入防汛。", ["cumulative"]),
        ("今年以来，镇里组建一支由8人组成的宣传队。", ["asof"]),
        ("今年以来，义工组建的队伍有38人。", ["asof"]),
        ("派出所7名民警分3个小组，跑遍19个村。", [None, "asof", None]),
        ("4月6日，全省开设接种单位216个。", ["asof"]),
        ("截至2020年底，安澜开放图书馆86家，比2019年底增加2家。", [None, "new"]),
        ("关注人数比上年末增加15%。", ["rate"]),
        ("3月以来，新增志愿者1100人。", ["cumulative"]),
        ("4月6日，新增志愿者40人。", ["new"]),
        ("3月以来，志愿者连续5天日增100人。", ["rate"]),
        ("日均客流16万人次，其中外籍旅客46万人次。", ["rate", None]),
        ("一个小时接7个电话。", ["rate"]),
        ("4月6日，接待30批、1580人。", ["new", "new"]),
        ("单条阅读过万的累计60条。", ["cumulative"]),
    ],
)
def test_who_came_and_what_stands(text: str, bases: list[str | None]) -> None:
    assert [one.basis and one.basis.value for one in figures(text)] == bases


def test_the_most_of_one_day_is_what_it_was() -> None:
    (one,) = figures("单日来电最多42个。")
    assert (one.basis and one.basis.value, one.approx) == ("other", Approx.EXACT)
    assert figures("来电最多42个。")[0].approx is Approx.AT_MOST


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020年度，安澜发布推文241篇。\n全年媒体报道130次。", datetime(2020, 1, 1), datetime(2021, 1, 1)),
        (
            "2020年3月至9月办赛。8月下旬，决赛举行。整个活动期间，举办比赛1120场。",
            datetime(2020, 3, 1),
            datetime(2020, 10, 1),
        ),
        ("4月2日，安澜集中宣传。仅今年推送58期。\n发放手册300份。", datetime(2021, 4, 2), datetime(2021, 4, 3)),
        (
            "今年由安澜主办，于4月6日晚举行宣传。\n一、前期。发放手册20份。\n二、活动现场。送出礼品85份。",
            datetime(2021, 4, 6),
            datetime(2021, 4, 7),
        ),
        ("4月2日，租用宣传车1台，用到2022年3月，发放手册30份。", datetime(2021, 4, 2), datetime(2021, 4, 3)),
    ],
)
def test_the_period_that_words_go_back_to(text: str, start: datetime, end: datetime) -> None:
    window = figures(text)[-1].window
    assert (window.start, window.end) == (start, end)
