"""What people do to the words of a brief that leaves every figure what it was."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from support.editing import Element, Sheet, Told, remove, run, tracked


def _paragraph(sheet: Sheet) -> Element:
    """A paragraph of the body with a figure."""
    body = sheet.word.element.body
    return sheet.chance.choice([one.getparent() for _, one in sheet.held if one.getparent().getparent() is body])


def unwrapped(sheet: Sheet) -> Told:
    """As a program that knows neither controls nor bookmarks saves it."""
    _, holder = sheet.one(digits=False)
    for child in list(holder.find(qn("w:sdtContent"))):
        holder.addprevious(child)
    remove(*list(holder.itersiblings(qn("w:bookmarkEnd")))[:1], holder)
    return set()


def noted(sheet: Sheet) -> Told:
    paragraph = OxmlElement("w:p")
    paragraph.append(run("请各单位一线人员注意，以上情况十分重要。"))
    _paragraph(sheet).addprevious(paragraph)
    return set()


def moved_paragraph(sheet: Sheet) -> Told:
    moved, target = _paragraph(sheet), _paragraph(sheet)
    if moved is not target:
        target.addprevious(moved)
    return set()


def split_paragraph(sheet: Sheet) -> Told:
    paragraph = _paragraph(sheet)
    at = sheet.chance.choice([child for child in paragraph if child.tag == qn("w:r")][1:] or list(paragraph)[-1:])
    second = deepcopy(paragraph)
    for child in list(second):
        if child.tag != qn("w:pPr"):
            second.remove(child)
    for child in [at, *at.itersiblings()]:
        second.append(child)
    paragraph.addnext(second)
    return set()


def joined_paragraphs(sheet: Sheet) -> Told:
    paragraph = _paragraph(sheet)
    following = paragraph.getnext()
    if following.tag == qn("w:p"):
        paragraph.extend([child for child in following if child.tag != qn("w:pPr")])
        remove(following)
    return set()


def reworded(sheet: Sheet) -> Told:
    """Words between figures, as an editor smooths them."""
    for words in sheet.word.element.iter(qn("w:t")):
        words.text = (words.text or "").replace("发放", "共发放").replace("累计", "总计").replace("、", "和")
    return set()


def emphasised(sheet: Sheet) -> Told:
    """Made bold, one sign a run, and the checker of spelling has been there."""
    _, holder = sheet.one()
    content = holder.find(qn("w:sdtContent"))
    text = "".join(words.text or "" for words in content.iter(qn("w:t")))
    for child in list(content):
        content.remove(child)
    for sign in text:
        piece, look = run(sign), OxmlElement("w:rPr")
        look.append(OxmlElement("w:b"))
        piece.insert(0, look)
        content.extend([OxmlElement("w:proofErr"), piece])
    return set()


def changed_and_undone(sheet: Sheet) -> Told:
    """Deleted and typed again with changes tracked."""
    identity, holder = sheet.one()
    content = holder.find(qn("w:sdtContent"))
    content.append(tracked("del", *list(content)))
    content.append(tracked("ins", run(sheet.text(identity))))
    return set()


HARMLESS: tuple[Callable[[Sheet], Told], ...] = (
    unwrapped,
    noted,
    moved_paragraph,
    split_paragraph,
    joined_paragraphs,
    reworded,
    emphasised,
    changed_and_undone,
)
