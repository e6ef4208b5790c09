"""Workbooks written as raw XML: shared strings, stored results and other things that openpyxl does not write."""

from __future__ import annotations

from wordprocessing import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def xlsx(rows: str, strings: str = "", *, after: str = "", workbook: str = "") -> bytes:
    """A workbook of one sheet `统计`. `strings`: the shared `si`; `after`: what follows the sheet's data."""
    sheets = '<sheets><sheet name="统计" sheetId="1" r:id="a"/></sheets>'
    return zipped(
        {
            "_rels/.rels": f'{_LINKS}<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="/xl/workbook.xml"/>'
            "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{workbook}{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": f'{_LINKS}<Relationship Id="a" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{_OFFICE}/sharedStrings" '
            'Target="sharedStrings.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        }
    )
