"""Writes a brief as a Word file: its template with the places filled, everything else as it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from dibao.composing import controls, marks, package
from dibao.composing.binding import Binding
from dibao.composing.brief import Block, Brief, Fact, Figure, Grid, GridRow, Kept, Paragraph, Picture, Role, Text
from dibao.composing.controls import Element
from dibao.composing.form import masthead_points
from dibao.composing.provenance import plain
from dibao.composing.template import Line, Template, parsed
from dibao.composing.word_pictures import Gallery, pixels_in


def to_docx(brief: Brief) -> bytes:
    """The file's bytes; the same brief gives the same bytes."""
    word = package.open_word(brief.template)
    template = parsed(word, brief.template)
    _Writing(word, template, brief).write()
    package.put_provenance(word, _payload(brief, word))
    package.describe(word, title=brief.title, author=brief.office, day=brief.day)
    return package.to_bytes(word)


class _Writing:
    """Puts a brief's paragraphs into the elements of its template."""

    def __init__(self, word: WordDocument, template: Template, brief: Brief) -> None:
        self._word = word
        self._brief = brief
        self._elements = package.paragraphs(word)
        self._lines = {line.anchor: line for line in _lines(template)}
        self._marks = controls.bookmark_numbers(word.element)

    def write(self) -> None:
        filled: dict[int, list[Paragraph]] = defaultdict(list)
        for block in (*self._brief.blocks, *self._brief.margins):
            for paragraph in _own(block):
                filled[paragraph.anchor].append(paragraph)
        for block in self._brief.blocks:
            if isinstance(block, Grid):
                self._add_rows(block)
        charts: dict[int, list[Picture]] = defaultdict(list)
        for picture in self._brief.pictures():
            charts[picture.anchor].append(picture)
        gallery = Gallery(self._word, list(self._brief.pictures()), self._marks)
        for anchor, line in self._lines.items():
            element, made = self._elements[anchor], filled[anchor]
            if line.chart:
                put_instead(element, line.rest, [part for one in charts[anchor] for part in gallery.elements(one)])
                continue
            if not made:
                _remove(element)
                continue
            for paragraph in reversed(made[1:]):
                copy = deepcopy(element)
                element.addnext(copy)
                self._rewrite(copy, paragraph, line, copied=True)
            if line.bound or _text(line) != made[0].text:
                self._rewrite(element, made[0], line)

    def _add_rows(self, grid: Grid) -> None:
        """Copy a row of the template for each that has been added, below the one that it is a copy of."""
        for row in reversed(list(_added(grid))):
            paragraphs = [paragraph for cell in row for paragraph in cell]
            model = _row_of(self._elements[paragraphs[0].anchor])
            if model is None:
                continue
            copy = deepcopy(model)
            etree.strip_elements(copy, qn("w:bookmarkStart"), qn("w:bookmarkEnd"), with_tail=False)
            twins = dict(zip(model.iter(qn("w:p")), copy.iter(qn("w:p")), strict=True))
            model.addnext(copy)
            for paragraph in paragraphs:
                twin = twins[self._elements[paragraph.anchor]]
                self._rewrite(twin, paragraph, self._lines[paragraph.anchor], copied=True)

    def _rewrite(self, element: Element, paragraph: Paragraph, line: Line, *, copied: bool = False) -> None:
        """Put the paragraph's runs in place of its content, each in its form; what is kept is moved, or copied."""
        _clear(element)
        for run in paragraph.runs:
            form = line.forms[run.form] if 0 <= run.form < len(line.forms) else None
            if isinstance(run, Kept):
                if form is not None:
                    element.append(deepcopy(form) if copied else form)
                continue
            properties = form if form is not None and form.tag == qn("w:rPr") else None
            if paragraph.role is Role.MASTHEAD:
                properties = _fitting(properties, paragraph.text)
            element.extend(self._elements_of(run, properties))

    def _elements_of(self, run: Text | Fact | Figure, properties: Element | None) -> list[Element]:
        ask = "" if isinstance(run, Figure) else run.ask
        if ask:
            properties = marks.highlighted(properties)
        if isinstance(run, Text):
            made = [controls.run(run.text, properties)] if run.text else []
        else:
            made = controls.control(run.id, run.text, properties, next(self._marks))
        if ask:
            made = marks.asked(self._word, made, ask, self._brief.day)
        if isinstance(run, Text) and run.remark and made:
            made = marks.remark(made, next(self._marks))
        return made


