"""Counting (自计): what Dibao counted in its own records, beside what units say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dibao.entries import Draft, Origin
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.ledger.record import record
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class Count(Action[None, list[int]]):
    """Record counts as `counted` entries; gives the numbers of those that are new.

    A count of the same key and day that is there already is left alone if it is equal and superseded if not: a recount
    is the same counter speaking again.
    """

    verb: ClassVar[str] = "entry.count"
    drafts: Sequence[Draft]

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[list[int]]:
        days = {draft.day for draft in self.drafts}
        rows = current().filter(day__in=days, origin=Origin.COUNTED.value).order_by("number")
        known = DjangoLedger.of(office).numbered(rows.values_list("number", flat=True))
        before = {(entry.draft.day, entry.series, entry.draft.window): entry for entry in known}
        new: list[Draft] = []
        supersedes: dict[int, int] = {}
        part_of: dict[int, int] = {}
        places: dict[int, int] = {}
        standing: dict[int, int] = {}
        for at, draft in enumerate(self.drafts):
            old = before.get((draft.day, draft.series, draft.window))
            whole = draft.part_of
            same = old is not None and (old.draft.value, old.interval) == (draft.value, draft.interval)
            if old and same and (whole is None or old.part_of == standing.get(whole)):
                standing[at] = old.number
                continue
            places[at] = len(new)
            if old:
                supersedes[len(new)] = old.number
            if whole in standing:
                part_of[len(new)] = standing[whole]
            new.append(replace(draft, origin=Origin.COUNTED, part_of=None if whole is None else places.get(whole)))
        if not new:
            return Done([])
        numbers = record(new, at=office.clock(), supersedes=supersedes, part_of=part_of)
        return Done(numbers, f"entry:{numbers[0]}-{numbers[-1]}", {"superseded": sorted(supersedes.values())})
