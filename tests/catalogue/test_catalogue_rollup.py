from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.catalogue import Query, Total, Unit, Units, Workspace, roll_up
from dibao.entries import Draft
from dibao.figures import Approx, Basis, Interval
from dibao.language import use
from support.ledger_lines import DAY, draft, entries

UNITS = Units(
    [
        Unit("office", "安澜市宣传组", "office"),
        Unit("wanghai", "望海区", "district"),
        Unit("liulin", "柳林区", "district"),
        Unit("qingxi", "清溪县", "district"),
        Unit("daily", "安澜日报", "media"),
        Unit("app", "安澜日报客户端", "platform", parent="daily"),
    ]
)
CITY = Workspace(units=UNITS)


def total(*drafts: Draft, scope: str = "kind:district", basis: Basis = Basis.NEW, **more: object) -> Total:
    regulars = more.pop("regulars", None)
    silent = more.pop("silent", ())
    query = Query(str(more.pop("indicator", "outreach.leaflets")), basis, DAY, DAY, scope=scope, **more)  # type: ignore[arg-type]
    return roll_up(entries(*drafts), query, CITY, regulars=regulars, silent=silent)  # type: ignore[arg-type]


def test_adds_units_and_names_who_is_missing() -> None:
    got = total(draft("wanghai", 8210), draft("liulin", 12300), regulars={"outreach.leaflets": {"qingxi"}})
    assert (got.value, got.reported, got.missing) == (20510, ("wanghai", "liulin"), ("qingxi",))


def test_a_silent_unit_is_missing_only_where_its_kind_tells_the_indicator() -> None:
    got = total(draft("wanghai", 1), scope="all", silent={"liulin", "daily"})
    assert got.missing == ("liulin",)


def test_a_unit_that_owes_no_report_is_not_missing() -> None:
    city = replace(CITY, settings=replace(CITY.settings, expect={"liulin": False}))
    query = Query("outreach.leaflets", Basis.NEW, DAY, DAY, scope="kind:district")
    assert roll_up(entries(draft("wanghai", 1)), query, city, silent={"liulin"}).missing == ()


def test_a_part_is_not_added_to_its_whole_but_can_be_asked_for() -> None:
    whole, part = draft("wanghai", 1500), draft("wanghai", 1200, item="宣传单", part_of=0)
    assert total(whole, part).value == 1500
    assert total(whole, part, item="宣传单").value == 1200


def test_a_part_without_its_whole_counts_for_itself() -> None:
    assert total(draft("wanghai", 300, item="折页"), draft("wanghai", 1200, item="宣传单")).value == 1500


def test_measures_are_never_mixed() -> None:
    use("zh")
    cars, trips = (draft("wanghai", 12, "outreach.vans", measure=word) for word in ("辆", "辆次"))
    mixed = total(cars, trips, indicator="outreach.vans")
    assert mixed.value is None and "不能相加" in mixed.refused
    assert total(cars, trips, indicator="outreach.vans", measure="辆").value == 12


@pytest.mark.parametrize("code", ["accounts.reach", "accounts.followers"])
def test_people_reached_may_not_be_added_over_units(code: str) -> None:
    one = draft("wanghai", 5, code, measure="人", basis=Basis.ASOF)
    two = draft("liulin", 5, code, measure="人", basis=Basis.ASOF)
    assert total(one, indicator=code, basis=Basis.ASOF).value == 5
    assert total(one, two, indicator=code, basis=Basis.ASOF).refused


def test_stocks_may_not_be_added_over_days() -> None:
    early = draft("wanghai", 5, "outreach.boards", measure="块", day=DAY - timedelta(days=1))
    late = draft("wanghai", 5, "outreach.boards", measure="块")
    query = Query("outreach.boards", Basis.NEW, DAY - timedelta(days=1), DAY, scope="wanghai")
    assert roll_up(entries(early, late), query, CITY).refused
    assert roll_up(entries(late), query, CITY).value == 5


def test_one_key_told_twice_is_counted_once_and_doubtful_if_different() -> None:
    same = total(draft("wanghai", 5), draft("wanghai", 5))
    assert (same.value, same.doubtful) == (5, ())
    assert total(draft("wanghai", 5), draft("wanghai", 6)).doubtful == ("wanghai",)


def test_a_tier_takes_what_media_of_that_tier_carried() -> None:
    central = draft("wanghai", 3, "media.stories_upper", measure="篇", item="中央媒体")
    provincial = draft("wanghai", 12, "media.stories_upper", measure="篇", item="省级媒体")
    assert total(central, provincial, indicator="media.stories_upper", scope="tier:central").value == 3
    assert total(central, provincial, indicator="media.stories_upper", scope="tier:provincial").value == 12
    assert total(central, provincial, indicator="media.stories_upper").value == 15


def test_nothing_reported_is_not_zero() -> None:
    got = total(silent={"wanghai"})
    assert got.value is None and got.interval is None


def test_a_unit_scope_holds_what_is_below_it() -> None:
    got = total(draft("daily", 5), draft("app", 7), draft("wanghai", 9), scope="daily")
    assert got.value == 12


numbers = st.integers(0, 10**9) | st.decimals(0, 10**6, places=2).map(Decimal)


@given(st.lists(numbers, min_size=1, max_size=3), st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_the_interval_of_a_sum_holds_every_sum_of_members(lows: list[int], widths: list[int]) -> None:
    codes = ("wanghai", "liulin", "qingxi")
    drafts = [
        draft(code, low, interval=Interval(low, low + width), approx=Approx.AT_LEAST)
        for code, low, width in zip(codes, lows, widths, strict=False)
    ]
    got = total(*drafts)
    assert got.interval is not None and got.value == sum(lows)
    assert got.interval.low == sum(lows) and got.interval.high == sum(line.interval.high or 0 for line in drafts)


def _says(line: Draft, words: str) -> Draft:
    return replace(line, sentence=words)


def test_the_offices_total_is_not_added_to_what_it_is_the_total_of() -> None:
    city = _says(draft("office", 21000), "全市发放宣传资料21000份")
    got = total(city, draft("wanghai", 8210), draft("liulin", 12300), scope="all")
    assert (got.value, got.reported) == (20510, ("wanghai", "liulin"))
    assert [(one.entry.series.unit_code, one.within) for one in got.contained] == [("office", "")]
    assert total(city, scope="all").value == 21000


def test_the_offices_own_work_is_added() -> None:
    assert total(draft("office", 100), draft("wanghai", 8210), draft("liulin", 12300), scope="all").value == 20610


def test_a_total_without_the_word_for_it_is_known_by_its_value() -> None:
    assert total(draft("office", 20510), draft("wanghai", 8210), draft("liulin", 12300), scope="all").value == 20510


def test_a_total_over_the_districts_is_one_whoever_tells_it_but_their_stories_in_a_paper_are_its_own() -> None:
    districts = draft("wanghai", 8210), draft("liulin", 12300)
    assert total(_says(draft("daily", 20510), "各区县共发放20510份"), *districts, scope="all").value == 20510
    assert total(_says(draft("daily", 30), "刊发各区县稿件30篇"), *districts, scope="all").value == 20540


def test_what_stands_in_the_figure_of_the_unit_above_is_not_added_again() -> None:
    got = total(draft("daily", 500), draft("app", 200), draft("wanghai", 10), scope="all")
    assert got.value == 510
    assert [(one.entry.series.unit_code, one.within) for one in got.contained] == [("app", "daily")]
    assert total(draft("daily", 100), draft("app", 200), scope="all").value == 300
    assert total(draft("app", 200), scope="daily").value == 200
