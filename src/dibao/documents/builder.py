"""Puts a document's text together, block by block, so that every block knows its characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dibao.documents import unreadable
from dibao.documents.blocks import Block, Cell, Document, Prose, Region, Table

_LONGEST = 50_000_000
"""In characters; more only where a file repeats one text without end."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell on its way into a table: its text and where it stands; row and column count from 0."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    locator: str = ""


class Builder:
    """Collects blocks in reading order. Blocks are parted by a line break, rows too, cells of a row by a tab."""

    def __init__(self, name: str, format: str) -> None:
        self._name = name
        self._format = format
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._begun = False

    def prose(
        self,
        text: str,
        locator: str = "",
        *,
        level: int = 0,
        region: Region = Region.BODY,
        wrapped: bool = False,
    ) -> None:
        """A paragraph. Where it is blank, its line stays in the text and there is no block."""
        self._part()
        start = self._length
        self._put(text)
        if text.strip():
            self._blocks.append(Prose(start, self._length, locator, level, wrapped, region))

    def table(
        self,
        slots: Iterable[Slot],
        rows: int,
        columns: int,
        *,
        locator: str = "",
        title: str = "",
        region: Region = Region.BODY,
    ) -> None:
        """A table. Blank slots give no cell; a table of blank slots is left out."""
        filled = sorted((slot for slot in slots if slot.text.strip()), key=lambda slot: (slot.row, slot.column))
        if not filled:
            return
        self._part()
        start = self._length
        cells: list[Cell] = []
        for slot in filled:
            if cells:
                self._put("\t" if cells[-1].row == slot.row else "\n")
            begun = self._length
            self._put(slot.text)
            spans = (slot.row_span, slot.column_span)
            cells.append(Cell(begun, self._length, slot.row, slot.column, *spans, slot.locator))
        self._blocks.append(Table(start, self._length, tuple(cells), rows, columns, locator, title, region))

    def document(self, notes: Iterable[str] = ()) -> Document:
        """The document as collected; its digest is still open."""
        return Document(self._name, "".join(self._pieces), tuple(self._blocks), self._format, notes=tuple(notes))

    def _part(self) -> None:
        if self._begun:
            self._put("\n")
        self._begun = True

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        if self._length > _LONGEST:
            raise unreadable.swollen(self._name)
