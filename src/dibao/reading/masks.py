"""Values that a report leaves blank: XX份, ** 条, ×× 人次, ＿＿次. They are unknown, which is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dibao.documents.blocks import Document
from dibao.figures import Span
from dibao.reading import measures
from dibao.reading.layout import Passage, laid, passage
from dibao.reading.lexicon import Lazy
from dibao.reading.measures import Kind

_MASK: Final = Lazy(r"[Xx×*＊✕╳_＿□○◯?？#△▲●■]+(?P<scale>[余多]?[万亿]?[余多]?)(?![0-9A-Za-z])")
_ALONE: Final = Lazy(r"[Xx×*＊✕╳_＿□#△▲●■]{2,}[万亿]?")


def masked(document: Document) -> list[Span]:
    """The places of masked values, in text order: marks before a measure word, or alone in a cell of a table."""
    found: list[Span] = []
    for block in laid(document):
        if isinstance(block, list):
            for one in block:
                found += _in(document, one)
        else:
            for cell in block.cells:
                if cell.start < cell.end:
                    one = passage(document.text, cell.start, cell.end)
                    if _ALONE.fullmatch(one.text):
                        found.append(Span(document.name, cell.start, cell.end, cell.locator))
                    else:
                        found += _in(document, one)
    return found


def _in(document: Document, one: Passage) -> Iterator[Span]:
    for match in _MASK.finditer(one.text):
        start, end = match.span()
        if start and one.text[start - 1].isascii() and one.text[start - 1].isalnum():
            continue
        unit = measures.at(one.text, end)
        if unit is None or unit.kind in (Kind.NO, Kind.BARE):
            continue
        raw = one.raw(start)
        yield Span(document.name, raw, one.raw_end(end), one.locator or document.locator(raw))
