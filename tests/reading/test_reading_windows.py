"""Windows: how times are written, what rolls over, how far a window reaches, and what it makes of a figure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao import documents, reading
from dibao.figures import Basis, Figure, How

DAY = date(2022, 6, 12)


def figures(text: str, day: date = DAY) -> list[Figure]:
    return reading.read(documents.from_text(text, "t.txt"), date=day)


def window(text: str, day: date = DAY) -> list[str | None]:
    return figures(f"{text}县融媒体中心发布信息7条。", day)[0].window.iso()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("截至6月11日24时，", None, "2022-06-12T00:00"),
        ("截至3日12时，", None, "2022-06-03T12:00"),
        ("截至5月底，", None, "2022-06-01T00:00"),
        ("截至一季度末，", None, "2022-04-01T00:00"),
        ("截至昨晚10点，", None, "2022-06-11T22:00"),
        ("截至目前，", None, None),
        ("到6月9日，", None, "2022-06-10T00:00"),
        ("自1月11日招募公告发出，", "2022-01-11T00:00", None),
        ("今年以来，", "2022-01-01T00:00", None),
        ("疫情发生以来，", None, None),
        ("第一季度，", "2022-01-01T00:00", "2022-04-01T00:00"),
        ("上半年，", "2022-01-01T00:00", "2022-07-01T00:00"),
        ("去年，", "2021-01-01T00:00", "2022-01-01T00:00"),
        ("今年1至5月，", "2022-01-01T00:00", "2022-06-01T00:00"),
        ("前5个月，", "2022-01-01T00:00", "2022-06-01T00:00"),
        ("5月份，", "2022-05-01T00:00", "2022-06-01T00:00"),
        ("5月下旬，", "2022-05-21T00:00", "2022-06-01T00:00"),
        ("5月中旬至5月底，", "2022-05-11T00:00", "2022-06-01T00:00"),
        ("6月6日至12日，", "2022-06-06T00:00", "2022-06-13T00:00"),
        ("1日0时至8日24时，", "2022-06-01T00:00", "2022-06-09T00:00"),
        ("6月11日9：00—12日9：00，", "2022-06-11T09:00", "2022-06-12T09:00"),
        ("昨日9:00至今日9:00，", "2022-06-11T09:00", "2022-06-12T09:00"),
        ("6月10日晚8点至11日凌晨2点，", "2022-06-10T20:00", "2022-06-11T02:00"),
        ("6月7日、8日两天，", "2022-06-07T00:00", "2022-06-09T00:00"),
        ("6月10日0—24时，", "2022-06-10T00:00", "2022-06-11T00:00"),
        ("6月10日晚，", "2022-06-10T00:00", "2022-06-11T00:00"),
        ("2022.6.6-2022.6.12，", "2022-06-06T00:00", "2022-06-13T00:00"),
        ("1月7日（春运首日）至2月15日，", "2022-01-07T00:00", "2022-02-16T00:00"),
        ("春运首日（1月7日）至1月19日，", "2022-01-07T00:00", "2022-01-20T00:00"),
        ("6月5日夜至6日，", "2022-06-05T00:00", "2022-06-07T00:00"),
        ("六月十日，", "2022-06-10T00:00", "2022-06-11T00:00"),
        ("正月初一至正月初三，", "2022-02-01T00:00", "2022-02-04T00:00"),
        ("自腊月二十九起，", "2022-01-31T00:00", None),
        ("从1月22日首场算到2月27日，", "2022-01-22T00:00", "2022-02-28T00:00"),
        ("从除夕到2月27日，", "2022-01-31T00:00", "2022-02-28T00:00"),
        ("十三五期间，", "2016-01-01T00:00", "2021-01-01T00:00"),
        ("受3月疫情影响，", None, None),
        ("自1月25日启动24小时专班受理至2月26日，", "2022-01-25T00:00", "2022-02-27T00:00"),
        ("2月3日（开学）至2月5日，", "2022-02-03T00:00", "2022-02-06T00:00"),
        ("近一周来", None, None),
        ("比去年同期多，", None, None),
        ("比上年末多，", None, None),
        ("截至上年末，", None, "2022-01-01T00:00"),
        ("官方微博（2月8日上线）的运营者", None, None),
        ("在抖音号、今日头条上，", None, None),
        ("“今日河边”、“河边发布”等公众号转发，", None, None),
        ("为赶在6月底前完成，", None, None),
    ],
)
def test_how_times_are_written(text: str, start: str | None, end: str | None) -> None:
    assert window(text) == [start, end]


def test_months_and_years_roll_over() -> None:
    assert window("12月30日至1月2日，", date(2023, 1, 3)) == ["2022-12-30T00:00", "2023-01-03T00:00"]
    assert window("28日至2日，", date(2022, 3, 3)) == ["2022-02-28T00:00", "2022-03-03T00:00"]
    assert window("12月31日9时至次日9时，", date(2023, 1, 1)) == ["2022-12-31T09:00", "2023-01-01T09:00"]
    assert window("截至12月31日，", date(2023, 1, 2)) == [None, "2023-01-01T00:00"]
    assert window("去年12月1日以来，", date(2023, 4, 6)) == ["2022-12-01T00:00", None]
    assert window("2月底，", date(2020, 3, 3)) == ["2020-02-29T00:00", "2020-03-01T00:00"]


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 40))
def test_a_day_written_without_its_year_is_the_latest_before_the_report(day: date, back: int) -> None:
    then = day - timedelta(days=back)
    made = window(f"{then.month}月{then.day}日，", day)
    assert made == [f"{then}T00:00", f"{then + timedelta(days=1)}T00:00"]


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 23), st.integers(1, 24))
def test_a_day_from_hour_to_hour(day: date, first: int, last: int) -> None:
    before = day - timedelta(days=1)
    made = figures(f"{before.month}月{before.day}日{first}时至{day.month}月{day.day}日{last}时，发布信息7条。", day)[0]
    assert made.window.start == datetime(before.year, before.month, before.day, first)
    assert made.window.end == datetime(day.year, day.month, day.day) + timedelta(hours=last)


def test_a_window_governs_its_section_and_no_more() -> None:
    text = (
        "一是宣传。6月11日9时至6月12日9时，各级媒体发稿10篇；市级媒体发稿4篇。公众号发布5条。\n"
        "二是监测。下发指令6条。\n"
        "三是处置。6月11日11时至12日11时，监测信息20条。"
    )
    found = figures(text)
    assert [one.window.iso()[0] for one in found] == [
        "2022-06-11T09:00", "2022-06-11T09:00", "2022-06-11T09:00", None, "2022-06-11T11:00",
    ]  # fmt: skip
    assert [one.window_how for one in found[:4]] == [How.STATED, How.STATED, How.INHERITED, How.DEFAULT]


def test_a_time_inside_a_sentence_governs_its_item_only() -> None:
    found = figures("第一季度小结：讲座3场；1月份义诊来了100多人。宣传栏换了2期。")
    assert [one.window.end and one.window.end.month for one in found] == [4, 2, 4]


def test_the_day_that_closes_the_reports_window_is_that_window() -> None:
    found = figures("日报（6月11日8时至6月12日8时）\n当日发稿8篇，累计发稿61篇。昨日接听5件。")
    assert [one.window.iso() for one in found] == [
        ["2022-06-11T08:00", "2022-06-12T08:00"], [None, "2022-06-12T08:00"], ["2022-06-11T00:00", "2022-06-12T00:00"],
    ]  # fmt: skip


def test_a_period_after_a_number_opens_its_passage() -> None:
    found = figures("州里协调3家企业，6月1日至6月10日发送短信412万条。\n保障跟得紧：出动车辆64车次。")
    assert [bool(one.window) for one in found] == [False, True, True]


def test_a_month_is_not_the_day_it_was_told() -> None:
    found = figures("5月是集中宣传月。市局6月1日晒出成绩：当月开展宣讲415场。")
    assert found[0].window.iso() == ["2022-05-01T00:00", "2022-06-01T00:00"]


def test_since_and_until_meet() -> None:
    found = figures("自1月28日发出动议起，11个协会无一缺席。截至3月4日，共攒下新作3100余件。")
    assert found[1].window.iso() == ["2022-01-28T00:00", "2022-03-05T00:00"]
    assert found[1].basis is Basis.CUMULATIVE
    assert not reading.new_by_default(found[0])


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("市总工会5月27日开通热线，截至6月9日，接听来电1218个。", "2022-05-27", "2022-06-10"),
        ("5月20日封闭管理一声令下，红马甲就没离开过。截至6月9日，接听来电1218个。", "2022-05-20", "2022-06-10"),
        ("6月10日，县里通报情况。截至6月9日，接听来电1218个。", None, "2022-06-10"),
    ],
)
def test_a_day_on_which_something_began_is_where_the_count_begins(text: str, start: str | None, end: str) -> None:
    assert figures(text)[0].window.iso() == [start and f"{start}T00:00", f"{end}T00:00"]


def test_a_few_days_are_the_period_in_force() -> None:
    found = figures("5月28日至6月3日，全镇动员。几天来发放口罩143只。\n疫情发生以来，发放手套20双。")
    assert [one.window.iso() for one in found] == [["2022-05-28T00:00", "2022-06-04T00:00"], [None, None]]
    assert [one.basis for one in found] == [Basis.NEW, Basis.CUMULATIVE]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("市文联5月27日发出征稿启事，陆续收到来稿280件。", "2022-05-27", None),
        ("读书周6月1日开锣，各馆都备了书。几天下来，讲座开了34场。", "2022-06-01", None),
        ("6月10日通气：2021年一年，监看信息23万条。", "2021-01-01", "2022-01-01"),
        ("局里晒出2021年维权账：登记投诉487件。", "2021-01-01", "2022-01-01"),
        ("5月10日新区启动第二轮“敲门”行动以来，敲门1200户次。", "2022-05-10", None),
        ("在6月9日的一季度工作通气会上，邀来媒体21家。", "2022-06-09", "2022-06-10"),
        ("在6月9日的会上，市局邀来媒体21家，会上通报：一季度开展宣讲268场。歌舞演出19场。", "2022-06-09", "2022-06-10"),
    ],
)
def test_what_a_time_governs(text: str, start: str, end: str | None) -> None:
    assert figures(text)[0].window.iso() == [f"{start}T00:00", end and f"{end}T00:00"]


def test_a_period_behind_a_colon_opens_an_account() -> None:
    found = figures("在6月9日的会上，市局邀来媒体21家，会上通报：一季度开展宣讲268场。歌舞演出19场。")
    assert [one.window.iso()[0] for one in found] == ["2022-06-09T00:00", "2022-01-01T00:00", "2022-01-01T00:00"]


def test_a_period_of_a_noun_says_nothing_of_the_next_sentence() -> None:
    found = figures("4月以来，办培训4期。5月的“码上答题”参与1.8万人次。宣传车下乡19台次。")
    assert [one.window.iso() for one in found] == [
        ["2022-04-01T00:00", None], ["2022-05-01T00:00", "2022-06-01T00:00"], ["2022-04-01T00:00", None],
    ]  # fmt: skip


def test_this_month_told_in_the_first_days_after_it() -> None:
    text = "5月，走访老人220户次。防火是本月重头：张贴提示500张。"
    assert {one.window.iso()[0] for one in figures(text, date(2022, 6, 4))} == {"2022-05-01T00:00"}
    assert figures(text, date(2022, 6, 25))[1].window.iso()[0] == "2022-06-01T00:00"


def test_this_week_is_the_week_that_was_named() -> None:
    found = figures("5月30日—6月5日，热线受理诉求7118件。本周诉求中，直办3752件。")
    assert found[1].window == found[0].window
    assert figures("本周，直办3752件。")[0].window.iso() == ["2022-06-06T00:00", "2022-06-13T00:00"]


def test_the_event_of_a_day_inside_its_month() -> None:
    found = figures("今年6月是安全生产月，6月9日上午，市局在广场办宣传。本次活动发放资料600份。全市检查企业80家。")
    assert [one.window.iso()[1] for one in found] == ["2022-06-10T00:00", "2022-07-01T00:00"]


def test_the_sections_of_a_report_of_one_week_are_of_that_week() -> None:
    text = "一、概况\n6月6日—12日，受理诉求7118件。\n二、分类\n咨询类共3352件，求助类2157件。坐席38个。"
    found = figures(text)
    assert [bool(one.window) for one in found] == [True, True, True, False]
    assert [reading.new_by_default(one) or one.basis is Basis.NEW for one in found] == [True, True, True, False]


def test_now_inside_what_runs_tells_what_stands_from_what_was_done() -> None:
    found = figures("5月29日以来，接种4.6万人次。目前，隔离点86个，发放口罩412只。")
    assert [one.basis for one in found] == [Basis.CUMULATIVE, Basis.ASOF, Basis.CUMULATIVE]


def test_hours_are_of_the_day_just_named_and_of_its_evening() -> None:
    found = figures("6月4日是宣传日。从晚上6点到9点，接待群众190人次。")
    assert found[0].window.iso() == ["2022-06-04T18:00", "2022-06-04T21:00"]


def test_plans_and_records_are_no_windows() -> None:
    assert not figures("读书月将于7月启动，推出活动140项。")[0].window
    found = figures("端午3天假期，景区接待游客4.5万人次，创开园以来新高。志愿者讲解320场。")
    assert [reading.new_by_default(one) or one.basis is Basis.NEW for one in found] == [True, True]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("6月2日那一晚，文艺骨干编了山歌。半个月下来，全县编出快板47个。", None, None),
        ("3月22日是世界水日，中国水周持续到28日，水利局摆出展板26块。", "2022-03-22T00:00", "2022-03-23T00:00"),
        ("正月初三到十五，小队走访214户。", "2022-02-03T00:00", "2022-02-16T00:00"),
        ("6月5日12时52分地震，到11日24时，各平台发稿2160条。", "2022-06-05T12:52", "2022-06-12T00:00"),
    ],
)
def test_how_accounts_tell_their_time(text: str, start: str | None, end: str | None) -> None:
    assert figures(text)[0].window.iso() == [start, end]


def test_the_evening_before_is_of_its_sentence() -> None:
    found = figures("6月8日零时，铁路发送旅客5.5万人。前一晚，志愿者摆出展板48块。商圈发放折页126份。")
    assert [one.window.iso()[0] for one in found] == [f"2022-06-0{day}T00:00" for day in (8, 7, 8)]


def test_so_many_days_are_another_time_than_the_day() -> None:
    found = figures("6月8日，铁路发送旅客5.5万人。封城76天里，推送微信1632条。")
    assert (bool(found[1].window), found[1].basis) == (False, Basis.NEW)
    kept = figures("6月6日至8日，发送旅客5.5万人。3天里，推送微信1632条。")
    assert kept[1].window == kept[0].window


def test_a_total_behind_what_is_new_does_not_begin_with_the_period() -> None:
    found = figures("上周接种疫苗6.2万剂次，累计突破31万剂次。")
    assert [one.window.iso()[0] for one in found] == ["2022-05-30T00:00", None]


def test_days_that_follow_and_starts_that_are_no_dates() -> None:
    found = figures("6月1日登陆当天，转移4.6万人；随后的五天，清出垃圾2800吨。")
    assert [bool(one.window) for one in found] == [True, False]
    told = figures("6月8日，市文联交出答卷：一个月里，收到作品1.8万件。")[0]
    assert (bool(told.window), told.basis) == (False, Basis.NEW)
    assert figures("自封城到6月8日，日报推出报道126篇。")[0].window.iso() == [None, "2022-06-09T00:00"]


def test_a_team_formed_then_counts_from_then() -> None:
    found = figures("区教体局5月初组建的援助队接电话960个。三天考期，送考车出动46台次。")
    assert found[0].window.iso() == ["2022-05-01T00:00", None]


def test_the_same_day_for_each_is_no_day() -> None:
    found = figures("截至6月9日，捐款3万元。物资当天公示、当天发放：手套400双。")
    assert found[1].window.iso() == [None, "2022-06-10T00:00"]


def test_what_is_new_by_the_end_of_a_period_is_new_in_it() -> None:
    found = figures("2021年，全年发稿52篇。截至年底，粉丝466万，净增74万。", date(2022, 1, 8))
    assert found[2].window.iso() == ["2021-01-01T00:00", "2022-01-01T00:00"]


def test_a_running_total_does_not_begin_with_the_day() -> None:
    found = figures("6月11日9时至12日9时，发稿10篇，成立以来累计发稿5670篇。")
    assert [one.basis for one in found] == [Basis.NEW, Basis.CUMULATIVE]
    assert found[1].window.iso() == [None, "2022-06-12T09:00"]


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("累计发布26条，核实信息2条。", ["cumulative", "cumulative"]),
        ("发布消息，累计阅读量14.7万，核实信息2条。", ["cumulative", None]),
        ("新增发放宣传单10份，横幅2条。累计发放宣传单90份。", ["new", "new", "cumulative"]),
        ("新增移动宣传车86辆，累计出动宣传车117辆。", ["new", "cumulative"]),
        ("6月11日，全县出动宣传车5辆。", ["new"]),
        ("6月11日，全县摆出宣传点148个，共发放资料9份。", ["new", "new"]),
        ("截至目前，全县开出宣传车11辆。", ["cumulative"]),
        ("截至目前，在15个社区设点。", [None]),
        ("共做广告牌52块，显示屏152块。", ["cumulative", "cumulative"]),
        ("全县有微信群20个。", [None]),
        ("现有大喇叭268个。", ["asof"]),
        ("线路增开至30条。", ["asof"]),
        ("坐席由45个扩到80个，发放量增至3万份。", ["asof", "asof", None]),
        ("镇上原有的41个喇叭早晚各开一遍。", ["asof"]),
        ("账号目前还在7个平台开号。", ["asof"]),
        ("每村一个喇叭，共612个。每户平均2个。", [None, "rate"]),
        ("大屏一天累计300多次，一天就是10万遍次，篇均阅读1.7万次。", ["rate", "rate", "rate"]),
        ("6月1日至7日，57所学校同时晨读。", ["new"]),
        ("6月1日至7日，72名人员分成6个小组。", [None, None]),
        ("截至6月9日，志愿服务组织1700多个。", [None]),
        ("截至目前，抽人编成5个小组。", [None]),
        ("总播放超87亿，单条最高的播放1.5亿，点赞193.5万。", [None, "other", "other"]),
        ("宣传单印了14种，共计4万余张。", ["other", None]),
        ("每天播放3次，每次20分钟。", ["rate", "rate"]),
        ("每天播发宣传片200余次，音频380次。", ["rate", "rate"]),
        ("每人发放毛巾1条，水壶1个。", ["rate", "rate"]),
        ("每天播放3次，共发放手册500份。", ["rate", "cumulative"]),
        ("甲区和乙区均超过200万人。", [None]),
        ("某建设有限公司发放健康包100盒。", [None]),
        ("平均每年出动200多次。", ["rate"]),
        ("日均露出40.3万次，日最大接种能力2.5万剂次。", ["rate", "rate"]),
        ("覆盖10万人次/天。", ["rate"]),
        ("同比增长2.5倍。", ["rate"]),
        ("5月份，村村演戏129场，看戏的群众有1.4万人。", ["new", None]),
        ("截至目前，全县夜校铺开36期，志愿者上岗90人次。", ["cumulative", "cumulative"]),
    ],
)
def test_a_basis_only_where_words_say_so(text: str, bases: list[str | None]) -> None:
    assert [one.basis and one.basis.value for one in figures(text)] == bases


def test_days_back_end_on_the_day_named_before() -> None:
    found = figures("宣传6月10日画上句号。20天来，小组走村63个。")
    assert found[0].window.iso() == ["2022-05-22T00:00", "2022-06-11T00:00"]


def test_in_a_report_of_a_day_what_flows_is_new_by_default() -> None:
    text = "石桥县6月12日工作情况\n一、6月11日11时至12日11时，发放宣传单10份。\n二、听讲群众185人次，受理咨询30件。"
    found = figures(text)
    assert [reading.new_by_default(one) for one in found] == [True, True, True]
    assert [bool(one.window) for one in found] == [True, False, False]


def test_a_dated_report_leaves_what_stands_to_the_indicator() -> None:
    found = figures("石桥县6月12日工作情况\n6月11日11时至12日11时，新增发放宣传单10份。133个劝返点开展宣传。")
    assert [one.basis for one in found] == [Basis.NEW, None]


def test_a_title_is_on_the_basis_of_the_text() -> None:
    title, body = figures("新作攒到1670余件\n截至6月9日，累计收到新作1670余件。")
    assert (title.basis, body.basis) == (Basis.CUMULATIVE, Basis.CUMULATIVE)
    assert (title.window, title.window_how) == (body.window, How.INHERITED)
