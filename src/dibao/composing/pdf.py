"""Writes a brief as PDF with Typst: PDF/A-3b and PDF/UA-1, fonts embedded, the provenance attached."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

from dibao.composing.brief import Block, Brief, Figure, Grid, Kept, Paragraph, Picture, Role, Run, flowing, joined
from dibao.composing.charts import description, draw
from dibao.composing.fonts import Faces, faces, missing_glyphs
from dibao.composing.form import masthead_points
from dibao.composing.looks import Shape
from dibao.composing.provenance import plain
from dibao.composing.tables import Square, laid_out, width
from dibao.errors import DibaoError
from dibao.language import say

STANDING_IN = "□"
"""Stands for a sign (an emoji in a quoted report) that no font here has; a letter is never replaced."""
_SIGNS = frozenset(["So", "Sk", "Sm", "Cf", "Mn"])
SOURCE = Path(__file__).with_name("brief.typ")


def to_pdf(brief: Brief) -> bytes:
    """The file's bytes; the same brief and fonts give the same bytes.

    A sign without a font (an emoji) is shown as □. DibaoError: `no_typst`, `no_fonts`, `no_glyphs` where a letter
    has no font, `no_pdf` where Typst refuses.
    """
    try:
        import typst
    except ImportError as error:
        raise DibaoError(
            say(
                "写 PDF 要用 typst，请运行 pip install 'dibao[pdf]'；Word 和网页照常。",
                "A PDF needs typst: run pip install 'dibao[pdf]'; Word and HTML still come.",
            ),
            code="no_typst",
        ) from error
    here = faces()
    shape = json.dumps(_shape(brief, here), ensure_ascii=False)
    try:
        return _compiled(brief, shape, here)
    except typst.TypstError as error:
        lacking = missing_glyphs(shape)
        if lacking and all(category(sign) in _SIGNS for sign in lacking):
            return _compiled(brief, shape.translate({ord(sign): STANDING_IN for sign in lacking}), here)
        if not lacking:
            raise DibaoError(
                say(f"写不成 PDF（{error}）；Word 和网页照常。", f"No PDF ({error}); Word and HTML still come."),
                code="no_pdf",
            ) from error
        raise DibaoError(
            say(
                f"现有字体没有这些字：{'、'.join(lacking)}；请安装含有它们的字体（如 fonts-noto-cjk-extra）。",
                f"No font here has {', '.join(lacking)}; install one that does (such as fonts-noto-cjk-extra).",
            ),
            code="no_glyphs",
        ) from error


def _compiled(brief: Brief, shape: str, here: Faces) -> bytes:
    import typst

    data = typst.compile(
        _source(),
        font_paths=here.fonts,
        format="pdf",
        sys_inputs={"brief": shape, "provenance": json.dumps(plain(brief, flowing(brief)), ensure_ascii=False)},
        pdf_standards=["a-3b", "ua-1"],
        timestamp=datetime(brief.day.year, brief.day.month, brief.day.day, tzinfo=UTC),
    )
    return bytes(data)


@cache
def _source() -> bytes:
    return SOURCE.read_bytes()


def _shape(brief: Brief, here: Faces) -> dict[str, Any]:
    blocks = list(flowing(brief))
    sections = [place for place, one in enumerate(blocks) if isinstance(one, Paragraph) and one.role is Role.SECTION]
    return {
        "title": brief.title,
        "office": brief.office,
        "masthead": masthead_points(brief.masthead),
        "day": [brief.day.year, brief.day.month, brief.day.day],
        "fonts": {
            "fang": here.fang,
            "hei": here.hei,
            "kai": here.kai,
            "song": here.song,
            "latin": here.latin,
            "black": here.black,
        },
        "blocks": [
            _block(
                block,
                blocks[place + 1] if place + 1 < len(blocks) else None,
                below=place > min(sections, default=place),
            )
            for place, block in enumerate(blocks)
        ],
    }


def _block(block: Block, following: Block | None, *, below: bool) -> dict[str, Any]:
    """`below`: a section has begun; a part before the first one is a heading of the first level, as UA-1 wants."""
    if isinstance(block, Grid):
        return {"role": "grid", **_table(block)}
    if isinstance(block, Picture):
        return {
            "role": "picture",
            "svg": draw(block.chart),
            "alt": description(block.chart),
            "caption": _runs(block.caption),
            "note": _runs(block.note) if block.note else [],
            **_table(block.grid),
        }
    if block.host >= 0:
        return {"role": "box", "runs": _runs(block)}
    if block.shape is not None and block.role is Role.BODY:
        return {"role": "own", "runs": _runs(block), "align": block.shape.align, "indent": block.shape.indent}
    last = not (isinstance(following, Paragraph) and following.role is Role.CLOSING)
    return {"role": block.role.name.lower(), "runs": _runs(block), "last": last, "level": 2 if below else 1}


def _table(grid: Grid) -> dict[str, Any]:
    rows = laid_out(grid)
    heads = max((cell.rows for cell in rows[0]), default=1) if rows else 0  # a head's square may reach down
    return {
        "columns": width(grid),
        "head": [_square(cell) for row in rows[:heads] for cell in row],
        "rows": [[_square(cell) for cell in row] for row in rows[heads:]],
    }


def _square(square: Square) -> dict[str, Any]:
    return {"runs": _runs(*square.paragraphs), "columns": square.columns, "rows": square.rows}


def _runs(*paragraphs: Paragraph) -> list[dict[str, Any]]:
    return [
        {"text": run.text, "kind": _kind(run), **_look(run, paragraph.shape)}
        for paragraph in paragraphs
        for run in joined(paragraph.runs, paragraph.shape)
        if run.text
    ]


def _look(run: Run, shape: Shape | None) -> dict[str, Any]:
    """How a run of the office's own file looks."""
    if shape is None or not 0 <= run.form < len(shape.looks):
        return {}
    return {"look": asdict(shape.looks[run.form])}


def _kind(run: Run) -> str:
    if isinstance(run, Figure):
        return str(run.state)
    return "ask" if not isinstance(run, Kept) and run.ask else ""


_EMBEDDED = re.compile(rb"obj\s*<<(?P<about>[^\x00]{0,600}?/EmbeddedFile.{0,600}?)>>\s*stream\r?\n", re.DOTALL)


_LARGEST = 64 * 1024 * 1024
"""So much is taken of an attachment at most, in bytes."""


def attachment(data: bytes) -> bytes | None:
    """The attached provenance of a PDF that Dibao wrote; None where it is not there."""
    for match in _EMBEDDED.finditer(data):
        end = data.find(b"endstream", match.end())
        stream = data[match.end() : end].rstrip(b"\r\n") if end >= 0 else b""
        if b"FlateDecode" not in match["about"]:
            return stream
        try:
            return zlib.decompressobj().decompress(stream, _LARGEST)
        except zlib.error:
            continue
    return None
