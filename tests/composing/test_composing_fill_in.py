"""The form that units fill in: every filled cell is read back as the figure that it asks for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dibao import documents, reading
from dibao.catalogue import Receipt, Workspace, default_catalogue, link, post
from dibao.composing.fill_in import Line, fill_in, lines
from dibao.entries import Draft
from dibao.errors import DibaoError
from dibao.figures import Basis, How, Window
from support.anlan import CITY
from support.ledger_lines import draft, entries
from support.libreoffice import by_office

DAY = date(2026, 2, 3)
COLUMNS = {3: Basis.NEW, 4: Basis.CUMULATIVE, 5: Basis.ASOF}


@cache
def city(closes: str = "") -> Workspace:
    """The example city, with windows that end at another time where one is given."""
    known = Workspace.open(CITY)
    if not closes:
        return known
    return replace(known, settings=replace(known.settings, windows={"default": time.fromisoformat(closes)}))


Answer = tuple[str, str, str, Basis, Window, Decimal]


def filled(data: bytes, workspace: Workspace, values: Mapping[int, float]) -> tuple[bytes, dict[str, Answer]]:
    """The form with some of its open cells filled (by their position), and what each then says, by place."""
    book = load_workbook(io.BytesIO(data))
    open_cells = [
        (sheet, cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=5)
        for cell in row
        if not cell.protection.locked
    ]
    answers: dict[str, Answer] = {}
    for at, value in values.items():
        sheet, cell = open_cells[at % len(open_cells)]
        cell.value = value
        code, _, item = str(sheet.cell(cell.row, 6).value).partition("/")
        basis = COLUMNS[cell.column]
        usual = workspace.settings.window(code.partition(".")[0], DAY)
        starts = {Basis.NEW: usual.start, Basis.CUMULATIVE: workspace.settings.opening_day, Basis.ASOF: None}
        measure = str(sheet.cell(cell.row, 2).value)
        window = Window(starts[basis], usual.end)
        answers[f"{sheet.title}!{cell.coordinate}"] = (code, item, measure, basis, window, Decimal(str(value)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), answers


def read_back(data: bytes, suffix: str, workspace: Workspace) -> dict[str, Draft]:
    """What the form says to Dibao, by place."""
    document = documents.from_bytes(data, f"填报表{suffix}")
    figures = reading.read(document, date=DAY, names=workspace.units.names)
    named = link(document, figures, workspace.catalogue, units=workspace.units)
    assert all(figure.indicator and figure.basis_how is How.INHERITED for figure in named)
    assert {figure.actor for figure in named} <= {"望海区"}
    drafts = post(document, named, Receipt("wanghai", DAY), workspace)
    assert len(drafts) == len({one.locator for one in drafts})
    return {one.locator: one for one in drafts}


def said(found: Mapping[str, Draft]) -> dict[str, Answer]:
    return {
        place: (
            one.series.indicator,
            one.series.item,
            one.series.measure,
            one.series.basis,
            one.window,
            Decimal(str(one.value)),
        )
        for place, one in found.items()
    }


VALUES = st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=1).map(float))


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.integers(0, 200), VALUES, min_size=1, max_size=60), st.sampled_from(["", "00:00", "08:30"]))
def test_every_filled_cell_is_read_back(values: dict[int, float], closes: str) -> None:
    workspace = city(closes)
    form = fill_in(workspace, DAY, lines(workspace.catalogue, (), ()), workspace.units["wanghai"])
    data, answers = filled(form, workspace, values)
    found = read_back(data, ".xlsx", workspace)
    assert said(found) == answers
    assert {one.series.unit_code for one in found.values()} == {"wanghai"}


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_a_form_that_libreoffice_saved(suffix: str, tmp_path: Path) -> None:
    workspace = city()
    form = fill_in(workspace, DAY, lines(workspace.catalogue, (), ()), workspace.units["wanghai"])
    data, answers = filled(form, workspace, {at: at * 37 % 5000 for at in range(0, 200, 3)})
    saved = by_office({"填报表.xlsx": data}, tmp_path, suffix[1:])["填报表"]
    assert said(read_back(saved, suffix, workspace)) == answers


def test_rows_may_be_moved() -> None:
    workspace = city()
    form = fill_in(workspace, DAY, lines(workspace.catalogue, (), ()), workspace.units["wanghai"])
    data, _ = filled(form, workspace, {0: 12})
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    asked = [[cell.value for cell in sheet[row]] for row in (5, 6)]
    for row, values in ((5, asked[1]), (6, asked[0])):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    (place, one), *others = read_back(out.getvalue(), ".xlsx", workspace).items()
    assert place.endswith("!C6") and (one.series.indicator, one.value, others) == ("media.stories", 12, [])


def test_an_empty_form_holds_no_figures() -> None:
    workspace = city()
    form = fill_in(workspace, DAY, lines(workspace.catalogue, (), ()))
    assert read_back(form, ".xlsx", workspace) == {}


def test_a_unit_is_asked_for_what_it_told_before() -> None:
    catalogue = default_catalogue()
    told = entries(
        draft("wanghai", 1200, item="宣传单"),
        draft("wanghai", 9, indicator="volunteers.teams", measure="支", basis=Basis.NEW),
        draft("wanghai", 5, indicator="rate.share", measure="%", basis=Basis.RATE),
        draft("liulin", 4, indicator="media.stories", measure="篇"),
    )
    stock = Line(catalogue["volunteers.teams"], "", "支", (Basis.NEW, Basis.ASOF))
    flow = Line(catalogue["outreach.leaflets"], "宣传单", "份", (Basis.NEW, Basis.CUMULATIVE))
    assert lines(catalogue, told, {"wanghai"}) == [flow, stock]
    assert {one.indicator.area for one in lines(catalogue, told, {"qingxi"})} == {"outreach", "volunteers", "media"}
    items = fill_in(city(), DAY, [flow], city().units["wanghai"])
    data, answers = filled(items, city(), {0: 7, 1: 70})
    assert said(read_back(data, ".xlsx", city())) == answers


def test_headings_are_locked_and_only_numbers_may_be_filled_in() -> None:
    sheet = load_workbook(io.BytesIO(fill_in(city(), DAY, lines(default_catalogue(), (), ())))).worksheets[0]
    assert sheet.protection.sheet and sheet["A4"].protection.locked and not sheet["C5"].protection.locked
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1, rule.allow_blank) == ("decimal", "greaterThanOrEqual", "0", True)
    assert "C5" in rule.sqref and "A5" not in rule.sqref
    assert not sheet["B3"].protection.locked  # a form without a unit leaves its name to be written


def test_no_text_becomes_a_formula() -> None:
    known = city()
    unit = replace(known.units["wanghai"], name='=HYPERLINK("http://x")')
    flow = Line(replace(default_catalogue()["media.stories"], zh="+1+cmd"), "@SUM(A1)", "篇", (Basis.NEW,))
    book = load_workbook(io.BytesIO(fill_in(known, DAY, [flow], unit)))
    kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_nothing_to_ask_for_is_said() -> None:
    with pytest.raises(DibaoError):
        fill_in(city(), DAY, [])
