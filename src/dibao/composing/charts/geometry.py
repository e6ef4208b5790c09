"""Outlines of districts: from a GeoJSON file to rings on a sheet, and where in one its name stands best."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dibao.errors import DibaoError
from dibao.language import say

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline: closed rings, the last point not repeated; inside is what an odd number of them surround."""

    rings: tuple[Ring, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """left, top, right, bottom."""
        xs = [x for ring in self.rings for x, _ in ring]
        ys = [y for ring in self.rings for _, y in ring]
        return min(xs), min(ys), max(xs), max(ys)


def load(path: Path) -> dict[str, Shape]:
    """A GeoJSON file's polygons by `code` (else `name`, `id`) of their properties, north up, in one flat unit.

    DibaoError (code `bad_map`) where it is no collection of polygons with codes.
    """
    try:
        return _shapes(json.loads(path.read_bytes().decode("utf-8-sig")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DibaoError(
            say(
                f"{path.name} 不是带 code 的 GeoJSON 面图（{error}）；请改正，或移走它，改用方格图。",
                f"{path.name} is no GeoJSON of polygons with a code each ({error}); correct it, or take it away "
                "for a map of tiles.",
            ),
            code="bad_map",
        ) from error


def _shapes(collection: Mapping[str, Any]) -> dict[str, Shape]:
    polygons: dict[str, list[list[list[Point]]]] = {}
    for feature in collection["features"]:
        about, outline = feature["properties"], feature["geometry"]
        key = str(about.get("code") or about.get("name") or about["id"])
        if outline["type"] not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"{key}: {outline['type']}")
        many = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
        read = [[[_point(place) for place in ring] for ring in one] for one in many]
        polygons.setdefault(key, []).extend(read)
    everything = [place for many in polygons.values() for one in many for ring in one for place in ring]
    if not everything:
        raise ValueError(say("没有面", "no polygons"))
    shrink = _shrink(everything)
    return {
        key: Shape(tuple(tuple((x * shrink, -y) for x, y in _open(ring)) for one in many for ring in one if ring))
        for key, many in polygons.items()
    }


def _point(place: Sequence[Any]) -> Point:
    x, y = float(place[0]), float(place[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(f"{x}, {y}")
    return x, y


def _open(ring: list[Point]) -> list[Point]:
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _shrink(places: Sequence[Point]) -> float:
    """Degrees of longitude are shorter than those of latitude; metres are not."""
    degrees = all(abs(x) <= 180 and abs(y) <= 90 for x, y in places)
    middle = (min(y for _, y in places) + max(y for _, y in places)) / 2
    return math.cos(math.radians(middle)) if degrees else 1.0


def fitted(shapes: Sequence[Shape], width: float, height: float) -> tuple[list[Shape], float, float]:
    """The outlines at the largest size inside width x height from (0, 0) on, and the size they take."""
    boxes = [shape.box for shape in shapes]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    wide, tall = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
    scale = min(width / wide if wide else math.inf, height / tall if tall else math.inf)
    if not math.isfinite(scale):
        raise DibaoError(say("地图的面没有大小。", "The polygons of the map have no extent."), code="bad_map")
    placed = [
        Shape(tuple(_thinned([((x - left) * scale, (y - top) * scale) for x, y in ring]) for ring in shape.rings))
        for shape in shapes
    ]
    return placed, wide * scale, tall * scale


def _thinned(ring: Sequence[Point]) -> Ring:
    """Points on a grid of half a unit, none twice: shared borders stay shared, and a surveyor's map stays small."""
    kept: list[Point] = []
    for x, y in ring:
        place = (round(x * 2) / 2, round(y * 2) / 2)
        if not kept or kept[-1] != place:
            kept.append(place)
    return tuple(kept)


_ENOUGH = 80
"""Corners of a ring that are enough to find its middle."""


def middles(shape: Shape, grid: int = 24, most: int = 40) -> list[Point]:
    """Points of a grid over the outline that lie inside it, those farthest from every edge first."""
    left, top, right, bottom = shape.box
    edges = [edge for ring in shape.rings for edge in _edges(ring[:: max(1, len(ring) // _ENOUGH)])]
    found: list[tuple[float, Point]] = []
    for row in range(1, grid):
        y = top + (bottom - top) * row / grid
        for column in range(1, grid):
            x = left + (right - left) * column / grid
            if _inside(x, y, edges):
                found.append((min(_distance(x, y, a, b) for a, b in edges), (x, y)))
    found.sort(key=lambda one: -one[0])
    return [point for _, point in found[:most]] or [((left + right) / 2, (top + bottom) / 2)]


def room(shape: Shape, y: float, x: float) -> tuple[float, float]:
    """How far the inside reaches to the left and right of a point, on its own height."""
    crossings = sorted(
        a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])
        for ring in shape.rings
        for a, b in _edges(ring)
        if (a[1] <= y) != (b[1] <= y)
    )
    return max((at for at in crossings if at <= x), default=x), min((at for at in crossings if at > x), default=x)


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(zip(ring, (*ring[1:], ring[0]), strict=True)) if ring else []


def _inside(x: float, y: float, edges: Sequence[tuple[Point, Point]]) -> bool:
    crossed = False
    for (x1, y1), (x2, y2) in edges:
        if (y1 <= y) != (y2 <= y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            crossed = not crossed
    return crossed


def _distance(x: float, y: float, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - a[0]) * dx + (y - a[1]) * dy) / square)) if square else 0.0
    return math.hypot(x - a[0] - along * dx, y - a[1] - along * dy)
