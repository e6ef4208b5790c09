"""The parts of one story of an OpenDocument text (body, header, text box, note) in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dibao.documents import flow
from dibao.documents.blocks import Region
from dibao.documents.flow import Flow, Grid, Paragraph, Place
from dibao.documents.opendocument.inline import Inline
from dibao.documents.opendocument.names import DRAW, TABLE, TEXT, count
from dibao.documents.opendocument.rows import cells, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from dibao.documents.opendocument.lists import List, Lists
    from dibao.documents.opendocument.styles import Styles

_INDEXES = frozenset(
    TEXT + name
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    )
)
_PARAGRAPHS = frozenset((TEXT + "p", TEXT + "h"))
_THROUGH = frozenset(TEXT + name for name in ("numbered-paragraph", "index-body"))
_MOST = 100_000
"""Cells of one table, repetitions counted; more only where a file repeats one without end."""
_DEEPEST = 60
"""Lists and sections inside each other, before the reader gives up."""


@dataclass(slots=True, kw_only=True)
class Pen(flow.Pen):
    """What the stories of one document share; `notes`: those met, in order."""

    styles: Styles
    lists: Lists
    media: Callable[[str], str]
    notes: list[_Element] = field(default_factory=list)


class Story(Flow["_Element"]):
    """Writes one story's blocks. `locator`: the place's name where it is not the body (页眉, 脚注1)."""

    def __init__(self, pen: Pen, region: Region = Region.BODY, locator: str = "") -> None:
        super().__init__(pen, region, locator)
        self._pen = pen
        self._inline = Inline(pen.styles, pen.tally, pen.media, notes=pen.notes)

    def boxes(self) -> list[_Element]:
        """The text boxes met since this was last asked."""
        boxes, self._inline.boxes = self._inline.boxes, []
        return boxes

    def write_box(self, box: _Element, locator: str) -> None:
        """Writes a text box as a story of its own."""
        Story(self._pen, Region.TEXT_BOX, locator).write(box)

    def parts(self, content: _Element) -> Iterator[Paragraph | Grid[_Element]]:
        """The paragraphs and tables under an element, in order."""
        return self._parts(content, 0)

    def _parts(self, content: _Element, depth: int) -> Iterator[Paragraph | Grid[_Element]]:
        if depth > _DEEPEST:
            raise ValueError("lists or sections inside each other without end")
        for child in content:
            tag = child.tag
            if tag in _PARAGRAPHS:
                level = _level(child)
                yield self._paragraph(child, self._pen.lists.heading(child, level) if level else "")
            elif tag == TEXT + "list":
                yield from self._list(child, None, depth)
            elif tag == TABLE + "table":
                yield _grid(child)
            elif tag == TEXT + "section":
                if child.get(TEXT + "display") == "none":
                    self._pen.tally.hidden += 1
                else:
                    yield from self._parts(child, depth + 1)
            elif tag in _INDEXES:
                self._pen.tally.contents += 1
            elif tag == TEXT + "tracked-changes":
                self._pen.tally.revisions += len(child)
            elif tag in _THROUGH:
                yield from self._parts(child, depth + 1)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                self._inline.drawing(child)

    def _paragraph(self, element: _Element, label: str) -> Paragraph:
        text = self._inline.text(element)
        level = _level(element)
        if not level and self._pen.styles.is_title(element.get(TEXT + "style-name")):
            level = 1
        return Paragraph(label + text if text.strip() else text, level)

    def _list(self, element: _Element, within: List | None, depth: int) -> Iterator[Paragraph | Grid[_Element]]:
        """A list's items: the first paragraph of each has the number."""
        if depth > _DEEPEST:
            raise ValueError("lists inside each other without end")
        at = self._pen.lists.enter(element, within)
        for item in element:
            labelled = item.tag == TEXT + "list-item"
            if not labelled and item.tag != TEXT + "list-header":
                continue
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, at, depth + 1)
                elif child.tag in _PARAGRAPHS:
                    label = self._pen.lists.label(at, item.get(TEXT + "start-value")) if labelled else ""
                    labelled = False
                    yield self._paragraph(child, label)


def _level(paragraph: _Element) -> int:
    """A heading's level, from 1; 0 for body text."""
    return max(count(paragraph, TEXT + "outline-level"), 1) if paragraph.tag == TEXT + "h" else 0


def _grid(table: _Element) -> Grid[_Element]:
    """The table with its merged cells."""
    places: list[Place[_Element]] = []
    width = height = left = 0
    for row in rows(table):
        for _ in range(row.first, row.last + 1):
            for cell in cells(row.element):
                left += cell.last - cell.first + 1
                if left > _MOST:
                    raise ValueError("a table without end")
                if cell.element.tag != TABLE + "table-cell":
                    continue
                tall = count(cell.element, TABLE + "number-rows-spanned")
                wide = count(cell.element, TABLE + "number-columns-spanned")
                for column in range(cell.first - 1, cell.last):
                    places.append(Place(cell.element, height, column, max(tall, 1), max(wide, 1)))
                width = max(width, cell.last - 1 + max(wide, 1))
            height += 1
    for place in places:
        place.row_span = min(place.row_span, height - place.row)
    return Grid(tuple(places), height, width)
