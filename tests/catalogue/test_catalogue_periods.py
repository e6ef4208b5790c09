from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dibao.catalogue.periods import is_aside, of_other_periods
from dibao.entries import Draft, Series
from dibao.figures import Approx, Basis, How, Interval, Window

DAY = date(2026, 2, 3)
MIDNIGHT = datetime(2026, 2, 3)


def draft(start: float, end: float, value: int = 1, **more: object) -> Draft:
    """`start` and `end`: hours from the reporting day's midnight."""
    made = Draft(
        day=DAY,
        series=Series("wanghai", "outreach.leaflets", "", "份", Basis.NEW),
        window=Window(MIDNIGHT + timedelta(hours=start), MIDNIGHT + timedelta(hours=end)),
        value=value,
        interval=Interval.exactly(value),
        approx=Approx.EXACT,
        reporter="wanghai",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def counted(*drafts: Draft) -> list[bool]:
    return [not is_aside(one) for one in of_other_periods(drafts)]


def test_of_a_row_a_day_the_newest_day_counts() -> None:
    assert counted(draft(-48, -24), draft(-24, 0), draft(0, 24)) == [False, False, True]


def test_mornings_and_afternoons_add_up() -> None:
    assert counted(draft(8, 12), draft(13, 18), draft(-16, -12)) == [True, True, False]


def test_a_week_beside_its_last_day_is_not_added_to_it() -> None:
    assert counted(draft(-144, 24), draft(0, 24)) == [False, True]


def test_a_week_alone_stands_and_so_does_the_newest_of_several() -> None:
    assert counted(draft(-144, 24)) == [True]
    assert counted(draft(-312, -144), draft(-144, 24)) == [False, True]


def test_what_is_planned_neither_counts_others_out_nor_is_put_aside() -> None:
    assert counted(draft(0, 24), draft(168, 192)) == [True, True]


def test_a_part_goes_where_its_whole_goes() -> None:
    rows = draft(-24, 0), draft(-24, 0, part_of=0), draft(0, 24), draft(0, 24, part_of=2)
    assert counted(*rows) == [False, False, True, True]


def test_a_total_over_days_is_put_aside_and_the_newest_day_counts_without_it() -> None:
    rows = draft(-48, 24), draft(-48, -24, part_of=0), draft(-24, 0, part_of=0), draft(0, 24, part_of=0)
    assert counted(*rows) == [False, False, False, True]


def test_a_window_that_nothing_states_competes_with_none() -> None:
    default = draft(-13, 11, window_how=How.DEFAULT)
    assert counted(default, default) == [True, True]


def test_what_is_cumulative_or_stands_is_left_alone() -> None:
    total = draft(-48, -24, series=Series("wanghai", "outreach.leaflets", "", "份", Basis.CUMULATIVE))
    assert counted(total, draft(0, 24)) == [True, True]


@given(st.lists(st.tuples(st.integers(-200, 40), st.integers(1, 200)), min_size=1, max_size=8))
def test_something_counts_and_everything_is_kept(spans: list[tuple[int, int]]) -> None:
    drafts = [draft(start, start + length, at) for at, (start, length) in enumerate(spans)]
    after = of_other_periods(drafts)
    assert [one.value for one in after] == [one.value for one in drafts]
    assert [one.window for one in after] == [one.window for one in drafts]
    assert not all(map(is_aside, after))
