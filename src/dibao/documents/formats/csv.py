"""Tables as text: fields that commas, semicolons, tabs or bars part (.csv, .tsv)."""

from __future__ import annotations

import re

from dibao.documents import encodings
from dibao.documents.blocks import Document
from dibao.documents.registry import Format

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")


def _recognises(data: bytes) -> bool:
    return _MARKUP.match(data) is None and encodings.is_text(data)


def _read(data: bytes, name: str) -> Document:
    from dibao.documents import separated

    return separated.read(data, name)


FORMAT = Format(
    name="csv",
    suffixes=(".csv", ".tsv", ".tab"),
    zh="逗号或制表符分隔的表格",
    en="a table as text",
    recognises=_recognises,
    read=_read,
    also=(".xls", ".et"),
    telling=False,
)
