"""Opening a brief for lint: its text, and what the file carries of its sources if it carries any."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dibao import documents
from dibao.catalogue import Workspace
from dibao.composing import carried, verify
from dibao.composing.carried import Carried, Lines
from dibao.documents import Document
from dibao.errors import DibaoError
from dibao.lint import word
from dibao.lint.manuscript import Manuscript

_WHOLE = (".html", ".json")
"""Files that hold more than the brief's text, or no text at all: there it is taken from what they carry."""


def opened(path: Path, workspace: Workspace, day: date | None) -> Manuscript:
    """The brief; DibaoError (code `unreadable`, for .json also `no_provenance`) where the file cannot be read."""
    held = _carried(path)
    if held is not None and held.lines is not None and path.suffix.lower() in _WHOLE:
        document = documents.from_text(_text(held.lines), path.name)
    else:
        document = documents.open(path)
    if held is not None and document.format == "pdf":
        document = _with_paragraphs(document, held)
    if held is None:
        return Manuscript(document, workspace, day, word=_word(path, document))
    cuts = held.lines if path.suffix.lower() in (".docx", ".html") else None
    if cuts is None:
        cuts = [[(identity or None, words) for identity, words in line] for line in held.payload["lines"]]
    return Manuscript(
        document,
        workspace,
        day,
        payload=held.payload,
        cuts=cuts,
        changes=tuple(verify(path)) if held.lines is not None else (),
        word=_word(path, document),
    )


def _text(lines: Lines) -> str:
    return "\n".join("".join(words for _, words in line) for line in lines)


def _with_paragraphs(page: Document, held: Carried) -> Document:
    """A PDF's text in the paragraphs that it carries, if they are what its pages show: pages do not tell them "
    "surely."""
    lines = [[(identity, words) for identity, words in line] for line in held.payload["lines"]]
    shown = "".join(page.text.split())
    if all("".join("".join(words for _, words in line).split()) in shown for line in lines):
        return documents.from_text(_text(lines), page.name)
    return page


def _carried(path: Path) -> Carried | None:
    """What the file carries; None for one of other origin."""
    if path.suffix.lower() not in (".docx", ".html", ".json", ".pdf"):
        return None
    try:
        return carried.read(path)
    except DibaoError as error:
        if error.code == "no_provenance" and path.suffix.lower() != ".json":
            return None
        raise


def _word(path: Path, document: Document) -> word.WordFile | None:
    return word.inspected(documents.bytes_of(path), path.name) if document.format == "docx" else None
