"""An xlsx's bytes as a Document: its visible sheets in order."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.documents.archive import Archive
from dibao.documents.blocks import Document
from dibao.documents.builder import Builder, Slot
from dibao.documents.excel.areas import Block, areas
from dibao.documents.excel.book import Book
from dibao.documents.excel.sheet import Sheet
from dibao.documents.excel.sheet import read as read_sheet
from dibao.language import say

_LISTED = 5


def read(data: bytes, name: str) -> Document:
    """A table for each contiguous block of cells, prose for the lone lines above and below it."""
    archive = Archive(data, name)
    book = Book.of(archive)
    builder = Builder(name, "xlsx")
    notes: list[str] = []
    hidden = [sheet.name for sheet in book.sheets if sheet.hidden]
    if hidden:
        listed = "、".join(hidden)
        notes.append(say(f"隐藏的工作表未读：{listed}。", f"Hidden sheets were left out: {', '.join(hidden)}."))
    for listed_sheet in book.sheets:
        if not listed_sheet.hidden:
            sheet = read_sheet(archive.xml(listed_sheet.part), book)
            _write(builder, listed_sheet.name, sheet)
            notes += _notes(listed_sheet.name, sheet)
            notes += _unread(archive, listed_sheet.name, listed_sheet.part)
    return builder.document(notes)


def _write(builder: Builder, name: str, sheet: Sheet) -> None:
    for area in areas(sheet.cells):
        if isinstance(area, Block):
            _write_table(builder, name, area)
        else:
            builder.prose(area.text, f"{name}!{area.cell.reference}")


def _write_table(builder: Builder, name: str, block: Block) -> None:
    top, left = block.top, block.left
    slots = [
        Slot(
            cell.text,
            cell.row - top,
            cell.column - left,
            cell.row_span,
            cell.column_span,
            f"{name}!{cell.reference}",
        )
        for cell in block.cells
    ]
    first, last = block.cells[0].reference, block.cells[-1].reference
    locator = f"{name}!{first}:{last}"
    builder.table(slots, block.bottom - top + 1, block.right - left + 1, locator=locator, title=name)


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
    if sheet.uncounted:
        cells = listed(sheet.uncounted)
        yield say(
            f"{name}：公式没有算好的结果，未读（{cells}）；请用 Excel 或 WPS 打开、保存后重新发送。",
            f"{name}: formulas without a stored result were not read ({cells}); open the file in Excel or WPS, save it "
            "and send it again.",
        )
    if sheet.errors:
        cells = listed(sheet.errors)
        yield say(f"{name}：公式出错（{cells}），请核对。", f"{name}: formulas in error ({cells}); please check.")
    if sheet.unseen:
        cells = listed(sheet.unseen)
        yield say(
            f"{name}：单元格格式把数字隐藏了，未读（{cells}）。",
            f"{name}: numbers that their format hides were left out ({cells}).",
        )


def _unread(archive: Archive, name: str, part: str) -> Iterator[str]:
    kinds = {link.kind for link in archive.links(part).values()}
    if "comments" in kinds or "threadedComment" in kinds:
        yield say(f"{name}：批注未读。", f"{name}: comments were left out.")
    if "drawing" in kinds:
        yield say(
            f"{name}：图片、图表、文本框中的文字未读。",
            f"{name}: text in pictures, charts and text boxes was not read.",
        )
