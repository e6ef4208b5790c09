"""PDF files with a text layer."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format

_HEAD = 1024
"""Other programs allow so many bytes before the file's own mark."""


def _recognises(data: bytes) -> bool:
    return b"%PDF-" in data[:_HEAD]


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.pdf import reader

    return reader.read(data, name)


FORMAT = Format(
    name="pdf",
    suffixes=(".pdf",),
    zh=" PDF 文件",
    en="a PDF",
    recognises=_recognises,
    read=_read,
)
