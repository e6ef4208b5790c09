"""The Word file of a brief: the places it has already, and the template that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from dibao import documents
from dibao.composing import controls, marks, package
from dibao.composing.binding import Bound, parse
from dibao.composing.learning.lesson import Learned
from dibao.composing.learning.naming import Told
from dibao.composing.learning.tracks import Tracks, enclose, pieces
from dibao.composing.template import KIND, Line, parsed
from dibao.documents import Converted, Document, converting, registry
from dibao.documents.isolation import isolated
from dibao.language import say

FORMAT = "docx"


def opened(data: bytes, name: str) -> tuple[Document, Paper | None]:
    """A brief, and the Word file that it is, or that LibreOffice made of it (.doc, .wps); None for other formats."""
    registry.known()

    def read(ready: Converted | None) -> tuple[Document, Converted | None]:
        return isolated(registry.read, data, name, ready, name=name), ready

    document, ready = converting(read, data, name)
    if ready is not None and ready.format == FORMAT:
        return document, Paper.of(ready.data, document)
    if document.format != FORMAT:
        return document, None
    word = package.open_word(data, name)
    if package.provenance(word) is None:
        return document, Paper.of(data, document)
    marks.strip(word)  # what Dibao remarked of that day does not stay
    own = package.to_bytes(word)
    again = documents.from_bytes(own, name)
    return again, Paper.of(own, again)


@dataclass(frozen=True)
class Paper:
    """An open Word file and where its text stands in the document read from it."""

    word: WordDocument
    tracks: Tracks

    @classmethod
    def of(cls, data: bytes, document: Document) -> Paper:
        """The file with these bytes, from which the document was read."""
        word = package.open_word(data, document.name)
        return cls(word, Tracks.of(document, word))

    def kept(self) -> Iterator[tuple[int, int, str, Bound]]:
        """The places that Dibao made: their characters in the document, what they are called and bound to."""
        about = package.provenance(self.word) or {}
        bounds = {place["id"]: parse(place["bound"]) for place in about.get("places", [])}
        if not bounds:
            return
        for paragraph, first in self.tracks.paragraphs():
            length = 0
            for identity, text in controls.segments(paragraph, bounds):
                if identity:
                    yield first + length, first + length + len(text), identity, bounds[identity]
                length += len(text)

    def drawn(self) -> Iterator[tuple[int, int]]:
        """The characters of charts that Dibao drew, with their titles, tables and notes: they are drawn anew."""
        elements = package.paragraphs(self.word)
        own = {
            paragraph
            for block in parsed(self.word, b"").blocks
            if isinstance(block, Line) and block.chart
            for element in (elements[block.anchor], *block.rest)
            for paragraph in element.iter(qn("w:p"))
        }
        for paragraph, first in self.tracks.paragraphs():
            if paragraph in own:
                yield first, first + sum(len(piece.text) for piece in pieces(paragraph))

    def template(self, places: Sequence[Learned]) -> tuple[bytes, list[Learned]]:
        """The file with its places in controls, and the places, those left out that could not be given one."""
        numbers = controls.bookmark_numbers(self.word.element)
        done: list[Learned] = []
        for place in reversed(places):
            if place.bound is None or place.told is Told.KEPT:
                done.append(place)
                continue
            made = [
                enclose(paragraph, start, end, place.id, next(numbers))
                for paragraph, start, end in self.tracks.stretches(place.start, place.end)
            ]
            if made and all(made):
                done.append(place)
            else:
                remark = say(
                    "在文件里的位置放不下绑定，照原样留着",
                    "its place in the file takes no binding; it stays as it stood",
                )
                done.append(replace(place, bound=None, told=Told.LEFT, remark=remark))
        done.reverse()
        bound = [{"id": place.id, "bound": str(place.bound)} for place in done if place.bound is not None]
        package.put_provenance(self.word, {"kind": KIND, "optional": "no", "places": bound})
        return package.to_bytes(self.word), done
