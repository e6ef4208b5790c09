"""A docx or xlsx as what it is: a zip of XML parts. Nothing is unpacked to disk, no entity and no network is used."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dibao.documents import unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAGIC = b"PK\x03\x04"
_MEMBERS = 10_000
_PART = 128 * 1024 * 1024
_TOTAL = 512 * 1024 * 1024
_RATIO = 200
"""Packed XML seldom passes 1:50."""
_SMALL = 8 * 1024 * 1024
"""Below this size the ratio does not matter."""

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
_STRICT = b"http://purl.oclc.org/ooxml/"
"""ISO 29500 strict files use other names for the same things."""
_RENAMED = (
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (_STRICT + b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)


def holds(data: bytes, prefix: str) -> bool:
    """Whether this is a zip with parts under `prefix`; a zip too broken to tell counts."""
    if not data.startswith(_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_part(name).startswith(prefix) for name in archive.namelist())
    except _BROKEN:
        return True


def _part(name: str) -> str:
    """A part's name as it is compared: without regard to case, and with slashes whatever program wrote it."""
    return name.replace("\\", "/").lstrip("/").lower()


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: `kind` is the last part of its type (`footnotes`, `worksheet`), `target` a part's name."""

    id: str
    kind: str
    target: str


class Archive:
    """The parts of one file. Raises DibaoError where the zip is broken, locked or swollen."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise unreadable.corrupt(name) from error
        members = self._zip.infolist()
        if len(members) > _MEMBERS or sum(member.file_size for member in members) > _TOTAL:
            raise unreadable.swollen(name)
        for member in members:
            if member.file_size > _SMALL and member.file_size > _RATIO * max(member.compress_size, 1):
                raise unreadable.swollen(name)
        self._members = {_part(member.filename): member for member in members}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def bytes(self, part: str) -> bytes:
        """A part as it is."""
        member = self._members.get(part.lower())
        if member is None:
            raise unreadable.corrupt(self.name)
        if member.flag_bits & 1:
            raise unreadable.encrypted(self.name)
        if member.file_size > _PART:
            raise unreadable.swollen(self.name)
        try:
            return self._zip.read(member)
        except _BROKEN as error:
            raise unreadable.corrupt(self.name) from error

    def xml(self, part: str) -> _Element:
        """A part's root element. A document type, which no office program writes, is refused."""
        from lxml import etree

        data = self.bytes(part)
        if _STRICT in data:
            for strict, usual in _RENAMED:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise unreadable.corrupt(self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise unreadable.corrupt(self.name)
        return root

    def links(self, part: str) -> dict[str, Link]:
        """The relationships of a part ("" for the file's own), by id; those that lead outside are left out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return {}
        found: dict[str, Link] = {}
        for element in self.xml(rels):
            if element.get("TargetMode") == "External":
                continue
            target = unquote(element.get("Target") or "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            link = Link(element.get("Id") or "", (element.get("Type") or "").rpartition("/")[2], path)
            found[link.id] = link
        return found

    def linked(self, part: str, kind: str) -> str | None:
        """The first part of that kind that `part` links to and that is there."""
        return next(
            (link.target for link in self.links(part).values() if link.kind == kind and link.target in self), None
        )

    @cached_property
    def main(self) -> str:
        """The main part: the document or the workbook."""
        found = self.linked("", "officeDocument")
        if found is None:
            raise unreadable.corrupt(self.name)
        return found
