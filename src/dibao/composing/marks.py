"""What a day's brief shows a person beside its words: remarks that go with the day, and Word comments that ask for
something. A brief that serves as a template again is read without both."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dibao.composing import controls
from dibao.composing.controls import Element

AUTHOR = "邸报"
_REMARK = f"{controls.PREFIX}remark_"
_COMMENTED = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


def remark(elements: list[Element], mark: int) -> list[Element]:
    """The elements in a bookmark that says: of this day only."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for one in (start, end):
        one.set(qn("w:id"), str(mark))
    start.set(qn("w:name"), f"{_REMARK}{mark}")
    return [start, *elements, end]


def asked(word: WordDocument, elements: list[Element], ask: str, day: date) -> list[Element]:
    """The elements under a Word comment that says what a person is asked to do; `day` stands for when."""
    comment = word.comments.add_comment(ask, author=AUTHOR, initials=AUTHOR)
    comment._comment_elm.set(qn("w:date"), datetime.combine(day, datetime.min.time()).isoformat() + "Z")
    start, end, reference = (OxmlElement(name) for name in _COMMENTED)
    for one in (start, end, reference):
        one.set(qn("w:id"), str(comment.comment_id))
    run = OxmlElement("w:r")
    run.append(reference)
    return [start, *elements, end, run]


def highlighted(properties: Element | None) -> Element:
    """Run properties with a yellow ground."""
    bright = OxmlElement("w:rPr") if properties is None else deepcopy(properties)
    for old in bright.findall(qn("w:highlight")):
        bright.remove(old)
    highlight = OxmlElement("w:highlight")
    highlight.set(qn("w:val"), "yellow")
    later = [qn(f"w:{name}") for name in _AFTER_HIGHLIGHT]
    following = next((child for child in bright if child.tag in later), None)
    if following is None:
        bright.append(highlight)
    else:
        following.addprevious(highlight)
    return bright


_AFTER_HIGHLIGHT = (
    *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish"),
    "oMath",
)
"""The run properties that the schema wants behind the highlight."""


def strip(word: WordDocument) -> None:
    """Take the remarks and Dibao's own comments out of a brief that serves as a template."""
    for start in [mark for mark in _marks(word.element) if str(mark.get(qn("w:name"))).startswith(_REMARK)]:
        _take_out(start)
    own = {str(comment.comment_id) for comment in word.comments if comment.author == AUTHOR} if _has(word) else set()
    for name in _COMMENTED:
        for element in list(word.element.iter(qn(name))):
            if element.get(qn("w:id")) in own:
                _drop(element)
    for comment in [one for one in word.comments if one.author == AUTHOR] if own else []:
        _drop(comment._comment_elm)


def _has(word: WordDocument) -> bool:
    """Whether the file has comments: python-docx makes the part when it is asked for it."""
    return any(relation.reltype.endswith("/comments") for relation in word.part.rels.values())


def _marks(root: Element) -> Iterator[Element]:
    return root.iter(qn("w:bookmarkStart"))


def _take_out(start: Element) -> None:
    """Everything from a bookmark's start to its end."""
    identity = start.get(qn("w:id"))
    taken = [start]
    for element in start.itersiblings():
        taken.append(element)
        if element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) == identity:
            paragraph = start.getparent()
            for one in taken:
                _drop(one)
            if paragraph is not None and all(child.tag == qn("w:pPr") for child in paragraph):
                _drop_paragraph(paragraph)
            return


def _drop_paragraph(paragraph: Element) -> None:
    """A paragraph that held nothing but a remark, unless a table's cell has no other."""
    parent = paragraph.getparent()
    if parent is not None and len(parent.findall(qn("w:p"))) > 1:
        parent.remove(paragraph)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tag == qn("w:commentReference") and len(parent) <= 2 and parent.tag == qn("w:r"):
        _drop(parent)
    else:
        parent.remove(element)


def asks_of(word: WordDocument) -> dict[Element, str]:
    """What a person is asked in Dibao's own comments, by the properties of the highlighted runs under them."""
    texts = {str(one.comment_id): one.text for one in word.comments if one.author == AUTHOR} if _has(word) else {}
    found: dict[Element, str] = {}
    for start in word.element.iter(qn("w:commentRangeStart")) if texts else ():
        ask = texts.get(str(start.get(qn("w:id"))))
        for element in start.itersiblings() if ask else ():
            if element.tag == qn("w:commentRangeEnd"):
                break
            bright = (one for one in element.iter(qn("w:rPr")) if one.find(qn("w:highlight")) is not None)
            found |= {one: str(ask) for one in bright}
    return found
