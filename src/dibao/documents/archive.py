"""An office file as what it is: a zip of XML parts. Nothing is unpacked to disk, no entity and no network is used."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from dibao.documents import unreadable
from dibao.documents.enclosed import MEMBERS
from dibao.errors import DibaoError
from dibao.language import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MAGIC = b"PK\x03\x04"
_BARE = (b"PK\x05\x06", b"PK\x07\x08")
"""How an empty zip begins, and the first of several volumes."""
_PART = 128 * 1024 * 1024
_TOTAL = 512 * 1024 * 1024
_RATIO = 200
"""Packed XML seldom passes 1:50."""
_SMALL = 8 * 1024 * 1024
"""Below this size the ratio does not matter."""

_MACROS = frozenset({"vbaproject.bin", "vbadata.xml"})
_CONTROLS = re.compile(r"(?:word|xl)/activex/activex\d*\.xml")
_ELSEWHERE = re.compile(r"(?:https?|ftp|file|smb|mhtml|ldaps?):(?!///[A-Za-z]:)|[\\/]{2}", re.IGNORECASE)
"""An address on another computer; a template on the writer's own disk is in half of all files."""
_DOCUMENT_PARTS = frozenset({"[content_types].xml", "mimetype", "ofd.xml"})
"""What a document that is kept as a zip has at its root."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    LookupError,
)
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


def is_zip(data: bytes) -> bool:
    """Whether this is a zip of files, and no document that is kept as one (Office, OpenDocument, OFD, EPUB)."""
    if data.startswith(_BARE):
        return True
    if not data.startswith(_MAGIC):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {_part(name) for name in archive.namelist()}
    except _BROKEN:
        return True
    return parts.isdisjoint(_DOCUMENT_PARTS)


def checked(data: bytes, swollen: DibaoError, broken: DibaoError) -> zipfile.ZipFile:
    """The zip in these bytes, which says of itself that it does not swell; a read gives no more than it says.

    Raises one of the two errors.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise broken from error
    members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > _TOTAL:
        raise swollen
    for member in members:
        if member.file_size > _SMALL and member.file_size > _RATIO * max(member.compress_size, 1):
            raise swollen
    return archive


def content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, broken: DibaoError) -> bytes:
    """A member's bytes; raises `broken` where they cannot be had. It must not be encrypted."""
    try:
        return archive.read(member)
    except MemoryError:
        raise
    except Exception as error:  # each method of compression has errors of its own
        raise broken from error


def _part(name: str) -> str:
    """A part's name as it is compared: without regard to case, and with slashes whatever program wrote it."""
    return name.replace("\\", "/").lstrip("/").lower()


def parsed(data: bytes, name: str) -> _Element:
    """The root of an XML text of the file `name`. A document type, which no office program writes, is refused."""
    from lxml import etree

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
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise unreadable.corrupt(name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise unreadable.corrupt(name)
    return root


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
        self._zip = checked(data, unreadable.swollen(name), unreadable.corrupt(name))
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._twice: set[str] = set()
        for member in self._zip.infolist():
            part = _part(member.filename)
            if part in self._members:
                self._twice.add(part)
            self._members[part] = member

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._members

    def bytes(self, part: str) -> bytes:
        """A part as it is."""
        member = self._members.get(part.lower())
        # Of two parts of one name each program takes the one it likes: what is read would not be what is shown.
        if member is None or part.lower() in self._twice:
            raise unreadable.corrupt(self.name)
        if member.flag_bits & 1:
            raise unreadable.encrypted(self.name)
        if member.file_size > _PART:
            raise unreadable.swollen(self.name)
        return content(self._zip, member, unreadable.corrupt(self.name))

    def xml(self, part: str) -> _Element:
        """A part's root element. A document type, which no office program writes, is refused."""
        return parsed(self.bytes(part), self.name)

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

    def left_alone(self) -> Iterator[str]:
        """Sentences on what was neither run, opened nor fetched: macros, objects that run, what lies elsewhere."""
        if any(posixpath.basename(part) in _MACROS or part.startswith("basic/") for part in self._members):
            yield say("文件带有宏，没有运行，也没有读取。", "It holds macros, which were neither run nor read.")
        running = sum(_CONTROLS.fullmatch(part) is not None for part in self._members)
        if running:
            yield say(f"控件 {running} 个没有运行，也没有读取。", f"Controls were neither run nor read ({running}).")
        inside = sum(part.startswith("xl/embeddings/") for part in self._members)
        if inside:
            yield say(
                f"嵌入的对象 {inside} 个未读，请另发原文件。",
                f"Embedded objects were not read ({inside}); ask for the files.",
            )
        elsewhere = sum(self._elsewhere(part) for part in self._members if part.endswith(".rels"))
        if elsewhere:
            yield say(
                f"引用的外部模板、图片或数据 {elsewhere} 处没有去取。",
                f"Templates, pictures or data that lie elsewhere were not fetched ({elsewhere}).",
            )

    def _elsewhere(self, part: str) -> int:
        """How many relationships lead to other computers, links that one clicks on left out."""
        try:
            links = list(self.xml(part))
        except DibaoError:  # of a part that was not needed either
            return 0
        return sum(
            (link.get("Type") or "").rpartition("/")[2] != "hyperlink"
            and _ELSEWHERE.match(link.get("Target") or "") is not None
            for link in links
            if link.get("TargetMode") == "External"
        )

    @cached_property
    def main(self) -> str:
        """The main part: the document or the workbook."""
        found = self.linked("", "officeDocument")
        if found is None:
            raise unreadable.corrupt(self.name)
        return found
