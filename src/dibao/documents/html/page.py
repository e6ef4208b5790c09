"""An element's content as paragraphs and tables, in the order in which it is read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dibao.documents.flow import Flow, Grid, Paragraph, Pen
from dibao.documents.html.grids import found
from dibao.documents.html.hidden import words
from dibao.documents.ordinals import written

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dibao.documents.html.hidden import Hidden
    from dibao.documents.tally import Tally

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BREAK = "\x00"
"""Stands for a line break that is meant, until white space is collapsed."""
_BLANK = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’…—"
_SOFT = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
"""A line break of the source between Chinese characters, which is no space."""
_AT_TOP = 6
"""Among so many first parts the page's title is looked for."""
_PLAIN = re.compile(r"[\s\W_]+")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)


Part = Paragraph | Grid["_Element"]


@dataclass(slots=True)
class _Counter:
    """A list's numbering; `format` None for bullets, which carry no meaning."""

    format: str | None
    next: int = 1
    step: int = 1


class Page(Flow["_Element"]):
    """A page's parts: what is inside an element."""

    def __init__(self, pen: Pen, hidden: Hidden) -> None:
        super().__init__(pen)
        self._hidden = hidden

    def parts(self, content: _Element) -> Iterator[Part]:
        """The paragraphs and tables of data in it, in order."""
        parts = Reading(self._hidden, self._shared.tally).read(content)
        if content.tag == "html" and (title := _title(content, parts)):
            yield Paragraph(title, 1)
        yield from parts


@dataclass(slots=True)
class Reading:
    """Reads one element into `parts`."""

    hidden: Hidden
    tally: Tally
    parts: list[Part] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _level: int = 0
    _lists: list[_Counter] = field(default_factory=list)
    _marker: str = ""
    """A list item's number, until its first words come."""

    def read(self, element: _Element) -> list[Part]:
        """The parts of what is inside the element."""
        self._inside(element)
        self._end()
        return self.parts

    def _inside(self, element: _Element) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)

    def _element(self, element: _Element) -> None:
        tag = element.tag.lower()
        kind = _kinds().get(tag)
        if kind == "skipped":
            return
        if self.hidden.hides(element):
            self.tally.hidden += bool(words(element).strip())
            return
        if kind == "struck":
            self.tally.struck += bool(words(element).strip())
        elif tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "img":
            self.tally.pictures += _shows(element)
        elif tag == "sup":
            self._raised(element)
        elif tag in ("input", "textarea"):
            self._control(element, tag)
        elif kind == "block":
            self._block(element, tag)
        else:
            self._inside(element)

    def _block(self, element: _Element, tag: str) -> None:
        self._end()
        level, self._level = self._level, int(tag[1]) if re.fullmatch("h[1-6]", tag) else self._level
        if tag == "table":
            self._table(element)
        elif tag == "pre":
            text = words(element).strip("\r\n")
            if text.strip():
                self.parts.append(Paragraph(text, wrapped=True))
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_counter(element, tag))
            self._inside(element)
            self._end()
            self._lists.pop()
        else:
            if tag == "li":
                self._label(element)
            self._inside(element)
            if tag == "li":
                self._end()
                self._marker = ""
        self._end()
        self._level = level

    def _label(self, element: _Element) -> None:
        counter = self._lists[-1] if self._lists else None
        if counter is None or counter.format is None:
            return
        value = _whole(element.get("value"))
        number = counter.next if value is None else value
        counter.next = number + counter.step
        label = written(number, counter.format)
        self._marker = f"{label}、" if counter.format.startswith(("chinese", "ideograph")) else f"{label}. "

    def _raised(self, element: _Element) -> None:
        text = words(element)
        if text.strip().isdecimal():
            self._pieces.append(text.strip().translate(_RAISED))
        elif not re.fullmatch(r"\s*[\[［(（]?\d+[\])）］]?\s*", text):  # [1] is a note's mark
            self._inside(element)

    def _control(self, element: _Element, tag: str) -> None:
        kind = (element.get("type") or "text").lower()
        if tag == "textarea":
            self._text(element.text)
        elif kind in ("text", "number", "tel", "email", "date", "search", "url"):
            self._text(element.get("value"))
        elif kind in ("checkbox", "radio"):
            self._pieces.append("□" if element.get("checked") is None else "☑")

    def _end(self) -> None:
        """Ends the paragraph that is being read."""
        text = collapsed("".join(self._pieces))
        self._pieces.clear()
        if text:
            self.parts.append(Paragraph(self._marker + text, self._level))
            self._marker = ""

    def _table(self, element: _Element) -> None:
        table = found(element, self.hidden, self.tally)
        for caption in table.captions:
            self._inside(caption)
            self._end()
        if table.data:
            self.parts.append(table.grid)
            return
        for place in table.grid.places:
            self._inside(place.content)
            self._end()


@cache
def _kinds() -> dict[str, str]:
    """For each element that is not part of a line: block, skipped, struck."""
    return dict(_table("elements.csv"))


@cache
def _list_styles() -> dict[str, str]:
    return dict(_table("list_styles.csv"))


def _table(name: str) -> list[list[str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _title(root: _Element, parts: Sequence[Part]) -> str:
    """The page's title, "" where the page itself says it."""
    element = next(root.iter("title"), None)
    title = collapsed(words(element)) if element is not None else ""
    plain = _PLAIN.sub("", title)
    for part in parts[:_AT_TOP]:
        if isinstance(part, Paragraph):
            shown = _PLAIN.sub("", part.text)
            # A site adds its own name to the title; a file's name is often the first line cut off.
            if plain in shown or (len(shown) >= (2 if part.level else 4) and shown in plain):
                return ""
    return title if plain else ""


def collapsed(text: str) -> str:
    """White space as a browser shows it, a line for each break."""
    lines = (_BLANK.sub(" ", _SOFT.sub("", line)).strip() for line in text.split(_BREAK))
    return "\n".join(line for line in lines if line)


def _shows(element: _Element) -> bool:
    """Whether a picture can be seen; mails count their readers with pictures of one dot."""
    sizes = [_whole((element.get(side) or "").removesuffix("px")) for side in ("width", "height")]
    return all(size is None or size > 3 for size in sizes)


def _counter(element: _Element, tag: str) -> _Counter:
    if tag != "ol":
        return _Counter(None)
    style = _LIST_STYLE.search(element.get("style") or "")
    named = style[1].lower() if style else element.get("type") or "1"
    if named in ("none", "disc", "circle", "square"):
        return _Counter(None)
    step = -1 if element.get("reversed") is not None else 1
    start = _whole(element.get("start"))
    if start is None:
        start = 1 if step > 0 else sum(1 for _ in _items(element))
    return _Counter(_list_styles().get(named, "decimal"), start, step)


def _items(element: _Element) -> Iterator[_Element]:
    return (child for child in element if child.tag == "li")


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else None
