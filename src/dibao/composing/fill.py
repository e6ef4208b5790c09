"""Fills a template: the ledger's figures and the day's facts into the places, and what remains into good order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.composing.binding import EVERY, Binding, Field, Titles
from dibao.composing.brief import Absent, Block, Brief, Fact, Figure, Grid, Kept, Paragraph, Role, Run, State, Text
from dibao.composing.clauses import Gap, Part, without_gaps
from dibao.composing.edition import Edition
from dibao.composing.facts import Facts, Finding
from dibao.composing.fields import field_words
from dibao.composing.form import default_template
from dibao.composing.template import Line, Piece, Place, Template, Words
from dibao.composing.titles import listed
from dibao.composing.wording import MISSING, dated, ordinal
from dibao.entries import Arrival, Ledger, Origin

QUESTIONED = "（待核）"
TITLES_BACK = 3
"""Days: a title told so recently is not told again."""
_OF_REPORTS = frozenset({"missing", "late"})
"""Findings that the first section tells already."""


def compose(
    ledger: Ledger,
    workspace: Workspace,
    day: date,
    template: Path | None = None,
    *,
    findings: Iterable[Finding] = (),
    edition: Edition | None = None,
    at: datetime | None = None,
) -> Brief:
    """The brief of a reporting day, from the template in this file (None: the default one).

    `findings` are the day's open ones: a figure that one of severity error speaks of is `questioned`. `edition` None:
    the daily brief, numbered by its day. `at`: the moment, local.
    """
    form = Template.open(template) if template is not None else Template.load(default_template())
    back = TITLES_BACK if form.lists_titles else 0
    return filled(Facts.of(ledger, workspace, day, findings, at, back=back), form, edition)


def filled(facts: Facts, template: Template, edition: Edition | None = None) -> Brief:
    """The brief that a template becomes with these facts."""
    return _Filling(facts, template, edition or Edition.of(facts.workspace.settings, facts.day)).brief()


class _Filling:
    def __init__(self, facts: Facts, template: Template, edition: Edition) -> None:
        self._facts = facts
        self._template = template
        self._settings = facts.workspace.settings
        self._edition = edition
        self._masthead = edition.masthead(self._settings)

    def brief(self) -> Brief:
        blocks = _numbered(_without_empty(self._blocks()))
        margins = tuple(paragraph for line in self._template.margins for paragraph in self._paragraphs(line))
        title = next((block.text for block in blocks if isinstance(block, Paragraph) and block.role is Role.TITLE), "")
        return Brief(
            day=self._facts.day,
            title=title or self._masthead,
            number=self._edition.number,
            office=self._settings.office,
            masthead=self._masthead,
            seal=self._facts.seal,
            blocks=tuple(blocks),
            template=self._template.data,
            margins=margins,
            series=self._edition.series.code,
            first=self._edition.first,
        )

    def _blocks(self) -> Iterator[Block]:
        for block in self._template.blocks:
            if isinstance(block, Line):
                yield from self._paragraphs(block)
            else:
                yield Grid(
                    tuple(
                        tuple(tuple(p for line in cell for p in self._paragraphs(line, cell=True)) for cell in row)
                        for row in block
                    )
                )

    def _paragraphs(self, line: Line, *, cell: bool = False) -> list[Paragraph]:
        """The paragraphs that a line of the template becomes: one, none, or one for each open finding."""
        if any(isinstance(piece, Place) and piece.bound == Field("findings") for piece in line.pieces):
            return [
                Paragraph(line.role, (Text(f"{number}．{text}", line.pieces[0].form, note=True),), line.anchor)
                for number, text in enumerate(self._questions(), 1)
            ]
        parts = list(self._parts(line.pieces))
        if not self._template.optional:
            parts = [part for part in parts if not isinstance(part, Gap)]
        runs = without_gaps(parts)
        if parts and not runs:
            return []
        if not cell:
            runs.extend(_who_is_missing(runs, self._facts.silent))
        return [Paragraph(line.role, tuple(runs), line.anchor)]

    def _parts(self, pieces: Sequence[Piece]) -> Iterator[Part]:
        after: str = ""
        for position, piece in enumerate(pieces):
            if isinstance(piece, Words):
                yield Text(piece.text.removeprefix(after), piece.form)
                after = ""
            elif not isinstance(piece, Place):
                yield Kept(piece.form, piece.text)
            elif isinstance(piece.bound, Field):
                yield Fact(piece.id, piece.bound, field_words(piece.bound, self._facts, self._edition), piece.form)
            elif isinstance(piece.bound, Titles):
                titles = listed(self._facts.titles(piece.bound), piece.bound.style)
                yield Fact(piece.id, piece.bound, titles or MISSING, piece.form)
            elif self._template.optional and not self._facts.had(piece.bound):
                yield Gap(piece.form)
            else:
                words = next((p for p in pieces[position + 1 : position + 2] if isinstance(p, Words)), None)
                figures = self._facts.figures(piece.bound)
                if figures[0].state is State.MISSING and words and words.text.startswith(piece.bound.measure):
                    after = piece.bound.measure
                yield from self._figures(piece, piece.bound, figures)

    def _figures(self, place: Place, binding: Binding, figures: Sequence[Figure]) -> Iterator[Part]:
        for number, figure in enumerate(figures, 1):
            if number > 1:
                yield Text("、", place.form, note=True)
            if binding.item == EVERY and figure.binding.item:
                yield Text(figure.binding.item, place.form, note=True)
            identity = place.id if number == 1 else f"{place.id}_{number}"
            yield replace(figure, id=identity, form=place.form)
            if figure.measure and not binding.measure:
                yield Text(figure.measure, place.form, note=True)
            carried = "、".join(dated(source) for source in figure.sources if source.origin == Origin.CARRIED)
            if carried:
                yield Text(f"（{carried}）", place.form, note=True)
            if figure.partial:  # else a reader takes 新增189万，累计32万 for a slip
                yield Text(f"（{figure.units}家报累计）", place.form, note=True)
            if figure.state is State.QUESTIONED:
                yield Text(QUESTIONED, place.form, note=True)

    def _questions(self) -> list[str]:
        """The open findings in the words of the checks, and the reports that wait for a person."""
        found = [f.message for f in self._facts.findings if f.severity != "info" and f.code not in _OF_REPORTS]
        waiting = [r.file or str(r.number) for r in self._facts.reports if r.state is Arrival.WAITING]
        found.extend(f"来件《{name}》不知是哪个单位的，待人认领，其中数字未计入。" for name in waiting)
        return found


def _who_is_missing(runs: Sequence[Run], silent: Collection[str]) -> list[Run]:
    """A closing sentence on what the paragraph's figures lack: units without a report today, each named once, and
    units whose report lacks a figure that they gave before, with the figure."""
    valued = [run for run in runs if isinstance(run, Figure) and run.value is not None]
    absent: dict[Absent, None] = {}
    lacking: dict[tuple[Absent, ...], dict[str, None]] = {}
    for figure in valued:
        absent.update((unit, None) for unit in figure.missing if unit.code in silent)
        others = tuple(unit for unit in figure.missing if unit.code not in silent)
        if others:
            lacking.setdefault(others, {}).setdefault(figure.name)
    sentences = [f"以上各数不含{_named(absent)}（{MISSING}）。"] if absent else []
    if lacking:
        gaps = "；".join(f"{_named(units)}的{'、'.join(names)}" for units, names in lacking.items())
        sentences.append(f"来件缺数、未计入的有：{gaps}。")
    return [Text("".join(sentences), runs[-1].form, note=True)] if sentences else []


def _named(units: Iterable[Absent]) -> str:
    return "、".join(unit.name for unit in units)


def _without_empty(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without headings that have nothing under them any more."""
    held = list(blocks)
    depth = {Role.SECTION: 1, Role.PART: 2}
    kept: list[Block] = []
    for position, block in enumerate(held):
        level = depth.get(block.role, 0) if isinstance(block, Paragraph) else 0
        if level:
            following = held[position + 1] if position + 1 < len(held) else None
            below = depth.get(following.role, 3) if isinstance(following, Paragraph) else 3 if following else 0
            if isinstance(following, Paragraph) and following.role in (Role.CLOSING, Role.SEAL):
                below = 0
            if below <= level:
                continue
        kept.append(block)
    return kept if len(kept) == len(held) else _without_empty(kept)


_SECTION, _PART = re.compile(r"^[一二三四五六七八九十]+(?=、)"), re.compile(r"^（[一二三四五六七八九十]+）")


def _numbered(blocks: Sequence[Block]) -> list[Block]:
    """Headings numbered one after the other again."""
    section = part = 0
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.runs and isinstance(first := block.runs[0], Text):
            text = first.text
            if block.role is Role.SECTION and _SECTION.match(text):
                section, part = section + 1, 0
                text = _SECTION.sub(ordinal(section), text)
            elif block.role is Role.PART and _PART.match(text):
                part += 1
                text = _PART.sub(f"（{ordinal(part)}）", text)
            if text != first.text:
                block = replace(block, runs=(replace(first, text=text), *block.runs[1:]))
        numbered.append(block)
    return numbered
