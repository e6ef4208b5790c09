"""Saved web pages and mail bodies."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    from dibao.documents.html import markup

    return markup.looks_like(data)


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.html import reader

    return reader.read(data, name)


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm", ".xhtml"),
    zh="网页",
    en="a web page",
    recognises=_recognises,
    read=_read,
)
