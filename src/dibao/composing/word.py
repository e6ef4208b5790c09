"""Writes a brief as a Word file: its template with the places filled, everything else as it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dibao.composing import controls, package
from dibao.composing.binding import Binding
from dibao.composing.brief import Brief, Fact, Figure, Kept, Paragraph, Role, Text
from dibao.composing.controls import Element
from dibao.composing.form import masthead_points
from dibao.composing.provenance import plain
from dibao.composing.template import Line, Template, parsed


def to_docx(brief: Brief) -> bytes:
    """The file's bytes; the same brief gives the same bytes."""
    word = package.open_word(brief.template)
    template = parsed(word, brief.template)
    elements = package.paragraphs(word)
    filled: dict[int, list[Paragraph]] = defaultdict(list)
    for paragraph in brief.paragraphs():
        filled[paragraph.anchor].append(paragraph)
    marks = controls.bookmark_numbers(word.element)
    for line in _lines(template):
        element, made = elements[line.anchor], filled[line.anchor]
        if not made:
            _remove(element)
            continue
        for paragraph in reversed(made[1:]):
            copy = deepcopy(element)
            element.addnext(copy)
            _rewrite(copy, paragraph, line, marks, copied=True)
        if line.bound or _text(line) != made[0].text:
            _rewrite(element, made[0], line, marks)
    package.put_provenance(word, _payload(brief, word))
    package.describe(word, title=brief.title, author=brief.office, day=brief.day)
    return package.to_bytes(word)


def _payload(brief: Brief, word: WordDocument) -> dict[str, object]:
    """The provenance part: the plain brief, its paragraphs as the file has them, what each control is bound to.

    A figure's measure word is part of the file's own text now, so its place is bound to that measure.

    With the bindings inside, a brief is a template again.
    """
    shape = plain(brief)
    bound = [{"id": figure.id, "bound": str(_narrow(figure))} for figure in brief.figures()]
    bound += [{"id": fact.id, "bound": str(fact.field)} for fact in brief.facts()]
    identities = {place["id"] for place in bound}
    lines = [
        [[identity or "", text] for identity, text in controls.segments(paragraph, identities)]
        for paragraph in package.paragraphs(word)
    ]
    return {**shape, "lines": lines, "places": bound}


def _narrow(figure: Figure) -> Binding:
    return replace(figure.binding, measure=figure.binding.measure or figure.measure)


def _lines(template: Template) -> Iterator[Line]:
    for block in (*template.blocks, *template.margins):
        if isinstance(block, Line):
            yield block
        else:
            yield from (line for row in block for cell in row for line in cell)


def _text(line: Line) -> str:
    return "".join(getattr(piece, "text", "") for piece in line.pieces)


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


def _rewrite(element: Element, paragraph: Paragraph, line: Line, marks: Iterator[int], *, copied: bool = False) -> None:
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
        if isinstance(run, (Figure, Fact)):
            element.extend(controls.control(run.id, run.text, properties, next(marks)))
        elif isinstance(run, Text) and run.text:
            element.append(controls.run(run.text, properties))


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
