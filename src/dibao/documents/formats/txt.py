"""Plain text."""

from __future__ import annotations

from dibao.documents import encodings, plain
from dibao.documents.blocks import Document
from dibao.documents.registry import Format


def _read(data: bytes, name: str) -> Document:
    text, notes = encodings.decode(data, name)
    return plain.document(text, name, notes=notes)


FORMAT = Format(
    name="txt",
    suffixes=(".txt", ".text", ".md"),
    zh="纯文本",
    en="plain text",
    recognises=encodings.is_text,
    read=_read,
)
