"""Chats as text: a container of reports (pasted or exported), and the format in which one unit's messages are kept."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.enclosed import Unpacked, Unpacking
from dibao.documents.registry import Container, Format


def _is_kept(data: bytes) -> bool:
    from dibao.documents.chat import kept

    return kept.recognises(data)


def _read(data: bytes, name: str) -> Document:
    from dibao.documents.chat import kept

    return kept.read(data, name)


def _recognises(data: bytes) -> bool:
    if b":" not in data and "：".encode() not in data and "：".encode("gb18030") not in data and b"\0" not in data:
        return False
    from dibao.documents import encodings
    from dibao.documents.chat import kept, possible

    if kept.recognises(data):
        return False
    text = encodings.guess(data)
    if text is None or not possible(text):
        return False
    from dibao.documents.chat import talk

    return bool(talk.messages(text))


def _unpack(data: bytes, name: str, unpacking: Unpacking) -> Unpacked:
    from dibao.documents.chat import reports

    return reports.unpack(data, name, unpacking)


FORMAT = Format(
    name="chat",
    suffixes=(),
    zh="聊天记录",
    en="a chat",
    recognises=_is_kept,
    read=_read,
)

CONTAINER = Container(
    name="chat",
    suffixes=(".txt", ".text", ".md"),
    zh="聊天记录",
    en="a chat",
    recognises=_recognises,
    unpack=_unpack,
)
