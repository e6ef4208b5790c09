"""OpenDocument spreadsheets (.ods, .ots, .fods)."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    from dibao.documents.opendocument import package

    return package.is_kind(data, "spreadsheet")


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.opendocument import sheets

    return sheets.read(data, name)


FORMAT = Format(
    name="ods",
    suffixes=(".ods", ".ots", ".fods"),
    zh=" OpenDocument 表格（.ods）",
    en="an OpenDocument spreadsheet",
    recognises=_recognises,
    read=_read,
    also=(".xls", ".et", ".ett"),
)
