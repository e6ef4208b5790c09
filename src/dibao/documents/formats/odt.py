"""OpenDocument texts (.odt, .ott, .fodt)."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    from dibao.documents.opendocument import package

    return package.is_kind(data, "text")


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.opendocument import reader

    return reader.read(data, name)


FORMAT = Format(
    name="odt",
    suffixes=(".odt", ".ott", ".fodt"),
    zh=" OpenDocument 文档（.odt）",
    en="an OpenDocument text",
    recognises=_recognises,
    read=_read,
    also=(".doc", ".dot", ".wps", ".wpt"),
)
