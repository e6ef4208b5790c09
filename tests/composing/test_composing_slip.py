"""What a slip says of a figure: what it read, what it reads now, and what happened to its sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from composing.composing_city import CITY, DAY, Shelf, small_city
from dibao.composing import compose
from dibao.composing.provenance import plain
from dibao.composing.slip import Change, Slip, changes, touched, write_slip
from dibao.entries import Origin, Seal
from dibao.figures import Basis, Interval

SEAL = Seal(DAY, 1, "a" * 64)


def issued(shelf: Shelf) -> dict[str, object]:
    return plain(compose(shelf, CITY, DAY))


def changed(shelf: Shelf, payload: dict[str, object], name: str = "发放宣传资料") -> Change:
    (found,) = [one for one in changes(payload, [], shelf, CITY) if one.now.name == name]
    return found


def correct(shelf: Shelf, number: int, value: int, reason: str) -> None:
    """As the action does: a new entry takes the old one's place."""
    old = shelf.lines[number - 1]
    new = shelf.add(old.series.unit_code, old.series.indicator, value, old.series.measure, old.series.basis,
                    origin=Origin.CORRECTED, reason=reason)  # fmt: skip
    shelf.lines[number - 1] = replace(old, draft=replace(old.draft, day=date(2000, 1, 1)))
    assert new.number == len(shelf.lines)


def entry(shelf: Shelf, unit: str, code: str = "outreach.leaflets", basis: Basis = Basis.NEW) -> int:
    return next(
        one.number
        for one in shelf.lines
        if (one.series.unit_code, one.series.indicator, one.series.basis, one.draft.day) == (unit, code, basis, DAY)
    )


def test_nothing_moved_is_nothing_to_correct() -> None:
    shelf = small_city()
    assert changes(issued(shelf), [], shelf, CITY) == []


def test_a_correction_is_told_with_its_reason() -> None:
    shelf = small_city()
    payload = issued(shelf)
    correct(shelf, entry(shelf, "wanghai"), 8301, "漏报一个街道")
    found = changed(shelf, payload)
    assert (found.then["value"], found.now.value) == (24670, 24661)
    assert found.causes == ("望海区原报8,310份，更正为8,301份，原因：漏报一个街道",)
    assert "发放宣传资料" in found.place and found.read.rstrip("份") in found.place


def test_a_figure_that_nobody_tells_any_more_is_missing_now() -> None:
    shelf = small_city()
    payload = issued(shelf)
    number = entry(shelf, "wangxin", "listening.items")
    shelf.lines[number - 1] = replace(
        shelf.lines[number - 1], draft=replace(shelf.lines[number - 1].draft, day=date(2000, 1, 1))
    )
    found = changed(shelf, payload, "监测信息")
    assert (found.read, found.reads) == ("22,796条", "未报")
    assert found.causes == ("市网信办原报22,796条，现不再计入",)


def test_touched_finds_the_figures_of_an_entry_and_after_a_slip_of_its_heir() -> None:
    shelf = small_city()
    payload = issued(shelf)
    number = entry(shelf, "wanghai")
    ids = touched(payload, [], {number})
    assert len(ids) == 1
    correct(shelf, number, 8301, "漏报")
    found = changes(payload, [], shelf, CITY, only=ids)
    slip = Slip("日报第10期", 1, "daily", 0, 10, "d" * 64, DAY, SEAL, datetime(2026, 2, 4, 9), "李明", "")
    brief = write_slip(payload, found, slip, CITY, "宣传工作日报")
    written = plain(brief)
    assert touched(payload, [written], {len(shelf.lines)}) == ids
    assert touched(payload, [written], {number}) == set()
    assert changes(payload, [written], shelf, CITY) == []
    assert brief.number == 1 and brief.title == "关于日报第10期数字的更正" and "其余内容不变" in brief.text


def test_what_words_allow_may_move_though_the_number_stays() -> None:
    shelf = small_city()
    payload = issued(shelf)
    number = entry(shelf, "qingxi")
    old = shelf.lines[number - 1]
    rough = replace(old.draft, interval=Interval(old.draft.value, old.draft.value + 500), text="4000余份")
    shelf.lines[number - 1] = replace(old, number=number, draft=rough)
    found = changed(shelf, payload)
    assert found.now.value == found.then["value"] and found.now.high == found.then["high"] + 500
