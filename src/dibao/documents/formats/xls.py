"""Workbooks of Excel 97 to 2003 and before (.xls, .xlt)."""

from __future__ import annotations

from dibao.documents import ole
from dibao.documents.blocks import Document
from dibao.documents.registry import Format

_BARE = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
"""How a workbook without a container begins: Excel 3 to 5, and some programs' exports."""


def _recognises(data: bytes) -> bool:
    return data.startswith(_BARE) or not ole.names(data).isdisjoint({"Workbook", "Book"})


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.excel import old

    return old.read(data, name)


FORMAT = Format(
    name="xls",
    suffixes=(".xls", ".xlt"),
    zh=" Excel 97—2003 工作簿",
    en="an Excel 97-2003 workbook",
    recognises=_recognises,
    read=_read,
    also=(".et", ".ett"),
    target="xlsx",
)
