"""A page's text and lines with their places, in points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dibao.documents.ofd.package import Page, floats
from dibao.documents.pdf.characters import plain, wide
from dibao.documents.pdf.shapes import Box, Glyph, Rule, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINT = 72 / 25.4
"""Points in a millimetre."""
_ASCENT, _DESCENT = 0.86, 0.14
"""In font sizes: how far a character's line reaches above and below its base."""
_TILT = 10
"""Degrees by which a line may lean and still count as straight."""
_THIN = 3.0
_SHORT = 3.0
_STRAIGHT = 0.6
"""Points: an area so thin is a line; lines so short, or so far from level, are none."""
_DEEPEST = 20
_MOST = 200_000
"""Objects of a page, and characters; more only where a file means harm."""
_PATH = re.compile(r"([MLCQABS])|(-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?)")
_PAIRS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow a letter; the last two are where it leads."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """From an object's own coordinates (millimetres) to the page's (points)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, thing: _Element, left: float, top: float) -> _Frame:
        """The object's: its matrix, then the corner of its boundary, then the page's."""
        bounds = floats(thing.get("Boundary"), 4) or [0.0, 0.0, 0.0, 0.0]
        a, b, c, d, e, f = floats(thing.get("CTM"), 6) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        return cls(a, b, c, d, e + bounds[0] - left, f + bounds[1] - top)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return (self.a * x + self.c * y + self.e) * _POINT, (self.b * x + self.d * y + self.f) * _POINT

    @property
    def turn(self) -> int | None:
        """Quarter turns clockwise of what is written; None where it slants."""
        degrees = math.degrees(math.atan2(self.b, self.a)) % 360
        turn = round(degrees / 90)
        return turn % 4 if abs(degrees - 90 * turn) <= _TILT else None


def sheet(page: Page, number: int) -> Sheet:
    """The page as it is shown."""
    left, top, width, height = page.box
    made = Sheet(number, width * _POINT, height * _POINT)
    for count, thing in enumerate(one for layer in page.layers for one in _objects(layer, 0)):
        if count >= _MOST or len(made.glyphs) >= _MOST:
            raise ValueError("a page without end")
        frame = _Frame.of(thing, left, top)
        name = thing.tag.rpartition("}")[2]
        if name == "TextObject":
            _text(made, thing, frame)
        elif name == "PathObject":
            _path(made, thing, frame)
        elif name == "ImageObject":
            bounds = floats(thing.get("Boundary"), 4)
            if bounds:
                x, y = (bounds[0] - left) * _POINT, (bounds[1] - top) * _POINT
                made.pictures.append(Box(x, y, x + bounds[2] * _POINT, y + bounds[3] * _POINT))
    return made


def _objects(holder: _Element, depth: int) -> Iterator[_Element]:
    """The objects of a layer, through blocks that only group them."""
    if depth > _DEEPEST:
        raise ValueError("blocks inside each other without end")
    for thing in holder:
        if isinstance(thing.tag, str):
            if thing.tag.endswith("}PageBlock"):
                yield from _objects(thing, depth + 1)
            else:
                yield thing


def _text(made: Sheet, thing: _Element, frame: _Frame) -> None:
    """The characters of a text object. Those that are hidden, slant or lie outside the page are counted."""
    size = (floats(thing.get("Size"), 1) or [0.0])[0]
    stretch = (floats(thing.get("HScale"), 1) or [1.0])[0]
    color = thing.find("{*}FillColor")
    clear = "0" in (thing.get("Alpha"), None if color is None else color.get("Alpha"))
    # Text that runs down the page says so; it is rare, and its places mean other things.
    askew = frame.turn is None or any(thing.get(name) not in (None, "0") for name in ("ReadDirection", "CharDirection"))
    page = Box(0, 0, made.width, made.height)
    for code in thing.iterfind("{*}TextCode"):
        text = code.text or ""
        spaced = False
        for sign, x, y, advance in _set(code, text, size * stretch):
            if not sign.strip():
                spaced = True
                continue
            if sign in "\ufffd\u00a4":
                made.left.unmapped += 1
            elif thing.get("Visible") == "false" or clear or size <= 0:
                made.left.hidden += 1
            elif askew:
                made.left.askew += 1
            else:
                glyph = _glyph(plain(ord(sign)), frame, x, y, advance, size, spaced)
                if page.holds(*glyph.center):
                    made.glyphs.append(glyph)
                else:
                    made.left.outside += 1
            spaced = False


