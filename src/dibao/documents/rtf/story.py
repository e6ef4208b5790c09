"""What an RTF's text is gathered into: the paragraphs, tables and text boxes of one story, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dibao.documents.blocks import Region
from dibao.documents.flow import Flow, Grid, Paragraph, Pen
from dibao.documents.rtf.rows import Layout, Row, grid


@dataclass(frozen=True, slots=True)
class Box:
    """A text box, kept before the paragraph that it is anchored in."""

    parts: Parts


Parts = list["Paragraph | Grid[Parts] | Box"]
"""A story or a cell, in reading order."""


@dataclass(slots=True)
class _Level:
    """What is open at one depth of tables: 0 the story, 1 a cell of a table, 2 a cell of a table in it …"""

    parts: Parts = field(default_factory=list)
    cells: list[Parts] = field(default_factory=list)
    rows: list[Row[Parts]] = field(default_factory=list)


class Gathered:
    """One story on its way. Text is put in piece by piece; a paragraph, a cell and a row each have their end."""

    def __init__(self) -> None:
        self._levels = [_Level()]
        self._pieces: list[str] = []
        self._boxes: list[Box] = []
        self.label = ""
        """The number of the paragraph that has begun."""

    def put(self, text: str) -> None:
        """Text of the paragraph that has begun."""
        self._pieces.append(text)

    def box(self, parts: Parts) -> None:
        """A text box anchored here."""
        self._boxes.append(Box(parts))

    def end_paragraph(self, depth: int, heading: int = 0) -> None:
        """The paragraph's end; `depth`: of tables that it stands in; `heading`: its level, 0 for body text."""
        self._reach(depth)
        text = "".join(self._pieces)
        level = self._levels[-1]
        level.parts += self._boxes
        level.parts.append(Paragraph(self.label + text if text.strip() else text, heading))
        self._pieces, self._boxes, self.label = [], [], ""

    def end_cell(self, depth: int, heading: int = 0) -> None:
        """A cell's end, and its last paragraph's."""
        self.end_paragraph(depth, heading)
        level = self._levels[-1]
        level.cells.append(level.parts)
        level.parts = []

    def end_row(self, depth: int, layout: Layout) -> None:
        """A row's end."""
        self._reach(depth)
        level = self._levels[-1]
        if level.cells:
            level.rows.append(Row(level.cells, layout))
            level.cells = []

    def end(self) -> Parts:
        """The story as it is, with what was not ended."""
        if self._pieces or self._boxes:
            self.end_paragraph(len(self._levels) - 1)
        self._reach(0)
        return self._levels[0].parts

    def _reach(self, depth: int) -> None:
        """Opens or closes tables until that many are open."""
        while len(self._levels) - 1 > depth:
            inner = self._levels.pop()
            outer = self._levels[-1]
            if inner.cells:  # a row without an end
                inner.rows.append(Row([*inner.cells, inner.parts] if inner.parts else inner.cells, Layout()))
                inner.parts = []
            if inner.rows:
                outer.parts.append(grid(inner.rows))
            outer.parts += inner.parts
        while len(self._levels) - 1 < depth:
            self._levels.append(_Level())


class Story(Flow[Parts]):
    """Writes one story's blocks."""

    def __init__(self, pen: Pen, region: Region = Region.BODY, locator: str = "") -> None:
        super().__init__(pen, region, locator)
        self._pen = pen
        self._boxes: list[Parts] = []

    def parts(self, content: Parts) -> Iterator[Paragraph | Grid[Parts]]:
        """The paragraphs and tables; text boxes are kept for `boxes`."""
        for part in content:
            if isinstance(part, Box):
                self._boxes.append(part.parts)
            else:
                yield part

    def boxes(self) -> list[Parts]:
        """The text boxes met since this was last asked."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def write_box(self, box: Parts, locator: str) -> None:
        """Writes a text box as a story of its own."""
        Story(self._pen, Region.TEXT_BOX, locator).write(box)
