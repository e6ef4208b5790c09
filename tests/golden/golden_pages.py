"""Shapes as pages: Word, web page, PDF. Titles and notes stand as paragraphs; a blank row parts two tables.

Each gives its file and where the places of the sheet stand in it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import docx
import typst
from golden_shapes import Merged, Shape, Sheet
from openpyxl.utils import get_column_letter

Places = dict[str, str]
_FONT = '("Noto Serif CJK SC", "Source Han Serif SC", "FandolSong", "Noto Sans CJK SC")'


@dataclass(frozen=True)
class Part:
    """Rows [first, last) of a sheet: a table, or the one line of a title or note."""

    sheet: Sheet
    first: int
    last: int
    line: str = ""

    def cells(self) -> Iterator[Merged]:
        """The part's cells, counted from its own first row."""
        for cell in self.sheet.cells():
            if self.first <= cell.row < self.last:
                yield cell._replace(row=cell.row - self.first)


def parts(shape: Shape) -> Iterator[Part]:
    """What a writer of a page makes of a shape; a sheet that is one of several is named above."""
    for sheet in shape.sheets:
        if len(shape.sheets) > 1:
            yield Part(sheet, 0, 0, sheet.name)
        first = 0
        for row in range(len(sheet.rows) + 1):
            line = _line(sheet, row) if row < len(sheet.rows) else ""
            ends = row == len(sheet.rows) or not any(sheet.rows[row])
            if (line and (first == row or _notes(sheet, row))) or ends:
                if first < row:
                    yield Part(sheet, first, row)
                if line:
                    yield Part(sheet, row, row + 1, line)
                first = row + 1


def _line(sheet: Sheet, row: int) -> str:
    found = [cell for cell in sheet.cells() if cell.row == row]
    alone = len(found) == 1 and sheet.rows[row][0] == found[0].text and found[0].rows == 1 and sheet.width > 1
    return found[0].shown if alone and (found[0].columns == sheet.width or len(set(sheet.rows[row])) == 2) else ""


def _notes(sheet: Sheet, row: int) -> bool:
    """Whether nothing but lines follows."""
    return all(_line(sheet, at) or not any(sheet.rows[at]) for at in range(row, len(sheet.rows)))


def _places(shape: Shape) -> Places:
    found: Places = {}
    table = 0
    for part in parts(shape):
        if part.line:
            continue
        table += 1
        for cell in part.cells():
            place = f"{part.sheet.name}!{get_column_letter(cell.column + 1)}{cell.row + part.first + 1}"
            found[place] = f"表{table} 第{cell.row + 1}行第{cell.column + 1}列"
    return found


def to_docx(shape: Shape) -> tuple[bytes, Places]:
    """As Word's users write it."""
    document = docx.Document()
    for part in parts(shape):
        if part.line:
            document.add_paragraph(part.line)
            continue
        table = document.add_table(part.last - part.first, part.sheet.width, style="Table Grid")
        for cell in part.cells():
            here = table.cell(cell.row, cell.column)
            if cell.rows * cell.columns > 1:
                here = here.merge(table.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
            here.text = cell.shown
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), _places(shape)


def to_html(shape: Shape) -> tuple[bytes, Places]:
    """As a saved page."""
    out: list[str] = []
    for part in parts(shape):
        if part.line:
            out.append(f"<p>{escape(part.line)}</p>")
            continue
        cells = {(cell.row, cell.column): cell for cell in part.cells()}
        covered = {
            (row, column)
            for cell in cells.values()
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        } - cells.keys()
        rows = []
        for row in range(part.last - part.first):
            line = ""
            for column in range(part.sheet.width):
                cell = cells.get((row, column))
                if cell is not None:
                    line += f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{escape(cell.shown)}</td>'
                elif (row, column) not in covered:
                    line += "<td>&nbsp;</td>"
            rows.append(f"<tr>{line}</tr>")
        out.append(f"<table border=1>{''.join(rows)}</table>")
    page = f"<html><head><meta charset=utf-8></head><body>{''.join(out)}</body></html>"
    return page.encode(), _places(shape)


def to_pdf(shape: Shape) -> tuple[bytes, Places]:
    """Set by Typst; `第1页` stands before each place."""
    lines = [
        '#set page(paper: "a4", flipped: true)',
        f'#set text(font: {_FONT}, size: 11pt, lang: "zh")',
    ]
    for part in parts(shape):
        if part.line:
            lines.append(f"#{_quoted(part.line)}\n")
            continue
        cells = [
            f"table.cell(x: {cell.column}, y: {cell.row}, rowspan: {cell.rows}, colspan: {cell.columns})"
            f"[#{_quoted(cell.shown)}]"
            for cell in part.cells()
        ]
        lines.append(f"#table(columns: {part.sheet.width}, {', '.join(cells)})")
    places = {place: f"第1页 {there}" for place, there in _places(shape).items()}
    return typst.compile("\n".join(lines).encode()), places


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
