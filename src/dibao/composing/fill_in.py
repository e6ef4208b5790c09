"""A form to fill in: a workbook whose every filled cell is read back as exactly the figure that it asks for.

A row asks for one indicator (item, measure); its code stands at the row's end, by which `catalogue.link` names the
figures of the row, whatever was moved, sorted or saved by another program. The heads tell basis and window.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dibao.catalogue import Catalogue, Indicator, Unit, Workspace
from dibao.catalogue.indicators import OTHER, Nature
from dibao.catalogue.link_codes import coded
from dibao.composing.areas import area_in_chinese
from dibao.entries import Entry
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.language import say

_BASES = (Basis.NEW, Basis.CUMULATIVE, Basis.ASOF)
_ASKED: Mapping[Nature, tuple[Basis, ...]] = {
    Nature.FLOW: (Basis.NEW, Basis.CUMULATIVE),
    Nature.STOCK: (Basis.ASOF,),
    Nature.LEVEL: (Basis.ASOF,),
}
_COLUMNS = 6
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EDGE = Side(style="thin", color="808080")
_BORDER = Border(_EDGE, _EDGE, _EDGE, _EDGE)
_GREY = PatternFill("solid", fgColor="E7E6E6")
_NAME = 31
"""A sheet's name has at most so many characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: what is counted, by which measure word, and on which bases it may be told."""

    indicator: Indicator
    item: str
    measure: str
    bases: tuple[Basis, ...]


def lines(catalogue: Catalogue, told: Iterable[Entry], units: Collection[str]) -> list[Line]:
    """What a form asks these units for: what they told before; of a unit that told nothing, the areas in use.

    `told`: entries of the last days, of any unit; without any the whole catalogue is asked for. Shares and what is
    outside the catalogue are not asked for, parts of other figures neither.
    """
    whole = [entry for entry in told if entry.part_of is None and _asks(catalogue.get(entry.series.indicator))]
    own: dict[tuple[str, str, str], set[Basis]] = defaultdict(set)
    for entry in whole:
        series = entry.series
        if series.unit_code in units and series.basis in _BASES:
            own[series.indicator, series.item, series.measure].add(series.basis)
    if own:
        order = {code: place for place, code in enumerate(catalogue)}
        return [
            Line(catalogue[code], item, measure, _told(catalogue[code], own[code, item, measure]))
            for code, item, measure in sorted(own, key=lambda key: (order[key[0]], key[1:]))
        ]
    areas = {catalogue[entry.series.indicator].area for entry in whole}
    return [
        Line(one, "", one.units[0], _ASKED[one.nature])
        for one in catalogue.values()
        if _asks(one) and (not areas or one.area in areas)
    ]


def _asks(indicator: Indicator | None) -> bool:
    return indicator is not None and indicator.code != OTHER and indicator.nature in _ASKED and bool(indicator.units)


def _told(indicator: Indicator, bases: set[Basis]) -> tuple[Basis, ...]:
    """As the nature allows, and as the unit told it before: teams set up today and teams in all."""
    return tuple(basis for basis in _BASES if basis in bases or basis in _ASKED[indicator.nature])


