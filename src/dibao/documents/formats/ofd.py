"""OFD (GB/T 33190), the fixed-layout documents of Chinese offices (.ofd)."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    from dibao.documents import archive

    return archive.holds(data, "ofd.xml")


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.ofd import reader

    return reader.read(data, name)


FORMAT = Format(
    name="ofd",
    suffixes=(".ofd",),
    zh=" OFD 版式文件",
    en="an OFD document",
    recognises=_recognises,
    read=_read,
)
