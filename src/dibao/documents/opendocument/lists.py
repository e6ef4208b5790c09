"""List numbers and outline numbers as the text that is shown: 一、 （一） 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dibao.documents.opendocument.names import LO, STYLE, TEXT, XML, count
from dibao.documents.ordinals import spaced, written

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dibao.documents.opendocument.styles import Styles

_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "〇": "ideographDigital",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "⑴": "decimalEnclosedParen",
    "１": "decimalFullWidth",
}
"""By the first character of a format, which is written as its beginning: 一, 二, 三, ..."""
_PLACE = re.compile(r"%(\d{1,2})%")
_DEEPEST = 10

Counts = dict[int, int]
"""By level, from 1: the number of its last item."""


@dataclass(slots=True)
class List:
    """A list on its way: its style, its level from 1, and the numbers that it shares with the lists it goes on."""

    style: str
    level: int
    counts: Counts


@dataclass(slots=True)
class Lists:
    """Counts the numbered paragraphs of one document, in reading order."""

    styles: Styles
    outline: _Element | None
    _by_id: dict[str, Counts] = field(default_factory=dict)
    _by_style: dict[str, Counts] = field(default_factory=dict)
    _headings: Counts = field(default_factory=dict)

    def enter(self, element: _Element, outer: List | None) -> List:
        """The list that a `text:list` is, inside another or not."""
        style = element.get(TEXT + "style-name") or ("" if outer is None else outer.style)
        if outer is not None:
            return List(style, outer.level + 1, outer.counts)
        continued = element.get(TEXT + "continue-list")
        counts: Counts | None = self._by_id.get(continued) if continued else None
        if counts is None and element.get(TEXT + "continue-numbering") == "true":
            counts = self._by_style.get(style)
        if counts is None:
            counts = {}
        self._by_id[element.get(XML + "id") or ""] = self._by_style[style] = counts
        return List(style, 1, counts)

    def label(self, at: List, start: str | None) -> str:
        """The number of the next item, with what parts it from the text; `start`: where the item says so itself."""
        definition = self.styles.named(TEXT + "list-style", at.style)
        return self._next(definition, at.counts, at.level, start)

    def heading(self, element: _Element, level: int) -> str:
        """The outline number of a heading that stands in no list."""
        if self.outline is None or element.get(TEXT + "is-list-header") == "true":
            return ""
        if self.styles.said("paragraph", element.get(TEXT + "style-name"), STYLE + "list-style-name") == "":
            return ""
        return self._next(self.outline, self._headings, level, element.get(TEXT + "start-value"))

    def _next(self, definition: _Element | None, counts: Counts, level: int, start: str | None) -> str:
        levels = _levels(definition)
        its = levels.get(level)
        begin = 1 if its is None else count(its, TEXT + "start-value")
        counts[level] = counts.get(level, begin - 1) + 1
        if start is not None and start.isdecimal() and len(start) < 8:
            counts[level] = int(start)
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if its is None:
            return ""
        return spaced(_written(its, levels, counts, level))


def _levels(definition: _Element | None) -> dict[int, _Element]:
    """The numbered levels; bullets and pictures give no number."""
    numbered = (TEXT + "list-level-style-number", TEXT + "outline-level-style")
    return (
        {} if definition is None else {count(each, TEXT + "level"): each for each in definition if each.tag in numbered}
    )


def _written(its: _Element, levels: dict[int, _Element], counts: Counts, level: int) -> str:
    def number(at: int) -> str:
        element = levels.get(at, its)
        format = (element.get(STYLE + "num-format") or "").strip()
        return written(counts.get(at, count(element, TEXT + "start-value")), _FORMATS.get(format[:1], "decimal"))

    if not its.get(STYLE + "num-format"):
        return ""
    whole = its.get(STYLE + "num-list-format") or its.get(LO + "num-list-format")
    if whole is not None:
        return _PLACE.sub(lambda match: number(int(match[1])), whole)
    shown = min(max(count(its, TEXT + "display-levels"), 1), level, _DEEPEST)
    numbers = ".".join(number(at) for at in range(level - shown + 1, level + 1))
    return (its.get(STYLE + "num-prefix") or "") + numbers + (its.get(STYLE + "num-suffix") or "")
