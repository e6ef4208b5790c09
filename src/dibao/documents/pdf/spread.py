"""Blocks over page and column breaks: paragraphs that go on, tables that go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dibao.documents.pdf.aligned import fitted, headed, tables
from dibao.documents.pdf.columns import Region, regions
from dibao.documents.pdf.gutters import Extent
from dibao.documents.pdf.paragraphs import Edges, Paragraph, edges, goes_on
from dibao.documents.pdf.parts import Entry, Grid, Leaf
from dibao.documents.pdf.rows import Row

_SHIFT = 6.0
"""Points by which a table's columns may move from page to page."""
_HEAD = 3
"""Lines that a table's head has at most."""
_NUMBER = re.compile(r"\d")
_NOTE = re.compile(r"[⁰¹²³⁴-⁹①-⑳*※注\[［]|\d")


@dataclass(slots=True)
class Text:
    """A paragraph and where it stands. `pages`: the first and the last; `place`: which on its first page, from 1."""

    paragraph: Paragraph
    pages: tuple[int, int]
    place: int
    note: bool = False


@dataclass(slots=True)
class Part:
    """What of a table stands on one page. `number`: which table of the page; `first`: its first row in the whole."""

    page: int
    number: int
    first: int
    grid: Grid
    dropped: int = 0
    """Rows at its top that repeat the table's head."""


@dataclass(slots=True)
class Spread:
    """A table, perhaps over several pages."""

    parts: list[Part]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        last = self.parts[-1]
        return last.first + last.grid.rows - last.dropped


Placed = Text | Spread


def placed(leaves: Sequence[Leaf]) -> list[Placed]:
    """All pages' blocks in reading order, footnotes last."""
    made: list[Placed] = []
    notes: list[Text] = []
    for leaf in leaves:
        body, below = _footnotes(leaf)
        counts = {"paragraph": 0, "table": 0}
        for region in regions(body, leaf.grids, leaf.width):
            _region(made, region, leaf, counts)
        notes += [replace(text, note=True) for text in _texts(below, leaf, counts)]
    return [*made, *notes]


def _region(made: list[Placed], region: Region, leaf: Leaf, counts: dict[str, int]) -> None:
    """The blocks of one region, the first one joined to the last one where it goes on with it."""
    units = tables(region, leaf.rules)
    rows = [unit for unit in units if isinstance(unit, Row)]
    kept = edges(rows, region.left, region.right) if rows else None
    fresh = True
    for unit in units:
        if fresh:
            unit = _begun(made, unit)
        last = made[-1] if made else None
        if isinstance(unit, Grid):
            counts["table"] += 1
            part = Part(leaf.number, counts["table"], 0, unit)
            if not (fresh and isinstance(last, Spread) and _continued(last, part)):
                made.append(Spread([part]))
        elif kept is not None:
            _row(made, unit, kept, leaf.number, counts, fresh)
        fresh = False


def _begun(made: list[Placed], unit: Row | Grid) -> Row | Grid:
    """A page's or column's first unit, where a table without lines goes on in it: the one row that did not fit before
    as a grid, and a head that was left behind alone put before its rows."""
    last = made[-1] if made else None
    if isinstance(unit, Row) and isinstance(last, Spread):
        return fitted(unit, last.parts[-1].grid.extents) or unit
    if isinstance(unit, Grid) and unit.extents and not _headed(unit):
        _take_head(made, unit)
    return unit


def _take_head(made: list[Placed], grid: Grid) -> None:
    """The last lines before a grid without a head as a table of their own, where they are that head."""
    lines: list[Row] = []
    head, taken, page = None, 0, 0
    for number, one in enumerate(reversed(made[-_HEAD:]), start=1):
        if not isinstance(one, Text) or len(lines) + len(one.paragraph.lines) > _HEAD:
            break
        lines, page = [*one.paragraph.lines, *lines], page or one.pages[1]
        found = headed(lines, grid.extents)
        if found is not None:
            head, taken = found, number
    if head is None:
        return
    del made[-taken:]
    tables = sum(part.page == page for one in made if isinstance(one, Spread) for part in one.parts)
    made.append(Spread([Part(page, tables + 1, 0, head)]))


def _row(made: list[Placed], row: Row, kept: Edges, page: int, counts: dict[str, int], fresh: bool) -> None:
    last = made[-1] if made else None
    if isinstance(last, Text) and goes_on(last.paragraph, row, kept, leap=fresh):
        last.paragraph.add(row, kept)
        if last.pages[1] != page:
            counts["paragraph"] += 1
            last.pages = (last.pages[0], page)
        return
    counts["paragraph"] += 1
    made.append(Text(Paragraph(row, kept), (page, page), counts["paragraph"]))


