"""A template: a Word file whose figures and facts are content controls, and what each of them is bound to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import controls, marks, package
from dibao.composing.binding import NOTATION, Bound, ChartPlace, Titles, is_notation, parse
from dibao.composing.brief import Role
from dibao.composing.controls import Element
from dibao.composing.looks import Shape, shape_of, styles_of
from dibao.composing.tables import Spans, spans_of
from dibao.errors import DibaoError
from dibao.language import say

KIND = "template"


@dataclass(frozen=True, slots=True)
class Words:
    """Text between the places."""

    text: str
    form: int


@dataclass(frozen=True, slots=True)
class Place:
    """A figure or a fact. `id` is what the control, its alias and its bookmark are called."""

    id: str
    bound: Bound
    form: int


@dataclass(frozen=True, slots=True)
class Other:
    """Anything else inside a paragraph, kept as it is."""

    text: str
    form: int


Piece = Words | Place | Other


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the template. `forms`: run properties (None for none) or, for `Other`, whole elements.

    `host`: of a text box, the anchor of the paragraph that it hangs on; else -1.
    """

    anchor: int
    role: Role
    pieces: tuple[Piece, ...]
    forms: tuple[Element | None, ...]
    host: int = -1
    rest: tuple[Element, ...] = ()
    """What else belongs to a chart that was written here before: its title, table and note."""
    shape: Shape | None = None
    """How the office's own file sets it; None for a paragraph of the official form."""

    @property
    def chart(self) -> Place | None:
        """The chart whose place this paragraph is."""
        places = (piece for piece in self.pieces if isinstance(piece, Place))
        return next((place for place in places if isinstance(place.bound, ChartPlace)), None)

    @property
    def bound(self) -> bool:
        return any(isinstance(piece, Place) for piece in self.pieces)


Cells = tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """`optional`: clauses whose figures the workspace has never had are left out (else they show as missing).

    `margins`: text boxes, then headers and footers. `spans`: of each table, the columns of each row's cells.
    """

    data: bytes
    optional: bool
    blocks: tuple[Line | Cells, ...]
    margins: tuple[Line, ...]
    spans: tuple[Spans, ...] = ()

    @property
    def lists_titles(self) -> bool:
        """Whether it has a place for a list of titles."""
        lines = (line for block in self.blocks for line in ([block] if isinstance(block, Line) else _inside(block)))
        pieces = (piece for line in (*lines, *self.margins) for piece in line.pieces)
        return any(isinstance(piece, Place) and isinstance(piece.bound, Titles) for piece in pieces)

    @property
    def days_charted(self) -> int:
        """How many days before its own the charts go back."""
        charts = (block.chart.bound for block in self.blocks if isinstance(block, Line) and block.chart)
        return max((one.days for one in charts if isinstance(one, ChartPlace) and one.over_days), default=0)

    @classmethod
    def open(cls, path: Path) -> Template:
        """Read a template; DibaoError where it is no Word file or a place in it cannot be understood."""
        if not path.is_file():
            raise DibaoError(
                say(
                    f"没有模板 {path}，请从另一个工作区复制 template.docx，或重新运行 dibao init。",
                    f"There is no template {path}; copy a template.docx from another workspace or run dibao init.",
                ),
                code="no_template",
            )
        return _load(path.read_bytes(), path.name)

    @classmethod
    def load(cls, data: bytes) -> Template:
        """The template in these bytes."""
        return _load(data)


def _inside(cells: Cells) -> Iterator[Line]:
    return (line for row in cells for cell in row for line in cell)


@lru_cache(maxsize=4)
def _load(data: bytes, name: str = "") -> Template:
    return parsed(package.open_word(data, name), data)


def parsed(word: WordDocument, data: bytes) -> Template:
    """The template in an open Word document; its lines' forms are that document's own elements."""
    marks.strip(word)
    about = package.provenance(word) or {}
    bounds = {place["id"]: parse(place["bound"]) for key in ("places", "pictures") for place in about.get(key, [])}
    names = {style.style_id: str(style.name) for style in word.styles}
    reader = _Reader(bounds, names, styles_of(word.styles.element))
    anchors = {paragraph: anchor for anchor, paragraph in enumerate(package.paragraphs(word))}
    body = word.element.body
    inside = set(body.iter(qn("w:p")))
    hosts = {p: host for p in anchors if p in inside and (host := host_of(p)) is not None}
    flowing = {p: anchor for p, anchor in anchors.items() if p not in hosts}
    blocks = tuple(_blocks(body, flowing, reader))
    boxes = [replace(reader.line(anchors[p], p), host=anchors.get(host, -1)) for p, host in hosts.items()]
    outside = [reader.line(anchors[p], p) for p in anchors if p not in inside]
    charts = {part for block in blocks if isinstance(block, Line) for part in block.rest}
    spans = spans_of(body, without=charts)
    for block in blocks:
        for line in [block] if isinstance(block, Line) else _inside(block):
            _alone(line, within=not isinstance(block, Line))
    for line in (*boxes, *outside):
        _alone(line, within=True)
    return Template(data, about.get("optional") == "yes", blocks, (*boxes, *outside), spans)


