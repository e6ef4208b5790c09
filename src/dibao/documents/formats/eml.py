"""Mails as they travel, saved from a mail program (.eml)."""

from __future__ import annotations

import re

from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.registry import Container

_FIELD = re.compile(rb"([!-9;-~]{1,60}):|[ \t]")
_KNOWN = frozenset(
    b"from to cc subject date sender received message-id mime-version content-type return-path delivered-to".split()
)
_HEAD = 64 * 1024


def _recognises(data: bytes) -> bool:
    """Whether it begins with a head of fields, at least two of which are those of mails."""
    found = set()
    for line in data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n").splitlines():
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field is None:
            return False
        if field[1]:
            found.add(field[1].lower())
    return len(found & _KNOWN) >= 2


def _unpack(data: bytes, name: str, unpacking: Unpacking) -> Unpacked:
    from dibao.documents.mail import eml

    return eml.unpack(data, name, unpacking)


CONTAINER = Container(
    name="eml",
    suffixes=(".eml",),
    zh="邮件",
    en="a mail",
    recognises=_recognises,
    unpack=_unpack,
)
