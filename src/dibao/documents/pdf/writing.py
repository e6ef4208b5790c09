"""Pages put together as a Document: headers, paragraphs and tables in reading order, footnotes, footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dibao.documents import unreadable
from dibao.documents.blocks import Document, Region
from dibao.documents.builder import Builder, Slot
from dibao.documents.pdf import margins
from dibao.documents.pdf.parts import Leaf
from dibao.documents.pdf.spread import Placed, Spread, Text, placed
from dibao.documents.pdf.tally import sentences

_LARGER = 1.12
"""Text so much larger than the body's is a heading."""
_HEADING = 60
"""A heading has at most so many characters."""
_PICTURED = 0.2
"""A page without text whose pictures cover this share of it was scanned."""
_DRAWN = 20
"""A page without text with so many drawings has its text as outlines."""


def written(name: str, format: str, leaves: Sequence[Leaf], attachments: int = 0, dynamic: bool = False) -> Document:
    """The pages as a Document of that format. DibaoError where they hold no text but pictures of it, or signs alone.

    `attachments`: how many files it carries; `dynamic`: whether it is a form that is drawn anew when it is opened.
    """
    blank = [each.number for each in leaves if not each.characters and _pictured(each)]
    garbled = sum(each.left.unmapped for each in leaves)
    read_characters = sum(each.characters for each in leaves)
    if garbled > read_characters:
        raise unreadable.unmapped(name)
    if not read_characters:
        raise unreadable.pictures(name) if blank else unreadable.no_text(name)
    edges = margins.take(leaves)
    builder = Builder(name, format)
    for header in edges.headers:
        builder.prose(header, "页眉", region=Region.HEADER)
    _write(builder, placed(leaves))
    for each in leaves:
        for text in each.aside:
            builder.prose(text, f"第{each.number}页竖排")
    for footer in edges.footers:
        builder.prose(footer, "页脚", region=Region.FOOTER)
    return builder.document(sentences(leaves, blank, attachments, dynamic))


def _pictured(leaf: Leaf) -> bool:
    return leaf.pictured >= _PICTURED or leaf.drawings >= _DRAWN


def _write(builder: Builder, blocks: Sequence[Placed]) -> None:
    levels = _levels(blocks)
    for block in blocks:
        if isinstance(block, Spread):
            _write_table(builder, block)
            continue
        first, last = block.pages
        page = f"第{first}页" if first == last else f"第{first}—{last}页"
        text = block.paragraph.text
        level = levels.get(round(block.paragraph.size), 0) if len(text) <= _HEADING else 0
        region = Region.NOTE if block.note else Region.BODY
        builder.prose(text, f"{page}第{block.place}段", level=level, region=region)


def _levels(blocks: Sequence[Placed]) -> dict[int, int]:
    """For each font size larger than the body's, its heading level: 1 the largest."""
    sizes: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Text):
            for line in block.paragraph.lines:
                sizes[round(line.size)] += len(line.text)
    if not sizes:
        return {}
    body = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size >= _LARGER * body), reverse=True)
    return {size: min(level, 9) for level, size in enumerate(larger, start=1)}


def _write_table(builder: Builder, table: Spread) -> None:
    slots: list[Slot] = []
    for part in table.parts:
        name = f"第{part.page}页 表{part.number}"
        for entry in part.grid.entries:
            if entry.row < part.dropped:
                continue
            row = part.first + entry.row - part.dropped
            where = f"{name} 第{entry.row + 1}行第{entry.column + 1}列"
            spans = min(entry.row_span, table.rows - row), entry.column_span
            slots.append(Slot(entry.text, row, entry.column, *spans, where))
    first = table.parts[0]
    columns = len(first.grid.columns) - 1
    builder.table(slots, table.rows, columns, locator=f"第{first.page}页 表{first.number}")