def host_of(paragraph: Element) -> Element | None:
    """The paragraph that the text box of a paragraph hangs on; None where it is in no text box."""
    boxed = False
    for above in paragraph.iterancestors():
        boxed = boxed or above.tag == qn("w:txbxContent")
        if boxed and above.tag == qn("w:p"):
            return above
    return None


def _alone(line: Line, *, within: bool) -> None:
    """A chart is as wide as the page: it has a paragraph of its own."""
    chart = line.chart
    if chart and (within or any(isinstance(one, Place) or one.text.strip() for one in line.pieces if one is not chart)):
        raise DibaoError(
            say(
                f"模板中的 [{chart.bound}] 要自成一段，不能与别的文字同段，也不能放在表格、文本框、页眉页脚里。",
                f"[{chart.bound}] in the template needs a paragraph of its own, outside tables, text boxes and "
                "margins.",
            ),
            code="bad_template",
        )


def _blocks(parent: Element, anchors: dict[Element, int], reader: _Reader) -> Iterator[Line | Cells]:
    passed: set[Element] = set()
    for child in parent:
        if child in passed:
            continue
        if child.tag == qn("w:p") and (identity := reader.picture(child)):
            rest = until_end(child, identity)
            passed.update(rest)
            yield Line(anchors[child], Role.BODY, (reader.place(identity),), (None,), rest=rest)
        elif child.tag == qn("w:p"):
            yield reader.line(anchors[child], child)
        elif child.tag == qn("w:tbl"):
            yield tuple(
                tuple(
                    tuple(reader.line(anchors[p], p) for p in cell.iter(qn("w:p")) if p in anchors)
                    for cell in row.findall(qn("w:tc"))
                )
                for row in child.findall(qn("w:tr"))
            )
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _blocks(content, anchors, reader)


def until_end(first: Element, identity: str) -> tuple[Element, ...]:
    """What stands between the paragraph in which a picture's bookmark begins and the one in which it ends."""
    name = controls.PICTURE + identity
    starts = first.getroottree().getroot().iter(qn("w:bookmarkStart"))
    # LibreOffice begins a bookmark around a table several times, by several numbers, and may end one at once.
    numbers = {mark.get(qn("w:id")) for mark in starts if mark.get(qn("w:name")) == name}

    def ends(element: Element) -> bool:
        marks = [element] if element.tag == qn("w:bookmarkEnd") else element.iter(qn("w:bookmarkEnd"))
        return any(mark.get(qn("w:id")) in numbers for mark in marks)

    waiting = list(first.itersiblings())
    last = max((at for at, element in enumerate(waiting) if ends(element)), default=-1)
    return tuple(waiting[: last + 1])


