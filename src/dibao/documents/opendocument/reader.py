"""An odt's bytes as a Document: headers, body, notes, footers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from dibao.documents.blocks import Document, Region
from dibao.documents.builder import Builder
from dibao.documents.opendocument.lists import Lists
from dibao.documents.opendocument.names import OFFICE, STYLE, TEXT
from dibao.documents.opendocument.package import Package
from dibao.documents.opendocument.story import Pen, Story
from dibao.documents.opendocument.styles import Styles
from dibao.documents.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_STANDARD = "Standard"
_MASTER = STYLE + "master-page-name"
_MARGINAL = {"header": Region.HEADER, "footer": Region.FOOTER}


def read(data: bytes, name: str) -> Document:
    """Headers come first, then the body, footnotes and endnotes, footers. DibaoError where the file is broken."""
    package = Package(data, name)
    body = package.body("text")
    if body is None:
        raise ValueError("no text")
    shared = package.styles
    outline = None if shared is None else shared.find(f"{OFFICE}styles/{TEXT}outline-style")
    styles = Styles(package.content, shared)
    tally = Tally()
    builder = Builder(name, "odt")
    pen = Pen(builder=builder, tally=tally, styles=styles, lists=Lists(styles, outline), media=package.media)
    own = Styles(shared, None)
    margins = replace(pen, styles=own, lists=Lists(own, None))
    pages = list(_masters(package.content, shared))
    _write_marginal(margins, pages, "header", "页眉")
    Story(pen).write(body)
    _write_notes(pen)
    _write_marginal(margins, pages, "footer", "页脚")
    return builder.document(tally.sentences())


def _masters(content: _Element, shared: _Element | None) -> Iterator[_Element]:
    """The master pages that the text uses, and those that follow them."""
    group = None if shared is None else shared.find(OFFICE + "master-styles")
    if group is None:
        return
    listed = {page.get(STYLE + "name") or "": page for page in group.iterfind(STYLE + "master-page")}
    used = [style.get(_MASTER) or "" for style in content.iterfind(f"{OFFICE}automatic-styles/{STYLE}style")]
    waiting = [_STANDARD, *(name for name in used if name)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in listed and name not in seen:
            seen.add(name)
            yield listed[name]
            waiting.append(listed[name].get(STYLE + "next-style-name") or "")


def _write_marginal(pen: Pen, pages: list[_Element], kind: str, locator: str) -> None:
    """Each header or footer once, however many pages have it."""
    written: set[str] = set()
    for page in pages:
        for name in (f"{kind}-first", kind, f"{kind}-left"):
            element = page.find(STYLE + name)
            if element is None or element.get(STYLE + "display") == "false":
                continue
            text = "".join(str(piece) for piece in element.itertext())
            if text not in written:
                written.add(text)
                Story(pen, _MARGINAL[kind], locator).write(element)


def _write_notes(pen: Pen) -> None:
    """The notes that the body refers to, footnotes first."""
    for kind, shown in (("footnote", "脚注"), ("endnote", "尾注")):
        counts: Counter[str] = Counter()
        for note in [note for note in pen.notes if (note.get(TEXT + "note-class") or "footnote") == kind]:
            body = note.find(TEXT + "note-body")
            if body is not None:
                counts[shown] += 1
                Story(pen, Region.NOTE, f"{shown}{counts[shown]}").write(body)
