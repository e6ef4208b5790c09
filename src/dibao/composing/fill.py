"""Fills a template: the ledger's figures and the day's facts into the places, and what remains into good order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from dibao.catalogue import Workspace
from dibao.composing.binding import Binding, Bound, ChartPlace, Field
from dibao.composing.brief import (
    Block,
    Brief,
    Fact,
    Figure,
    Grid,
    Paragraph,
    Picture,
    Role,
    Run,
    Text,
    paragraphs_of,
)
from dibao.composing.clauses import without_gaps
from dibao.composing.edition import Edition
from dibao.composing.facts import Facts
from dibao.composing.findings import Finding
from dibao.composing.form import default_template
from dibao.composing.headings import numbered, without_empty
from dibao.composing.pictures import FURTHER, captioned, pictures
from dibao.composing.places import Places
from dibao.composing.remarks import who_is_missing, with_asks
from dibao.composing.rows import rows_of
from dibao.composing.tables import Spans
from dibao.composing.template import Cells, Line, Place, Template
from dibao.entries import Arrival, Ledger

FINDINGS = Field("findings")
DISPATCH = Field("dispatch")
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

    `findings`: a figure that an open one of severity error speaks of is `questioned`. `edition` None:
    the daily brief, numbered by its day. `at`: the moment, local.
    """
    form = Template.open(template) if template is not None else Template.load(default_template())
    back = days_back(form, workspace)
    return filled(Facts.of(ledger, workspace, day, findings, at, back=back), form, edition)


def days_back(template: Template, workspace: Workspace) -> int:
    """Of how many days before its own a brief needs the reports."""
    charted = template.days_charted if workspace.settings.charts else 0
    return max(TITLES_BACK if template.lists_titles else 0, charted)


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
        self._places = Places(facts, edition, optional=template.optional)

    def brief(self) -> Brief:
        blocks = list(self._blocks())
        if self._template.optional:
            blocks = numbered(without_empty(blocks))
        blocks = captioned(blocks)
        told = {
            replace(run.binding, style="") for p in paragraphs_of(blocks) for run in p.runs if isinstance(run, Figure)
        }
        margins = tuple(p for line in self._template.margins for p in self._paragraphs(line, inner=True, told=told))
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
        spans = iter(self._template.spans)
        for block in self._template.blocks:
            if isinstance(block, Line):
                yield from self._pictures(block) if block.chart else self._paragraphs(block)
            else:
                yield self._grid(block, next(spans, ()))

    def _pictures(self, line: Line) -> list[Picture]:
        """The charts of a line that is one's place; none where the office wants none or the values do not suffice."""
        place = line.chart
        if place is None or not self._settings.charts or not isinstance(place.bound, ChartPlace):
            return []
        if FURTHER.search(place.id):  # a brief as a template: the place's first picture brings the others
            return []
        return pictures(place.id, place.bound, self._facts, line.anchor)

    def _grid(self, cells: Cells, spans: Spans) -> Grid:
        rows = rows_of(cells, self._facts)
        filled = tuple(
            tuple(tuple(p for line in cell for p in self._paragraphs(line, inner=True)) for cell in row.cells)
            for row in rows
        )
        origins = tuple(row.origin for row in rows)
        return Grid(filled, origins, tuple(spans[origin] for origin in origins) if spans else ())

    def _paragraphs(self, line: Line, *, inner: bool = False, told: Collection[Binding] = ()) -> list[Paragraph]:
        """The paragraphs that a line of the template becomes: one, none, or one for each open finding.

        `inner`: of a table, a text box or a margin, where a remark of its own has no room. `told`: figures whose
        remarks the text makes.
        """
        for piece in line.pieces:
            if isinstance(piece, Place) and piece.bound == FINDINGS:
                return [Paragraph(line.role, (run,), line.anchor) for run in self._told(piece)]
        if self._template.optional and not self._facts.dispatch and _places(line) == [DISPATCH]:
            return []
        parts = list(self._places.parts(line.pieces, cell=inner, told=told))
        runs = without_gaps(parts)
        if parts and not runs:
            return []
        if not inner:
            if not self._template.optional:
                runs = with_asks(runs)
            runs.extend(who_is_missing(runs, self._facts.silent))
        return [Paragraph(line.role, tuple(runs), line.anchor, line.host, line.shape)]

    def _told(self, place: Place) -> Iterator[Run]:
        """The open findings, a paragraph each; the first has the place, so that a brief is a template again."""
        for number, text in enumerate(self._questions(), 1):
            words = f"{number}．{text}"
            yield (
                Fact(place.id, FINDINGS, words, place.form)
                if number == 1
                else Text(words, place.form, note=True, remark=True)
            )

    def _questions(self) -> list[str]:
        """The open findings in the words of the checks, and the reports that wait for a person."""
        left = [f for f in self._facts.findings if f.accepted is None and f.severity != "info"]
        found = [f.message for f in left if f.code not in _OF_REPORTS]
        waiting = [r.file or str(r.number) for r in self._facts.reports if r.state is Arrival.WAITING]
        found.extend(f"来件《{name}》不知是哪个单位的，待人认领，其中数字未计入。" for name in waiting)
        return found


def _places(line: Line) -> list[Bound]:
    """What the places of a line are bound to."""
    return [piece.bound for piece in line.pieces if isinstance(piece, Place)]
