"""The footnotes and endnotes of a Word file, for formats that have no pages: told behind the text, by number."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from dibao.composing import controls
from dibao.composing.brief import Paragraph, Role, Text
from dibao.composing.controls import Element

_KINDS = {
    "w:footnoteReference": (RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote"),
    "w:endnoteReference": (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote"),
}


class Footnotes:
    """Numbers the notes in the order in which paragraphs are asked about."""

    def __init__(self, word: WordDocument) -> None:
        self._notes: dict[tuple[str, str], list[Element]] = {}
        parts = {one.reltype: one.target_part for one in word.part.rels.values() if not one.is_external}
        for reference, (kind, tag) in _KINDS.items():
            if kind in parts:
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                for note in etree.fromstring(parts[kind].blob, parser).iter(qn(tag)):
                    self._notes[reference, note.get(qn("w:id")) or ""] = list(note.iter(qn("w:p")))
        self._told: list[list[Element]] = []

    def referred(self, paragraph: Element) -> Iterator[Text]:
        """〔注1〕 for each note that a paragraph refers to."""
        for name in _KINDS:
            for mark in paragraph.iter(qn(name)):
                note = self._notes.get((name, mark.get(qn("w:id")) or ""))
                if note:
                    self._told.append(note)
                    yield Text(f"〔注{len(self._told)}〕", note=True)

    def paragraphs(self) -> Iterator[Paragraph]:
        """The notes that were referred to so far."""
        for number, note in enumerate(self._told, 1):
            text = "\n".join(controls.text_of(one).strip() for one in note)
            yield Paragraph(Role.NOTE, (Text(f"〔注{number}〕", note=True), Text(text)))
