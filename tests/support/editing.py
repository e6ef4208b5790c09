"""A brief opened as in a word processor: its figures' controls, and what can be done to them in its XML."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from dibao.composing import trace

Element = etree._Element
AUTHOR = {qn("w:author"): "编辑", qn("w:date"): "2026-02-03T11:00:00Z"}


@dataclass
class Sheet:
    """A brief opened for editing. `figures`: what its provenance says, by id; `held`: the figures' controls."""

    word: Word
    figures: Mapping[str, Mapping[str, Any]]
    chance: random.Random
    held: list[tuple[str, Element]] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path, seed: int) -> Sheet:
        word = Document(str(path))
        figures = {figure["id"]: figure for figure in trace(path)}
        roots = [
            word.element,
            *(section.header._element for section in word.sections if not section.header.is_linked_to_previous),
        ]
        held = [
            (tag.get(qn("w:val")), tag.getparent().getparent())
            for root in roots
            for tag in root.iter(qn("w:tag"))
            if tag.get(qn("w:val")) in figures
            and not any(str(a.tag).endswith("}Fallback") for a in tag.iterancestors())
        ]
        return cls(word, figures, random.Random(seed), held)

    def one(self, *, digits: bool = True) -> tuple[str, Element]:
        """A figure that has a number."""
        return self.chance.choice([pair for pair in self.held if not digits or self.text(pair[0])[:1].isdigit()])

    def text(self, identity: str) -> str:
        return str(self.figures[identity]["text"])

    def other(self, identity: str) -> str:
        """Another number for this figure, as plain digits."""
        while True:
            number = f"{self.chance.randint(1, 10**6)}"
            if number not in self.text(identity).replace(",", ""):
                return number


def put(holder: Element, text: str) -> None:
    """Type over everything inside."""
    first, *rest = holder.iter(qn("w:t"))
    first.text = text
    for other in rest:
        other.text = ""


def run(text: str, like: Element | None = None) -> Element:
    """A run; formatted as the first run of `like`."""
    made, words = OxmlElement("w:r"), OxmlElement("w:t")
    source = like.find(f".//{qn('w:r')}/{qn('w:rPr')}") if like is not None else None
    if source is not None:
        made.append(deepcopy(source))
    words.text = text
    made.append(words)
    return made


def marks(holder: Element) -> list[Element]:
    """The bookmark's two ends beside the control."""
    return [one for one in (holder.getprevious(), holder.getnext()) if one is not None and "bookmark" in one.tag]


def remove(*elements: Element) -> None:
    for element in elements:
        element.getparent().remove(element)


def tracked(kind: str, *content: Element) -> Element:
    """Content inserted or deleted with changes tracked."""
    made = OxmlElement(f"w:{kind}")
    for key, value in {qn("w:id"): "9001", **AUTHOR}.items():
        made.set(key, value)
    for element in content:
        made.append(element)
        for words in list(element.iter(qn("w:t"))) if kind == "del" else []:
            words.tag = qn("w:delText")
    return made


Told = set[tuple[str, str]]
"""(id, kind) of what verify has to say; "" for numbers in no place."""


def edited(source: Path, target: Path, seed: int, kinds: Sequence[Callable[[Sheet], Told]]) -> tuple[str, Told]:
    """One edit of the seed's kind; its name, and what verify has to say of the file."""
    sheet = Sheet.open(source, seed)
    edit = kinds[seed % len(kinds)]
    told = edit(sheet)
    sheet.word.save(str(target))
    return edit.__name__, told


def everything(source: Path) -> Iterator[str]:
    """The names of the parts whose figures can be edited: to see that a file has them."""
    sheet = Sheet.open(source, 0)
    for _, holder in sheet.held:
        above = {etree.QName(one).localname for one in holder.iterancestors()}
        yield next((name for name in ("txbxContent", "hdr", "tbl") if name in above), "body")
