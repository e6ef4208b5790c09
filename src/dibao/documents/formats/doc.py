"""Word documents of 97 to 2003 and before, and WPS texts, which LibreOffice converts (.doc, .dot, .wps, .wpt)."""

from __future__ import annotations

from dibao.documents import office, ole
from dibao.documents.registry import Format


def _recognises(data: bytes) -> bool:
    return "WordDocument" in ole.names(data) or office.is_word_xml(data)


FORMAT = Format(
    name="doc",
    suffixes=(".doc", ".dot", ".wps", ".wpt"),
    zh=" Word 97—2003 文档",
    en="a Word 97-2003 document",
    recognises=_recognises,
    read=None,
    target="docx",
)
