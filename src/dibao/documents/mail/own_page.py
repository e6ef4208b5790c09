"""A mail's own text where only HTML tells it: the page without earlier mail, signature, addresses and names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dibao import privacy
from dibao.documents.mail import own_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE = frozenset(("a", "abbr", "b", "big", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub"))
_INLINE |= {"sup", "u", "ins", "del", "label", "tt", "o:p", "strike"}
_UNSEEN = frozenset(("script", "meta", "title", "link", "base", "object", "embed", "iframe", "form", "noscript"))
_KEPT = frozenset(("rowspan", "colspan", "style", "class", "id", "hidden", "start", "value", "span"))
"""Attributes that say how a page looks; addresses stand in others."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page that is left, "" where it says nothing, and what the clerk should know."""

    html: str
    notes: list[str]


@dataclass(slots=True)
class _Slot:
    """Text of a page: an element's own, or what follows it."""

    element: _Element
    follows: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.follows else self.element.text) or ""

    @text.setter
    def text(self, text: str) -> None:
        if self.follows:
            self.element.tail = text
        else:
            self.element.text = text


def of(html: str, people: Collection[str], *, forward: bool) -> Page:
    """The page without what is not the mail's own, as `own_text.of` decides line by line."""
    from lxml import etree
    from lxml import html as pages

    parser = pages.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = pages.document_fromstring(html, parser=parser)
    for element in list(root.iter(*_UNSEEN)):
        if isinstance(element, pages.HtmlElement) and element is not root:
            element.drop_tree()
    lines = [line for line in _lines(root) if _text(line)]
    cited = [_cited(line) for line in lines]
    texts = [f"> {_text(line)}" if quoted else _text(line) for line, quoted in zip(lines, cited, strict=True)]
    own = own_text.of(texts, people, forward=forward)
    for at, line in enumerate(lines):
        for slot in line:
            slot.text = privacy.redact(slot.text) if at in own.kept else ""
        told = own.kept.get(at, "").strip()
        if _text(line) != told:  # a number that is redacted across its pieces, of which one is bold
            line[0].text = told
            for slot in line[1:]:
                slot.text = ""
    for element in root.iter(etree.Element):
        for name in set(element.attrib) - _KEPT:
            del element.attrib[name]
    return Page(etree.tostring(root, encoding="unicode", method="html") if own.text.strip() else "", own.notes)


def _text(line: list[_Slot]) -> str:
    """What a line says; line breaks of the source are none."""
    return "".join(slot.text for slot in line).replace("\n", " ").strip()


def _lines(root: _Element) -> Iterator[list[_Slot]]:
    """The page's text, line by line: whatever is no part of a line's writing (a paragraph, a cell, a break) ends it."""
    from lxml import etree

    line: list[_Slot] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        inline = element.tag in _INLINE
        if not inline and line:
            yield line
            line = []
        if event == "start":
            if element.text and element.tag != "style":
                line.append(_Slot(element, follows=False))
        elif element.tail:
            line.append(_Slot(element, follows=True))
    if line:
        yield line


def _cited(line: list[_Slot]) -> bool:
    """Whether a line stands in what mail programs mark as quoted."""
    element = line[0].element.getparent() if line[0].follows else line[0].element
    while element is not None:
        names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if any(name in names for name in ("gmail_quote", "mail_quote", "replycontent", "moz-cite")):
            return True
        if element.tag == "blockquote" and (element.get("type") == "cite" or element.get("cite")):
            return True
        element = element.getparent()
    return False
