"""Spreadsheets that only LibreOffice reads: binary workbooks (.xlsb), Excel 2003 XML, some WPS tables (.et, .ett)."""

from __future__ import annotations

from dibao.documents import office
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    return office.is_excel_xml(data) or office.is_excel_binary(data)


FORMAT = Format(
    name="et",
    suffixes=(".et", ".ett", ".xlsb"),
    zh="要转换的电子表格",
    en="a spreadsheet to be converted",
    recognises=_recognises,
    read=None,
    also=(".xls", ".xlt"),
    target="xlsx",
)
