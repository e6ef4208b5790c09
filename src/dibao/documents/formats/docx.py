"""Word documents (.docx, .docm)."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    from dibao.documents import archive

    return archive.holds(data, "word/")


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.word import reader

    return reader.read(data, name)


FORMAT = Format(
    name="docx",
    suffixes=(".docx", ".docm"),
    zh=" Word 文档",
    en="a Word document",
    recognises=_recognises,
    read=_read,
    also=(".doc", ".dot", ".wps", ".wpt"),
)
