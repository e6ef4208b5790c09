"""An OpenDocument file as its XML: a zip of parts, or all in one XML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.documents import unreadable
from dibao.documents.archive import Archive, holds, parsed
from dibao.documents.opendocument.names import MANIFEST, OFFICE

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = b"application/vnd.oasis.opendocument."
_BEGINNING = 8000
"""Bytes in which the kind is written: the first part of the zip, or the root of a flat file."""


def is_kind(data: bytes, kind: str) -> bool:
    """Whether this is an OpenDocument file of that kind (`text`, `spreadsheet`), a template of it or a flat one."""
    at = data.find(_KIND, 0, _BEGINNING)
    if at >= 0:
        return data.startswith(kind.encode(), at + len(_KIND))
    if not holds(data, "content.xml"):
        return False
    try:
        return Package(data, "").body(kind) is not None
    except Exception:  # too broken to tell
        return True


class Package:
    """The parts of one file. Raises DibaoError where it is broken or locked."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data[:4] != b"PK\x03\x04":
            self._archive = None
            self.content = parsed(data, name)
            self.styles: _Element | None = self.content
            self._media: dict[str, str] = {}
            return
        archive = self._archive = Archive(data, name)
        manifest = archive.xml("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive else None
        entries = [] if manifest is None else list(manifest.iter(MANIFEST + "file-entry"))
        if any(entry.find(MANIFEST + "encryption-data") is not None for entry in entries):
            raise unreadable.encrypted(name)
        self._media = {
            entry.get(MANIFEST + "full-path") or "": entry.get(MANIFEST + "media-type") or "" for entry in entries
        }
        self.content = archive.xml("content.xml")
        self.styles = archive.xml("styles.xml") if "styles.xml" in archive else None

    def body(self, kind: str) -> _Element | None:
        """The text or the spreadsheet."""
        return self.content.find(f"{OFFICE}body/{OFFICE}{kind}")

    def media(self, path: str) -> str:
        """The media type of an embedded object's folder; "" where none is written."""
        return self._media.get(path.removeprefix("./").rstrip("/") + "/", "")