def fill_in(workspace: Workspace, day: date, asked: Sequence[Line], unit: Unit | None = None) -> bytes:
    """The workbook (.xlsx), a sheet for each area; without a unit its name is left to be written.

    DibaoError where nothing is asked for.
    """
    if not asked:
        raise DibaoError(
            say("目录里没有可填报的指标，请检查 catalogue.csv。", "There is nothing to fill in; check catalogue.csv."),
            code="empty_form",
        )
    book = Workbook()
    book.remove(book.worksheets[0])
    by_area: dict[str, list[Line]] = defaultdict(list)
    for line in asked:
        by_area[line.indicator.area].append(line)
    for area, rows in by_area.items():
        _sheet(book.create_sheet(_sheet_name(area, book.sheetnames)), workspace, day, area, rows, unit)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(
    sheet: Worksheet, workspace: Workspace, day: date, area: str, rows: Sequence[Line], unit: Unit | None
) -> None:
    window = workspace.settings.window(area, day)
    assert window.start is not None and window.end is not None
    first, last = _moment(window.start), _moment(window.end, ends=True)
    _text(sheet, 1, 1, f"{workspace.settings.masthead}{area_in_chinese(area)}填报表").font = Font(bold=True, size=16)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=_COLUMNS)
    _text(sheet, 2, 1, "报告日：")
    _text(sheet, 2, 2, f"{day.year}年{day.month}月{day.day}日")
    _text(sheet, 3, 1, "填报单位：")
    name = _text(sheet, 3, 2, unit.name if unit else "")
    name.protection = Protection(locked=unit is not None)
    for row in (2, 3):
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=_COLUMNS)
    heads = ["指标", "计量单位", f"本期新增（{first}至{last}）", f"累计（截至{last}）", f"现有（截至{last}）", "代码"]
    for column, head in enumerate(heads, start=1):
        cell = _text(sheet, 4, column, head)
        cell.font, cell.fill, cell.border = Font(bold=True), _GREY, _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    filled = [_row(sheet, row, line) for row, line in enumerate(rows, start=5)]
    note = _text(sheet, 5 + len(rows), 1, f"填表说明：{_HOW}")
    note.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=note.row, start_column=1, end_row=note.row, end_column=_COLUMNS)
    sheet.row_dimensions[note.row].height = 64
    _validated(sheet, [place for row_places in filled for place in row_places])
    for letter, width in zip("ABCDEF", (26, 10, 20, 20, 20, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[4].height = 48
    sheet.freeze_panes = "C5"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


_HOW = (
    "只填白色格，填整数或小数，不写单位和文字；没有的留空，确实为零的填零；灰色格不用填；"
    "本期新增只填表头所写时段内的数，累计填工作开始以来的总数，现有填截止时的实有数；代码请勿改动。"
)


def _row(sheet: Worksheet, row: int, line: Line) -> list[str]:
    """Write a row, and give the places that are to be filled in."""
    label = line.indicator.zh + (f"·{line.item}" if line.item else "")
    for column, text in ((1, label), (2, line.measure), (_COLUMNS, coded(line.indicator.code, line.item))):
        cell = _text(sheet, row, column, text)
        cell.border, cell.fill = _BORDER, _GREY
        cell.font = Font(color="808080", size=8) if column == _COLUMNS else Font()
    places = []
    for column, basis in enumerate(_BASES, start=3):
        cell = _cell(sheet, row, column)
        cell.border = _BORDER
        if basis in line.bases:
            cell.protection = Protection(locked=False)
            places.append(cell.coordinate)
        else:
            cell.fill = _GREY
    return places


def _validated(sheet: Worksheet, places: Sequence[str]) -> None:
    """Only numbers that are not negative may be filled in."""
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    rule.error, rule.errorTitle = "请填不小于零的数，不写单位和文字；没有的留空。", "只能填数"
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    for place in places:
        rule.add(place)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # nothing is written into the covered squares of a merged area
    return cell


def _text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Put in a text as a text: what begins like a formula is none."""
    cell = _cell(sheet, row, column)
    cell.value = text
    if text.startswith(_FORMULA):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _moment(at: datetime, *, ends: bool = False) -> str:
    """A time as reports write it; midnight at an end is the day before at 24:00."""
    if ends and (at.hour, at.minute) == (0, 0):
        at -= timedelta(days=1)
        return f"{at.year}年{at.month}月{at.day}日24:00"
    return f"{at.year}年{at.month}月{at.day}日{at.hour}:{at.minute:02d}"


def _sheet_name(area: str, taken: Collection[str]) -> str:
    name = "".join(sign for sign in area_in_chinese(area) if sign not in r"[]:*?/\'")[: _NAME - 3] or "填报"
    return name if name not in taken else f"{name}{len(taken) + 1}"
