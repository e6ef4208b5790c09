"""A page's sheet of glyphs and lines as rows and grids."""

from __future__ import annotations

from dibao.documents.pdf.cells import grids, inside
from dibao.documents.pdf.parts import Leaf
from dibao.documents.pdf.rows import rows
from dibao.documents.pdf.rulings import lattices
from dibao.documents.pdf.shapes import Box, Sheet


def leaf(sheet: Sheet) -> Leaf:
    """The page put together."""
    drawn, free = lattices(sheet.level, sheet.upright)
    ruled, outside = grids(drawn, sheet.glyphs)
    made = Leaf(
        sheet.number,
        sheet.width,
        sheet.height,
        rows([glyph for glyph in outside if glyph.turn == 0]),
        ruled,
        free,
        left=sheet.left,
        pictured=_share(sheet),
        pictures=len(sheet.pictures),
        drawings=sheet.drawings,
        characters=len(sheet.glyphs),
    )
    for turn in (1, 2, 3):
        aside = [glyph for glyph in outside if glyph.turn == turn]
        if aside:
            made.aside.append(inside(aside, Box(0, 0, sheet.width, sheet.height)))
    return made


def _share(sheet: Sheet) -> float:
    """Which part of the page pictures cover; those that overlap count twice, but no page is covered more than once."""
    covered = sum(
        Box(max(box.left, 0), max(box.top, 0), min(box.right, sheet.width), min(box.bottom, sheet.height)).area
        for box in sheet.pictures
    )
    return min(covered / max(sheet.width * sheet.height, 1), 1)
