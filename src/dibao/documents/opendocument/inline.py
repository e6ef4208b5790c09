"""The text of one paragraph: spans, fields' results, white space as it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dibao.documents.opendocument.names import DRAW, LO, OFFICE, TEXT, XLINK, count
from dibao.documents.ordinals import raised
from dibao.documents.prompts import asks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from dibao.documents.opendocument.styles import Styles
    from dibao.documents.tally import Tally

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST = 1000
"""Spaces in a row; more only where a file means harm."""
_SKIPPED = frozenset(
    TEXT + name
    for name in ("page-number", "page-count", "page-continuation", "ruby-text", "number", "script", "tracked-changes")
)
"""Numbers of the layout, not of the report; readings over characters; what is no text."""
_SHAPES = frozenset(
    DRAW + name
    for name in ("custom-shape", "rect", "ellipse", "circle", "caption", "polygon", "path", "line", "connector")
)
_WITH_TEXT = (TEXT + "p", TEXT + "h", TEXT + "list")


@dataclass(slots=True)
class Inline:
    """Reads the paragraphs of one story. `boxes`, `notes`: text boxes and notes met; whoever reads takes them out."""

    styles: Styles
    tally: Tally
    media: Callable[[str], str]
    boxes: list[_Element] = field(default_factory=list)
    notes: list[_Element] = field(default_factory=list)

    def text(self, paragraph: _Element) -> str:
        """The paragraph's text: a tab for a tab, a line break for a break; "" where it is hidden."""
        pieces: list[str] = []
        blank = True
        hidden = bool(self.styles.hidden("paragraph", paragraph.get(TEXT + "style-name")))
        for piece, literal in self._pieces(paragraph, hidden):
            if not literal:
                piece = _SPACES.sub(" ", piece)
                piece = piece[1:] if blank and piece.startswith(" ") else piece
            if piece:
                pieces.append(piece)
                blank = not literal and piece.endswith(" ")
        text = "".join(pieces)
        return text[:-1] if blank and text.endswith(" ") else text

    def _pieces(self, element: _Element, hidden: bool, raise_digits: bool = False) -> Iterator[tuple[str, bool]]:
        """(text, whether its white space stands as it is)."""
        yield from self._run(element.text, hidden, raise_digits)
        for child in element:
            yield from self._child(child, hidden, raise_digits)
            yield from self._run(child.tail, hidden, raise_digits)

    def _run(self, text: str | None, hidden: bool, raise_digits: bool) -> Iterator[tuple[str, bool]]:
        if text and hidden:
            self.tally.hidden += bool(text.strip())
        elif text:
            yield raised(text) if raise_digits and text.isdigit() else text, False

    def _child(self, child: _Element, hidden: bool, raise_digits: bool) -> Iterator[tuple[str, bool]]:
        tag = child.tag
        if not isinstance(tag, str):
            return
        if tag == TEXT + "span":
            style = child.get(TEXT + "style-name")
            said = self.styles.hidden("text", style)
            yield from self._pieces(child, hidden if said is None else said, self.styles.raised(style))
        elif tag == TEXT + "s":
            yield " " * min(count(child, TEXT + "c"), _MOST), True
        elif tag == TEXT + "tab":
            yield "\t", True
        elif tag == TEXT + "line-break":
            yield "\n", True
        elif tag == TEXT + "note":
            self.notes.append(child)
        elif tag == OFFICE + "annotation":
            self.tally.comments += 1
        elif tag.startswith(DRAW):
            self.drawing(child)
        elif tag in {TEXT + "hidden-text", TEXT + "hidden-paragraph"}:
            self.tally.hidden += child.get(TEXT + "is-hidden") == "true" or tag == TEXT + "hidden-text"
        elif tag == LO + "content-control":  # what LibreOffice makes of a Word file's
            if child.get(LO + "showing-place-holder") != "true" or not asks("".join(map(str, child.itertext()))):
                yield from self._pieces(child, hidden, raise_digits)
        elif tag.startswith(TEXT) and tag not in _SKIPPED and child.get(TEXT + "display") != "none":
            yield from self._pieces(child, hidden, raise_digits)

    def drawing(self, element: _Element) -> None:
        """Remembers text boxes; counts what cannot be read."""
        tag = element.tag
        objects = [*element.iterfind(DRAW + "object"), *element.iterfind(DRAW + "object-ole")]
        if tag == DRAW + "frame" and objects:  # its picture only stands in for it
            kind = self.media(objects[0].get(XLINK + "href") or "")
            if not kind.endswith((".formula", "formula-template")):
                self.tally.diagrams += "chart" in kind
                self.tally.objects += "chart" not in kind
            return
        if tag == DRAW + "text-box" or (tag in _SHAPES and any(element.find(name) is not None for name in _WITH_TEXT)):
            self.boxes.append(element)
            return
        self.tally.pictures += tag == DRAW + "image"
        for child in element:
            if isinstance(child.tag, str) and child.tag.startswith(DRAW):
                self.drawing(child)
