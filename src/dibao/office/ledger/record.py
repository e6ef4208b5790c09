"""Drafts become entries: numbered without gaps and chained, in batches, under the caller's lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from dibao.catalogue.overlaps import scopes_named
from dibao.entries import Draft
from dibao.office.ledger import chain
from dibao.office.ledger.models import Entry, Words
from dibao.office.reports.models import Report
from dibao.office.shared.columns import digits, minutes, storable


@dataclass(frozen=True, slots=True)
class Batch:
    """What one report, or one act of a person, puts into the ledger.

    `supersedes` and `part_of` name entries that were there before, by position in `drafts`.
    """

    drafts: Sequence[Draft]
    report: Report | None = None
    supersedes: Mapping[int, int] = field(default_factory=dict)
    part_of: Mapping[int, int] = field(default_factory=dict)


def record(
    drafts: Sequence[Draft],
    *,
    at: datetime,
    report: Report | None = None,
    supersedes: Mapping[int, int] | None = None,
    part_of: Mapping[int, int] | None = None,
) -> list[int]:
    """Write one batch and return its numbers. Call it inside `writing()`."""
    return record_all([Batch(drafts, report, supersedes or {}, part_of or {})], at=at)[0]


def record_all(batches: Sequence[Batch], *, at: datetime) -> list[list[int]]:
    """Write batches one after the other, in three statements, and return the numbers of each. As `record`."""
    if not connection.in_atomic_block:
        raise RuntimeError("record() outside of writing()")
    last = Entry.objects.order_by("-number").values_list("number", "digest").first()
    number, head = last or (0, chain.GENESIS)
    rows: list[Entry] = []
    words: list[Words] = []
    numbers: list[list[int]] = []
    for batch in batches:
        before = number
        for position, draft in enumerate(batch.drafts):
            number += 1
            row = _row(draft, number, at, batch.report)
            row.supersedes_id = batch.supersedes.get(position)
            row.part_of_id = batch.part_of.get(position)
            if draft.part_of is not None:
                row.part_of_id = before + 1 + draft.part_of
            head = row.digest = chain.digest(head, [getattr(row, name) for name in chain.HASHED])
            rows.append(row)
            words.append(_words(draft, number))
        numbers.append(list(range(before + 1, number + 1)))
    Entry.objects.bulk_create(rows)
    Words.objects.bulk_create(words)
    return numbers


def _row(draft: Draft, number: int, at: datetime, report: Report | None) -> Entry:
    series = draft.series
    return Entry(
        number=number,
        recorded=at,
        report=report,
        source=report.digest if report else "",
        day=draft.day,
        unit_code=storable(series.unit_code),
        indicator=storable(series.indicator),
        item=storable(series.item),
        measure=storable(series.measure),
        basis=series.basis.value,
        basis_how=draft.basis_how.value,
        window_start=minutes(draft.window.start),
        window_end=minutes(draft.window.end),
        window_how=draft.window_how.value,
        value=digits(draft.value),
        low=digits(draft.interval.low),
        high=None if draft.interval.high is None else digits(draft.interval.high),
        open_high=draft.interval.open_high,
        approx=draft.approx.value,
        reporter=draft.reporter,
        origin=draft.origin.value,
        start=draft.start,
        end=draft.end,
    )


def _words(draft: Draft, number: int) -> Words:
    return Words(
        entry_id=number,
        text=storable(draft.text),
        phrase=storable(draft.phrase),
        sentence=storable(draft.sentence),
        locator=storable(draft.locator),
        reason=storable(draft.reason),
        scopes=" ".join(scopes_named(draft.sentence)),
    )
