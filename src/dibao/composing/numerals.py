"""The numbers that Word itself writes before the paragraphs of a list (自动编号)."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from dibao.composing.controls import Element
from dibao.documents.word.numbering import Numbering
from dibao.documents.word.styles import Styles


class Numerals:
    """Counts the numbered paragraphs of a file; ask for each paragraph once, in reading order."""

    def __init__(self, word: WordDocument) -> None:
        parts = {one.reltype: one.target_part for one in word.part.rels.values() if not one.is_external}
        part = parts.get(RELATIONSHIP_TYPE.NUMBERING)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(part.blob, parser) if part is not None else None
        self._numbering = Numbering(root, Styles(word.styles.element))

    def label(self, paragraph: Element, text: str) -> str:
        """The number before a paragraph, with what parts it from the text; "" where it has none or says nothing."""
        properties = paragraph.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        label = self._numbering.label(properties, style.get(qn("w:val")) if style is not None else None)
        return label if text.strip() else ""
