"""The blocks of one story (body, header, text box, note) in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dibao.documents.blocks import Region
from dibao.documents.builder import Builder, Slot
from dibao.documents.word.inline import Inline, chosen, filled
from dibao.documents.word.names import W, at, local, number, on, value
from dibao.documents.word.tables import Grid, Place, grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from dibao.documents.word.numbering import Numbering
    from dibao.documents.word.styles import Styles
    from dibao.documents.word.tally import Tally

_THROUGH = frozenset({"customXml", "ins", "moveTo", "smartTag"})


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    level: int = 0


_Part = _Paragraph | Grid


@dataclass(slots=True)
class Pen:
    """What the stories of one document share: where the blocks go, and what is counted over the whole of it."""

    builder: Builder
    styles: Styles
    numbering: Numbering
    tally: Tally
    counts: Counter[str] = field(default_factory=Counter)


class Story:
    """Writes one story's blocks. `locator`: the place's name where it is not the body (页眉, 脚注1)."""

    def __init__(self, pen: Pen, region: Region = Region.BODY, locator: str = "") -> None:
        self._pen = pen
        self._region = region
        self._locator = locator
        self._inline = Inline(pen.styles, pen.tally)

    def write(self, root: _Element) -> None:
        """All blocks under `root`; text boxes follow the paragraph or table that they are anchored in."""
        marks = Counter(mark.get(W + "fldCharType") for mark in root.iter(W + "fldChar"))
        self._inline.fields_balanced = marks["begin"] == marks["end"]
        self._emit(self._parts(root))

    def _emit(self, parts: Iterator[_Part]) -> None:
        for part in parts:
            if isinstance(part, _Paragraph):
                self._prose(part)
            else:
                self._table(part)
            boxes, self._inline.boxes = self._inline.boxes, []
            for box in boxes:
                self._pen.counts["box"] += 1
                Story(self._pen, Region.TEXT_BOX, f"文本框{self._pen.counts['box']}").write(box)

    def _prose(self, part: _Paragraph) -> None:
        if self._region is not Region.BODY:
            if any(character.isalnum() for character in part.text):
                self._pen.builder.prose(part.text, self._locator, level=part.level, region=self._region)
            return
        self._pen.counts["paragraph"] += bool(part.text.strip())
        locator = f"第{self._pen.counts['paragraph']}段"
        self._pen.builder.prose(part.text, locator, level=part.level)

    def _table(self, table: Grid, outer: str = "") -> None:
        if (table.rows, table.columns) == (1, 1):  # a frame around running text
            self._emit(self._parts(table.places[0].element))
            return
        counter = f"table {outer}"
        self._pen.counts[counter] += 1
        name = f"{outer}之{self._pen.counts[counter]}" if outer else f"表{self._pen.counts[counter]}"
        nested: list[Grid] = []
        slots = [self._slot(place, name, nested) for place in table.places]
        self._pen.builder.table(slots, table.rows, table.columns, locator=name, region=self._region)
        for inner in nested:
            self._table(inner, name)

    def _slot(self, place: Place, table: str, nested: list[Grid]) -> Slot:
        text = self._cell_text(place.element, nested)
        locator = f"{table} 第{place.row + 1}行第{place.column + 1}列"
        return Slot(text, place.row, place.column, place.row_span, place.column_span, locator)

    def _cell_text(self, cell: _Element, nested: list[Grid]) -> str:
        """A cell's paragraphs, a line each; tables inside are collected, but frames are read in place."""
        lines: list[str] = []
        for part in self._parts(cell):
            if isinstance(part, _Paragraph):
                lines.append(part.text.strip())
            elif (part.rows, part.columns) == (1, 1):
                lines.append(self._cell_text(part.places[0].element, nested))
            else:
                nested.append(part)
        return "\n".join(line for line in lines if line)

    def _parts(self, root: _Element) -> Iterator[_Part]:
        """Paragraphs and tables, a paragraph whose mark was deleted run together with the next."""
        carried = ""
        for element in self._elements(root):
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
            yield _Paragraph(text, level)
        if carried.strip():
            yield _Paragraph(carried)

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
