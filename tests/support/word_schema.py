"""Whether a Word file is one: by the schemas of the standard, and by what they do not say."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0)


def errors(path: Path) -> list[str]:
    """What Office's own validator says (a port of it), and what `structure` finds."""
    return [*map(str, _validator().validate(str(path)).errors), *structure(path.read_bytes())]


def structure(data: bytes) -> list[str]:
    """Parts that are named and missing, parts without a type, names twice, bookmarks with one end, ids met twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"{name} twice in the archive" for name, times in Counter(names).items() if times > 1]
    found += _relations(parts)
    found += _types(parts)
    for name, content in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {one}" for one in _marks(etree.fromstring(content))]
    return found


def _relations(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        for relation in etree.fromstring(content).iter(_RELATION):
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))[1:]
            if relation.get("TargetMode") != "External" and target not in parts:
                yield f"{name} points to {target}, which is not there"


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    root = etree.fromstring(parts["[Content_Types].xml"])
    suffixes = {(one.get("Extension") or "").lower() for one in root.iter(f"{_TYPES}Default")}
    named = {(one.get("PartName") or "").lstrip("/") for one in root.iter(f"{_TYPES}Override")}
    yield from (f"{name} is declared and not there" for name in sorted(named - set(parts)))
    for name in sorted(set(parts) - named - {"[Content_Types].xml"}):
        if name.rpartition(".")[2].lower() not in suffixes:
            yield f"{name} has no content type"


def _marks(root: etree._Element) -> Iterator[str]:
    starts = [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkStart"))]
    ends = [one.get(qn("w:id")) for one in root.iter(qn("w:bookmarkEnd"))]
    if Counter(starts) != Counter(ends):
        yield f"bookmarks with one end: {sorted(set(starts) ^ set(ends), key=str)}"
    titles = Counter(one.get(qn("w:name")) for one in root.iter(qn("w:bookmarkStart")) if not _fallback(one))
    holders = Counter(one.get(qn("w:val")) for one in root.iter(qn("w:id")) if not _fallback(one))
    for what, met in (("bookmark name", titles), ("bookmark id", Counter(starts)), ("control id", holders)):
        yield from (f"{what} {one} {times} times" for one, times in met.items() if times > 1)


def _fallback(element: etree._Element) -> bool:
    return any(str(one.tag).endswith("}Fallback") for one in element.iterancestors())
