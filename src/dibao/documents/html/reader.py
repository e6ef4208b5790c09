"""A saved web page's or mail's bytes as a Document: title, paragraphs, lists and tables in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import html

from dibao.documents.blocks import Document
from dibao.documents.builder import Builder
from dibao.documents.flow import Pen
from dibao.documents.html import markup
from dibao.documents.html.hidden import Hidden
from dibao.documents.html.page import Page
from dibao.documents.tally import Tally


def read(data: bytes, name: str) -> Document:
    """The page in these bytes. DibaoError where they are no text."""
    text, notes = markup.decode(data, name)
    return document(text, name, notes=notes)


def document(text: str, name: str, *, notes: Sequence[str] = ()) -> Document:
    """A page, or a piece of one, that is already decoded."""
    builder = Builder(name, "html")
    tally = Tally()
    if text.strip():
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
        root = html.document_fromstring(text, parser=parser)
        if any(error.level_name == "FATAL" for error in parser.error_log):
            raise ValueError("nested too deeply: the parser left something out")
        tally.frames = sum(1 for _ in root.iter("iframe", "frame"))
        Page(Pen(builder, tally), Hidden(root)).write(root)
    return builder.document((*notes, *tally.sentences()))
