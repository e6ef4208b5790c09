"""Where the characters of a document stand in its Word file, and putting a content control around some of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dibao.composing import controls, package
from dibao.composing.controls import Element
from dibao.documents import Document
from dibao.documents.blocks import Region, Table

_SIGNS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_THROUGH = {qn(name) for name in ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent", "w:r")}
_MARGINS = (Region.HEADER, Region.FOOTER)
_BETWEEN = "\n\t"
_LABEL = 12
"""How long a list's number may be, which the text has and the file has not."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A text element of a paragraph, and where its characters begin in the paragraph's text."""

    node: Element
    text: str
    start: int


def pieces(paragraph: Element) -> list[Piece]:
    """What a reader sees of a paragraph, element by element: no deleted or hidden text, no results of fields."""
    found: list[Piece] = []
    length = depth = 0
    for node in _nodes(paragraph):
        if node.tag == qn("w:fldChar"):
            depth += {"begin": 1, "end": -1}.get(node.get(qn("w:fldCharType")) or "", 0)
            continue
        text = (node.text or "") if node.tag == qn("w:t") else _SIGNS[node.tag]
        if depth <= 0 and text:
            found.append(Piece(node, text, length))
            length += len(text)
    return found


def _nodes(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == qn("w:t") or child.tag == qn("w:fldChar") or child.tag in _SIGNS:
            yield child
        elif child.tag in _THROUGH and not _hidden(child):
            yield from _nodes(child)


def _hidden(element: Element) -> bool:
    hides = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if element.tag == qn("w:r") else None
    return hides is not None and (hides.get(qn("w:val")) or "1") not in ("0", "false", "off")


@dataclass(slots=True)
class Tracks:
    """The paragraphs of a Word file with the places where their texts begin in the document read from it."""

    _at: list[tuple[int, int, Element, int]] = field(default_factory=list)
    """Characters [start, end) of the document are those of a paragraph from an offset on."""

    @classmethod
    def of(cls, document: Document, word: WordDocument) -> Tracks:
        """Find each paragraph's text in the document's; a running head stands in every part that shows it."""
        tracks = cls()
        inside = set(word.element.iter(qn("w:p")))
        body = [block for block in document.blocks if block.region not in _MARGINS]
        cursor = origin = body[0].start if body else 0
        end = max((block.end for block in body), default=0)
        ends = {block.start: block.end for block in document.blocks}
        for paragraph in package.paragraphs(word):
            whole = "".join(piece.text for piece in pieces(paragraph))
            text = whole.strip()
            skipped = len(whole) - len(whole.lstrip())
            if not text:
                continue
            if paragraph not in inside:
                tracks._margin(document, paragraph, text, skipped)
                continue
            place = _found(document.text, text, cursor, end, ends)
            if place is None:
                place = _found(document.text, text, origin, end, ends)
            if place is not None:
                tracks._at.append((place, place + len(text), paragraph, skipped))
                cursor = max(cursor, place + len(text))
        return tracks

    def _margin(self, document: Document, paragraph: Element, text: str, skipped: int) -> None:
        for block in document.blocks:
            if block.region not in _MARGINS:
                continue
            for start, end in (
                [(c.start, c.end) for c in block.cells] if isinstance(block, Table) else [(block.start, block.end)]
            ):
                if document.text[start:end].strip() == text:
                    place = document.text.index(text, start)
                    self._at.append((place, place + len(text), paragraph, skipped))

    def paragraphs(self) -> list[tuple[Element, int]]:
        """The paragraphs with the place in the document of the character that their text would begin with."""
        return [(paragraph, first - skipped) for first, _, paragraph, skipped in self._at]

    def stretches(self, start: int, end: int) -> list[tuple[Element, int, int]]:
        """The paragraphs that show characters [start, end) of the document, with the places in their own texts."""
        return [
            (paragraph, start - first + skipped, end - first + skipped)
            for first, last, paragraph, skipped in self._at
            if first <= start and end <= last
        ]


def _found(text: str, wanted: str, start: int, end: int, blocks: dict[int, int]) -> int | None:
    """Where a paragraph stands in the text, alone in its line or cell or behind a list's number."""
    place = text.find(wanted, start, end)
    while place >= 0:
        line = max(text.rfind(sign, 0, place) for sign in _BETWEEN) + 1
        after = place + len(wanted)
        ends = after >= len(text) or text[after] in _BETWEEN or after in blocks.values()
        if ends and (line == place or not text[line:place].strip() or (place - line <= _LABEL and line in blocks)):
            return place
        place = text.find(wanted, place + 1, end)
    return None


def enclose(paragraph: Element, start: int, end: int, identity: str, bookmark: int) -> bool:
    """Put a control and its bookmark around characters [start, end) of a paragraph; their runs stay as they are.

    False, and nothing is changed, where they do not stand side by side in the paragraph (half in a link).
    """
    covered = [piece for piece in pieces(paragraph) if piece.start < end and start < piece.start + len(piece.text)]
    runs = [piece.node.getparent() for piece in covered]
    holders = {None if run is None or run.tag != qn("w:r") else run.getparent() for run in runs}
    if len(holders) != 1 or _opened(holders.pop(), paragraph) is None:
        return False
    _divide(paragraph, start)
    _divide(paragraph, end)
    inside = [piece.node.getparent() for piece in pieces(paragraph) if start <= piece.start < end]
    _wrap(list(_between(inside[0], inside[-1])), identity, bookmark)
    return True


def _opened(holder: Element | None, paragraph: Element) -> Element | None:
    """Where the runs stand, an alien control around them (a date picker) taken away; None for a link."""
    while holder is not None and holder is not paragraph and holder.tag == qn("w:sdtContent"):
        control = holder.getparent()
        if control is None:
            return None
        for child in list(holder):
            control.addprevious(child)
        holder = control.getparent()
        if holder is not None:
            holder.remove(control)
    fits = holder is paragraph or (holder is not None and holder.tag in (qn("w:ins"), qn("w:smartTag"), qn("w:moveTo")))
    return holder if fits else None


def _divide(paragraph: Element, at: int) -> None:
    """Make a run begin at a character of the paragraph; both halves of a divided run keep its properties."""
    piece = next((one for one in pieces(paragraph) if one.start <= at < one.start + len(one.text)), None)
    if piece is None:
        return
    node, offset = piece.node, at - piece.start
    if offset:
        tail = deepcopy(node)
        node.text, tail.text = piece.text[:offset], piece.text[offset:]
        for part in (node, tail):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.addnext(tail)
        node = tail
    run = node.getparent()
    if run is None or all(child.tag == qn("w:rPr") for child in node.itersiblings(preceding=True)):
        return
    second = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        second.append(deepcopy(properties))
    for child in [node, *node.itersiblings()]:
        second.append(child)
    run.addnext(second)


def _between(first: Element | None, last: Element | None) -> Iterator[Element]:
    """The elements of a paragraph from a run to another."""
    while first is not None:
        following = first.getnext()
        yield first
        if first is last:
            return
        first = following


def _wrap(elements: list[Element], identity: str, bookmark: int) -> None:
    properties = next((run.find(qn("w:rPr")) for run in elements if controls.text_of(run)), None)
    start, holder, end = controls.control(identity, "", properties, bookmark)
    content = holder.find(qn("w:sdtContent"))
    assert content is not None  # as `control` makes it
    elements[0].addprevious(start)
    start.addnext(holder)
    holder.addnext(end)
    content[:] = [element for element in elements if element.tag != qn("w:proofErr")]
