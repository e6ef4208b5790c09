"""Excel workbooks (.xlsx, .xlsm)."""

from __future__ import annotations

from dibao.documents import archive
from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.excel import reader

    return reader.read(data, name)


FORMAT = Format(
    name="xlsx",
    suffixes=(".xlsx", ".xlsm"),
    zh=" Excel 工作簿",
    en="an Excel workbook",
    recognises=lambda data: archive.holds(data, "xl/"),
    read=_read,
)
