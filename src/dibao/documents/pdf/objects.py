"""A page's objects: ruling lines, filled areas and pictures, and which object was painted when."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2_raw as pdfium

Matrix = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_MOST = 30_000
"""Of a page's objects; drawings can have more, reports do not."""
_DEEPEST = 6
_THIN = 3.0
_SHORT = 3.0
_STRAIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Painted:
    """An area painted with a colour, or a picture (`color` None). `order`: when; later covers earlier."""

    order: int
    box: Rectangle
    color: tuple[int, int, int] | None


@dataclass(slots=True)
class Objects:
    """What was found, in the page's own coordinates (left, bottom, right, top)."""

    order: dict[int, int] = field(default_factory=dict)
    """For each text object's address, when it was painted."""
    level: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    """Ruling lines: where across, start and end along."""
    fills: list[Painted] = field(default_factory=list)
    pictures: list[Painted] = field(default_factory=list)
    drawings: int = 0


def objects(page: Any) -> Objects:
    """All objects of a page, those in its form XObjects too."""
    found = Objects()
    for order, (thing, kind, matrix) in enumerate(_all(page, _IDENTITY, _DEEPEST)):
        if order >= _MOST:
            break
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.order[ctypes.addressof(thing.contents)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(found, thing, matrix, order)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
            box = _bounds(thing, matrix)
            if box is not None:
                found.pictures.append(Painted(order, box, None))
    return found


def _all(page: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _one(pdfium.FPDFPage_GetObject(page, index), matrix, depth)


def _one(thing: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield thing, kind, matrix
    elif depth > 0:
        inner = _product(_matrix(thing), matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(thing)):
            yield from _one(pdfium.FPDFFormObj_GetObject(thing, index), inner, depth - 1)


def _matrix(thing: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, raw):
        return _IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _bounds(thing: Any, matrix: Matrix) -> Rectangle | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(thing, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return _around([_placed(matrix, x, y) for x in (left, right) for y in (bottom, top)])


def _placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _around(points: list[tuple[float, float]]) -> Rectangle:
    across, along = [x for x, _ in points], [y for _, y in points]
    return min(across), min(along), max(across), max(along)


def _path(found: Objects, thing: Any, outer: Matrix, order: int) -> None:
    filling, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(thing, filling, stroke) or not (filling.value or stroke.value):
        return
    pieces = _pieces(thing, _product(_matrix(thing), outer))
    if stroke.value:
        ruled = [_rule(found, start, end) for piece in pieces for start, end in pairwise(piece)]
        found.drawings += not all(ruled)
    if filling.value:
        found.drawings += any(len(piece) > 5 or not _right_angled(piece) for piece in pieces)
        for piece in pieces:
            _filled(found, thing, _around(piece), order)


def _pieces(thing: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The path's parts as points joined by straight lines; curves become their chords."""
    pieces: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(thing), _MOST)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = _placed(matrix, x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([point])
        else:
            pieces[-1].append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and pieces[-1][0] != point:
            pieces[-1].append(pieces[-1][0])
    return [piece for piece in pieces if len(piece) > 1]


def _right_angled(piece: list[tuple[float, float]]) -> bool:
    """Whether all sides are level or upright, as an area's or a thick line's."""
    return all(abs(x1 - x0) <= _STRAIGHT or abs(y1 - y0) <= _STRAIGHT for (x0, y0), (x1, y1) in pairwise(piece))


def _rule(found: Objects, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Keeps a straight line that is level or upright."""
    (x0, y0), (x1, y1) = sorted((start, end))
    if abs(y1 - y0) <= _STRAIGHT and x1 - x0 >= _SHORT:
        found.level.append(((y0 + y1) / 2, x0, x1))
    elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORT:
        found.upright.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    else:
        return abs(y1 - y0) < _SHORT and x1 - x0 < _SHORT
    return True


def _filled(found: Objects, thing: Any, box: Rectangle, order: int) -> None:
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    color = _color(thing)
    if color is None:
        return
    if min(wide, high) <= _THIN:
        if min(color) > 250:
            return
        if wide >= max(high, _SHORT):
            found.level.append(((bottom + top) / 2, left, right))
        elif high >= max(wide, _SHORT):
            found.upright.append(((left + right) / 2, bottom, top))
    else:
        found.fills.append(Painted(order, box, color))


def _color(thing: Any) -> tuple[int, int, int] | None:
    """The colour that an area is filled with; None where what is below shows through."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(thing, *parts) or pdfium.FPDFPageObj_HasTransparency(thing):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue) if alpha > 250 else None
