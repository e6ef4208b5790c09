"""A page of charts with their tables, one HTML file without any remote part; no brief and no ledger behind it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from dibao.composing.charts import PHONE, Chart, Datum, Table, description, draw, table
from dibao.composing.html import inline_drawing
from dibao.language import current, say

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page. `rows`: a table of its own, its first row the head; a chart has its own table."""

    heading: str
    words: tuple[str, ...] = ()
    chart: Chart | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`facts`: the numbers at the top, each with its name and what is to be said of it."""

    masthead: str
    title: str
    lead: str
    facts: tuple[tuple[str, str, str], ...]
    panels: tuple[Panel, ...]
    closing: str = ""


def to_page(page: Page) -> bytes:
    """The page's bytes; the same page gives the same bytes."""
    style = (_HERE / "panels.css").read_text("utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    text = _template().render(
        language="zh-Hans" if current() == "zh" else "en",
        page=page,
        panels=[(f"part-{at}", panel, *_drawn(panel)) for at, panel in enumerate(page.panels, start=1)],
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        numbers=say("看图中各数", "The numbers of this chart"),
        skip=say("跳到正文", "Skip to the text"),
        contents=say("目录", "Contents"),
    )
    return text.encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    return environment.get_template("panels.html")


def _drawn(panel: Panel) -> tuple[Markup | None, Markup | None, str, list[list[str]]]:
    """The wide and the narrow drawing, what they show in words, and the rows of the table."""
    if panel.chart is None:
        return None, None, "", [list(row) for row in panel.rows]
    wide, narrow = (inline_drawing(draw(panel.chart)), inline_drawing(draw(panel.chart, PHONE)))
    return wide, narrow, description(panel.chart), _rows(table(panel.chart))


def _rows(made: Table) -> list[list[str]]:
    cells = [[cell.text if isinstance(cell, Datum) else cell for cell in row] for row in made.rows]
    return [list(made.head), *cells]
