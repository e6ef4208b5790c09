"""Mails as Outlook saves them (.msg)."""

from __future__ import annotations

import struct
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dibao import privacy
from dibao.documents import unreadable
from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.mail import charsets
from dibao.documents.mail.letter import Attachment, Body, Letter, enclosed

if TYPE_CHECKING:
    from oxmsg.storage import Storage

_EPOCH = datetime.fromisoformat("1601-01-01T00:00:00+00:00")
_SUBJECT, _SENT, _DELIVERED, _SENDER, _FOR = 0x0037, 0x0039, 0x0E06, 0x0C1A, 0x0042
_BODY, _HTML, _CODEPAGE, _HTML_CODEPAGE = 0x1000, 0x1013, 0x3FFD, 0x3FDE
_DATA, _LONG_NAME, _SHORT_NAME, _MIME, _CONTENT_ID, _METHOD = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712, 0x3705
_DISPLAY_NAME, _HIDDEN = 0x3001, 0x7FFE
_EMBEDDED = 5
_TEXT, _TEXT_8, _BINARY, _STORAGE, _NUMBER, _TIME, _YES = 0x001F, 0x001E, 0x0102, 0x000D, 0x0003, 0x0040, 0x000B
_HEADS = (32, 24, 8)
"""Bytes before the fixed properties: of a mail, of a mail within, of an attachment or recipient."""
_DEPTH = 3


def unpack(data: bytes, name: str, work: Unpacking) -> Unpacked:
    """The files in a mail. Raises as a container does."""
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    with OleFileIO(data) as ole:
        root = Storage.from_ole(ole)
    return enclosed(_letter(root, name, _HEADS[0], 1), name, work)


def _letter(storage: Storage, name: str, head: int, depth: int) -> Letter:
    """A mail. Its RTF is not looked at: Outlook keeps the same as plain text or HTML beside it."""
    if depth > _DEPTH:
        raise unreadable.too_deep(name, _DEPTH)
    codec = _codec(storage, head, _CODEPAGE)
    sender = _text(storage, _SENDER, codec) or _text(storage, _FOR, codec)
    people = [sender, *(_text(each, _DISPLAY_NAME, codec) for each in storage.iter_recipient_storages())]
    letter = Letter(
        subject=_text(storage, _SUBJECT, codec),
        sender=sender,
        people=tuple(each for each in people if each and not privacy.organisation(each)),
        sent=_time(storage, _SENT, head) or _time(storage, _DELIVERED, head),
    )
    page = _stream(storage, _HTML, _BINARY)
    html = charsets.text(page, _codec(storage, head, _HTML_CODEPAGE)) if page else _text(storage, _HTML, codec)
    letter.bodies.append(Body(_text(storage, _BODY, codec).replace("\r\n", "\n"), html))
    for each in storage.iter_attachment_storages():
        within = next((one for one in each.storages if one.name == f"__substg1.0_{_DATA:04X}{_STORAGE:04X}"), None)
        if _number(each, _METHOD, _HEADS[2]) == _EMBEDDED and within is not None:
            letter.letters.append(_letter(within, name, _HEADS[1], depth + 1))
        else:
            letter.attachments.append(_attachment(each, codec, html))
    return letter


def _attachment(storage: Storage, codec: str, html: str) -> Attachment:
    kind = _text(storage, _MIME, codec).lower()
    shown = _text(storage, _CONTENT_ID, codec)
    return Attachment(
        _text(storage, _LONG_NAME, codec) or _text(storage, _SHORT_NAME, codec) or _text(storage, _DISPLAY_NAME, codec),
        _stream(storage, _DATA, _BINARY) or b"",
        kind,
        shown=_number(storage, _HIDDEN, _HEADS[2], _YES) == 1 or (bool(shown) and f"cid:{shown}" in html),
    )


def _stream(storage: Storage, key: int, kind: int) -> bytes | None:
    name = f"__substg1.0_{key:04X}{kind:04X}"
    return next((each.bytes_ for each in storage.streams if each.name.upper() == name.upper()), None)


def _text(storage: Storage, key: int, codec: str) -> str:
    wide = _stream(storage, key, _TEXT)
    if wide is not None:
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    narrow = _stream(storage, key, _TEXT_8)
    return "" if narrow is None else charsets.text(narrow.rstrip(b"\0"), codec)


def _fixed(storage: Storage, key: int, head: int, kind: int) -> bytes | None:
    """The eight bytes of a property of fixed length."""
    table = next((each.bytes_ for each in storage.streams if each.name == "__properties_version1.0"), b"")[head:]
    for at in range(0, len(table) - 15, 16):
        if struct.unpack_from("<HH", table, at) == (kind, key):
            return table[at + 8 : at + 16]
    return None


def _number(storage: Storage, key: int, head: int, kind: int = _NUMBER) -> int | None:
    found = _fixed(storage, key, head, kind)
    return None if found is None else int.from_bytes(found[: 4 if kind == _NUMBER else 2], "little")


def _time(storage: Storage, key: int, head: int) -> datetime | None:
    found = _fixed(storage, key, head, _TIME)
    try:
        return (found and _EPOCH + timedelta(microseconds=int.from_bytes(found, "little") // 10)) or None
    except OverflowError:
        return None


def _codec(storage: Storage, head: int, key: int) -> str:
    """The encoding that a code page stands for."""
    page = _number(storage, key, head) or 0
    return {65001: "utf-8", 936: "gb18030", 54936: "gb18030", 52936: "hz", 950: "big5"}.get(page, f"cp{page}")
