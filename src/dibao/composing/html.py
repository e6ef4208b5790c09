"""Writes a brief as one HTML file without any remote part: click a figure and see its sources beside it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html as lxml_html
from markupsafe import Markup, escape

from dibao.composing.brief import (
    Block,
    Brief,
    Fact,
    Figure,
    Grid,
    Kept,
    Picture,
    Role,
    Run,
    Source,
    State,
    figures_of,
    flowing,
    joined,
    paragraphs_of,
)
from dibao.composing.charts import PHONE, SVG, draw
from dibao.composing.controls import Element, Segment
from dibao.composing.looks import Look, Shape
from dibao.composing.provenance import plain
from dibao.composing.tables import laid_out
from dibao.composing.wording import BASES, day_words, said, window_words

_HERE = Path(__file__).parent
TAGS = {  # what a paragraph of the official form is in a page: its element and class
    Role.MASTHEAD: ("div", "masthead"),
    Role.NUMBER: ("div", "number"),
    Role.META: ("div", "meta"),
    Role.TITLE: ("h1", "title"),
    Role.SECTION: ("h2", "section"),
    Role.PART: ("h3", "part"),
    Role.BODY: ("p", "body"),
    Role.CLOSING: ("p", "closing"),
    Role.SEAL: ("p", "stamp"),
    Role.CAPTION: ("p", "caption"),
    Role.CELL: ("p", "body"),
    Role.NOTE: ("p", "note"),
}
_BODY = 16
"""Points of the text's size."""
_ORIGINS = {"reported": "来件", "counted": "记录计数", "corrected": "更正", "carried": "沿用", "opening": "期初"}


def to_html(brief: Brief) -> bytes:
    """The page's bytes; the same brief gives the same bytes."""
    flow = list(flowing(brief))
    style, script = _asset("brief_page.css") + look_rules(flow), _asset("brief_page.js")
    figures = [figure for block in flow for figure in figures_of(block)]
    counts = Counter(figure.state for figure in figures)
    blocks = [_block(block, place) for place, block in enumerate(flow)]
    page = (
        _environment()
        .get_template("brief_page.html")
        .render(
            title=" ".join(filter(None, [brief.masthead, brief.numbering, brief.title])),
            masthead=brief.masthead,
            number=brief.numbering,
            issued=_issued(brief),
            states=[{"css": str(state), "word": state.zh, "count": counts[state]} for state in State if counts[state]],
            contents=[block["entry"] for block in blocks if block.get("entry")],
            blocks=blocks,
            figures=[_figure(figure) for figure in figures],
            runs=_runs,
            style=Markup(style),
            style_hash=_hash(style),
            script=Markup(script),
            script_hash=_hash(script),
            provenance=_island(plain(brief, flow)),
        )
    )
    return page.encode()


