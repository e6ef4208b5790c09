"""A Word file as a package: its paragraphs, its provenance part, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree

from dibao.composing import controls
from dibao.composing.controls import Element
from dibao.errors import DibaoError
from dibao.language import say

NAMESPACE = "urn:dibao:provenance:1"
_ITEM = re.compile(r"/customXml/item(\d+)\.xml")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ds:datastoreItem ds:itemID="{D1BA0000-0000-4000-8000-000000000001}" \
xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>\
<ds:schemaRef ds:uri="urn:dibao:provenance:1"/></ds:schemaRefs></ds:datastoreItem>"""


def open_word(source: Path | bytes, name: str = "") -> WordDocument:
    """The document; DibaoError (code `unreadable`) where it is none. `name`: what to call bytes."""
    try:
        return Document(io.BytesIO(source) if isinstance(source, bytes) else str(source))
    except Exception as error:  # whatever a broken package makes python-docx and zipfile raise
        name = name if isinstance(source, bytes) else source.name
        raise DibaoError(
            say(
                f"{name} 打不开，不是完好的 Word 文件（.docx），请用 Word 另存后再试。",
                f"{name} is no sound Word file (.docx); save it again from Word and retry.",
            ),
            code="unreadable",
        ) from error


def roots(word: WordDocument) -> Iterator[Element]:
    """The document's own part, then its headers and footers."""
    yield word.element
    for relation in word.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            yield relation.target_part.element


def paragraphs(word: WordDocument) -> list[Element]:
    """Every w:p in a fixed order, those of tables, text boxes, headers and footers too.

    Of a text box that Word wrote twice (mc:AlternateContent), the first choice only.
    """
    return [p for root in roots(word) for p in root.iter(qn("w:p")) if not controls.in_fallback(p)]


_NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)


def lines(word: WordDocument, identities: Collection[str], *, shown: bool = False) -> list[list[controls.Segment]]:
    """What every paragraph says, cut at its places; those of footnotes and endnotes too. `shown`: see `segments`."""
    notes = [
        etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for relation in word.part.rels.values()
        if relation.reltype in _NOTES and not relation.is_external
    ]
    whole = [*paragraphs(word), *(p for root in notes for p in root.iter(qn("w:p")))]
    return [controls.segments(paragraph, identities, shown=shown) for paragraph in whole]


def to_xml(payload: Mapping[str, Any]) -> bytes:
    """A mapping of plain values as XML: keys as elements, lists as repeated `item`, numbers and null marked."""
    root = etree.Element(f"{{{NAMESPACE}}}provenance", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    _encode(root, payload)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _encode(element: Element, value: Any) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _encode(etree.SubElement(element, f"{{{NAMESPACE}}}{key}"), inner)
    elif isinstance(value, (list, tuple)):
        element.set("type", "list")
        for inner in value:
            _encode(etree.SubElement(element, f"{{{NAMESPACE}}}item"), inner)
    elif value is None:
        element.set("type", "null")
    elif isinstance(value, (int, float)):
        element.set("type", "number")
        element.text = repr(value)
    else:
        element.set("type", "text")
        element.text = _UNPRINTABLE.sub("", str(value))


def from_xml(data: bytes) -> dict[str, Any]:
    """The inverse of `to_xml`; ValueError where it is none."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    decoded = _decode(root)
    if root.tag != f"{{{NAMESPACE}}}provenance" or not isinstance(decoded, dict):
        raise ValueError("not a provenance part")
    return decoded


def _decode(element: Element) -> Any:
    kind = element.get("type")
    if kind == "list":
        return [_decode(child) for child in element]
    if kind == "null":
        return None
    if kind == "number":
        text = element.text or "0"
        return int(text) if re.fullmatch(r"-?\d+", text) else float(text)
    if kind == "text":
        return element.text or ""
    return {etree.QName(child).localname: _decode(child) for child in element}


def _provenance_part(word: WordDocument) -> Part | None:
    for relation in word.part.rels.values():
        if not relation.is_external and relation.reltype == RELATIONSHIP_TYPE.CUSTOM_XML:
            part: Part = relation.target_part
            if NAMESPACE.encode() in part.blob[:4096]:
                return part
    return None


def provenance(word: WordDocument) -> dict[str, Any] | None:
    """What the file's provenance part says; None where it has none, or one that cannot be read."""
    part = _provenance_part(word)
    if part is None:
        return None
    try:
        return from_xml(part.blob)
    except ValueError:
        return None


def provenance_in(data: bytes) -> dict[str, Any] | None:
    """As `provenance`, of a file's bytes, without reading its text: what goes through years of briefs needs no more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                blob = archive.read(name) if _ITEM.fullmatch(f"/{name}") else b""
                if NAMESPACE.encode() in blob[:4096]:
                    return from_xml(blob)
    except (ValueError, OSError, zipfile.BadZipFile, zlib.error):
        return None
    return None


def put_provenance(word: WordDocument, payload: Mapping[str, Any]) -> None:
    """Write the provenance part, in place of the one that is there."""
    part, data = _provenance_part(word), to_xml(payload)
    if part is not None:
        part._blob = data
        return
    package = word.part.package
    taken = [int(match[1]) for other in package.iter_parts() if (match := _ITEM.fullmatch(str(other.partname)))]
    number = max(taken, default=0) + 1
    part = Part(PackURI(f"/customXml/item{number}.xml"), CONTENT_TYPE.XML, data, package)
    about = Part(
        PackURI(f"/customXml/itemProps{number}.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _PROPERTIES.encode(),
        package,
    )
    part.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def describe(word: WordDocument, *, title: str, author: str, day: date | None) -> None:
    """Core properties; the brief's own day stands for the time of writing, so that the same brief is the same file."""
    for name, relation in list(word.part.package.rels.items()):
        # LibreOffice names the relationship differently; python-docx would write a second part of the same name.
        if relation.reltype.endswith("/core-properties") and relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del word.part.package.rels[name]
    about = word.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.language, about.comments, about.keywords = "zh-CN", "", ""
    at = datetime.combine(day, datetime.min.time()) if day else datetime(*_EPOCH)
    about.created = about.modified = at
    about.revision = 1


def _drop_fallbacks(word: WordDocument) -> None:
    """Take out the second writing of text boxes that hold places: it would go on showing old figures to programs of
    2007, and figures are written and verified in the first."""
    for root in roots(word):
        for box in list(root.iter(qn("w:txbxContent"))):
            alternative = next((up for up in box.iterancestors() if str(up.tag).endswith("}AlternateContent")), None)
            held = controls.marked(box) or next(box.iter(qn("w:sdt")), None) is not None
            if alternative is None or not held or controls.in_fallback(box):
                continue
            for fallback in [child for child in alternative if str(child.tag).endswith("}Fallback")]:
                alternative.remove(fallback)


def to_bytes(word: WordDocument) -> bytes:
    """The file, with fixed times inside the archive."""
    _drop_fallbacks(word)
    # Word 2010's copy of the styles, which Dibao adds to: Word would repair a file where the two differ.
    for key, relation in list(word.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del word.part.rels[key]
    raw, out = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            fixed = zipfile.ZipInfo(info.filename, _EPOCH)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, source.read(info.filename))
    return out.getvalue()
