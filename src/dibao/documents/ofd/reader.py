"""An OFD's bytes as a Document, as a PDF with the same pages would be."""

from __future__ import annotations

from dibao.documents.blocks import Document
from dibao.documents.ofd.package import Package
from dibao.documents.ofd.sheet import sheet
from dibao.documents.pdf.leaf import leaf
from dibao.documents.pdf.writing import written


def read(data: bytes, name: str) -> Document:
    """The text layer. DibaoError where the file is broken, too long, or holds no text but pictures of it."""
    package = Package(data, name)
    leaves = [leaf(sheet(page, number)) for number, page in enumerate(package.pages(), start=1)]
    if leaves:
        leaves[0].left.annotations += package.annotations
    return written(name, "ofd", leaves, package.attachments)
