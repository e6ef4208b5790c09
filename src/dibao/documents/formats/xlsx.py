"""Excel workbooks (.xlsx, .xlsm)."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    from dibao.documents import archive

    return archive.holds(data, "xl/")


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.excel import reader

    return reader.read(data, name)


FORMAT = Format(
    name="xlsx",
    suffixes=(".xlsx", ".xlsm"),
    zh=" Excel 工作簿",
    en="an Excel workbook",
    recognises=_recognises,
    read=_read,
    also=(".xls", ".xlt", ".et", ".ett"),
)
