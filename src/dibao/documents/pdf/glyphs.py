"""A page's characters with their places, upright, without those that no one sees."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium

from dibao.documents.pdf.characters import plain
from dibao.documents.pdf.fields import Filled, fields, laid
from dibao.documents.pdf.objects import Objects, objects
from dibao.documents.pdf.shapes import Box, Glyph, Rule, Sheet, turned
from dibao.documents.pdf.sight import Sight

_TILT = 10
"""Degrees by which a line may lean (a scanned page's recognised text does) and still count as straight."""
_MOSTLY = 0.75
"""A page of which this share of the text runs one way is turned so that it is upright."""
_TINY = 1.5
"""Smaller text, in points, no one can read."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What all characters of one text object share."""

    turn: int | None
    invisible: bool
    order: int
    color: tuple[int, int, int] | None
    size: float


def sheet(page: Any, number: int, form: Any = None) -> Sheet:
    """The page as it is shown: turned, cut to its visible part, without hidden text, with what fields hold."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    wide, high = bounds.right - bounds.left, bounds.top - bounds.bottom
    found = objects(page)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        made = Sheet(number, wide, high)
        raw = _raw(text, found, made)
    finally:
        pdfium.FPDFText_ClosePage(text)
    turns = int(pdfium.FPDFPage_GetRotation(page))
    turn, count = Counter((glyph.turn + turns) % 4 for glyph in raw).most_common(1)[0] if raw else (0, 0)
    if count > _MOSTLY * len(raw):
        turns = (turns - turn) % 4  # a page that lies on its side is turned, as a person would
    filled, made.left.annotations = fields(page, form)
    _place(made, raw, found, filled, turns, bounds)
    return made


def _raw(text: Any, found: Objects, made: Sheet) -> list[Glyph]:
    """The characters in the page's own coordinates, y turned downwards."""
    count = pdfium.FPDFText_CountChars(text)
    sight = Sight(found)
    runs: dict[int, _Run] = {}
    glyphs: list[Glyph] = []
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced = False
    for index in range(max(count, 0)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (10, 13, 32):
            spaced = spaced or not pdfium.FPDFText_IsGenerated(text, index)
            continue
        thing = pdfium.FPDFText_GetTextObject(text, index)
        if not thing:
            continue
        address = ctypes.addressof(thing.contents)
        run = runs.get(address)
        if run is None:
            run = runs[address] = _run(text, index, thing, found.order.get(address, -1))
        sign = "-" if code in (2, 0xFFFE) and pdfium.FPDFText_IsHyphen(text, index) else plain(code)
        if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or code in (0, 0xFFFD):
            made.left.unmapped += 1
            continue
        if not sign.strip("\u3000 "):
            spaced = True
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if run.turn is None:
            made.left.askew += 1
            continue
        base = (-y.value, -x.value, y.value, x.value)[run.turn]
        glyph = Glyph(sign, box.left, -box.top, box.right, -box.bottom, base, run.turn, spaced)
        spaced = False
        if run.size < _TINY or not sight.sees(glyph, run.order, run.color, run.invisible):
            made.left.hidden += 1
            continue
        glyphs.append(glyph)
    made.left.recognised = sight.recognised
    return glyphs


def _run(text: Any, index: int, thing: Any, order: int) -> _Run:
    degrees = math.degrees(pdfium.FPDFText_GetCharAngle(text, index)) % 360
    turn = round(degrees / 90)
    straight = abs(degrees - turn * 90) <= _TILT
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
    parts = [ctypes.c_uint() for _ in range(4)]
    known = mode in (0, 2, 4, 6) and pdfium.FPDFText_GetFillColor(text, index, *parts)
    color = (parts[0].value, parts[1].value, parts[2].value) if known else None
    invisible = mode in (3, 7) or (bool(known) and parts[3].value == 0)
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    size = max(box.right - box.left, box.top - box.bottom)
    return _Run(turn % 4 if straight else None, invisible, order, color, size)


def _place(made: Sheet, raw: list[Glyph], found: Objects, filled: list[Filled], turns: int, bounds: Any) -> None:
    """Turns everything so that the page stands upright with its corner at the origin."""
    left, top = bounds.left, -bounds.top
    wide, high = made.width, made.height
    made.width, made.height = (high, wide) if turns % 2 else (wide, high)

    def put(x0: float, y0: float, x1: float, y1: float) -> Box:
        return turned(x0 - left, y0 - top, x1 - left, y1 - top, turns, wide, high)

    page = Box(0, 0, made.width, made.height)
    for glyph in raw:
        offset = glyph.base - _reference(glyph)
        placed = put(glyph.left, glyph.top, glyph.right, glyph.bottom)
        glyph.left, glyph.top, glyph.right, glyph.bottom = placed.left, placed.top, placed.right, placed.bottom
        glyph.turn = (glyph.turn + turns) % 4
        glyph.base = _reference(glyph) + offset
        if page.holds(*glyph.center):
            made.glyphs.append(glyph)
        else:
            made.left.outside += 1
    lines = [(start, -at, end, -at) for at, start, end in found.level]
    lines += [(at, -end, at, -start) for at, start, end in found.upright]
    for line in lines:
        box = put(*line)
        if box.right - box.left >= box.bottom - box.top:
            made.level.append(Rule(box.top, box.left, box.right))
        else:
            made.upright.append(Rule(box.left, box.top, box.bottom))
    for picture in found.pictures:
        x0, y0, x1, y1 = picture.box
        made.pictures.append(put(x0, -y1, x1, -y0))
    for field in filled:
        x0, y0, x1, y1 = field.rectangle
        made.glyphs += laid(field.text, put(x0, -y1, x1, -y0))
    made.drawings = found.drawings


def _reference(glyph: Glyph) -> float:
    """The side of its box that a character's base is measured from, whichever way it is turned; grows along `base`."""
    return (glyph.bottom, -glyph.left, -glyph.top, glyph.right)[glyph.turn]


def upright(glyphs: list[Glyph], turn: int) -> list[Glyph]:
    """Turned glyphs as if they were set upright, in coordinates of their own."""
    if turn == 0:
        return glyphs
    made = []
    for glyph in glyphs:
        box = turned(glyph.left, glyph.top, glyph.right, glyph.bottom, -turn % 4, 0, 0)
        base = box.bottom + glyph.base - _reference(glyph)
        made.append(Glyph(glyph.text, box.left, box.top, box.right, box.bottom, base, 0, glyph.spaced))
    return made