class _Reader:
    """Turns paragraphs into lines; a place met twice (copied in Word) gets an id of its own."""

    def __init__(self, bounds: dict[str, Bound], styles: dict[str, str], looks: Mapping[str, Element]) -> None:
        self._bounds = bounds
        self._looks = looks
        self._styles = styles
        self._met: set[str] = set()

    def picture(self, paragraph: Element) -> str | None:
        """The chart that was written here: its bookmark begins in this paragraph and ends in this or a later one."""
        names = [str(mark.get(qn("w:name")) or "") for mark in paragraph.iter(qn("w:bookmarkStart"))]
        known = (name.removeprefix(controls.PICTURE) for name in names if name.startswith(controls.PICTURE))
        return next((name for name in known if isinstance(self._bounds.get(name), ChartPlace)), None)

    def place(self, identity: str) -> Place:
        """A place of its own name, without a form."""
        return Place(self._fresh(identity), self._bounds[identity], 0)

    def line(self, anchor: int, paragraph: Element) -> Line:
        pieces: list[Piece] = []
        forms: list[Element | None] = []
        marked: str | None = None
        marks: set[str] = set()
        for child in _inline(paragraph):
            name = child.get(qn("w:name")) or ""
            identity = self._identity(child) if child.tag == qn("w:sdt") else None
            if child.tag == qn("w:bookmarkStart") and name.startswith(controls.PREFIX):
                marked = name[len(controls.PREFIX) :] if name[len(controls.PREFIX) :] in self._bounds else None
                marks.add(child.get(qn("w:id")) or "")
            elif child.tag == qn("w:bookmarkEnd") and (child.get(qn("w:id")) or "") in marks:
                marked = None
            elif identity in self._bounds or (child.tag == qn("w:sdt") and marked):
                content = child.find(qn("w:sdtContent"))
                runs = [] if content is None else list(content.iter(qn("w:r")))
                first = next((run for run in runs if controls.text_of(run)), runs[0] if runs else None)
                self._place(str(identity if identity in self._bounds else marked), first, pieces, forms)
                marked = None
                marks |= _begun(child)  # LibreOffice begins a place's bookmark inside its control and ends it behind
            elif child.tag == qn("w:r") and marked:
                self._place(marked, child, pieces, forms)
                marked = ""  # the rest of the bookmarked text belongs to the same place
            elif child.tag == qn("w:r") and marked is None and _plain(child):
                _add_words(controls.text_of(child), child.find(qn("w:rPr")), pieces, forms)
            elif child.tag != qn("w:r") or marked is None:
                forms.append(child)
                pieces.append(Other(controls.text_of(child), len(forms) - 1))
        words = "".join(piece.text for piece in pieces if isinstance(piece, Words))
        role, own = role_of(paragraph, words, self._styles)
        shape = shape_of(paragraph, forms, self._looks) if own else None
        return Line(anchor, role, tuple(self._notated(pieces)), tuple(forms), shape=shape)

    def _identity(self, holder: Element) -> str | None:
        """The place a control is: by its tag or alias, else by the bookmark that LibreOffice moved into it."""
        names = [controls.tag_of(holder) or ""]
        for mark in holder.iter(qn("w:bookmarkStart")):
            names.append((mark.get(qn("w:name")) or "").removeprefix(controls.PREFIX))
        return next((name for name in names if name in self._bounds), None)

    def _place(self, identity: str, run: Element | None, pieces: list[Piece], forms: list[Element | None]) -> None:
        forms.append(None if run is None else run.find(qn("w:rPr")))
        pieces.append(Place(self._fresh(identity), self._bounds[identity], len(forms) - 1))

    def _fresh(self, identity: str) -> str:
        name, copies = identity, 1
        while name in self._met:
            copies += 1
            name = f"{identity}_c{copies}"
        self._met.add(name)
        return name

    def _notated(self, pieces: list[Piece]) -> Iterator[Piece]:
        """Places that somebody typed into the Word file in the bracket notation."""
        for piece in pieces:
            if not isinstance(piece, Words):
                yield piece
                continue
            at = 0
            for match in NOTATION.finditer(piece.text):
                if not is_notation(match[1]):
                    continue
                if match.start() > at:
                    yield Words(piece.text[at : match.start()], piece.form)
                yield Place(self._fresh(f"t{len(self._met) + 1}"), parse(match[1]), piece.form)
                at = match.end()
            if at < len(piece.text):
                yield Words(piece.text[at:], piece.form)


def _begun(holder: Element) -> set[str]:
    """The numbers of the bookmarks of places that begin inside a control."""
    begun = holder.iter(qn("w:bookmarkStart"))
    return {mark.get(qn("w:id")) or "" for mark in begun if (mark.get(qn("w:name")) or "").startswith(controls.PREFIX)}


def _inline(paragraph: Element) -> Iterator[Element]:
    """A paragraph's content, insertions taken as accepted, deletions and proofing marks left out."""
    for child in paragraph:
        if child.tag in (qn("w:ins"), qn("w:smartTag"), qn("w:moveTo")):
            yield from _inline(child)
        elif child.tag not in (qn("w:pPr"), qn("w:del"), qn("w:moveFrom"), qn("w:proofErr")):
            yield child


_PLAIN = {qn(name) for name in ("w:rPr", "w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:lastRenderedPageBreak")}


def _plain(run: Element) -> bool:
    return all(child.tag in _PLAIN and child.get(qn("w:type")) is None for child in run)


def _add_words(text: str, properties: Element | None, pieces: list[Piece], forms: list[Element | None]) -> None:
    """Join words of one formatting: Word splits runs wherever somebody has been editing."""
    last = pieces[-1] if pieces else None
    if isinstance(last, Words) and _same(forms[last.form], properties):
        pieces[-1] = Words(last.text + text, last.form)
    elif text:
        forms.append(properties)
        pieces.append(Words(text, len(forms) - 1))


def _same(one: Element | None, other: Element | None) -> bool:
    return _key(one) == _key(other)


def _key(properties: Element | None) -> str:
    if properties is None:
        return ""
    plain = deepcopy(properties)
    for hint in (qn("w:lang"), qn("w:rFonts")):
        for child in plain.findall(hint):
            if hint == qn("w:lang"):
                plain.remove(child)
            else:
                child.attrib.pop(qn("w:hint"), "")
    return "|".join(
        sorted(f"{child.tag}{sorted(child.attrib.items())}" for child in plain.iter() if child is not plain)
    )


_SECTION, _PART = re.compile(r"^[一二三四五六七八九十]+、"), re.compile(r"^（[一二三四五六七八九十]+）")
_STYLES = {role.value: role for role in Role}


def role_of(paragraph: Element, words: str, styles: Mapping[str, str]) -> tuple[Role, bool]:
    """By the style's name, else (and then the look is the office's own) by the numeral that its words begin with."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = styles.get(style.get(qn("w:val")) or "", "") if style is not None else ""
    if name in _STYLES:
        return _STYLES[name], False
    if len(words) < 40 and _SECTION.match(words):
        return Role.SECTION, True
    return Role.PART if len(words) < 40 and _PART.match(words) else Role.BODY, True
