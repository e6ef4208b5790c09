"""A brief's blocks as the pages show them: the official form, with every figure a link to where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dibao.composing.brief import Block, Fact, Figure, Grid, Kept, Paragraph, Picture, Role, Run, State, Text, joined
from dibao.composing.charts import PHONE, draw
from dibao.composing.html import TAGS, inline_drawing, look_class, look_rules
from dibao.composing.looks import Shape
from dibao.composing.tables import laid_out
from dibao.language import current, say
from dibao.office.briefs.sheets import Sheet

_LEVELS = {Role.SECTION: 1, Role.PART: 2}
_FIXED = frozenset([Role.MASTHEAD, Role.NUMBER, Role.META, Role.SEAL])
"""What Dibao writes by itself."""
_NEAR = 24
"""Characters behind a figure in which the text itself says 待核."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: how far it goes, and its paragraphs."""

    columns: int
    rows: int
    lines: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A block: words in an element (`tag`, `css`), a table (`rows`), or a chart (`drawings`, and its table).

    `anchor`: which paragraph of the Word file a person edits here, -1 where none.
    """

    tag: str = ""
    css: str = ""
    id: str = ""
    html: str = ""
    anchor: int = -1
    rows: tuple[tuple[Cell, ...], ...] = ()
    drawings: tuple[tuple[str, SafeString], ...] = ()
    caption: str = ""
    note: str = ""


def blocks(sheet: Sheet) -> Sequence[Shown]:
    """The sheet's blocks in the reader's language, made once."""
    kept: dict[str, tuple[Shown, ...]] = sheet.__dict__.setdefault("_shown", {})
    if current() not in kept:
        kept[current()] = tuple(_block(block, place) for place, block in enumerate(sheet.flow))
    return kept[current()]


def rules(sheet: Sheet) -> str:
    """The style rules for the looks of an office's own template; "" for the official form."""
    return look_rules(sheet.flow)


def state_word(state: State) -> str:
    """The word for a figure's state."""
    return {
        State.SOUND: say("有据", "sound"),
        State.QUESTIONED: say("待核", "questioned"),
        State.MISSING: say("未报", "not reported"),
    }[state]


def _block(block: Block, place: int) -> Shown:
    if isinstance(block, Grid):
        return Shown(rows=_rows(block))
    if isinstance(block, Picture):
        return Shown(
            id=block.id,
            drawings=(("wide", _drawing(block, phone=False)), ("narrow", _drawing(block, phone=True))),
            rows=_rows(block.grid),
            caption=_runs(block.caption.runs),
            note=_runs(block.note.runs) if block.note else "",
        )
    if block.host >= 0:
        return Shown("div", "box", html=_runs(block.runs, block.shape))
    tag, css = TAGS[block.role]
    if block.shape is not None and block.role is Role.BODY:
        css = " ".join(filter(None, ["own", block.shape.align, "indent" if block.shape.indent else ""]))
    identity = f"part-{place}" if block.role in _LEVELS else ""
    # Of the page's own headings the brief's title is none; its levels go on below that.
    tag = {"h1": "h2", "h2": "h3", "h3": "h4"}.get(tag, tag)
    anchor = -1 if block.role in _FIXED or not block.text.strip() else block.anchor
    return Shown(tag, css, identity, _runs(block.runs, block.shape), anchor)


def _drawing(block: Picture, *, phone: bool) -> SafeString:
    # Drawn by Dibao from typed values, every word in it escaped (composing.charts.svg).
    return mark_safe(str(inline_drawing(draw(block.chart, PHONE) if phone else draw(block.chart))))


def _rows(grid: Grid) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(
            Cell(cell.columns, cell.rows, tuple(_runs(line.runs, line.shape) for line in cell.paragraphs))
            for cell in row
        )
        for row in laid_out(grid)
    )


def _runs(runs: Sequence[Run], shape: Shape | None = None) -> SafeString:
    together = joined(runs, shape)
    return format_html_join("", "{}", ((_looked(html, run, shape),) for html, run in _each(together)))


def _each(runs: Sequence[Run]) -> Iterator[tuple[SafeString, Run]]:
    for place, run in enumerate(runs):
        if isinstance(run, Figure):
            behind = "".join(one.text for one in runs[place + 1 : place + 3] if isinstance(one, Text))[:_NEAR]
            yield _figure(run, behind), run
        else:
            yield _words(run), run


def _looked(html: SafeString, run: Run, shape: Shape | None) -> SafeString:
    if shape is None or not 0 <= run.form < len(shape.looks) or not html:
        return html
    return format_html('<span class="{}">{}</span>', look_class(shape.looks[run.form]), html)


def _figure(figure: Figure, behind: str) -> SafeString:
    """A link. A state that the text does not tell by itself stands behind it as a word, not as a colour alone."""
    word = state_word(figure.state)
    told = figure.state is State.SOUND or figure.text == State.MISSING.zh or State.QUESTIONED.zh in behind
    label = say(
        f"{figure.name}{figure.text}{figure.measure}，{word}，看出处", f"{figure.text}, {word}: where it is from"
    )
    tag = SafeString("") if told else format_html('<small class="state" aria-hidden="true">{}</small>', word)
    return format_html(
        '<a class="fig {}" id="{}" href="?figure={}#why" title="{}" aria-label="{}">{}</a>{}',
        figure.state,
        figure.id,
        figure.id,
        word,
        label,
        figure.text,
        tag,
    )


def _words(run: Any) -> SafeString:
    ask = "" if isinstance(run, (Kept, Figure)) else run.ask
    text = format_html('<mark class="ask" title="{}">{}</mark>', ask, run.text) if ask else format_html("{}", run.text)
    return format_html('<span class="fact">{}</span>', text) if isinstance(run, Fact) else text


def paragraph_of(sheet: Sheet, anchor: int) -> Paragraph | None:
    """The paragraph of the sheet that a person may edit under this number."""
    for block in sheet.flow:
        if isinstance(block, Paragraph) and block.anchor == anchor and block.role not in _FIXED and block.host < 0:
            return block
    return None
