"""What a Word file holds beside its text: tracked changes, comments, hidden and marked text, the page's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from dibao.composing import package
from dibao.composing.brief import Role
from dibao.composing.controls import Element, text_of
from dibao.errors import DibaoError

_OFF = frozenset({"0", "false", "off", "none"})
_INSERTED, _DELETED = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_PER_MM = 36_000
"""English metric units in a millimetre."""


class Left(StrEnum):
    """What writing left in the file."""

    INSERTED = "inserted"
    DELETED = "deleted"
    COMMENT = "comment"
    HIDDEN = "hidden"
    HIGHLIGHT = "highlight"


@dataclass(frozen=True, slots=True)
class Trace:
    """Something left in a paragraph. `text`: the words themselves, a comment's words for a comment; `paragraph`: the
    paragraph as the text has it. Who wrote it is not kept."""

    left: Left
    text: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Page:
    """A section's paper and margins in millimetres: width, height, top, bottom, left, right; and its lines' pitch in
    points, None where no grid is set."""

    size: tuple[float, float]
    margins: tuple[float, float, float, float]
    pitch: float | None


@dataclass(frozen=True, slots=True)
class Dressed:
    """Words of an official form's paragraph in a font or size that their style does not have (size in points)."""

    role: Role
    text: str
    font: str
    size: float | None


@dataclass(frozen=True, slots=True)
class WordFile:
    """What was found. `roles`: the official form's styles that the text uses; none: it is another form."""

    traces: tuple[Trace, ...] = ()
    roles: frozenset[Role] = frozenset()
    pages: tuple[Page, ...] = ()
    dressed: tuple[Dressed, ...] = ()


def inspected(data: bytes, name: str) -> WordFile | None:
    """What a Word file holds beside its text; None for one that cannot be taken apart (its text still is read)."""
    try:
        word = package.open_word(data, name)
    except DibaoError:
        return None
    comments = _comments(data)
    paragraphs = [(p, text_of(p)) for p in package.paragraphs(word)]
    roles = {p: role for p, _ in paragraphs if (role := _role(word, p)) is not None}
    return WordFile(
        tuple(trace for p, text in paragraphs for trace in _traces(p, text, comments)),
        frozenset(roles.values()),
        tuple(_page(section) for section in word.element.body.iter(qn("w:sectPr"))),
        tuple(dressed for p, role in roles.items() for dressed in _dressed(p, role)),
    )


def _comments(data: bytes) -> dict[str, str]:
    """The comments' words by their id."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            name = next((one for one in archive.namelist() if one == "word/comments.xml"), None)
            raw = archive.read(name) if name else b""
    except (BadZipFile, OSError):
        return {}
    if not raw:
        return {}
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    return {str(one.get(qn("w:id"))): text_of(one) for one in root.iter(qn("w:comment"))}


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _on(properties: Element | None, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and (found.get(qn("w:val")) or "").lower() not in _OFF


def _traces(paragraph: Element, text: str, comments: dict[str, str]) -> Iterator[Trace]:
    """One trace a kind and paragraph; a comment each."""
    words: dict[Left, list[str]] = {}
    for run in paragraph.iter(qn("w:r")):
        above = {_local(one) for one in run.iterancestors()}
        properties = run.find(qn("w:rPr"))
        if above & _DELETED:
            words.setdefault(Left.DELETED, []).append("".join(one.text or "" for one in run.iter(qn("w:delText"))))
        elif above & _INSERTED:
            words.setdefault(Left.INSERTED, []).append(text_of(run))
        if _on(properties, "w:vanish"):
            words.setdefault(Left.HIDDEN, []).append(text_of(run))
        if _on(properties, "w:highlight"):
            words.setdefault(Left.HIGHLIGHT, []).append(text_of(run))
        for reference in run.findall(qn("w:commentReference")):
            yield Trace(Left.COMMENT, comments.get(str(reference.get(qn("w:id"))), ""), text)
    for left, pieces in words.items():
        if joined := "".join(pieces).strip():
            yield Trace(left, joined, text)


def _role(word: WordDocument, paragraph: Element) -> Role | None:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    identity = style.get(qn("w:val")) if style is not None else None
    if identity is None or not text_of(paragraph).strip():
        return None
    named = word.styles.element.find(f"{qn('w:style')}[@{qn('w:styleId')}='{identity}']/{qn('w:name')}")
    name = str(named.get(qn("w:val"))) if named is not None else ""
    return next((role for role in Role if role.value == name), None)


def _dressed(paragraph: Element, role: Role) -> Iterator[Dressed]:
    for run in paragraph.iter(qn("w:r")):
        properties, text = run.find(qn("w:rPr")), text_of(run).strip()
        if properties is None or not text:
            continue
        fonts, size = properties.find(qn("w:rFonts")), properties.find(qn("w:sz"))
        font = str(fonts.get(qn("w:eastAsia")) or "") if fonts is not None else ""
        half = str(size.get(qn("w:val"))) if size is not None else ""
        points = int(half) / 2 if half.isdigit() else None
        if font or points is not None:
            yield Dressed(role, text, font, points)


def _page(section: Element) -> Page:
    size, margins, grid = (section.find(qn(name)) for name in ("w:pgSz", "w:pgMar", "w:docGrid"))

    def mm(element: Element | None, *names: str) -> tuple[float, ...]:
        values = (element.get(qn(f"w:{name}")) if element is not None else None for name in names)
        return tuple(round(float(value) * 635 / _PER_MM, 1) if value else 0.0 for value in values)

    width, height = mm(size, "w", "h")
    top, bottom, left, right = mm(margins, "top", "bottom", "left", "right")
    pitch = grid.get(qn("w:linePitch")) if grid is not None else None
    return Page((width, height), (top, bottom, left, right), int(pitch) / 20 if pitch and pitch.isdigit() else None)
