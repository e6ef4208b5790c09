"""Shapes of tables as text, and the listing of every figure that a person reads in them.

A file holds what it shows, whose report it is and for which day, then sheets (`sheet: NAME`): a row a line, cells
parted by `|`, `<` and `^` merged with the cell to the left or above, `'` text that looks like a number. After
`figures:` a line a figure: place, value, measure word, indicator/item, basis, unit, and after `in` the
place of its whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

SHAPES = Path(__file__).with_name("shapes")


class Merged(NamedTuple):
    """A cell and how many rows and columns it covers."""

    text: str
    row: int
    column: int
    rows: int
    columns: int

    @property
    def value(self) -> int | float | str:
        """What a sheet holds: a number where it is one."""
        try:
            return int(self.text) if self.text.isdigit() else float(self.text)
        except ValueError:
            return self.text.removeprefix("'")

    @property
    def shown(self) -> str:
        return self.text.removeprefix("'")


@dataclass(frozen=True)
class Sheet:
    """A sheet by its rows; a row of blanks is an empty row."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    def cells(self) -> Iterator[Merged]:
        """The cells with text, merged ones once."""
        for row, texts in enumerate(self.rows):
            for column, text in enumerate(texts):
                if text in ("", "<", "^"):
                    continue
                right, down = column + 1, row + 1
                while right < len(texts) and texts[right] == "<":
                    right += 1
                while down < len(self.rows) and column < len(self.rows[down]) and self.rows[down][column] == "^":
                    down += 1
                yield Merged(text, row, column, down - row, right - column)


@dataclass(frozen=True)
class Shape:
    """A table as a person sees it, and the figures as a person reads them."""

    name: str
    what: str
    reporter: str
    day: date
    sheets: tuple[Sheet, ...]
    figures: tuple[str, ...]


@cache
def shapes() -> dict[str, Shape]:
    """All shapes by name."""
    return {path.stem: _shape(path) for path in sorted(SHAPES.glob("*.txt"))}


def _shape(path: Path) -> Shape:
    table, _, figures = path.read_text(encoding="utf-8").partition("\nfigures:\n")
    what, reporter, day, *rest = table.split("\n")
    sheets: list[tuple[str, list[tuple[str, ...]]]] = []
    for line in rest[1:]:
        if line.startswith("sheet: "):
            sheets.append((line.removeprefix("sheet: "), []))
        else:
            sheets[-1][1].append(tuple(line.split("|")))
    return Shape(
        path.stem,
        what,
        reporter.removeprefix("reporter: "),
        date.fromisoformat(day.removeprefix("day: ")),
        tuple(Sheet(name, _trimmed(rows)) for name, rows in sheets),
        tuple(figures.splitlines()),
    )


def _trimmed(rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)
