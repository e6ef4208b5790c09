"""What styles say: hidden text, heading levels, number formats, list styles."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dibao.documents.opendocument.names import OFFICE, STYLE, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TITLE = "Title"


class Styles:
    """The styles of one part: its automatic ones, and those that the whole document shares."""

    def __init__(self, part: _Element | None, shared: _Element | None) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._named: dict[tuple[str, str], _Element] = {}
        for group in _groups(part, shared):
            for style in group:
                if style.tag == STYLE + "style":
                    self._styles.setdefault((style.get(STYLE + "family") or "", style.get(STYLE + "name") or ""), style)
                elif isinstance(style.tag, str):
                    self._named.setdefault((style.tag, style.get(STYLE + "name") or ""), style)
        self.hidden = cache(self._hidden)
        self.raised = cache(self._raised)
        self.is_title = cache(self._is_title)
        self.said = cache(self._said)

    def chain(self, family: str, name: str | None) -> Iterator[_Element]:
        """A style and what it is based on."""
        seen: set[str] = set()
        while name and name not in seen and (family, name) in self._styles:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = style.get(STYLE + "parent-style-name")

    def named(self, kind: str, name: str | None) -> _Element | None:
        """The style of a kind of its own (a list style, a number format) with that name."""
        return self._named.get((kind, name or ""))

    def data(self, name: str) -> _Element | None:
        """The number format with that name, of whatever kind."""
        return next((style for (_, its), style in self._named.items() if its == name), None)

    def _said(self, family: str, name: str | None, attribute: str) -> str | None:
        """The first of the chain's styles that says something about an attribute of its own."""
        return next((said for style in self.chain(family, name) if (said := style.get(attribute)) is not None), None)

    def _property(self, family: str, name: str | None, attribute: str) -> str | None:
        for style in self.chain(family, name):
            properties = style.find(STYLE + "text-properties")
            said = None if properties is None else properties.get(attribute)
            if said is not None:
                return said
        return None

    def _hidden(self, family: str, name: str | None) -> bool | None:
        """Whether the style hides its text; None where it says nothing of it."""
        said = self._property(family, name, TEXT + "display")
        return None if said is None else said == "none"

    def _raised(self, name: str | None) -> bool:
        position = self._property("text", name, STYLE + "text-position") or ""
        return position.startswith("super") or (position[:1].isdigit() and position[0] != "0")

    def _is_title(self, name: str | None) -> bool:
        return any(style.get(STYLE + "name") == _TITLE for style in self.chain("paragraph", name))


def _groups(part: _Element | None, shared: _Element | None) -> Iterator[_Element]:
    for root, name in ((part, "automatic-styles"), (part, "styles"), (shared, "styles"), (shared, "automatic-styles")):
        group = None if root is None else root.find(OFFICE + name)
        if group is not None:
            yield group
