"""Zip archives of reports."""

from __future__ import annotations

from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.registry import Container


def _recognises(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    from dibao.documents import archive

    return archive.is_zip(data)


def _unpack(data: bytes, name: str, unpacking: Unpacking) -> Unpacked:
    from dibao.documents import zips

    return zips.unpack(data, name, unpacking)


CONTAINER = Container(
    name="zip",
    suffixes=(".zip",),
    zh="压缩包",
    en="an archive",
    recognises=_recognises,
    unpack=_unpack,
)
