"""A document's text that remembers where each character stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar


class Region(StrEnum):
    """Where a block stands in its file."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    TEXT_BOX = "text_box"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text: characters [start, end) of the document's text.

    `wrapped`: line breaks inside may be a layout's hard wraps and carry no meaning (plain text, PDF); where False the
    block is one paragraph of a word processor. A wrapped block without a locator tells its lines instead. `level`: 0
    body text, 1 and up a heading by its style.
    """

    start: int
    end: int
    locator: str = ""
    level: int = 0
    wrapped: bool = False
    region: Region = Region.BODY


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; a merged area is one cell with its spans, standing at its upper left corner.

    `row` and `column` count from 0 in the table as it is shown (hidden rows and columns are not there); the locator
    counts from 1, a sheet's as the sheet does.
    """

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells in reading order (by row, then column); empty cells may be absent. `title`: a sheet's name."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    locator: str = ""
    title: str = ""
    region: Region = Region.BODY


Block = Prose | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file's whole text in reading order and its blocks, which lie in that text in order and do not overlap.

    For plain text, `text` is the file's decoded text after a byte order mark, with CRLF kept as two characters, so that
    offsets are offsets into the file; digits that show another number than they hold are replaced (`deceptive`).
    `digest`: SHA-256 of the file's bytes, hexadecimal. `notes`: sentences for the
    clerk on what was left out (hidden rows, comments) or assumed (an encoding).
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    format: str = "txt"
    digest: str = ""
    notes: tuple[str, ...] = field(default=())

    def locator(self, offset: int) -> str:
        """The place of a character in words (`第3段`, `第12行`, `Sheet1!C7`); "" outside every block."""
        block = _at(self.blocks, offset)
        if block is None:
            return ""
        if isinstance(block, Table):
            cell = _at(block.cells, offset)
            return block.locator if cell is None else cell.locator
        if block.wrapped and not block.locator:
            return f"第{self.text.count(chr(10), 0, offset) + 1}行"
        return block.locator


_Placed = TypeVar("_Placed", Prose, Table, Cell, Block)


def _at(placed: Sequence[_Placed], offset: int) -> _Placed | None:
    """The block or cell that the character stands in; they are in order and apart."""
    index = bisect_right(placed, offset, key=lambda each: each.start) - 1
    if index < 0 or offset >= max(placed[index].end, placed[index].start + 1):
        return None
    return placed[index]
