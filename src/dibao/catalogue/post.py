"""From figures to drafts of ledger entries: whose figure it is, of which window, under which key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dibao.catalogue.indicators import OTHER
from dibao.catalogue.measures import measure
from dibao.catalogue.periods import of_other_periods
from dibao.catalogue.quote import sentence
from dibao.catalogue.units import Units
from dibao.catalogue.workspace import Workspace
from dibao.documents.blocks import Document
from dibao.entries import Draft, Series
from dibao.figures import Basis, Figure, How, Window
from dibao.reading.tables import TOTAL_COLUMN, TOTAL_ROW

_SAME_THING = 0.5
_ITSELF = re.compile(
    r"(?:[我本全](?:社|台|报|网|市|区|县|旗|州|盟|镇|乡|街道|局|委|办|院|校|部|会|中心|单位|平台|集团|公司)|我们)$"
)

TOTAL = "合计"
"""The item of a total over other units that stands beside a figure of the same unit."""
_BELOW = ("镇", "乡", "街道", "苏木", "嘎查", "村", "社区")


@dataclass(frozen=True, slots=True)
class Receipt:
    """For which unit and reporting day a report is taken in."""

    unit_code: str
    day: date


def post(document: Document, figures: Sequence[Figure], receipt: Receipt, workspace: Workspace) -> list[Draft]:
    """The drafts of a report's named figures, in text order; figures left open are not posted.

    A figure told twice with one value makes two drafts of one key: both keep their place in the text.
    """
    kept = [(position, figure) for position, figure in enumerate(figures) if figure.indicator is not None]
    places = {position: place for place, (position, _) in enumerate(kept)}
    drafts = [_draft(document, _as_its_whole(figure, figures), receipt, workspace) for _, figure in kept]
    wholes = {place: places[figure.part_of] for place, (_, figure) in enumerate(kept) if figure.part_of in places}
    over = {whole for place, whole in wholes.items() if _over_units(kept[whole][1], drafts[whole], drafts[place])}
    for place, whole in wholes.items():
        total = TOTAL_ROW in kept[place][1].reasons and drafts[place].series.unit_code == receipt.unit_code
        if whole not in over or total:
            drafts[place] = replace(drafts[place], part_of=whole)
    told = _told_apart(drafts, [_other_actor(figure, receipt, workspace) for _, figure in kept], over)
    return of_other_periods(told)


def _over_units(figure: Figure, whole: Draft, part: Draft) -> bool:
    """Whether a whole is a table's total of what other units told: no part of theirs, and told beside them."""
    totals = TOTAL_ROW in figure.reasons or TOTAL_COLUMN in figure.reasons
    return totals and whole.series.unit_code != part.series.unit_code


def _as_its_whole(figure: Figure, figures: Sequence[Figure]) -> Figure:
    """A part (其中) of which no word says what it counts counts what its whole counts: 出动35辆，其中某街道5辆."""
    whole = figures[figure.part_of] if figure.part_of is not None else None
    if whole is None or whole.basis is None or whole.indicator != figure.indicator:
        return figure
    return replace(figure, basis=whole.basis) if figure.basis_how is How.DEFAULT else figure


def _draft(document: Document, figure: Figure, receipt: Receipt, workspace: Workspace) -> Draft:
    code = figure.indicator or OTHER
    indicator = workspace.catalogue.get(code)
    basis = figure.basis or (indicator.default_basis(figure.window.bounded) if indicator else Basis.OTHER)
    window, how = _window(figure, basis, code.partition(".")[0], receipt.day, workspace)
    item = figure.phrase if code == OTHER else figure.item
    series = Series(
        subject(figure.actor, receipt.unit_code, workspace.units), code, item, measure(figure.unit, indicator), basis
    )
    return Draft(
        day=receipt.day,
        series=series,
        window=window,
        value=figure.value,
        interval=figure.interval,
        approx=figure.approx,
        reporter=receipt.unit_code,
        basis_how=figure.basis_how,
        window_how=how,
        text=figure.text + figure.unit,
        phrase=figure.phrase,
        sentence=sentence(document, figure.span.start, figure.span.end),
        start=figure.span.start,
        end=figure.span.end,
        locator=figure.span.locator,
    )


