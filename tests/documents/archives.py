"""Zip archives as programs make them, and as nobody should."""

from __future__ import annotations

import binascii
import io
import struct
import zipfile

UTF8 = 0x800


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with names as the standard library writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def named(files: list[tuple[bytes, bytes]], *, extra: bytes = b"", flags: int = 0, mode: int = 0) -> bytes:
    """An archive whose names are these very bytes, as other programs write them; nothing compressed."""
    body, directory = b"", b""
    for name, data in files:
        crc, size = binascii.crc32(data), len(data)
        common = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 33, crc, size, size, len(name), len(extra))
        directory += b"PK\x01\x02" + struct.pack("<H", 0x0314) + common
        directory += struct.pack("<HHHII", 0, 0, 0, mode << 16, len(body)) + name + extra
        body += b"PK\x03\x04" + common + name + extra + data
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def unicode_path(name: str, raw: bytes) -> bytes:
    """Info-ZIP's extra field."""
    field = b"\x01" + struct.pack("<I", binascii.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


def locked(data: bytes, only: str = "") -> bytes:
    """The archive with its members (or one of them) marked as encrypted."""
    changed = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member for member in archive.infolist() if not only or member.filename == only]
        offsets = {member.header_offset for member in members}
        names = {member.orig_filename.encode() for member in members}
    for offset in offsets:
        changed[offset + 6] |= 1
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(changed[at + 28 : at + 30], "little")
        if bytes(changed[at + 46 : at + 46 + length]) in names:
            changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)
