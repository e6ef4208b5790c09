"""The parts of one story of a Word document (body, header, text box, note) in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dibao.documents import flow
from dibao.documents.blocks import Region
from dibao.documents.flow import Flow, Grid, Paragraph
from dibao.documents.word.inline import Inline, chosen, filled
from dibao.documents.word.names import W, at, local, number, on, value
from dibao.documents.word.tables import grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from dibao.documents.word.numbering import Numbering
    from dibao.documents.word.styles import Styles

_THROUGH = frozenset({"customXml", "ins", "moveTo", "smartTag"})


@dataclass(slots=True, kw_only=True)
class Pen(flow.Pen):
    """What the stories of one document share, its styles and numbering too."""

    styles: Styles
    numbering: Numbering


class Story(Flow["_Element"]):
    """Writes one story's blocks. `locator`: the place's name where it is not the body (页眉, 脚注1)."""

    def __init__(self, pen: Pen, region: Region = Region.BODY, locator: str = "") -> None:
        super().__init__(pen, region, locator)
        self._pen = pen
        self._inline = Inline(pen.styles, pen.tally)

    def write(self, content: _Element) -> None:
        """All blocks under this element; text boxes follow the paragraph or table that they are anchored in."""
        marks = Counter(mark.get(W + "fldCharType") for mark in content.iter(W + "fldChar"))
        self._inline.fields_balanced = marks["begin"] == marks["end"]
        super().write(content)

    def boxes(self) -> list[_Element]:
        """The text boxes met since this was last asked."""
        boxes, self._inline.boxes = self._inline.boxes, []
        return boxes

    def write_box(self, box: _Element, locator: str) -> None:
        """Writes a text box as a story of its own."""
        Story(self._pen, Region.TEXT_BOX, locator).write(box)

    def parts(self, content: _Element) -> Iterator[Paragraph | Grid[_Element]]:
        """Paragraphs and tables, a paragraph whose mark was deleted run together with the next."""
        carried = ""
        for element in self._elements(content):
            if element.tag == W + "tbl":
                yield grid(element, self._pen.tally)
                continue
            properties = at(element, "pPr")
            text = carried + self._inline.text(element)
            carried = ""
            marks = at(properties, "rPr")
            if at(marks, "del") is not None or at(marks, "moveFrom") is not None:
                self._pen.tally.revisions += 1
                carried = text
                continue
            style = value(properties, "pStyle")
            if text.strip() or not on(marks, "vanish"):  # an empty item counts too
                label = self._pen.numbering.label(properties, style)
                text = label + text if text.strip() else text
            outline = number(properties, "outlineLvl")
            level = self._pen.styles.level(style) if outline is None else outline + 1 if 0 <= outline < 9 else 0
            yield Paragraph(text, level)
        if carried.strip():
            yield Paragraph(carried)

    def _elements(self, root: _Element) -> Iterator[_Element]:
        """The `w:p` and `w:tbl` under `root`, through content controls and the like, without tables of contents."""
        for child in root:
            name = local(child)
            if name in {"p", "tbl"}:
                yield child
            elif name == "sdt":
                content = filled(child)
                gallery = value(child, "sdtPr", "docPartObj", "docPartGallery")
                if gallery == "Table of Contents":
                    self._pen.tally.contents += 1
                elif content is not None:
                    yield from self._elements(content)
            elif name in _THROUGH:
                yield from self._elements(child)
            elif name == "AlternateContent":
                yield from self._elements(chosen(child))
            elif name == "altChunk":
                self._pen.tally.objects += 1
