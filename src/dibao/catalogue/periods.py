"""Several periods in one report: of a table with a row a day, only the newest day's figures are the day's new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from dibao.entries import Draft
from dibao.figures import Basis, How
from dibao.language import say

_DAY: Final = timedelta(days=1)


def of_other_periods(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those of periods before the day's on the basis `other`: kept with their windows, never added.

    Figures of one key but for the window compete. The newest end counts, with what ends less than a day before it
    (mornings and afternoons add up); of those, what runs longer than a day gives way to what does not (a week beside
    its last day). Where all are longer, or no window is told, all stand.
    """
    kept = list(drafts)
    for places in _competing(drafts).values():
        for place in _put_aside([drafts[place] for place in places], places):
            kept[place] = aside(drafts[place])
    for place, draft in enumerate(drafts):
        whole = draft.part_of
        if whole is not None and is_aside(kept[whole]) and draft.window == drafts[whole].window:
            kept[place] = aside(draft)
    return kept


def aside(draft: Draft) -> Draft:
    """A new figure of another period than the day's."""
    if draft.series.basis is not Basis.NEW:
        return draft
    why = say("另一时段的数，不计入当日", "of another period; not counted in the day")
    return replace(draft, series=draft.series._replace(basis=Basis.OTHER), reason=why)


def is_aside(draft: Draft) -> bool:
    """Whether `of_other_periods` put it aside."""
    return draft.series.basis is Basis.OTHER and bool(draft.reason)


def _competing(drafts: Sequence[Draft]) -> dict[object, list[int]]:
    """The places of new figures of bounded windows, by key without the window, where they tell several windows."""
    found: dict[object, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        if draft.series.basis is Basis.NEW and draft.window.bounded and not _within(drafts, draft):
            found[draft.series].append(place)
    return {
        series: places
        for series, places in found.items()
        if len({drafts[place].window for place in places if drafts[place].window_how is not How.DEFAULT}) > 1
    }


def _within(drafts: Sequence[Draft], draft: Draft) -> bool:
    """Whether it is a part of a new figure of its own window: it goes where its whole goes."""
    whole = drafts[draft.part_of] if draft.part_of is not None else None
    return whole is not None and whole.series.basis is Basis.NEW and whole.window == draft.window


def _put_aside(drafts: Sequence[Draft], places: Sequence[int]) -> Iterator[int]:
    spans = [(draft.window.start, draft.window.end) for draft in drafts]
    ends = [end for _, end in spans if end is not None and end <= _latest(drafts[0].day)]
    if not ends:
        return
    newest = max(ends)
    now = [at for at, (_, end) in enumerate(spans) if end is not None and newest - _DAY < end <= newest]
    days = [at for at in now if _length(spans[at]) <= _DAY]
    stand = set(days or now)
    for at, (_, end) in enumerate(spans):
        if at not in stand and end is not None and end <= newest:
            yield places[at]


def _latest(day: date) -> datetime:
    """Where the last window of a reporting day may end; what ends later is a plan."""
    return datetime.combine(day, time()) + 2 * _DAY


def _length(span: tuple[datetime | None, datetime | None]) -> timedelta:
    start, end = span
    assert start is not None and end is not None
    return end - start