def _set(code: _Element, text: str, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its place and how far it reaches, in the object's own coordinates."""
    x = (floats(code.get("X"), 1) or [0.0])[0]
    y = (floats(code.get("Y"), 1) or [0.0])[0]
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    for index, sign in enumerate(text):
        own = size if wide(sign) else size / 2
        step = across[index] if index < len(across) else (0.0 if down else own)
        yield sign, x, y, min(abs(step), own) or own
        x += step
        y += down[index] if index < len(down) else 0.0


def _glyph(text: str, frame: _Frame, x: float, y: float, advance: float, size: float, spaced: bool) -> Glyph:
    corners = [frame.point(x + dx, y + dy) for dx in (0, advance) for dy in (-_ASCENT * size, _DESCENT * size)]
    across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
    base = frame.point(x, y)
    turn = frame.turn or 0
    at = (base[1], -base[0], -base[1], base[0])[turn]
    return Glyph(text, min(across), min(down), max(across), max(down), at, turn, spaced)


def _deltas(written: str | None, count: int) -> list[float]:
    """The steps between characters; `g 3 4.2` stands for three times 4.2."""
    steps: list[float] = []
    words = iter((written or "").split())
    for word in words:
        if word == "g":
            times, step = next(words, "0"), floats(next(words, ""), 1)
            steps += step * min(int(times) if times.isdecimal() and len(times) < 8 else 0, count)
        else:
            steps += floats(word, 1)
        if len(steps) >= count:
            break
    return steps


def _path(made: Sheet, thing: _Element, frame: _Frame) -> None:
    """Ruling lines: strokes that are level or upright, and areas so thin that they look like lines."""
    stroked, filled = thing.get("Stroke") != "false", thing.get("Fill") == "true"
    before = len(made.level) + len(made.upright)
    for points in _strokes(thing.findtext("{*}AbbreviatedData") or "", frame):
        if stroked:
            for start, end in pairwise(points):
                _rule(made, start, end)
        elif filled:
            across, down = [x for x, _ in points], [y for _, y in points]
            wide, high = max(across) - min(across), max(down) - min(down)
            middle = (max(across) + min(across)) / 2, (max(down) + min(down)) / 2
            if high <= _THIN < wide:
                _rule(made, (min(across), middle[1]), (max(across), middle[1]))
            elif wide <= _THIN < high:
                _rule(made, (middle[0], min(down)), (middle[0], max(down)))
    made.drawings += len(made.level) + len(made.upright) == before


def _strokes(written: str, frame: _Frame) -> Iterator[list[tuple[float, float]]]:
    """The corners of each line of a path; curves count by their ends."""
    points: list[tuple[float, float]] = []
    letter, numbers = "", []
    for match in _PATH.finditer(written + " M"):
        if match[2]:
            numbers.append(float(match[2]))
            continue
        wanted = _PAIRS.get(letter, 0)
        if letter == "C" and points:
            points.append(points[0])
        elif wanted and len(numbers) >= wanted:
            if letter in "MS" and len(points) > 1:
                yield points
            points = [] if letter in "MS" else points
            points.append(frame.point(*numbers[wanted - 2 : wanted]))
        letter, numbers = match[1], []
    if len(points) > 1:
        yield points


def _rule(made: Sheet, start: tuple[float, float], end: tuple[float, float]) -> None:
    wide, high = abs(end[0] - start[0]), abs(end[1] - start[1])
    if high <= _STRAIGHT and wide >= _SHORT:
        made.level.append(Rule((start[1] + end[1]) / 2, min(start[0], end[0]), max(start[0], end[0])))
    elif wide <= _STRAIGHT and high >= _SHORT:
        made.upright.append(Rule((start[0] + end[0]) / 2, min(start[1], end[1]), max(start[1], end[1])))
