"""The names of WordprocessingML elements, and small questions about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off"})


def local(element: _Element) -> str:
    """The element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def at(element: _Element | None, *path: str) -> _Element | None:
    """The first element under `path` of WordprocessingML names."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: _Element | None, *path: str) -> str | None:
    """`w:val` of the element at `path`; None where there is none."""
    found = at(element, *path)
    return None if found is None else found.get(W + "val")


def number(element: _Element | None, *path: str) -> int | None:
    """`w:val` as a whole number; None where it is none."""
    return whole(value(element, *path))


def whole(text: str | None) -> int | None:
    """A whole number as attributes hold it; None where it is none or absurd."""
    if text is None or len(text) > 9:
        return None
    try:
        return int(text)
    except ValueError:
        return None


def on(element: _Element | None, *path: str) -> bool | None:
    """A property that is on or off; None where it is not written."""
    found = at(element, *path)
    return None if found is None else (found.get(W + "val") or "").lower() not in _OFF
