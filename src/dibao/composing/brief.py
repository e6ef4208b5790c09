"""A brief (简报): a tree of blocks and runs, in which every figure carries where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dibao.catalogue.brief_series import DAILY
from dibao.composing.binding import Binding, ChartPlace, Field, Titles
from dibao.composing.charts import Chart
from dibao.composing.looks import Shape
from dibao.entries import Seal
from dibao.figures import Approx, Interval, Number, Window


class State(StrEnum):
    """How far a figure of a brief can be relied on."""

    SOUND = "sound"
    QUESTIONED = "questioned"
    """An open finding of severity error touches it, or a unit tells two values for it (待核)."""
    MISSING = "missing"
    """Nobody reported it today (未报): no value, which is not zero."""

    @property
    def zh(self) -> str:
        """The word that stands beside the colour."""
        return {"sound": "有据", "questioned": "待核", "missing": "未报"}[self.value]


class Role(StrEnum):
    """What a paragraph is in the official form; the values are the names of the Word styles, and stay Chinese."""

    MASTHEAD = "公文版头"
    NUMBER = "公文期号"
    META = "公文署名"
    TITLE = "公文标题"
    SECTION = "公文一级标题"
    PART = "公文二级标题"
    BODY = "公文正文"
    CLOSING = "公文落款"
    SEAL = "公文封签"
    CAPTION = "公文图题"
    CELL = "公文表文"
    NOTE = "公文图注"


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the ledger under a figure: who said it, in which report, in which words."""

    entry: int
    digest: str
    unit_code: str
    unit_name: str
    text: str
    value: Number
    low: Number
    high: Number | None
    measure: str
    open_high: bool = False
    approx: Approx = Approx.EXACT
    report: int | None = None
    file: str = ""
    version: int = 1
    day: date | None = None
    arrived: datetime | None = None
    until: datetime | None = None
    """The end of its window: what a figure carried forward is dated by."""
    origin: str = "reported"
    sentence: str = ""
    start: int = 0
    end: int = 0
    locator: str = ""
    reason: str = ""

    @property
    def interval(self) -> Interval:
        """What its words allow."""
        return Interval(self.low, self.high, self.open_high)


@dataclass(frozen=True, slots=True)
class Absent:
    """A unit that belongs to a figure's scope and is not in it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words. `form`: which of the template paragraph's run formats they have.

    `note`: Dibao added them; `remark`: and only for this day (待核, 未报单位). `ask`: what a person has to do here.
    """

    text: str
    form: int = 0
    note: bool = False
    remark: bool = False
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A field's or a list's words, in a content control of their own."""

    id: str
    field: Field | Titles
    text: str
    form: int = 0
    ask: str = ""
    """What a person is asked to do here; "" for nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the brief. `text` is the number as written, without its measure word (`measure`).

    `value` is None where `state` is missing; [low, high] is what the words of the sources allow. `units` of `due`
    units are in it. `arithmetic` is a sentence that one can say aloud. `questions`: the findings that touch it.
    """

    id: str
    binding: Binding
    name: str
    text: str
    value: Number | None
    low: Number | None
    high: Number | None
    measure: str
    window: Window
    state: State
    arithmetic: str
    sources: tuple[Source, ...] = ()
    missing: tuple[Absent, ...] = ()
    units: int = 0
    due: int = 0
    questions: tuple[str, ...] = ()
    form: int = 0
    partial: tuple[Absent, ...] = ()
    """Units that tell the new part of this cumulative figure, but not the cumulative one."""
    note: str = ""
    """What stands in brackets behind it: of a digest's figure that is not added over days, of which day it is."""
    accepted: Mapping[str, Any] | None = None
    """Where a person let it say another number than the ledger: then, now, reason, by, and what the ledger said."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something of the template that is no text (a picture, a text box): kept as it stands; `form` says which."""

    form: int
    text: str = ""


Run = Text | Fact | Figure | Kept


def joined(runs: Iterable[Run], shape: Shape | None) -> list[Run]:
    """The runs with words that look alike in one, as a reader sees them."""
    made: list[Run] = []
    for run in runs:
        last = made[-1] if made else None
        if isinstance(run, Text) and isinstance(last, Text) and run.ask == last.ask and _alike(run, last, shape):
            made[-1] = replace(last, text=last.text + run.text)
        elif run.text or not isinstance(run, Text):
            made.append(run)
    return made


