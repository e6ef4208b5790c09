"""Sheets as a Document: a table for each contiguous block of cells, prose for the lone lines above and below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dibao.documents.blocks import Document
from dibao.documents.builder import Builder, Slot
from dibao.documents.excel.areas import Block, areas
from dibao.documents.excel.sheet import Sheet, Stored, reference, visible
from dibao.language import say

_LISTED = 5


def document(
    name: str,
    format: str,
    sheets: Iterable[tuple[str, Stored]],
    hidden: list[str],
    *,
    notes: Iterable[str] = (),
    named: Callable[[int, int], str] = reference,
) -> Document:
    """The visible sheets in order, by name (a lone one may have none).

    `hidden`: the names of the sheets that are not shown and were not read; `named` gives a place's reference.
    """
    builder = Builder(name, format)
    notes = list(notes)
    if hidden:
        listed = "、".join(hidden)
        notes.append(say(f"隐藏的工作表未读：{listed}。", f"Hidden sheets were left out: {', '.join(hidden)}."))
    for title, stored in sheets:
        sheet = visible(stored, named)
        _write(builder, title, sheet)
        notes += _notes(title, sheet)
    return builder.document(notes)


def _write(builder: Builder, name: str, sheet: Sheet) -> None:
    for area in areas(sheet.cells):
        if isinstance(area, Block):
            _write_table(builder, name, area)
        else:
            builder.prose(area.text, _locator(name, area.cell.reference))


def _write_table(builder: Builder, name: str, block: Block) -> None:
    top, left = block.top, block.left
    slots = [
        Slot(
            cell.text,
            cell.row - top,
            cell.column - left,
            cell.row_span,
            cell.column_span,
            _locator(name, cell.reference),
        )
        for cell in block.cells
    ]
    first, last = block.cells[0].reference, block.cells[-1].reference
    locator = _locator(name, f"{first}:{last}")
    builder.table(slots, block.bottom - top + 1, block.right - left + 1, locator=locator, title=name)


def _locator(sheet: str, place: str) -> str:
    return f"{sheet}!{place}" if sheet else place


def _notes(name: str, sheet: Sheet) -> Iterator[str]:
    def listed(each: list[str]) -> str:
        more = say(f" 等 {len(each)} 处", f" and {len(each) - _LISTED} more") if len(each) > _LISTED else ""
        return say("、", ", ").join(each[:_LISTED]) + more

    if sheet.hidden_rows:
        rows = listed([str(row) for row in sheet.hidden_rows])
        yield say(f"{name}：隐藏的行未读（第 {rows} 行）。", f"{name}: hidden rows were left out ({rows}).")
    if sheet.hidden_columns:
        columns = listed(sheet.hidden_columns)
        yield say(f"{name}：隐藏的列未读（{columns} 列）。", f"{name}: hidden columns were left out ({columns}).")
    if sheet.stored.uncounted:
        cells = listed(sheet.stored.uncounted)
        yield say(
            f"{name}：公式没有算好的结果，未读（{cells}）；请用 Excel 或 WPS 打开、保存后重新发送。",
            f"{name}: formulas without a stored result were not read ({cells}); open the file in Excel or WPS, save it "
            "and send it again.",
        )
    if sheet.stored.errors:
        cells = listed(sheet.stored.errors)
        yield say(f"{name}：公式出错（{cells}），请核对。", f"{name}: formulas in error ({cells}); please check.")
    if sheet.stored.unseen:
        cells = listed(sheet.stored.unseen)
        yield say(
            f"{name}：单元格格式把数字隐藏了，未读（{cells}）。",
            f"{name}: numbers that their format hides were left out ({cells}).",
        )
    if sheet.stored.commented:
        yield say(f"{name}：批注未读。", f"{name}: comments were left out.")
    if sheet.stored.drawn:
        yield say(
            f"{name}：图片、图表、文本框中的文字未读。",
            f"{name}: text in pictures, charts and text boxes was not read.",
        )
