"""The namespaces of OpenDocument, and small questions about elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_BASE}office:1.0}}"
TEXT = f"{{{_BASE}text:1.0}}"
TABLE = f"{{{_BASE}table:1.0}}"
STYLE = f"{{{_BASE}style:1.0}}"
NUMBER = f"{{{_BASE}datastyle:1.0}}"
DRAW = f"{{{_BASE}drawing:1.0}}"
MANIFEST = f"{{{_BASE}manifest:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


def count(element: _Element, name: str, default: int = 1) -> int:
    """An attribute as a whole number of at least 0; the default where it is none or absurd."""
    text = element.get(name) or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else default