def _alike(one: Text, other: Text, shape: Shape | None) -> bool:
    looks = () if shape is None else shape.looks
    first, second = (looks[run.form] if 0 <= run.form < len(looks) else None for run in (one, other))
    return first == second


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`anchor`: position of its template paragraph in the Word file, -1 where there is none.

    `host`: of a text box, the anchor of the paragraph that it hangs on; else -1.
    """

    role: Role
    runs: tuple[Run, ...]
    anchor: int = -1
    host: int = -1
    shape: Shape | None = None
    """How the office's own file sets it; None for a paragraph of the official form."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


GridRow = tuple[tuple[Paragraph, ...], ...]
"""Cells, each with its paragraphs."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each with its paragraphs.

    `origins`: of which row of the template's table each row is; a row that was added has that of the one it was
    copied from. () where there is no template. `spans`: how many columns each cell covers, negative where it belongs
    to the cell above it; () for one each.
    """

    rows: tuple[GridRow, ...]
    origins: tuple[int, ...] = ()
    spans: tuple[tuple[int, ...], ...] = ()

    @property
    def text(self) -> str:
        return "\n".join("\t".join("\n".join(p.text for p in cell) for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, and below it its title, the table of its values and what a reader has to know.

    The values in `chart` are the figures in `grid`, by their ids. `anchor`: as of a paragraph.
    """

    id: str
    place: ChartPlace
    chart: Chart
    caption: Paragraph
    grid: Grid
    note: Paragraph | None = None
    anchor: int = -1

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in (self.caption, self.grid, self.note) if part is not None)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Title, cells, note."""
        yield self.caption
        yield from _cells(self.grid)
        if self.note is not None:
            yield self.note


def _cells(grid: Grid) -> Iterator[Paragraph]:
    yield from (paragraph for row in grid.rows for cell in row for paragraph in cell)


Block = Paragraph | Grid | Picture


def figures_of(block: Block) -> Iterator[Figure]:
    """A block's figures in order."""
    for paragraph in paragraphs_of([block]):
        yield from (run for run in paragraph.runs if isinstance(run, Figure))


@dataclass(frozen=True, slots=True)
class Brief:
    """One day's brief. `template`: the Word file that it fills; `margins`: blocks of headers and footers."""

    day: date
    title: str
    number: int
    office: str
    masthead: str
    seal: Seal | None
    blocks: tuple[Block, ...]
    template: bytes = field(repr=False)
    margins: tuple[Block, ...] = ()
    series: str = DAILY
    first: date | None = None
    """The first of the days that a digest covers; None: `day` alone."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What its provenance says besides: of a slip, what it corrects."""

    @property
    def numbering(self) -> str:
        """Its number as the file bears it (第15期, 日报第15期　更正1), else by its count."""
        lines = (one.text for one in self.paragraphs(margins=False) if one.role is Role.NUMBER and one.text)
        told = (one.text for one in self.facts() if isinstance(one.field, Field) and one.field.name == "issue")
        return next(lines, "") or f"第{next(told, self.number)}期"

    @property
    def text(self) -> str:
        """The whole text, a line a paragraph."""
        return "\n".join(block.text for block in self.blocks)

    def paragraphs(self, *, margins: bool = True) -> Iterator[Paragraph]:
        """Every paragraph in order, those of tables and (if wanted) margins too."""
        return paragraphs_of((*self.blocks, *(self.margins if margins else ())))

    def pictures(self) -> Iterator[Picture]:
        """The charts in the order of the text."""
        yield from (block for block in self.blocks if isinstance(block, Picture))

    def figures(self) -> Iterator[Figure]:
        """The figures in the order of the text, without those of charts."""
        for block in (*self.blocks, *self.margins):
            if not isinstance(block, Picture):
                yield from figures_of(block)

    def charted(self) -> Iterator[Figure]:
        """The figures that charts show, in the order of their tables."""
        for picture in self.pictures():
            yield from figures_of(picture)

    def facts(self) -> Iterator[Fact]:
        """The fields in the order of the text."""
        for paragraph in self.paragraphs():
            yield from (run for run in paragraph.runs if isinstance(run, Fact))


def flowing(brief: Brief) -> Iterator[Block]:
    """The blocks as they are shown where there are no pages: each text box before what it hangs on."""
    boxes: dict[int, list[Block]] = {}
    for block in brief.margins:
        if isinstance(block, Paragraph) and block.host >= 0:
            boxes.setdefault(block.host, []).append(block)
    for block in brief.blocks:
        for paragraph in paragraphs_of([block]):
            yield from boxes.pop(paragraph.anchor, ())
        yield block
    for rest in boxes.values():
        yield from rest


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs of blocks in order, those of tables and charts too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Picture):
            yield from block.paragraphs()
        else:
            yield from _cells(block)
