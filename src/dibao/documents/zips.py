"""The files of a zip archive, as reports: names of Chinese Windows read right, links and litter left out."""

from __future__ import annotations

import binascii
import stat
import struct
import zipfile
from collections.abc import Iterator

from dibao.documents import archive, encodings, inner, unreadable
from dibao.documents.enclosed import Enclosed, Unpacked, Unpacking
from dibao.documents.leftout import LeftOut
from dibao.errors import DibaoError

_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
"""Info-ZIP's extra field with a name in UTF-8."""


def unpack(data: bytes, name: str, work: Unpacking) -> Unpacked:
    """The archive's files, named by their paths in it. DibaoError where it is broken, locked or swollen."""
    opened = archive.checked(data, unreadable.swollen_parcel(name), unreadable.torn(name))
    files: list[Enclosed] = []
    refused: list[DibaoError] = []
    left = LeftOut()
    locked = 0
    for member, path in _members(opened):
        if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
            left.links += 1
            continue
        whole = f"{name}/{path}"
        work.take(member.file_size, name)
        if member.flag_bits & _ENCRYPTED:
            locked += 1
            refused.append(unreadable.encrypted(whole))
            continue
        try:
            content = _content(opened, member, whole)
        except DibaoError as error:
            refused.append(error)
            continue
        if inner.media(path, content):
            left.media += 1
        else:
            files.append(Enclosed(path, content))
    if locked and not files:
        raise unreadable.encrypted(name)
    return Unpacked(tuple(files), tuple(left.notes()), tuple(map(str, refused)))


def _content(opened: zipfile.ZipFile, member: zipfile.ZipInfo, whole: str) -> bytes:
    from dibao.documents import LIMIT

    if member.file_size > LIMIT:
        raise unreadable.too_large(whole, LIMIT)
    if not member.file_size:
        raise unreadable.empty(whole)
    return archive.content(opened, member, unreadable.torn(whole))


def _members(opened: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The members that may be reports, with their names as paths that lead nowhere else."""
    for member in opened.infolist():
        written = _written(member)
        if member.is_dir() or written.endswith(("/", "\\")) or inner.litter(written.replace("\\", "/")):
            continue
        yield member, inner.safe(written)


def _written(member: zipfile.ZipInfo) -> str:
    """A member's name as its sender saw it: from the Unicode extra field, else in the encoding that it fits."""
    name = member.orig_filename
    if member.flag_bits & _UTF8 or name.isascii():
        return name
    raw = name.encode("cp437")
    return _unicode_path(member.extra, raw) or encodings.guess(raw) or name


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name in Info-ZIP's extra field; "" where there is none, or it is of another name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field = extra[4 : 4 + size]
        ours = kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1
        if ours and int.from_bytes(field[1:5], "little") == binascii.crc32(raw):
            return field[5:].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""
