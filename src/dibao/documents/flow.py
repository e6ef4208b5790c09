"""Running text with tables and text boxes (a body, a header, a note) written as blocks, whatever file it comes from."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from dibao.documents.blocks import Region
from dibao.documents.builder import Builder, Slot
from dibao.documents.tally import Tally

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = frozenset({"title", "标题"})

Content = TypeVar("Content")
"""What holds paragraphs and tables in a format: an element, or what was read of it."""


def named_level(style: str) -> int:
    """The heading level that a paragraph style's name tells; 0 for body text."""
    heading = _HEADING.fullmatch(style.strip())
    return int(heading[1]) if heading else int(style.strip().lower() in _TITLES)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text with its number; `level`: 0 body text, 1 and up a heading; `wrapped` as in Prose."""

    text: str
    level: int = 0
    wrapped: bool = False


@dataclass(slots=True)
class Place(Generic[Content]):
    """A cell's contents and where it stands; rows and columns count from 0."""

    content: Content
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid(Generic[Content]):
    """A table's cells in reading order."""

    places: tuple[Place[Content], ...]
    rows: int
    columns: int


@dataclass(slots=True)
class Pen:
    """What the stories of one document share: where the blocks go, and what is counted over the whole of it."""

    builder: Builder
    tally: Tally
    counts: Counter[str] = field(default_factory=Counter)


class Flow(ABC, Generic[Content]):
    """Writes one story's blocks. `locator`: the place's name where it is not the body (页眉, 脚注1)."""

    def __init__(self, pen: Pen, region: Region = Region.BODY, locator: str = "") -> None:
        self._shared = pen
        self._region = region
        self._locator = locator

    @abstractmethod
    def parts(self, content: Content) -> Iterator[Paragraph | Grid[Content]]:
        """The paragraphs and tables in it, in order."""

    def boxes(self) -> list[Content]:
        """The text boxes met since this was last asked."""
        return []

    def write_box(self, box: Content, locator: str) -> None:
        """Writes a text box as a story of its own; never asked of a kind of story whose `boxes` gives none."""
        raise NotImplementedError

    def write(self, content: Content) -> None:
        """All blocks in it; text boxes follow the paragraph or table that they are anchored in."""
        self._emit(self.parts(content))

    def _emit(self, parts: Iterator[Paragraph | Grid[Content]]) -> None:
        for part in parts:
            if isinstance(part, Paragraph):
                self._prose(part)
            else:
                self._table(part)
            for box in self.boxes():
                self._shared.counts["box"] += 1
                self.write_box(box, f"文本框{self._shared.counts['box']}")

    def _prose(self, part: Paragraph) -> None:
        if self._region is not Region.BODY:
            if any(character.isalnum() for character in part.text):
                self._shared.builder.prose(part.text, self._locator, level=part.level, region=self._region)
            return
        self._shared.counts["paragraph"] += bool(part.text.strip())
        locator = f"第{self._shared.counts['paragraph']}段"
        self._shared.builder.prose(part.text, locator, level=part.level, wrapped=part.wrapped)

    def _table(self, table: Grid[Content], outer: str = "") -> None:
        if (table.rows, table.columns) == (1, 1):  # a frame around running text
            self._emit(self.parts(table.places[0].content))
            return
        counter = f"table {outer}"
        self._shared.counts[counter] += 1
        name = f"{outer}之{self._shared.counts[counter]}" if outer else f"表{self._shared.counts[counter]}"
        nested: list[Grid[Content]] = []
        slots = [self._slot(place, name, nested) for place in table.places]
        self._shared.builder.table(slots, table.rows, table.columns, locator=name, region=self._region)
        for inner in nested:
            self._table(inner, name)

    def _slot(self, place: Place[Content], table: str, nested: list[Grid[Content]]) -> Slot:
        text = self._cell_text(place.content, nested)
        locator = f"{table} 第{place.row + 1}行第{place.column + 1}列"
        return Slot(text, place.row, place.column, place.row_span, place.column_span, locator)

    def _cell_text(self, cell: Content, nested: list[Grid[Content]]) -> str:
        """A cell's paragraphs, a line each; tables inside are collected, but frames are read in place."""
        lines: list[str] = []
        for part in self.parts(cell):
            if isinstance(part, Paragraph):
                lines.append(part.text.strip())
            elif (part.rows, part.columns) == (1, 1):
                lines.append(self._cell_text(part.places[0].content, nested))
            else:
                nested.append(part)
        return "\n".join(line for line in lines if line)
