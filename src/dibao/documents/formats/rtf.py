"""Rich text (.rtf), which programs also write under the name of a Word document."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    return data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rt")


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.rtf import reader

    return reader.read(data, name)


FORMAT = Format(
    name="rtf",
    suffixes=(".rtf",),
    zh=" RTF 文档",
    en="a rich text document",
    recognises=_recognises,
    read=_read,
    also=(".doc", ".dot", ".wps", ".wpt"),
)
