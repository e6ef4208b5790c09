"""SVG by hand: a sheet to draw on, and how wide a text is.

Only shapes and text with plain attributes: no style, no script, no ids, no patterns. So the same string stands in a
page under a strict content policy, in Typst and in Word, and several of them stand in one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from dibao.composing.charts import palette

SVG = "http://www.w3.org/2000/svg"
FAMILY = "Noto Sans CJK SC,Source Han Sans SC,PingFang SC,Microsoft YaHei,SimHei,sans-serif"
ASCENT, DESCENT = 0.88, 0.2
"""Above and below the baseline, in ems."""

Point = tuple[float, float]

_NARROW = frozenset(",.;:'|!ijl ")
_WIDE = frozenset("mwMW%@")
_CAPITALS = frozenset("ACDGHKNOQRUVXYZ&")


def text_width(text: str, size: float) -> float:
    """At least the width of a text in the fonts that charts name, in the unit of `size`."""
    return size * sum(_advance(sign) for sign in text)


def _advance(sign: str) -> float:
    if east_asian_width(sign) in "WFA":
        return 1.0
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.96
    return 0.57 if sign.isdigit() else 0.78 if sign in _CAPITALS else 0.7


def number(value: float) -> str:
    """A coordinate: at most two places."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def wrapped(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """A text in at most `most` lines of about the same length, on one if it fits."""
    lines = 1
    while lines < most and text_width(text, size) / lines > room:
        lines += 1
    each = -(-len(text) // lines)
    return [text[at : at + each] for at in range(0, len(text), each)] or [""]


class Sheet:
    """A drawing that grows: elements in the order in which they are drawn."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height: float = 0
        self.words: list[str] = []
        """What is written on it, in order."""
        self._parts: list[str] = []

    def open(self, figure: str = "", kind: str = "") -> None:
        """Begin a group; `figure` is the figure of the brief that it shows."""
        about = f" class={quoteattr(kind)}" if kind else ""
        about += f" data-figure={quoteattr(figure)}" if figure else ""
        self._parts.append(f"<g{about}>")

    def close(self) -> None:
        self._parts.append("</g>")

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, kind: str = "", stroke: str = ""
    ) -> None:
        self._add(
            "rect", kind, x=number(x), y=number(y), width=number(width), height=number(height), fill=fill, stroke=stroke
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1, kind: str = "") -> None:
        self._add(
            "line",
            kind,
            x1=number(x1),
            y1=number(y1),
            x2=number(x2),
            y2=number(y2),
            stroke=stroke,
            stroke_width=number(width),
        )

    def path(
        self,
        lines: Iterable[Sequence[Point]],
        *,
        fill: str = "none",
        stroke: str = "",
        width: float = 1,
        closed: bool = False,
        kind: str = "",
    ) -> None:
        """One or more lines, closed ones with even-odd filling."""
        end = "Z" if closed else ""
        drawn = "".join(
            "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + end for points in lines if points
        )
        if drawn:
            rule = "evenodd" if closed and fill != "none" else ""
            self._add(
                "path",
                kind,
                d=drawn,
                fill=fill,
                fill_rule=rule,
                stroke=stroke,
                stroke_width=number(width) if stroke else "",
                stroke_linejoin="round" if stroke else "",
            )

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str, kind: str = "") -> None:
        self._add(
            "circle", kind, cx=number(x), cy=number(y), r=number(radius), fill=fill, stroke=stroke, stroke_width="2"
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        fill: str = palette.INK,
        anchor: str = "start",
        bold: bool = False,
        kind: str = "",
    ) -> None:
        """Words with their baseline at `y`; `anchor` start, middle or end."""
        about = _attributes(
            x=number(x),
            y=number(y),
            font_size=number(size),
            fill=fill,
            text_anchor="" if anchor == "start" else anchor,
            font_weight="bold" if bold else "",
        )
        self.words.append(words)
        named = f" class={quoteattr(kind)}" if kind else ""
        self._parts.append(f"<text{named}{about}>{escape(words)}</text>")

    def hatch(self, x: float, y: float, width: float, height: float, kind: str = "missing") -> None:
        """A hatched rectangle: what was not reported."""
        self.rect(x, y, width, height, palette.GROUND, kind=kind)
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.path(hatching([corners]), stroke=palette.HATCH, width=0.8, kind="hatch")

    def svg(self, title: str, description: str, width: float | None = None) -> str:
        """The whole picture; `width` fixes its size in pixels, else it takes the room that it is given."""
        size = f' width="{number(width)}" height="{number(width * self.height / self.width)}"' if width else ""
        head = (
            f'<svg xmlns="{SVG}" viewBox="0 0 {number(self.width)} {number(self.height)}"{size}'
            f' role="img" font-family={quoteattr(FAMILY)}>'
        )
        inside = [f"<title>{escape(title)}</title>", f"<desc>{escape(description)}</desc>", *self._parts]
        return "\n".join([head, *inside, "</svg>\n"])

    def _add(self, name: str, kind: str, **attributes: str) -> None:
        named = f" class={quoteattr(kind)}" if kind else ""
        self._parts.append(f"<{name}{named}{_attributes(**attributes)}/>")


def _attributes(**given: str) -> str:
    return "".join(f" {name.replace('_', '-')}={quoteattr(value)}" for name, value in given.items() if value)


def hatching(rings: Sequence[Sequence[Point]], gap: float = 7) -> list[list[Point]]:
    """Slanting lines inside closed rings (even-odd), `gap` apart along the horizontal."""
    sums = [x + y for ring in rings for x, y in ring]
    if not sums:
        return []
    lines: list[list[Point]] = []
    for step in range(int(min(sums) // gap), int(max(sums) // gap) + 1):
        constant = step * gap + gap / 2
        crossings = sorted(crossing for ring in rings for crossing in _crossings(ring, constant))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            lines.append([(start, constant - start), (end, constant - end)])
    return lines


def _crossings(ring: Sequence[Point], constant: float) -> Iterable[float]:
    """The x at which the ring's edges cross x + y = constant."""
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        before, after = x1 + y1 - constant, x2 + y2 - constant
        if (before < 0) != (after < 0):
            yield x1 + (x2 - x1) * before / (before - after)
