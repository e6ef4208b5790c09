"""What was filled into a form's fields, and the annotations that are not read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium

from dibao.documents.pdf.characters import plain, wide
from dibao.documents.pdf.shapes import Box, Glyph

_HIDDEN = 0x02 | 0x20
"""Annotation flags: hidden, not to be viewed."""
_PASSWORD = 1 << 13
_SILENT = frozenset(("LINK", "POPUP", "WIDGET", "PRINTERMARK", "TRAPNET", "XFAWIDGET"))
_MOST = 5000
_LARGEST = 12.0


@dataclass(frozen=True, slots=True)
class Filled:
    """A field's value; the rectangle is (left, bottom, right, top) in the page's own coordinates."""

    text: str
    rectangle: tuple[float, float, float, float]


def fields(page: Any, form: Any) -> tuple[list[Filled], int]:
    """The filled fields of a page, and how many annotations carry text that is not read."""
    filled: list[Filled] = []
    unread = 0
    silent = {getattr(pdfium, f"FPDF_ANNOT_{name}") for name in _SILENT}
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        seen = not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN
        if kind == pdfium.FPDF_ANNOT_WIDGET and form and seen:
            filled += _field(annotation, form)
        elif kind not in silent and seen:
            unread += bool(_contents(annotation).strip())
        pdfium.FPDFPage_CloseAnnot(annotation)
    return filled, unread


def _field(annotation: Any, form: Any) -> Iterator[Filled]:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    text = ""
    if kind in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        if not pdfium.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
            text = _string(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size))
    elif kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        text = "☑" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "□"
    box = pdfium.FS_RECTF()
    if text.strip() and pdfium.FPDFAnnot_GetRect(annotation, box):
        yield Filled(text, (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))


def _contents(annotation: Any) -> str:
    return _string(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, size))


def _string(ask: Any) -> str:
    """A string that pdfium writes into a buffer as UTF-16 with a final NUL."""
    size = ask(None, 0)
    if not 2 < size < 200_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def laid(text: str, box: Box) -> list[Glyph]:
    """A field's value as glyphs inside its box, a line below the other."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return []
    high = (box.bottom - box.top) / len(lines)
    size = max(min(high * 0.8, _LARGEST), 1.0)
    glyphs: list[Glyph] = []
    for number, line in enumerate(lines):
        signs = [plain(ord(sign)) for sign in line]
        widths = [size if sign and wide(sign) else size / 2 for sign in signs]
        scale = min((box.right - box.left - 2) / max(sum(widths), 1.0), 1.0)
        x, top = box.left + 1, box.top + number * high + (high - size) / 2
        spaced = False
        for sign, width in zip(signs, widths, strict=True):
            if sign.strip():
                glyphs.append(Glyph(sign, x, top, x + width * scale, top + size, top + 0.85 * size, 0, spaced))
            spaced = not sign.strip()
            x += width * scale
    return glyphs
