"""What a document's styles say about heading levels, numbering and hidden text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dibao.documents.flow import named_level
from dibao.documents.word.names import W, at, number, on, value, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


class Styles:
    """The styles part; without one, everything is body text."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._default: str | None = None
        for style in () if root is None else root.iterfind(W + "style"):
            name = style.get(W + "styleId") or ""
            self._styles.setdefault(name, style)
            if style.get(W + "type") == "paragraph" and (style.get(W + "default") or "0") in {"1", "true", "on"}:
                self._default = name
        self.level = cache(self._level)
        self.hidden = cache(self._hidden)
        self.numbering = cache(self._numbering)

    def _chain(self, name: str | None) -> Iterator[_Element]:
        """A style and what it is based on."""
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value(self._styles[name], "basedOn")

    def _level(self, name: str | None) -> int:
        """0 body text, 1 and up a heading; None asks for the default paragraph style."""
        for style in self._chain(name or self._default):
            outline = number(style, "pPr", "outlineLvl")
            if outline is not None:
                return outline + 1 if 0 <= outline < 9 else 0
            level = named_level(value(style, "name") or "")
            if level:
                return level
        return 0

    def _hidden(self, name: str | None) -> bool:
        """Whether the style hides its text."""
        for style in self._chain(name):
            said = on(style, "rPr", "vanish")
            if said is not None:
                return said
        return False

    def _numbering(self, name: str | None) -> tuple[str, int | None, str] | None:
        """(numId, level or None, the style that says so), or None without automatic numbering."""
        level: int | None = None
        for style in self._chain(name or self._default):
            properties = at(style, "pPr", "numPr")
            if properties is None:
                continue
            if level is None:
                level = number(properties, "ilvl")
            found = value(properties, "numId")
            if found is not None:
                return found, level, style.get(W + "styleId") or ""
        return None

    def list_style(self, name: str) -> str | None:
        """The numId of a list style."""
        style = self._styles.get(name)
        found = value(style, "pPr", "numPr", "numId")
        return found if whole(found) else None
