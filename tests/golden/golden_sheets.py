"""Shapes as spreadsheets: as Excel's users write them, as WPS stores them, as plain text."""

from __future__ import annotations

import csv
import io
import zipfile
from html import escape

from golden_shapes import Merged, Shape, Sheet
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def to_xlsx(shape: Shape) -> bytes:
    """As Excel's users write it: numbers as numbers, merged areas."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for one in shape.sheets:
        sheet = book.create_sheet(one.name)
        for cell in one.cells():
            sheet.cell(cell.row + 1, cell.column + 1, cell.value)
            if cell.rows * cell.columns > 1:
                sheet.merge_cells(_area(cell))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _area(cell: Merged) -> str:
    first = f"{get_column_letter(cell.column + 1)}{cell.row + 1}"
    return f"{first}:{get_column_letter(cell.column + cell.columns)}{cell.row + cell.rows}"


def to_wps(shape: Shape) -> bytes:
    """As WPS stores it: shared strings with their pronunciation and runs, cells and rows without references."""
    strings: list[str] = []
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    }
    names, links = [], []
    for number, sheet in enumerate(shape.sheets, start=1):
        names.append(f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>')
        links.append(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = _wps_sheet(sheet, strings)
    shared = f'<Relationship Id="rId99" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{"".join(links)}{shared}</Relationships>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><fileVersion appName="xl" lowestEdited="3"/>'
        f'<workbookPr/><bookViews><workbookView activeTab="0"/></bookViews><sheets>{"".join(names)}</sheets></workbook>'
    )
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}" count="{len(strings)}">{"".join(strings)}</sst>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return out.getvalue()


def _wps_sheet(sheet: Sheet, strings: list[str]) -> str:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells()}
    rows = []
    for row in range(len(sheet.rows)):
        inside = []
        for column in range(sheet.width):
            cell = cells.get((row, column))
            if cell is None:
                inside.append("<c/>")
            elif isinstance(cell.value, str):
                inside.append(f'<c t="s"><v>{len(strings)}</v></c>')
                strings.append(_string(cell.value, len(strings)))
            else:
                inside.append(f"<c><v>{cell.value}</v></c>")
        rows.append(f'<row customHeight="1" ht="20">{"".join(inside)}</row>')
    merged = [f'<mergeCell ref="{_area(cell)}"/>' for cell in cells.values() if cell.rows * cell.columns > 1]
    areas = f'<mergeCells count="{len(merged)}">{"".join(merged)}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData>{areas}</worksheet>'


def _string(text: str, number: int) -> str:
    """One of three ways: with a pronunciation beside it, in runs, plain."""
    if number % 3 == 0:
        return f'<si><t>{escape(text)}</t><rPh sb="0" eb="1"><t>ㄒㄩㄢ</t></rPh><phoneticPr fontId="1"/></si>'
    if number % 3 == 1 and len(text) > 1:
        head, rest = escape(text[:1]), escape(text[1:])
        return f'<si><r><t>{head}</t></r><r><rPr><b/><sz val="11"/></rPr><t xml:space="preserve">{rest}</t></r></si>'
    return f'<si><t xml:space="preserve">{escape(text)}</t></si>'


def to_csv(shape: Shape) -> bytes:
    """The one sheet as text, in the encoding that Excel writes in China."""
    out = io.StringIO()
    rows = [[text.removeprefix("'") if text not in ("<", "^") else "" for text in row] for row in shape.sheets[0].rows]
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("gb18030")


def plain(shape: Shape) -> bool:
    """Whether nothing is lost in a text file: one sheet, nothing merged but titles and notes."""
    if len(shape.sheets) > 1:
        return False
    return all(cell.rows == 1 and cell.columns in (1, shape.sheets[0].width) for cell in shape.sheets[0].cells())