def subject(actor: str, reporter: str, units: Units) -> str:
    """The code of the unit that the actor names, else the reporter's: 我市 and bodies outside the list are its work."""
    named = [unit for unit in units.mentioned(actor) if unit.kind != "office"] if actor else []
    return named[0].code if len(named) == 1 else reporter


def _window(figure: Figure, basis: Basis, area: str, day: date, workspace: Workspace) -> tuple[Window, How]:
    usual, given = workspace.settings.window(area, day), figure.window
    how = figure.window_how if given else How.DEFAULT
    end = given.end or usual.end
    if basis is Basis.ASOF:
        return Window(None, end), how
    if basis is Basis.CUMULATIVE:
        return Window(given.start or workspace.settings.opening_day, end), how
    if given.start is not None:
        return Window(given.start, end), how
    if given.end is None or given.end == usual.end:
        return usual, how
    return Window(given.end - timedelta(days=1), given.end), how


def _other_actor(figure: Figure, receipt: Receipt, workspace: Workspace) -> str:
    """The actor, or "" where the words mean the reporter itself: 我社, 全区, its own name.

    A part of the reporter's figure that a place below it names (白鹿镇 of 白鹿旗) is that place's.
    """
    actor, units = figure.actor, workspace.units
    if figure.part_of is not None and actor.endswith(_BELOW) and units.named(actor) is None:
        return actor
    itself = any(unit.code == receipt.unit_code for unit in units.mentioned(actor))
    return "" if itself or _ITSELF.match(actor) else actor


def _told_apart(drafts: list[Draft], actors: list[str], over: Set[int]) -> list[Draft]:
    """Give an item to figures that share a key but name different things: parts, other actors, other phrases.

    `over`: a table's totals over other units, which are no figure of whoever sends the table beside its own.
    What remains under one key with different values is the same quantity told differently: both stand.
    """
    by_key: dict[tuple[Series, Window], list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        by_key[draft.series, draft.window].append(place)
    for places in by_key.values():
        if len({drafts[place].interval for place in places}) < 2:
            continue
        wholes = {drafts[place].part_of for place in places} - {None}
        whole = [place for place in places if place in wholes]
        first = next(
            (place for place in whole if drafts[place].part_of is None),
            (*whole, *sorted(places, key=over.__contains__))[0],
        )
        if not whole and all(actors[place].endswith(_BELOW) for place in places):
            first = -1  # towns of a unit that tells no figure of its own
        for place in places:
            if place in over and not actors[place]:
                name = _of(drafts[place], TOTAL)
            elif first < 0:
                name = _of(drafts[place], actors[place])
            else:
                name = _other_thing(drafts[first], drafts[place], actors[first], actors[place])
            if place != first and name:
                drafts[place] = replace(drafts[place], series=drafts[place].series._replace(item=name))
    return drafts


def _other_thing(first: Draft, draft: Draft, first_actor: str, actor: str) -> str:
    """What sets a figure apart from the first of its key; "" where the words name the same thing."""
    if first.interval == draft.interval and draft.part_of is None:
        return ""
    if draft.part_of is not None and draft.phrase and draft.phrase != first.phrase:
        return draft.phrase
    if actor and actor != first_actor:
        return _of(draft, actor)
    return draft.phrase if alike(first.phrase, draft.phrase) < _SAME_THING else ""


def _of(draft: Draft, actor: str) -> str:
    return f"{draft.series.item}·{actor}" if draft.series.item else actor


def alike(one: str, other: str) -> float:
    """Dice coefficient of the sets of character pairs, 0 to 1; 1 for equal texts (Dice 1945)."""
    if one == other:
        return 1.0
    first, second = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0
