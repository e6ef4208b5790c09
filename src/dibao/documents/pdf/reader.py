"""A PDF's bytes as a Document: headers, the pages' paragraphs and tables in reading order, footnotes, footers."""

from __future__ import annotations

from threading import Lock

import pypdfium2_raw as pdfium

from dibao.documents import unreadable
from dibao.documents.blocks import Document
from dibao.documents.pdf.file import File
from dibao.documents.pdf.glyphs import sheet
from dibao.documents.pdf.leaf import leaf
from dibao.documents.pdf.parts import Leaf
from dibao.documents.pdf.writing import written

_one_at_a_time = Lock()
"""pdfium keeps state of its own."""


def read(data: bytes, name: str) -> Document:
    """The text layer. DibaoError where the file is locked, damaged, too long, or holds no text but pictures of it."""
    with _one_at_a_time, File(data, name) as file:
        leaves = [_leaf(file, number, name) for number in range(1, file.pages + 1)]
        attachments, dynamic = file.attachments, file.dynamic
    return written(name, "pdf", leaves, attachments, dynamic)


def _leaf(file: File, number: int, name: str) -> Leaf:
    page = file.page(number)
    if not page:
        raise unreadable.corrupt(name)
    try:
        return leaf(sheet(page, number, file.form))
    finally:
        pdfium.FPDF_ClosePage(page)
