"""Mails as Outlook saves them (.msg)."""

from __future__ import annotations

from dibao.documents import ole
from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.registry import Container


def _recognises(data: bytes) -> bool:
    return "__properties_version1.0" in ole.names(data)


def _unpack(data: bytes, name: str, unpacking: Unpacking) -> Unpacked:
    from dibao.documents.mail import msg

    return msg.unpack(data, name, unpacking)


CONTAINER = Container(
    name="msg",
    suffixes=(".msg",),
    zh=" Outlook 邮件",
    en="a mail of Outlook",
    recognises=_recognises,
    unpack=_unpack,
)