def _issued(brief: Brief) -> str:
    """When it was issued, in words; "" for a draft."""
    told = brief.about.get("issued")
    at = datetime.fromisoformat(str(told["at"])) if told else None
    return f"{day_words(at.date())}{at:%H:%M}签发" if at else ""


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, auto_reload=False)


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").strip()


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _island(payload: dict[str, Any]) -> Markup:
    """JSON that cannot end its script element."""
    text = json.dumps(payload, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _block(block: Block, place: int) -> dict[str, Any]:
    if isinstance(block, Grid):
        return {"rows": laid_out(block)}
    if isinstance(block, Picture):
        return {
            "picture": block.id,
            "drawings": [
                ("wide", inline_drawing(draw(block.chart))),
                ("narrow", inline_drawing(draw(block.chart, PHONE))),
            ],
            "caption": block.caption.runs,
            "note": block.note.runs if block.note else None,
            "rows": laid_out(block.grid),
        }
    if block.host >= 0:
        return {"tag": "div", "css": "box", "id": "", "runs": block.runs, "shape": block.shape}
    tag, css = TAGS[block.role]
    if block.shape is not None and block.role is Role.BODY:
        css = " ".join(filter(None, ["own", block.shape.align, "indent" if block.shape.indent else ""]))
    level = {Role.SECTION: 1, Role.PART: 2}.get(block.role)
    identity = f"part-{place}" if level else ""
    entry = {"id": identity, "level": level, "text": block.text} if level else None
    return {"tag": tag, "css": css, "id": identity, "runs": block.runs, "shape": block.shape, "entry": entry}


def _rows(grid: Grid) -> dict[str, Any]:
    return {"rows": [[[paragraph.runs for paragraph in cell] for cell in row] for row in grid.rows]}


def inline_drawing(svg: str) -> Markup:
    """A drawing inside a page, where its namespace goes without saying."""
    return Markup(svg.replace(f' xmlns="{SVG}"', "", 1))


def look_rules(flow: Iterable[Block]) -> str:
    """The style rules for the looks of an office's own file; its sizes count in running text, 16 points the page's."""
    looks = {look for paragraph in paragraphs_of(flow) if paragraph.shape for look in paragraph.shape.looks}
    rules = [f".{look_class(look)}{{{css}}}" for look in looks if (css := _css(look))]
    rules += [
        f"p.own .{look_class(look)}{{font-size:{look.size / _BODY:.2f}em;line-height:1.5}}"
        for look in looks
        if look.size not in (0, _BODY)
    ]
    return "".join(sorted(rules))


def look_class(look: Look) -> str:
    return f"k{look.size * 2:.0f}{'b' if look.bold else ''}{look.colour.lower()}{look.face}"


def _css(look: Look) -> str:
    face = {"hei": "font-family:var(--sans);", "kai": 'font-family:"LXGW WenKai",KaiTi,var(--serif);'}.get(
        look.face, ""
    )
    return f"{'font-weight:700;' if look.bold else ''}{f'color:#{look.colour};' if look.colour else ''}{face}"


def _runs(runs: Sequence[Run], shape: Shape | None = None) -> Markup:
    return Markup("").join(_looked(_run(run), run, shape) for run in joined(runs, shape))


def _looked(text: Markup, run: Run, shape: Shape | None) -> Markup:
    if shape is None or not 0 <= run.form < len(shape.looks) or not text:
        return text
    return Markup('<span class="{}">{}</span>').format(look_class(shape.looks[run.form]), text)


def _run(run: Run) -> Markup:
    if isinstance(run, Figure):
        label = escape(f"{run.name}{run.text}{run.measure}，{run.state.zh}，看出处")
        return Markup(
            '<a class="fig {}" id="{}" href="#src-{}" data-place="{}" title="{}" aria-label="{}">{}</a>'
        ).format(run.state, run.id, run.id, run.id, run.state.zh, label, run.text)
    ask = "" if isinstance(run, Kept) else run.ask
    text = Markup('<mark class="ask" title="{}">{}</mark>').format(ask, run.text) if ask else escape(run.text)
    return Markup('<span data-place="{}">{}</span>').format(run.id, text) if isinstance(run, Fact) else text


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "id": figure.id,
        "text": figure.text,
        "measure": figure.measure,
        "basis": BASES[figure.binding.basis],
        "css": str(figure.state),
        "word": figure.state.zh,
        "name": figure.name,
        "window": window_words(figure.window),
        "arithmetic": figure.arithmetic,
        "questions": figure.questions,
        "missing": [unit.name for unit in figure.missing],
        "units": figure.units,
        "due": figure.due,
        "sources": [_source(source) for source in figure.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    before, found, after = source.sentence.partition(source.text)
    about = [_ORIGINS.get(source.origin, source.origin)]
    if source.file:
        about.append(f"《{source.file}》" + (f"第{source.version}版" if source.version > 1 else ""))
    if source.locator:
        about.append(source.locator)
    if source.arrived:
        about.append(f"{source.arrived.month}月{source.arrived.day}日{source.arrived:%H:%M}到")
    return {
        "unit": source.unit_name,
        "number": said(source),
        "measure": source.measure,
        "about": " · ".join(about),
        "sentence": source.sentence,
        "before": before if found else "",
        "marked": found or source.sentence,
        "after": after,
        "reason": source.reason,
    }


_OUTSIDE = frozenset(["head", "header", "nav", "aside", "script", "style", "title", "svg"])
_INLINE = frozenset(["a", "span", "b", "i", "u", "em", "strong", "font", "mark", "ins", "sub", "sup", "small", "code"])


def lines_of(data: bytes) -> list[list[Segment]]:
    """The paragraphs of a page that `to_html` wrote, as they are now, cut at their places; what somebody added too.

    What stands beside the sheet (contents, sources) is not the brief's text. Deleted text is left out.
    """
    page = lxml_html.document_fromstring(data.decode("utf-8"))
    sheet = page.find(".//article[@id='sheet']")
    body = page.find("body")
    lines: list[list[Segment]] = [[]]
    for part in [sheet] if sheet is not None else [] if body is None else [body]:
        _walk(part, None, lines)
    return [line for line in lines if any(place or text.strip() for place, text in line)]


def drawn_of(data: bytes) -> dict[str, list[str]]:
    """What is written in the charts of a page as it is now, by their ids: of each the wide drawing."""
    page = lxml_html.document_fromstring(data.decode("utf-8"))
    found = {}
    for figure in page.iter("figure"):
        drawing = next((part for part in figure.iter("svg")), None)
        if figure.get("id") and drawing is not None:
            found[str(figure.get("id"))] = [
                "".join(str(word) for word in part.itertext()) for part in drawing.iter("text")
            ]
    return found


def _walk(element: Element, place: str | None, lines: list[list[Segment]]) -> None:
    tag = str(element.tag).lower()
    if isinstance(element.tag, str) and tag not in _OUTSIDE and tag != "del":
        place = element.get("data-place") or place
        if tag not in _INLINE:
            lines.append([])
        if element.get("data-place"):
            lines[-1].append((place, ""))
        _write(element.text, place, lines)
        for child in element:
            _walk(child, place, lines)
            _write(child.tail, place, lines)
        if tag not in _INLINE:
            lines.append([])


def _write(text: str | None, place: str | None, lines: list[list[Segment]]) -> None:
    if not text:
        return
    line = lines[-1]
    if line and line[-1][0] == place:
        line[-1] = (place, line[-1][1] + text)
    else:
        line.append((place, text))
