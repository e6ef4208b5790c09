"""Charts as pixels, for programs that show no SVG: drawn by the engine that writes the PDF."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dibao.composing.fonts import faces
from dibao.errors import DibaoError

_SOURCE = b"""
#let charts = json(bytes(sys.inputs.charts))
#set page(width: 156mm, height: auto, margin: 0pt, fill: white)
#for svg in charts { page(image(bytes(svg), format: "svg", width: 100%)) }
"""
DOTS = 180
"""Pixels an inch at the width of the type area: sharp enough in print, some 40 kB a chart."""


def pngs(drawings: Sequence[str]) -> list[bytes] | None:
    """A PNG for each SVG, all in one run; None where this machine has no Typst or no Chinese font."""
    if not drawings:
        return []
    try:
        import typst

        here = faces()
    except (ImportError, DibaoError):
        return None
    inputs = {"charts": json.dumps(list(drawings), ensure_ascii=False)}
    made = typst.compile(_SOURCE, font_paths=here.fonts, format="png", ppi=DOTS, sys_inputs=inputs)
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]
