"""Digests: what may be added over days is added, once; the rest is the last day's, dated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from composing.composing_city import CITY, DAY, Shelf, small_city
from dibao.composing import Edition, trace, verify, write
from dibao.composing.binding import Binding
from dibao.composing.brief import Figure, State
from dibao.composing.digest import DigestFacts
from dibao.composing.facts import Facts
from dibao.composing.series import compose_edition
from dibao.figures import Basis, Interval, Window

LEAFLETS = Binding("outreach.leaflets", Basis.NEW)
WEEK = [DAY - timedelta(days=back) for back in range(6, -1, -1)]


def over(shelf: Shelf, first: date = WEEK[0], last: date = DAY) -> DigestFacts:
    return DigestFacts.over(shelf, CITY, first, last, {})


def figure(shelf: Shelf, binding: Binding = LEAFLETS, first: date = WEEK[0]) -> Figure:
    (found,) = over(shelf, first).figures(binding)
    return found


def told(shelf: Shelf, unit: str, values: dict[int, int], code: str = "outreach.leaflets", measure: str = "份") -> None:
    for step, value in values.items():
        shelf.add(unit, code, value, measure, day=WEEK[step], report=shelf.report(unit, WEEK[step]))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(("wanghai", "liulin", "qingxi")), st.integers(0, 6)),
        st.integers(0, 10_000),
        min_size=1,
    )
)
def test_a_flow_is_the_sum_of_the_daily_briefs(values: dict[tuple[str, int], int]) -> None:
    shelf = Shelf()
    for (unit, step), value in sorted(values.items()):
        told(shelf, unit, {step: value})
    whole = figure(shelf)
    days = [Facts.of(shelf, CITY, day).figures(LEAFLETS)[0].value for day in WEEK]
    assert whole.value == sum(values.values()) == sum(value for value in days if value is not None)
    assert sorted(source.value for source in whole.sources) == sorted(values.values())
    assert (whole.low, whole.high) == (whole.value, whole.value)


def test_the_arithmetic_is_by_day_and_names_who_was_missing_when() -> None:
    shelf = Shelf()
    told(shelf, "wanghai", {0: 100, 1: 200, 2: 300})
    told(shelf, "liulin", {0: 10, 2: 30})
    whole = figure(shelf)
    assert whole.arithmetic.startswith("3日之和：1月28日110＋1月29日200＋1月30日330＝640份")
    assert "柳林区1月29日" in whole.arithmetic and "望海区1月31日、2月1日、2日、3日" in whole.arithmetic
    assert whole.window == Window(datetime(2026, 1, 27, 11), datetime(2026, 2, 3, 11))


def test_cumulative_and_standing_figures_are_the_last_days() -> None:
    facts = over(small_city(), DAY - timedelta(days=1))
    today = Facts.of(small_city(), CITY, DAY)
    for basis in (Basis.CUMULATIVE, Basis.ASOF):
        binding = Binding("outreach.leaflets" if basis is Basis.CUMULATIVE else "outreach.boards", basis)
        (whole,), (last,) = facts.figures(binding), today.figures(binding)
        assert (whole.value, whole.sources) == (last.value, last.sources)
    assert "期初（2月2日）为120块" in facts.figures(Binding("outreach.boards", Basis.ASOF))[0].arithmetic


def test_a_cumulative_figure_of_a_silent_last_day_is_not_carried() -> None:
    shelf = Shelf()
    shelf.add("wanghai", "outreach.leaflets", 900, "份", Basis.CUMULATIVE, day=WEEK[5])
    whole = figure(shelf, Binding("outreach.leaflets", Basis.CUMULATIVE))
    assert (whole.value, whole.state, whole.text) == (None, State.MISSING, "未报")


def test_what_may_not_be_added_over_days_is_dated_with_its_range() -> None:
    shelf = Shelf()
    told(shelf, "wanghai", {2: 40, 3: 55, 5: 38}, "outreach.vans", "辆次")
    whole = figure(shelf, Binding("outreach.vans", Basis.NEW))
    assert (whole.value, whole.note) == (38, "2月2日；3日间最低38辆次，最高55辆次")


def test_rates_are_not_added() -> None:
    shelf = Shelf()
    for step, value in ((4, 95), (6, 98)):
        shelf.add("wanghai", "listening.answered", value, "%", Basis.RATE, day=WEEK[step])
    whole = figure(shelf, Binding("listening.answered", Basis.RATE))
    assert whole.value == 98 and whole.note.startswith("2月3日")


def window(shelf: Shelf, number: int, start: datetime, end: datetime) -> None:
    old = shelf.lines[number - 1]
    shelf.lines[number - 1] = replace(old, draft=replace(old.draft, window=Window(start, end)))


def test_a_window_within_another_is_counted_once() -> None:
    shelf = Shelf()
    told(shelf, "wanghai", {0: 100, 1: 200, 2: 650})
    window(shelf, 3, datetime(2026, 1, 27, 11), datetime(2026, 1, 30, 11))
    whole = figure(shelf)
    assert whole.value == 650 and whole.state is State.SOUND
    assert "望海区1月28日所报的时段已含在1月30日所报之内，只计一次" in whole.arithmetic


def test_the_same_window_told_again_the_next_day_is_counted_once() -> None:
    shelf = Shelf()
    told(shelf, "wanghai", {0: 100, 1: 100})
    window(shelf, 2, *[side for side in (shelf.lines[0].draft.window.start, shelf.lines[0].draft.window.end) if side])
    assert figure(shelf).value == 100


def test_windows_that_overlap_in_part_are_questioned() -> None:
    shelf = Shelf()
    told(shelf, "wanghai", {0: 100, 1: 200})
    window(shelf, 2, datetime(2026, 1, 28, 9), datetime(2026, 1, 29, 11))
    whole = figure(shelf)
    assert (whole.value, whole.state) == (300, State.QUESTIONED) and "重叠" in whole.arithmetic


def test_a_digest_is_exact_about_what_it_does_not_know() -> None:
    shelf = Shelf()
    shelf.add("wanghai", "outreach.leaflets", 800, "份", day=WEEK[0], interval=Interval(800, 900, open_high=True))
    shelf.add("wanghai", "outreach.leaflets", 200, "份", day=WEEK[1])
    whole = figure(shelf)
    assert (whole.value, whole.low, whole.high) == (1000, 1000, 1100)
    assert whole.text not in ("1,000", "未报")


def digest(shelf: Shelf, day: date = DAY) -> Edition:
    return Edition.of(CITY.settings, day, "weekly", 3)


def test_a_weekly_digest_reads_traces_and_verifies(tmp_path: Path) -> None:
    shelf = small_city()
    brief = compose_edition(shelf, CITY, digest(shelf))
    assert (brief.series, brief.number, brief.first, brief.day) == ("weekly", 3, date(2026, 2, 2), DAY)
    assert "第3期（2月2日至2月3日）" in brief.text and "2月2日至2月3日共2日" in brief.text
    assert "白鹿区（2月3日）" in brief.text
    path = tmp_path / "weekly.docx"
    write(brief, path)
    assert verify(path, shelf, CITY) == []
    leaflets = next(line for line in trace(path) if line["indicator"] == "outreach.leaflets")
    assert leaflets["value"] == 24470 + 24670 + 700 and len({source["date"] for source in leaflets["sources"]}) == 2
    shelf.amend(1, 9000)
    assert leaflets["id"] in {difference.id for difference in verify(path, shelf, CITY)}


def test_the_ledger_is_asked_once_whatever_the_number_of_days() -> None:
    shelf = small_city()
    before = shelf.asked
    over(shelf, DAY - timedelta(days=30))
    assert shelf.asked - before == 4
