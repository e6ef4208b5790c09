"""A docx's bytes as a Document: headers, body, notes, footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dibao.documents.archive import Archive
from dibao.documents.blocks import Document, Region
from dibao.documents.builder import Builder
from dibao.documents.tally import Tally
from dibao.documents.word.names import R, W, at, local, on
from dibao.documents.word.numbering import Numbering
from dibao.documents.word.story import Pen, Story
from dibao.documents.word.styles import Styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_NOTES = {"footnote": ("footnotes", "脚注"), "endnote": ("endnotes", "尾注")}


def read(data: bytes, name: str) -> Document:
    """Headers come first, then the body, footnotes and endnotes, footers. DibaoError where the file is broken."""
    archive = Archive(data, name)
    main = archive.main
    root = archive.xml(main)

    def part(kind: str) -> _Element | None:
        found = archive.linked(main, kind)
        return None if found is None else archive.xml(found)

    styles = Styles(part("styles"))
    numbering = Numbering(part("numbering"), styles)
    pen = Pen(builder=Builder(name, "docx"), tally=Tally(), styles=styles, numbering=numbering)
    body = at(root, "body")
    if body is None:
        raise ValueError("no body")
    both_sides = bool(on(part("settings"), "evenAndOddHeaders"))
    marginal = list(_marginal(archive, main, body, both_sides))
    _write_marginal(archive, pen, [target for kind, target in marginal if kind == "header"], Region.HEADER)
    Story(pen).write(body)
    _write_notes(archive, main, pen)
    _write_marginal(archive, pen, [target for kind, target in marginal if kind == "footer"], Region.FOOTER)
    return pen.builder.document((*pen.tally.sentences(), *archive.left_alone()))


def _marginal(archive: Archive, main: str, body: _Element, both_sides: bool) -> Iterator[tuple[str, str]]:
    """(header or footer, part) for those that a page shows, each part once."""
    links = archive.links(main)
    seen: set[str] = set()
    for section in body.iter(W + "sectPr"):
        parent = section.getparent()
        if parent is not None and local(parent) == "sectPrChange":
            continue
        for reference in section:
            kind = local(reference).removesuffix("Reference")
            link = links.get(reference.get(R + "id") or "")
            if kind not in {"header", "footer"} or link is None or link.target in seen or link.target not in archive:
                continue
            page = reference.get(W + "type") or "default"
            if page == "default" or (on(section, "titlePg") if page == "first" else both_sides):
                seen.add(link.target)
                yield kind, link.target


def _write_marginal(archive: Archive, pen: Pen, parts: list[str], region: Region) -> None:
    for part in parts:
        Story(pen, region, "页眉" if region is Region.HEADER else "页脚").write(archive.xml(part))


def _write_notes(archive: Archive, main: str, pen: Pen) -> None:
    """The notes that the body refers to, in that order."""
    for kind, (part_kind, shown) in _NOTES.items():
        part = archive.linked(main, part_kind)
        wanted = list(dict.fromkeys(id for its, id in pen.tally.notes if its == kind))
        if part is None or not wanted:
            continue
        found = {note.get(W + "id"): note for note in archive.xml(part).iterfind(W + kind)}
        for count, id in enumerate((id for id in wanted if id in found), start=1):
            Story(pen, Region.NOTE, f"{shown}{count}").write(found[id])
