"""Automatic list numbers as the text that Word shows: 一、 （一） 1."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dibao.documents.ordinals import spaced, written
from dibao.documents.word.names import W, at, number, on, value, whole

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dibao.documents.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    restart: int | None = None
    """The level (from 1) after which it begins anew; None: after any higher one; 0: never."""
    style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    overrides: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = (
            {} if root is None else {a.get(W + "abstractNumId"): a for a in root.iterfind(W + "abstractNum")}
        )
        self._nums = {} if root is None else {n.get(W + "numId"): n for n in root.iterfind(W + "num")}
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, properties: _Element | None, style: str | None) -> str:
        """The number of the next paragraph with these properties (`w:pPr`), with what parts it from the text.

        "" where the paragraph is not numbered, or has a bullet.
        """
        by_style = self._styles.numbering(style)
        num = value(properties, "numPr", "numId") or (by_style[0] if by_style else None)
        if num is None or num == "0":
            return ""
        found = self._list(num)
        if found is None:
            return ""
        depth = number(properties, "numPr", "ilvl")
        if depth is None and by_style:
            linked = (each for each, level in found.levels.items() if level.style == by_style[2])
            depth = by_style[1] if by_style[1] is not None else next(linked, None)
        depth = min(max(depth or 0, 0), _LEVELS - 1)
        self._count(num, found, depth)
        return spaced(self._written(found, depth))

    def _written(self, found: _List, depth: int) -> str:
        level = found.levels.get(depth)
        if level is None or level.format in {"bullet", "none"}:
            return ""
        counts = self._counts[found.abstract]

        def place(match: re.Match[str]) -> str:
            upper = int(match[1]) - 1
            its = found.levels.get(upper, _Level())
            return written(counts.get(upper, its.start), "decimal" if level.legal else its.format)

        return _PLACE.sub(place, level.text)

    def _count(self, num: str, found: _List, depth: int) -> None:
        counts = self._counts.setdefault(found.abstract, {})
        level = found.levels.get(depth, _Level())
        if depth in found.overrides and (num, depth) not in self._begun:
            counts[depth] = found.overrides[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level.start
        self._begun.add((num, depth))
        for deeper in [each for each in counts if each > depth]:
            restart = found.levels.get(deeper, _Level()).restart
            if restart is None or (restart and depth < restart):
                del counts[deeper]

    def _list(self, num: str) -> _List | None:
        if num not in self._lists:
            self._lists[num] = self._build(num)
        return self._lists[num]

    def _build(self, num: str) -> _List | None:
        element = self._nums.get(num)
        abstract = self._abstract.get(value(element, "abstractNumId"))
        for _ in range(3):  # a list style stands in another definition
            linked = value(abstract, "numStyleLink")
            target = self._styles.list_style(linked) if linked else None
            if target is None or target not in self._nums:
                break
            abstract = self._abstract.get(value(self._nums[target], "abstractNumId"))
        if element is None or abstract is None:
            return None
        levels = {depth: level for each in abstract.iterfind(W + "lvl") for depth, level in (_level(each),)}
        overrides: dict[int, int] = {}
        for override in element.iterfind(W + "lvlOverride"):
            depth = whole(override.get(W + "ilvl")) or 0
            own = at(override, "lvl")
            if own is not None:
                levels[depth] = _level(own)[1]
            start = number(override, "startOverride")
            if start is not None:
                overrides[depth] = start
                levels[depth] = replace(levels.get(depth, _Level()), start=start)
        return _List(abstract.get(W + "abstractNumId") or "", levels, overrides)


def _level(element: _Element) -> tuple[int, _Level]:
    format = next(iter(element.iter(W + "numFmt")), None)
    start = number(element, "start")
    return whole(element.get(W + "ilvl")) or 0, _Level(
        format="decimal" if format is None else format.get(W + "val") or "decimal",
        text=value(element, "lvlText") or "",
        start=1 if start is None else start,
        legal=bool(on(element, "isLgl")),
        restart=number(element, "lvlRestart"),
        style=value(element, "pStyle") or "",
    )
