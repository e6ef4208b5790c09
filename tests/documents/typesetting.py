"""Reports set on PDF pages by hand, in the manner of one office program or another.

Word writes a run a time, digits apart from Chinese, and borders as thin filled areas, cell by cell; WPS places each
character by itself and draws lines; both justify, indent by two characters and keep closing punctuation off the
beginning of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pdfwriting import A4, Sheet, pdf, width

Row = Sequence[str]
Block = tuple[str, str] | tuple[str, Sequence[Row]]
"""("title" | "heading" | "p", text) or ("table", rows)."""

_CLOSING = "，。、；：？！）》”%…"
_OPENING = "（《“"
_TOKEN = re.compile(r"[0-9A-Za-z.,:%+-]*[0-9A-Za-z%+]|.", re.DOTALL)


@dataclass(frozen=True)
class Manner:
    """How a program sets its pages. Lengths in points."""

    size: float = 16
    leading: float = 28
    indent: int = 2
    gap: float = 0
    """Between paragraphs."""
    justified: bool = True
    singly: bool = False
    """Each character placed by itself."""
    borders: str = "fill"
    """fill, stroke, lines (level lines only, above, below the head, below) or none."""
    columns: int = 1
    header: str = ""
    numbered: str = ""
    """A pattern of the page number's text, such as `— {} —`."""
    breaks_numbers: bool = False
    margins: tuple[float, float, float, float] = (105, 74, 99, 79)
    """Top, right, bottom, left."""


WORD = Manner()
WPS = Manner(size=15, leading=26, singly=True, borders="stroke", numbered="第{}页", breaks_numbers=True)
PLAIN = Manner(size=12, leading=18, indent=0, gap=8, justified=False, borders="none")


@dataclass
class Setter:
    """Sets blocks on pages."""

    manner: Manner
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0
    column: int = 0

    def __post_init__(self) -> None:
        self._page()

    @property
    def left(self) -> float:
        """The current column's left edge."""
        return self.manner.margins[3] + self.column * (self.wide + 2 * self.manner.size)

    @property
    def wide(self) -> float:
        """How wide a column is."""
        whole = A4[0] - self.manner.margins[1] - self.manner.margins[3]
        return (whole - 2 * self.manner.size * (self.manner.columns - 1)) / self.manner.columns

    def _page(self) -> None:
        self.sheets.append(Sheet())
        self.column = 0
        self.y = A4[1] - self.manner.margins[0]
        if self.manner.header:
            self.sheets[-1].text(self.manner.margins[3], A4[1] - 50, self.manner.header, 9)
        if self.manner.numbered:
            text = self.manner.numbered.format(len(self.sheets))
            self.sheets[-1].text((A4[0] - width(text, 10)) / 2, 50, text, 10)

    def room(self, high: float) -> None:
        """Goes on to the next column or page where so much does not fit."""
        if self.y - high >= self.manner.margins[2]:
            return
        if self.column + 1 < self.manner.columns:
            self.column += 1
            self.y = A4[1] - self.manner.margins[0]
        else:
            self._page()

    def put(self, x: float, y: float, line: str, size: float, stretch: float = 0) -> None:
        """A line of text, glyph by glyph or run by run."""
        parts = list(line) if self.manner.singly else re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", line)
        for part in parts:
            self.sheets[-1].text(x, y, part, size, spacing=0 if self.manner.singly else stretch)
            x += width(part, size) + stretch * len(part)

    def paragraph(self, text: str, size: float, *, indent: int = 0, centered: bool = False) -> None:
        """Running text, broken at the column's edge."""
        lines = list(broken(text, self.wide, size, indent * size, self.manner.breaks_numbers))
        for number, line in enumerate(lines):
            leading = max(self.manner.leading, 1.3 * size)
            self.room(leading)
            self.y -= leading
            start = indent * size if number == 0 else 0
            slack = self.wide - start - width(line, size)
            last = number == len(lines) - 1
            stretch = slack / (len(line) - 1) if self.manner.justified and not last and slack > 0 else 0
            x = self.left + (slack / 2 if centered else start)
            self.put(x, self.y, line, size, 0 if centered else stretch)
        self.y -= self.manner.gap

    def table(self, rows: Sequence[Row]) -> None:
        """A table with equal columns, borders in the program's manner; a row is not broken over pages."""
        size, pad = self.manner.size * 0.8, 5.4
        wide = self.wide / len(rows[0])
        self.y -= 8
        first = True
        for number, row in enumerate(rows):
            cells = [list(broken(cell, wide - 2 * pad, size, 0, False)) for cell in row]
            high = max(len(lines) for lines in cells) * size * 1.3 + 6
            sheet, column = self.sheets[-1], self.column
            self.room(high)
            if self.sheets[-1] is not sheet or self.column != column:
                first = True
            for at, lines in enumerate(cells):
                for count, line in enumerate(lines):
                    self.put(self.left + at * wide + pad, self.y - 3 - (count + 0.95) * size * 1.3, line, size)
            self._borders(len(row), wide, high, first, number)
            first = False
            self.y -= high
        if self.manner.borders == "lines":
            self.sheets[-1].line(self.left, self.y, self.left + self.wide, self.y, 1)
        self.y -= 8

    def _borders(self, columns: int, wide: float, high: float, first: bool, number: int) -> None:
        sheet = self.sheets[-1]
        if self.manner.borders == "lines" and (first or number == 1):
            sheet.line(self.left, self.y, self.left + self.wide, self.y, 1)
        for at in range(columns):
            x = self.left + at * wide
            if self.manner.borders == "fill":
                sheet.box(x, self.y - 0.5, 0.5, 0.5)
                sheet.box(x + 0.5, self.y - 0.5, wide - 0.5, 0.5)
                sheet.box(x, self.y - high, 0.5, high - 0.5)
                sheet.box(x + wide, self.y - high, 0.5, high - 0.5)
                sheet.box(x, self.y - high - 0.5, wide, 0.5)
            elif self.manner.borders == "stroke":
                if first:
                    sheet.line(x, self.y, x + wide, self.y)
                sheet.line(x, self.y - high, x + wide, self.y - high)
                sheet.line(x, self.y, x, self.y - high)
                if at == columns - 1:
                    sheet.line(x + wide, self.y, x + wide, self.y - high)


def broken(text: str, room: float, size: float, indent: float, numbers: bool) -> Iterator[str]:
    """The lines of a paragraph: no closing mark begins one, no opening mark ends one; words and numbers stay whole."""
    tokens: list[str] = []
    for token in _TOKEN.findall(text):
        if tokens and (token in _CLOSING or tokens[-1][-1] in _OPENING):
            tokens[-1] += token
        else:
            tokens += list(token) if numbers and token.isdigit() else [token]
    line, left = "", room - indent
    for token in tokens:
        if line and width(line + token, size) > left:
            yield line
            line, left = "", room
        line += token
    yield line


def set_pages(blocks: Sequence[Block], manner: Manner) -> list[Sheet]:
    """The pages of a report."""
    setter = Setter(manner)
    for kind, content in blocks:
        if kind == "table":
            setter.table(content)  # type: ignore[arg-type]
        elif kind == "title":
            setter.paragraph(str(content), manner.size * 1.375, centered=True)
        else:
            setter.paragraph(str(content), manner.size, indent=manner.indent)
    return setter.sheets


def set_pdf(blocks: Sequence[Block], manner: Manner) -> bytes:
    """A report as a PDF in a program's manner."""
    return pdf(set_pages(blocks, manner))
