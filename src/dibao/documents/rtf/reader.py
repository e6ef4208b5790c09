"""An RTF's bytes as a Document: headers, body, notes, footers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dibao.documents.blocks import Document, Region
from dibao.documents.builder import Builder
from dibao.documents.flow import Grid, Paragraph, Pen
from dibao.documents.rtf.parser import Parser, Read
from dibao.documents.rtf.story import Parts, Story
from dibao.documents.rtf.words import FOOTERS, HEADERS

_SHOWN_IF = {"headerf": "titlepg", "footerf": "titlepg", "headerl": "facingp", "footerl": "facingp"}


def read(data: bytes, name: str) -> Document:
    """Headers come first, then the body, footnotes and endnotes, footers."""
    found = Parser().read(data)
    pen = Pen(Builder(name, "rtf"), found.tally)
    _write_margins(pen, found, HEADERS, Region.HEADER, "页眉")
    Story(pen).write(found.body)
    for kind, shown in (("footnote", "脚注"), ("endnote", "尾注")):
        for number, note in enumerate((parts for its, parts in found.notes if its == kind), start=1):
            Story(pen, Region.NOTE, f"{shown}{number}").write(note)
    _write_margins(pen, found, FOOTERS, Region.FOOTER, "页脚")
    return pen.builder.document(found.tally.sentences())


def _write_margins(pen: Pen, found: Read, kinds: frozenset[str], region: Region, locator: str) -> None:
    """Each header or footer that a page shows, once however many sections repeat it."""
    written: Counter[str] = Counter()
    for kind, parts in found.margins:
        if kind in kinds and _SHOWN_IF.get(kind, "") in {"", *found.flags}:
            text = "\n".join(_texts(parts))
            written[text] += 1
            if written[text] == 1:
                Story(pen, region, locator).write(parts)


def _texts(parts: Parts) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Paragraph):
            yield part.text
        elif isinstance(part, Grid):
            for place in part.places:
                yield from _texts(place.content)
