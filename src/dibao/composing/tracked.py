"""Changes that a word processor keeps track of (修订), accepted: insertions stay, deletions go."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import package
from dibao.composing.controls import Element

_KEPT = {qn(f"w:{name}") for name in ("ins", "moveTo")}
_GONE = {qn(f"w:{name}") for name in ("del", "moveFrom")}
_MARKS = {
    qn(f"w:{name}")
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange"),
        *("tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
        *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
    )
}


def accept(word: WordDocument) -> bool:
    """Accept every tracked change in text, headers and footers; whether there were any."""
    found = [_accepted(root) for root in package.roots(word)]
    return any(found)


def _accepted(root: Element) -> bool:
    changes = [one for one in root.iter() if one.tag in _KEPT | _GONE | _MARKS]
    for change in changes:
        parent = change.getparent()
        if parent is None:
            continue
        if change.tag in _MARKS:
            parent.remove(change)
        elif parent.tag == qn("w:rPr"):
            _paragraph_mark(change)
        elif parent.tag == qn("w:trPr"):
            _row(change)
        elif change.tag in _GONE:
            parent.remove(change)
        else:
            for child in list(change):
                change.addprevious(child)
            parent.remove(change)
    return bool(changes)


def _paragraph_mark(change: Element) -> None:
    """A mark that was inserted stays; where it was deleted the paragraph goes on in the one below."""
    properties = change.getparent()
    paragraph = next(change.iterancestors(qn("w:p")), None)
    assert properties is not None
    properties.remove(change)
    following = paragraph.getnext() if paragraph is not None else None
    if change.tag in _KEPT or paragraph is None or following is None or following.tag != qn("w:p"):
        return
    at = 1 if following.find(qn("w:pPr")) is not None else 0
    for child in [child for child in paragraph if child.tag != qn("w:pPr")]:
        following.insert(at, child)
        at += 1
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)


def _row(change: Element) -> None:
    properties = change.getparent()
    row = next(change.iterancestors(qn("w:tr")), None)
    assert properties is not None
    properties.remove(change)
    if change.tag in _GONE and row is not None and (table := row.getparent()) is not None:
        table.remove(row)
