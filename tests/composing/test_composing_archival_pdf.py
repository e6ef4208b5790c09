"""What PDF/A-3b and PDF/UA-1 demand of the file, looked at in the file: no registry has a validator of either.

Typst refuses to write a PDF that breaks the standards asked of it; this is what a reader finds of them.
"""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from composing_city import CITY, DAY, small_city
from pypdfium2 import raw

from dibao.composing import compose, write
from dibao.composing.provenance import plain
from dibao.errors import DibaoError
from support.absent import absent


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "brief.pdf"
    try:
        write(compose(small_city(), CITY, DAY), path)
    except DibaoError as error:
        if error.code in ("no_fonts", "no_typst"):
            absent(str(error))
        raise
    return path


def test_the_metadata_say_which_standards(file: Path) -> None:
    data = file.read_bytes()
    assert data.startswith(b"%PDF-1.7") and data[9:10] == b"%" and all(sign > 127 for sign in data[10:14])
    packet = re.search(rb"<\?xpacket begin.*?<\?xpacket end", data, re.DOTALL)
    assert packet is not None  # not compressed: an archive reads it without the rest
    xmp = packet[0].decode("utf-8")
    told = {name: re.search(rf"{name}>([^<]*)<", xmp) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
    assert {name: match and match[1] for name, match in told.items()} == {
        "pdfaid:part": "3",
        "pdfaid:conformance": "B",
        "pdfuaid:part": "1",
    }
    title = compose(small_city(), CITY, DAY).title
    assert f">{title}<" in xmp and "zh" in xmp
    assert b"/OutputIntents" in data and b"GTS_PDFA1" in data
    assert not re.search(rb"/(?:Encrypt|JavaScript|Launch|AA)\b", data)


def test_the_provenance_is_attached_as_data(file: Path) -> None:
    pdf = pdfium.PdfDocument(file)
    assert raw.FPDFDoc_GetAttachmentCount(pdf) == 1
    attached = raw.FPDFDoc_GetAttachment(pdf, 0)
    size = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(attached, None, 0, size)
    content = ctypes.create_string_buffer(size.value)
    raw.FPDFAttachment_GetFile(attached, content, size.value, size)
    assert json.loads(content.raw) == json.loads(json.dumps(plain(compose(small_city(), CITY, DAY))))
    data = file.read_bytes()
    relation = re.search(rb"/AFRelationship\s*/(\w+)", data)
    assert relation is not None and relation[1] == b"Data"
    assert re.search(rb"/AF\s*\[", data)


def test_it_is_tagged_and_says_its_language_and_title(file: Path) -> None:
    pdf = pdfium.PdfDocument(file)
    assert raw.FPDFCatalog_IsTagged(pdf)
    data = file.read_bytes()
    assert b"/Lang(zh-CN)" in data and b"/DisplayDocTitle true" in data and b"/Suspects true" not in data
    kinds = [kind for page in pdf for kind in _kinds(page)]
    assert {"Document", "P", "H1", "H2"} <= set(kinds)


def _kinds(page: pdfium.PdfPage) -> Iterator[str]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    assert tree
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
    assert waiting  # each page is in the tree
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        size = raw.FPDF_StructElement_GetType(element, None, 0)
        name = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetType(element, name, size)
        yield name.raw.decode("utf-16-le").rstrip("\0")
        count = raw.FPDF_StructElement_CountChildren(element)
        waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count)]


def test_every_font_is_in_the_file(file: Path) -> None:
    texts = [
        one for page in pdfium.PdfDocument(file) for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_TEXT
    ]
    assert len(texts) > 50
    assert all(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(one)) == 1 for one in texts)
