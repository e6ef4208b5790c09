"""An OFD's parts: which pages there are, how large, what lies below them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dibao.documents import unreadable
from dibao.documents.archive import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST = 300
"""The longest file that is read, in pages."""
_A4 = [0.0, 0.0, 210.0, 297.0]
_FAR = 1e6


@dataclass(slots=True)
class Page:
    """A page's layers, those of its templates among them, in the order of painting; `box` in millimetres."""

    box: list[float]
    layers: list[_Element] = field(default_factory=list)


class Package:
    """One file. Raises DibaoError where it is broken or too long."""

    def __init__(self, data: bytes, name: str) -> None:
        self._archive = Archive(data, name)
        self._name = name
        self._roots = list(self._documents())
        self.attachments = sum(len(part.findall("{*}Attachment")) for part in self._parts("Attachments"))
        self.annotations = sum(self._annotated(path) for path in self._paths("Annotations"))

    def pages(self) -> Iterator[Page]:
        """All pages, in order."""
        number = 0
        for path, root in self._roots:
            usual = floats(root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"), 4) or _A4
            templates = {
                each.get("ID") or "": posixpath.join(posixpath.dirname(path), each.get("BaseLoc") or "")
                for each in root.iterfind("{*}CommonData/{*}TemplatePage")
            }
            for each in root.iterfind("{*}Pages/{*}Page"):
                number += 1
                if number > MOST:
                    raise unreadable.too_many_pages(self._name, number, MOST)
                yield self._page(_placed(path, each.get("BaseLoc")), templates, usual)

    def _page(self, path: str, templates: dict[str, str], usual: list[float]) -> Page:
        root = self._archive.xml(path)
        page = Page(floats(root.findtext("{*}Area/{*}PhysicalBox"), 4) or usual)
        layers = root.findall("{*}Content/{*}Layer")
        for used in root.iterfind("{*}Template"):
            template = _placed("", templates.get(used.get("TemplateID") or ""))
            if template in self._archive:
                below = self._archive.xml(template).findall("{*}Content/{*}Layer")
                layers = [*layers, *below] if used.get("ZOrder") == "Foreground" else [*below, *layers]
        page.layers = layers
        return page

    def _documents(self) -> Iterator[tuple[str, _Element]]:
        for body in self._archive.xml("ofd.xml").iterfind("{*}DocBody"):
            path = _placed("", body.findtext("{*}DocRoot"))
            yield path, self._archive.xml(path)

    def _paths(self, kind: str) -> Iterator[str]:
        """The parts that the documents name so, where they are there."""
        for path, root in self._roots:
            part = _placed(path, root.findtext(f"{{*}}{kind}"))
            if part in self._archive:
                yield part

    def _parts(self, kind: str) -> Iterator[_Element]:
        return (self._archive.xml(path) for path in self._paths(kind))

    def _annotated(self, path: str) -> int:
        """How many annotations carry something that is not read."""
        pages = [_placed(path, each.text) for each in self._archive.xml(path).iterfind("{*}Page/{*}FileLoc")]
        return sum(len(self._archive.xml(page).findall("{*}Annot")) for page in pages[:MOST] if page in self._archive)


def _placed(beside: str, location: str | None) -> str:
    """A part's name, written from the file's root or beside another part."""
    location = (location or "").strip().replace("\\", "/")
    path = location if location.startswith("/") else posixpath.join("/", posixpath.dirname(beside), location)
    return posixpath.normpath(path).lstrip("/")


def floats(text: str | None, count: int) -> list[float]:
    """So many numbers; nothing where they are not there, or absurd."""
    try:
        found = [float(each) for each in (text or "").split()]
    except ValueError:
        return []
    return found if len(found) == count and all(abs(each) < _FAR for each in found) else []
