"""Briefs as sheets on the screen: composed as things stand now, a draft with the ledger's figures, or as issued.

A sheet is made once for how the records stand, and kept: looking at a page writes nothing and composes nothing anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, partial
from typing import Any

from dibao.catalogue.brief_series import BriefSeries
from dibao.composing.afresh import afresh, has_moved
from dibao.composing.brief import Block, Brief, Figure, Grid, Paragraph, Picture, Role, State, figures_of, flowing
from dibao.composing.facts import Facts
from dibao.composing.issued import issued_payload
from dibao.composing.reopened import reopened
from dibao.language import speaking
from dibao.office.briefs import working
from dibao.office.briefs.drafting import facts_near, seen
from dibao.office.briefs.known import known_facts
from dibao.office.briefs.models import Draft, Issue
from dibao.office.briefs.register import read_kept
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.remembered import Remembered
from dibao.office.shared.kept import Kept, Same, ledger_stands, moment_of
from dibao.office.shared.later import Answer, Later, is_large
from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that the ledger tells otherwise than the draft as it was saved."""

    id: str
    name: str
    then: str
    now: str


@dataclass(frozen=True)
class Sheet:
    """`ask`: what the ledger says of its day, None for an issued brief. `moved`: since the draft was saved."""

    brief: Brief
    at: datetime
    ask: Callable[[], Facts] | None = None
    moved: tuple[Moved, ...] = ()
    payload: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def facts(self) -> Facts | None:
        """Asked only where somebody looks into a figure."""
        return self.ask() if self.ask else None

    @cached_property
    def flow(self) -> Sequence[Block]:
        return tuple(flowing(self.brief))

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Those of the text and of the charts, in the order of the sheet."""
        return {figure.id: figure for block in self.flow for figure in figures_of(block)}

    @cached_property
    def counts(self) -> Mapping[State, int]:
        """How many figures of the text stand in which state."""
        return {state: sum(figure.state is state for figure in self.brief.figures()) for state in State}


def live(office: Office, series: BriefSeries, day: date, draft: Draft | None) -> Sheet:
    """The draft with the figures of now; without one, the brief as it would be composed now. In a large office with
    those of the last time that it was made; DibaoError `not_ready` where it never was."""
    return looked_at(office, series, day, draft).or_wait()


def looked_at(
    office: Office, series: BriefSeries, day: date, draft: Draft | None, number: int | None = None
) -> Answer[Sheet]:
    """The same, with when it was made. `number`: the brief's, where the caller knows it."""
    if not is_large(office):
        return Answer(_live(office, series, day, draft, number), office.now(), fresh=True)
    answer = _later.get(office, series.code, day, draft.digest if draft else "", _template_stands(office, series))
    if answer.value is None:
        return answer
    made = answer.value
    asking = partial(facts_near, office, series, day, DjangoLedger.of(office))
    sheet = _sheets.once(("large", Same(made)), lambda: replace(made, ask=asking))
    return replace(answer, value=sheet)


def made_apart(office: Office, code: str, day: date, digest: str, _template: int) -> Sheet:
    """The sheet for a large office, without what it would ask of the ledger."""
    series, now = office.workspace.settings.series[code], office.now()
    draft = Draft.objects.filter(digest=digest).order_by("-id").first() if digest else None
    sheet = _followed(office, draft, now) if draft else _composed(office, series, day, now)
    return replace(sheet, ask=None)


_later = Later(made_apart)


def _live(office: Office, series: BriefSeries, day: date, draft: Draft | None, number: int | None) -> Sheet:
    now = office.now()
    key: tuple[Hashable, ...] = (
        "live",
        series.code,
        day,
        draft.digest if draft else "",
        ledger_stands(),
        moment_of(now, (day,)),
        Same(office.workspace),
    )
    if draft is None:
        key = (*key, _template_stands(office, series))
        return _sheets.once(key, lambda: _composed(office, series, day, now, number))
    return _sheets.once(key, lambda: _followed(office, draft, now))


def as_issued(office: Office, row: Issue) -> Sheet:
    """An issued brief or slip, as it stands in its file."""

    def made() -> Sheet:
        data = read_kept(office.root, row.digest)
        payload = issued_payload(data)
        return Sheet(reopened(data, payload), office.local(row.at), payload=payload)

    return _sheets.once(("issued", row.digest, Same(office.workspace)), made)


def _composed(office: Office, series: BriefSeries, day: date, now: datetime, number: int | None = None) -> Sheet:
    ledger = Remembered(DjangoLedger.of(office))
    with speaking("zh"):
        brief = seen(office, day, series.code, ledger, number)
    near = facts_near(office, series, day, ledger)
    return Sheet(brief, now, lambda: near)


def _followed(office: Office, draft: Draft, now: datetime) -> Sheet:
    data = working.read(office, draft)
    payload = issued_payload(data)
    with speaking("zh"):
        facts = known_facts(office, payload)
    brief, moved = reopened(data, payload), []
    figures: dict[str, Figure] = {}
    for then, figure in afresh(facts, payload):
        if then.get("picture") or figure is None or then.get("accepted"):
            continue
        if has_moved(then, figure):
            moved.append(Moved(then["id"], then["name"], then["text"], figure.text))
            figures[then["id"]] = figure
        else:
            figures[then["id"]] = replace(figure, text=then["text"])
    blocks = tuple(_with(block, figures) for block in brief.blocks)
    series, day = office.workspace.settings.series[draft.series], date.fromisoformat(payload["date"])
    asking = partial(facts_near, office, series, day, Remembered(DjangoLedger.of(office)))
    return Sheet(replace(brief, blocks=blocks), now, asking, tuple(moved), payload)


def _with(block: Block, figures: Mapping[str, Figure]) -> Block:
    """The block with the figures of now in the places of those of then."""
    if isinstance(block, Picture):
        return block
    if isinstance(block, Grid):
        rows = tuple(tuple(tuple(_put(one, figures) for one in cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows)
    return _put(block, figures)


def _put(paragraph: Paragraph, figures: Mapping[str, Figure]) -> Paragraph:
    runs = tuple(
        replace(figures[run.id], id=run.id, form=run.form, note=run.note)
        if isinstance(run, Figure) and run.id in figures
        else run
        for run in paragraph.runs
    )
    return replace(paragraph, runs=runs)


def _template_stands(office: Office, series: BriefSeries) -> int:
    path = office.root / (series.template or office.workspace.settings.template)
    return path.stat().st_mtime_ns if path.is_file() else 0


_sheets: Kept[Sheet] = Kept(48)


def contents(sheet: Sheet) -> Iterator[tuple[str, int, str, Mapping[State, int]]]:
    """The headings: place, level, words, and how many figures below stand in which state."""
    levels = {Role.SECTION: 1, Role.PART: 2}
    heads: list[tuple[str, int, str, dict[State, int]]] = []
    for place, block in enumerate(sheet.flow):
        if isinstance(block, Paragraph) and block.role in levels and block.text.strip():
            heads.append((f"part-{place}", levels[block.role], block.text, {}))
        for figure in figures_of(block) if heads and not isinstance(block, Picture) else ():
            found = heads[-1][3]
            found[figure.state] = found.get(figure.state, 0) + 1
    yield from heads