def _texts(rows: list[Row], leaf: Leaf, counts: dict[str, int]) -> Iterator[Text]:
    made: list[Placed] = []
    if rows:
        kept = edges(rows, min(row.left for row in rows), leaf.width)
        for row in rows:
            _row(made, row, kept, leaf.number, counts, False)
    for each in made:
        if isinstance(each, Text):
            yield each


def _footnotes(leaf: Leaf) -> tuple[list[Row], list[Row]]:
    """The page's rows, and those below a short line at its foot that are notes."""
    short = [rule for rule in leaf.rules if rule.end - rule.start < 0.45 * leaf.width]
    lowest = max(short, key=lambda rule: rule.at, default=None)
    if lowest is None or lowest.at < 0.4 * leaf.height:
        return leaf.rows, []
    body = [row for row in leaf.rows if row.top < lowest.at]
    below = [row for row in leaf.rows if row.top >= lowest.at]
    if not body or not below or any(grid.box.bottom > lowest.at for grid in leaf.grids):
        return leaf.rows, []
    usual = sorted(row.size for row in body)[len(body) // 2]
    small = all(row.size < 0.95 * usual for row in below)
    return (body, below) if small and _NOTE.match(below[0].text) else (leaf.rows, [])


def _continued(table: Spread, part: Part) -> bool:
    """Joins a page's or column's first table to the one that the one before ended with, where the columns agree."""
    before, grid = table.parts[-1], part.grid
    if part.page - before.page not in (0, 1) or len(grid.columns) != len(before.grid.columns):
        return False
    if not any(_agree(each.grid, grid) for each in table.parts):
        return False
    repeated = _repeated(table.parts[0].grid, grid)
    if not repeated and _headed(grid) and _headed(table.parts[0].grid):
        return False  # a head of its own: another table
    part.dropped, part.first = repeated, table.rows
    if not repeated:
        _carry(before, part)
    table.parts.append(part)
    return True


def _agree(before: Grid, grid: Grid) -> bool:
    """Whether the columns are the same, perhaps moved together. Where no lines are drawn they are as wide as what
    stands in them: it is enough that each column stands where the same one stood, and no other."""
    moved = grid.columns[0] - before.columns[0]
    if not (before.extents and grid.extents):
        pairs = zip(grid.columns, before.columns, strict=True)
        return all(abs(new - old - moved) <= _SHIFT for new, old in pairs)
    return any(_over(before.extents, grid.extents, by) for by in (0.0, moved))


def _over(before: Sequence[Extent], columns: Sequence[Extent], moved: float) -> bool:
    return all(
        [at for at, old in enumerate(before) if new.left - moved < old.right and old.left < new.right - moved] == [own]
        for own, new in enumerate(columns)
    )


def _row_of(grid: Grid, row: int) -> list[tuple[int, int, str]]:
    return [(e.column, e.column_span, "".join(e.text.split())) for e in grid.entries if e.row == row and e.text]


def _repeated(first: Grid, grid: Grid) -> int:
    """How many rows at the top repeat the head of the table's first page."""
    count = 0
    while count < min(first.rows, grid.rows - 1):
        own = _row_of(grid, count)
        if own != _row_of(first, count) or not own:
            break
        count += 1
    # Rows of figures that happen to be the same are no head.
    while count and any(_NUMBER.match(text) for _, _, text in _row_of(grid, count - 1)):
        count -= 1
    return count


def _headed(grid: Grid) -> bool:
    """Whether the first row names columns: no figure in it, and figures below each of most names."""
    names = [entry for entry in grid.entries if entry.row == 0 and entry.text]
    if len(names) < 2 or any(_NUMBER.match(entry.text) for entry in names):
        return False
    below = {entry.column for entry in grid.entries if entry.row and _NUMBER.match(entry.text)}
    return sum(entry.column in below for entry in names) * 2 >= len(names)


def _carry(before: Part, part: Part) -> None:
    """Cells that the page break cut: a merged row head that goes on, a text that goes on."""
    tops = [entry for entry in part.grid.entries if entry.row == 0]
    ends = {
        entry.column: entry
        for entry in before.grid.entries
        if entry.row + entry.row_span == before.grid.rows and entry.column_span == 1
    }
    filled = [entry for entry in tops if entry.text]
    cut = (
        bool(filled)
        and not any(entry.column == 0 for entry in filled)
        and all(_cut(ends.get(entry.column), entry) for entry in filled)
        and all(entry.row_span == 1 for entry in filled)
    )
    if cut:
        for entry in filled:
            ends[entry.column].text += entry.text
            entry.text = ""
        return
    for entry in tops:
        above = ends.get(entry.column)
        if not entry.text and above is not None and above.text and (entry.row_span > 1 or above.row_span > 1):
            above.row_span += entry.row_span


def _cut(above: Entry | None, entry: Entry) -> bool:
    if above is None or not above.text or _NUMBER.match(entry.text):
        return False
    return above.text[-1] not in "。；！？" and len(above.text) > 6