def _own(block: Block) -> Iterator[Paragraph]:
    """A block's paragraphs, those of added rows left out."""
    if isinstance(block, Paragraph):
        yield block
    if not isinstance(block, Grid):
        return
    added = {id(row) for row in _added(block)}
    for row in block.rows:
        if id(row) not in added:
            yield from (paragraph for cell in row for paragraph in cell)


def _added(grid: Grid) -> Iterator[GridRow]:
    """The rows that the template does not have."""
    met: set[int] = set()
    for row, origin in zip(grid.rows, grid.origins, strict=False):
        if origin in met:
            yield row
        met.add(origin)


def _row_of(paragraph: Element) -> Element | None:
    return next((above for above in paragraph.iterancestors() if above.tag == qn("w:tr")), None)


def _payload(brief: Brief, word: WordDocument) -> dict[str, object]:
    """The provenance part: the plain brief, its paragraphs as the file has them, what each control is bound to.

    A figure's measure word is part of the file's own text now, so its place is bound to that measure.

    With the bindings inside, a brief is a template again.
    """
    shape = plain(brief)
    figures = (*brief.figures(), *brief.charted())
    bound = [{"id": figure.id, "bound": str(narrow(figure))} for figure in figures]
    bound += [{"id": fact.id, "bound": str(fact.field)} for fact in brief.facts()]
    identities = {place["id"] for place in bound}
    lines = [[[identity or "", text] for identity, text in line] for line in package.lines(word, identities)]
    pixels = pixels_in(word)
    shape["pictures"] = [{**one, "pixels": pixels.get(one["id"], "")} for one in shape["pictures"]]
    return {**shape, "lines": lines, "places": bound}


def narrow(figure: Figure) -> Binding:
    """The binding of the place as the file has it: the words behind a missing figure have no measure word."""
    if figure.value is None:
        return replace(figure.binding, measure="")
    return replace(figure.binding, measure=figure.binding.measure or figure.measure)


def _lines(template: Template) -> Iterator[Line]:
    for block in (*template.blocks, *template.margins):
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block for cell in row for line in cell)


def _text(line: Line) -> str:
    return "".join(getattr(piece, "text", "") for piece in line.pieces)


def put_instead(element: Element, rest: Sequence[Element], new: Sequence[Element]) -> None:
    """Put the parts of a chart in place of its paragraph, and of what was written for it before."""
    for part in reversed(new):
        element.addnext(part)
    for gone in rest:
        _remove(gone)
    _remove(element)


def _remove(element: Element) -> None:
    """Take a paragraph out; where its parent needs one (a table cell) or a section ends in it, empty it instead."""
    parent = element.getparent()
    if parent is None:
        return
    alone = parent.tag != qn("w:body") and len(parent.findall(qn("w:p"))) == 1
    if alone or element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        _clear(element)
    else:
        parent.remove(element)


def _clear(element: Element) -> None:
    for child in list(element):
        if child.tag != qn("w:pPr"):
            element.remove(child)


def _fitting(properties: Element | None, masthead: str) -> Element | None:
    """The run's properties with a size at which a long masthead stays on one line, unless the office set one."""
    points = masthead_points(masthead)
    if points == 36 or (properties is not None and properties.find(qn("w:sz")) is not None):
        return properties
    smaller = OxmlElement("w:rPr") if properties is None else deepcopy(properties)
    for name in ("w:sz", "w:szCs"):
        size = OxmlElement(name)
        size.set(qn("w:val"), str(2 * points))
        smaller.append(size)
    return smaller
