"""The text of one paragraph: runs, breaks, fields' results, revisions as if accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dibao.documents.ordinals import raised
from dibao.documents.prompts import asks
from dibao.documents.word.names import MC, M, W, at, local, on, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from dibao.documents.tally import Tally
    from dibao.documents.word.styles import Styles

_THROUGH = frozenset({"ins", "moveTo", "hyperlink", "smartTag", "customXml", "dir"})
_TURN, _TURN_BACK = "\u202e", "\u202c"
_GONE = frozenset({"del", "moveFrom"})
_FIELD = re.compile(r"\s*([A-Za-z]+)")
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"})
"""Fields whose results are numbers of the layout, not of the report."""
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F053": "☒", "F0FD": "☒", "F0A3": "□", "F0A8": "□", "F06F": "□", "F0FC": "✓"}
"""Boxes and ticks of Wingdings, as forms use them."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False

    @property
    def kind(self) -> str:
        found = _FIELD.match(self.instruction)
        return found[1].upper() if found else ""


@dataclass(slots=True)
class Inline:
    """Reads the paragraphs of one story (the body, a header, a note …), in order: fields may span several.

    `boxes` collects the text boxes (`w:txbxContent`) that were met; whoever reads takes them out.
    """

    styles: Styles
    tally: Tally
    fields_balanced: bool = True
    boxes: list[_Element] = field(default_factory=list)
    _fields: list[_Field] = field(default_factory=list)
    _hidden_style: bool = False

    def text(self, paragraph: _Element) -> str:
        """The paragraph's text: a tab for a tab, a line break for a break."""
        self._hidden_style = self.styles.hidden(value(paragraph, "pPr", "pStyle"))
        return "".join(self._children(paragraph))

    def _children(self, element: _Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "r":
                yield from self._run(child)
            elif name in _THROUGH:
                self.tally.revisions += name in {"ins", "moveTo"}
                yield from self._children(child)
            elif name == "bdo":  # shown turned round, as by the signs for that
                turned = child.get(W + "val") == "rtl"
                yield from (_TURN * turned, *self._children(child), _TURN_BACK * turned)
            elif name in _GONE:
                self.tally.revisions += 1
            elif name == "sdt":
                yield from self._control(child)
            elif name == "fldSimple":
                field = _Field(child.get(W + "instr") or "")
                if field.kind not in _PAGES:
                    yield from self._children(child)
            elif name == "AlternateContent":
                yield from self._children(chosen(child))
            elif child.tag in {M + "oMath", M + "oMathPara"} and self._shown:
                yield "".join(text.text or "" for text in child.iter(M + "t"))

    def _control(self, control: _Element) -> Iterator[str]:
        content = filled(control)
        if content is not None:
            yield from self._children(content)

    @property
    def _shown(self) -> bool:
        return all(field.result and field.kind not in _PAGES | {"TOC"} for field in self._fields)

    def _run(self, run: _Element) -> Iterator[str]:
        properties = at(run, "rPr")
        said = on(properties, "vanish")
        if said is None:
            style = value(properties, "rStyle")
            said = self._hidden_style or (style is not None and self.styles.hidden(style))
        text = "".join(self._pieces(run))
        if said and text.strip():
            self.tally.hidden += 1
        if said:
            return
        if value(properties, "vertAlign") == "superscript" and text.isdigit():
            text = raised(text)
        yield text

    def _pieces(self, run: _Element) -> Iterator[str]:
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field(child)
            elif name == "instrText":
                if self._fields and not self._fields[-1].result:
                    self._fields[-1].instruction += child.text or ""
            elif name == "AlternateContent":
                yield from self._pieces(chosen(child))
            elif name in {"drawing", "pict", "object"}:
                self._drawing(child, name)
            elif name in {"footnoteReference", "endnoteReference"}:
                self.tally.notes.append((name[:-9], child.get(W + "id") or ""))
            elif name == "commentReference":
                self.tally.comments += 1
            elif self._shown:
                yield from self._piece(child, name)

    def _piece(self, child: _Element, name: str) -> Iterator[str]:
        if name == "t":
            yield child.text or ""
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name in {"br", "cr"}:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _SYMBOLS.get((child.get(W + "char") or "").upper(), "")
        elif name == "ruby":
            base = at(child, "rubyBase")
            if base is not None:
                yield from self._children(base)

    def _field(self, mark: _Element) -> None:
        if not self.fields_balanced:
            return
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self.tally.contents += self._fields[-1].kind == "TOC"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _drawing(self, element: _Element, name: str) -> None:
        """Remember text boxes; count what cannot be read."""
        pending = [element]
        while pending:
            child = pending.pop()
            inner = local(child)
            if inner == "txbxContent":
                self.boxes.append(child)
            elif inner == "AlternateContent":
                pending.append(chosen(child))
            else:
                self.tally.pictures += inner in {"blip", "imagedata"} and name != "object"
                self.tally.objects += inner == "OLEObject"
                self.tally.diagrams += inner == "relIds" or (inner == "chart" and len(child) == 0)
                pending.extend(reversed(child))


def filled(control: _Element) -> _Element | None:
    """A content control's content, unless it still asks to be filled in.

    Some programs leave the mark of a placeholder standing over what was filled in, so the words decide.
    """
    content = at(control, "sdtContent")
    if content is None or not on(control, "sdtPr", "showingPlcHdr"):
        return content
    text = "".join(each.text or "" for each in content.iter(W + "t"))
    return None if asks(text) else content


def chosen(alternatives: _Element) -> _Element:
    """The branch of `mc:AlternateContent` to read: the first choice with something in it, else the fallback."""
    branches = [*alternatives.iterfind(MC + "Choice"), *alternatives.iterfind(MC + "Fallback")]
    return next((branch for branch in branches if len(branch)), alternatives.makeelement("none"))
