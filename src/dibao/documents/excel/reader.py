"""An xlsx's bytes as a Document: its visible sheets in order."""

from __future__ import annotations

from collections.abc import Iterator

from dibao.documents.archive import Archive
from dibao.documents.blocks import Document
from dibao.documents.excel import pages, worksheet
from dibao.documents.excel.book import Book
from dibao.documents.excel.sheet import Stored


def read(data: bytes, name: str) -> Document:
    """The workbook as a Document. DibaoError where the file is broken."""
    archive = Archive(data, name)
    book = Book.of(archive)
    hidden = [sheet.name for sheet in book.sheets if sheet.hidden]
    return pages.document(name, "xlsx", _sheets(archive, book), hidden, notes=archive.left_alone())


def _sheets(archive: Archive, book: Book) -> Iterator[tuple[str, Stored]]:
    for sheet in book.sheets:
        if not sheet.hidden:
            stored = worksheet.read(archive.xml(sheet.part), book)
            kinds = {link.kind for link in archive.links(sheet.part).values()}
            stored.commented = not kinds.isdisjoint(("comments", "threadedComment"))
            stored.drawn = "drawing" in kinds
            yield sheet.name, stored
