"""The PDF and the page of a written brief, made from its Word file: of exactly the words that stand there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao.composing import controls, package, tracked
from dibao.composing.brief import Brief, flowing, paragraphs_of
from dibao.composing.controls import Element
from dibao.composing.issued import no_provenance
from dibao.composing.provenance import is_brief
from dibao.composing.reopened import reopened
from dibao.composing.writers import WRITERS
from dibao.errors import DibaoError
from dibao.language import say

SUFFIXES = (".html", ".pdf")
"""The formats that are made from the Word file, in this order."""


@dataclass(frozen=True, slots=True)
class Editions:
    """`files`: whole files by suffix; `lacking`: sentences on what of the Word file they do not have, and on a format
    that could not be made."""

    files: Mapping[str, bytes]
    lacking: tuple[str, ...] = ()


def editions(data: bytes, name: str = "") -> Editions:
    """The other formats of a brief's Word file; the same bytes give the same files.

    A PDF that cannot be made (no Chinese fonts, no typst) is told in `lacking`. DibaoError `no_provenance`.
    """
    payload = package.provenance(package.open_word(data, name))
    if payload is None or not is_brief(payload):
        raise no_provenance(name)
    brief = reopened(data, payload)
    files, failed = written(brief)
    return Editions(files, (*left_out(data, brief), *failed))


def written(brief: Brief) -> tuple[dict[str, bytes], list[str]]:
    """The page and the PDF of a brief, by suffix, and why one of them could not be made."""
    files: dict[str, bytes] = {}
    failed: list[str] = []
    for suffix in SUFFIXES:
        try:
            files[suffix] = WRITERS[suffix](brief)
        except DibaoError as error:
            failed.append(str(error))
    return files, failed


def left_out(data: bytes, brief: Brief) -> Iterator[str]:
    """What of a Word file (its bytes) is not in its tree: paragraphs in places that are not read, pictures."""
    word = package.open_word(data)
    tracked.accept(word)
    lines = _missing(word, brief)
    if lines:
        first = next(iter(lines))
        yield say(
            f"Word 稿中有 {len(lines)} 段文字没能写进 PDF 和网页（如“{first[:20]}”），以 Word 件为准。",
            f"{len(lines)} paragraphs of the Word file are not in the PDF and the page (such as “{first[:20]}”); the "
            "Word file holds.",
        )
    pictures = sum(1 for _ in _pictures(word))
    if pictures:
        yield say(
            f"Word 稿中另有 {pictures} 幅图片，PDF 和网页里没有，以 Word 件为准。",
            f"The Word file has {pictures} more pictures, which the PDF and the page lack; the Word file holds.",
        )


def _missing(word: WordDocument, brief: Brief) -> Sequence[str]:
    """The paragraphs of the body whose words are in no block: each is looked for as often as it is there."""
    wanted = [one for one in word.element.body.iter(qn("w:p")) if not controls.in_fallback(one)]
    held = Counter(_bare(one.text) for one in paragraphs_of(flowing(brief)))
    text = "\0".join(held)
    missing = []
    for paragraph in wanted:
        words = _bare("".join(part for _, part in controls.segments(paragraph, ())))
        if words and held[words] > 0:
            held[words] -= 1
        elif words and words not in text:  # a number of Word's own, or of a note, stands beside the words
            missing.append(words)
    return missing


def _bare(text: str) -> str:
    return "".join(text.split())


def _pictures(word: WordDocument) -> Iterator[Element]:
    """The pictures that are no charts of Dibao's; lines and frames are none."""
    for name in ("pic:pic", "w:pict"):
        for element in word.element.body.iter(qn(name)):
            if controls.in_fallback(element) or (name == "w:pict" and not _shows_image(element)):
                continue
            about = next((one.find(qn("wp:docPr")) for one in element.iterancestors(qn("wp:inline"))), None)
            if about is None or not _charted(word, str(about.get("name"))):
                yield element


def _shows_image(element: Element) -> bool:
    return any(str(one.tag).endswith("}imagedata") for one in element.iter())


def _charted(word: WordDocument, name: str) -> bool:
    marks = word.element.body.iter(qn("w:bookmarkStart"))
    return any(mark.get(qn("w:name")) == controls.PICTURE + name for mark in marks)
