"""Builds documents/pdf/font/squares.ttf: a font in which every character is a square, a narrow one half of one.

    python tests/documents/squares.py src/dibao/documents/pdf/font/squares.ttf

pdfium leaves out a character without a shape, and one whose font is neither in the file nor on the machine has none.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

SHAPES = {".notdef": 1000, "square": 1000, "half": 500}
NARROW = range(0x20, 0x250)
LAST = 0x30000


def build() -> bytes:
    """The font's bytes, the same each time."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(SHAPES))
    builder.setupGlyf({name: _box(wide) for name, wide in SHAPES.items()})
    builder.setupHorizontalMetrics({name: (wide, 0) for name, wide in SHAPES.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupCharacterMap({})
    table = CmapSubtable.newSubtable(13)  # many characters to one glyph
    table.format, table.platformID, table.platEncID, table.language, table.reserved = 13, 3, 10, 0, 0
    table.cmap = {code: "half" if code in NARROW else "square" for code in range(0x20, LAST)}
    builder.font["cmap"].tables = [table]
    builder.setupNameTable({"familyName": "Dibao Squares", "styleName": "Regular", "psName": "DibaoSquares"})
    builder.setupOS2(
        sTypoAscender=880,
        sTypoDescender=-120,
        usWinAscent=880,
        usWinDescent=120,
        ulCodePageRange1=0x803F01FF,
        ulUnicodeRange1=0xFFFFFFFF,
        ulUnicodeRange2=0xFFFFFFFF,
    )
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _box(wide: int):  # type: ignore[no-untyped-def]
    pen = TTGlyphPen(None)
    pen.moveTo((0, -120))
    for point in ((0, 880), (wide, 880), (wide, -120)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
