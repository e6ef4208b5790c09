"""A city-wide table: units' rows are their figures, its totals are checked and never added to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dibao import documents, reading
from dibao.catalogue import Query, Receipt, Workspace, link, post, roll_up
from dibao.catalogue.table_sums import over_units, table_sums
from dibao.entries import Entry
from dibao.figures import Basis
from support.anlan import CITY

DAY = date(2026, 2, 3)
CITYWIDE = Workspace.open(CITY)
NAMES = [unit.name for unit in CITYWIDE.units.values() if unit.kind != "office"]


def posted(rows: list[list[object]], reporter: str) -> list[Entry]:
    """The entries of a table that a unit sends."""
    text = "\n".join("\t".join(map(str, row)) for row in rows)
    document = documents.from_text(text, "表.txt")
    figures = reading.read(document, date=DAY, names=CITYWIDE.units.names)
    named = link(document, figures, CITYWIDE.catalogue, units=CITYWIDE.units)
    drafts = post(document, named, Receipt(reporter, DAY), CITYWIDE)
    return [
        Entry(at, f"{at:064x}", one, report=1, part_of=None if one.part_of is None else one.part_of + 1)
        for at, one in enumerate(drafts, start=1)
    ]


def total(entries: list[Entry], scope: str = "all") -> tuple[object, int]:
    """The city's total and how many units it is of."""
    found = roll_up(entries, Query("outreach.leaflets", Basis.NEW, DAY, DAY, scope=scope), CITYWIDE)
    return found.value, len(found.reported)


def citywide(whole: int) -> list[list[object]]:
    rows = [[name, at + 10] for at, name in enumerate(NAMES)]
    return [["单位", "新增宣传单（份）"], *rows, ["合计", whole]]


def test_a_total_is_no_addend_whoever_sends_it_and_right_or_wrong() -> None:
    right = sum(range(10, 10 + len(NAMES)))
    for reporter in ("office", "wjw"):
        for whole in (right, right - 30, right * 3):
            entries = posted(citywide(whole), reporter)
            assert len(entries) == len(NAMES) + 1 and over_units(entries) == {len(entries)}
            own = [entry for entry in entries if entry.number != len(entries)]
            assert {entry.series.unit_code for entry in own} == {code for code in CITYWIDE.units if code != "office"}
            assert all(entry.part_of is None for entry in own)
            assert total(entries) == (right, len(NAMES))
    assert total(entries, "wjw") == (next(e.draft.value for e in own if e.series.unit_code == "wjw"), 1)


def test_a_total_column_over_units_is_none_either() -> None:
    entries = posted([["项目", "望海区", "柳林区", "合计"], ["新增宣传单（份）", 12, 8, 20]], "office")
    assert total(entries) == (20, 2) and over_units(entries) == {3}


def test_a_units_own_total_is_its_figure() -> None:
    rows: list[list[object]] = [["乡镇", "新增宣传单（份）"], ["白鹿镇", 12], ["青泉镇", 8], ["合计", 20]]
    entries = posted(rows, "bailu")
    assert over_units(entries) == set() and [entry.part_of for entry in entries] == [3, 3, None]
    assert total(entries) == (20, 1)


def test_subtotals_close_their_rows_and_parts_are_not_added_twice() -> None:
    rows: list[list[object]] = [
        ["单位", "新增宣传单（份）"],
        ["望海区", 12],
        ["柳林区", 8],
        ["区小计", 20],
        ["清溪县", 5],
        ["石桥县", 6],
        ["县小计", 11],
        ["总计", 31],
    ]
    entries = posted(rows, "office")
    sums = {one.label: [entry.draft.value for entry in one.rows] for one in table_sums(entries)}
    assert sums == {"区小计": [12, 8], "县小计": [5, 6], "总计": [12, 8, 5, 6]}
    assert total(entries) == (31, 4)
    among: list[list[object]] = [
        ["单位", "新增宣传单（份）"],
        ["望海区", 15],
        ["其中：海滨街道", 12],
        ["柳林区", 5],
        ["合计", 20],
    ]
    entries = posted(among, "office")
    (whole,) = table_sums(entries)
    assert [entry.draft.value for entry in whole.rows] == [15, 5]
    assert total(entries) == (20, 2) and entries[1].part_of == 1 and entries[1].series.unit_code == "wanghai"


def test_two_blocks_with_the_same_heads_have_a_total_each() -> None:
    heads: list[object] = ["单位", "新增宣传单（份）"]
    rows = [heads, ["望海区", 12], ["柳林区", 8], ["合计", 20], ["清溪县", 5], ["石桥县", 6], ["合计", 11]]
    sums = [[entry.draft.value for entry in one.rows] for one in table_sums(posted(rows, "office"))]
    assert sums == [[12, 8], [5, 6]]


def test_a_table_goes_on_over_a_page() -> None:
    entries = posted(citywide(sum(range(10, 10 + len(NAMES)))), "office")
    moved = [
        replace(one, draft=replace(one.draft, locator=f"第{1 + at // 12}页 表1 第{at % 12 + 2}行第2列"))
        for at, one in enumerate(entries)
    ]
    (whole,) = table_sums(moved)
    assert len(whole.rows) == len(NAMES) and whole.complete and over_units(moved) == {len(entries)}
