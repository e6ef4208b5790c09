"""Which issued briefs rest on which reports, and which of them a correction has touched since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path

from dibao.composing.issued import issued_payload
from dibao.composing.slip import sources
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.office.briefs.models import Issue
from dibao.office.briefs.register import covering, name_of, payloads, read_kept
from dibao.office.ledger.book import current
from dibao.office.ledger.models import Entry
from dibao.office.reports.models import Report
from dibao.office.shared import issued as out
from dibao.office.shared import slips
from dibao.office.shared.office import Office
from dibao.office.shared.uses import Use, tell


@tell
def issued(office: Office, day: date, reports: Collection[int]) -> list[Use]:
    """The issued briefs of that day with a figure of which one of these reports is a source."""
    wanted = set(reports)
    told = [(issue, _sources(office.root, issue.digest)) for issue in covering(day)]
    counted = [(issue, sum(not wanted.isdisjoint(figure) for figure in figures)) for issue, figures in told]
    return [Use(name_of(office.workspace.settings, issue), places) for issue, places in counted if places]


@lru_cache(maxsize=64)
def _sources(root: Path, digest: str) -> tuple[frozenset[int], ...]:
    """By figure of an issued brief, the reports that are its sources: issued bytes never change."""
    try:
        payload = issued_payload(read_kept(root, digest))
    except DibaoError:  # gone or damaged: `dibao audit` says so
        return ()
    return tuple(
        frozenset(source["report"] for source in figure["sources"] if source.get("report"))
        for figure in payload["figures"]
    )


@out.tell
def names(office: Office, day: date) -> list[str]:
    """The names of the issued briefs about that day."""
    return [name_of(office.workspace.settings, issue) for issue in covering(day)]


@slips.tell
def to_be_corrected(office: Office, day: date) -> list[slips.Due]:
    """The issued briefs about that day with a figure one of whose sources was corrected after the last word on it, or
    stands in a report that counts no longer; unless the same amount stands in its place."""
    found = []
    for issue in covering(day):
        gone = _gone(issue)
        try:
            told = sources(*payloads(office, issue)) if gone else {}
        except DibaoError:  # gone or damaged: `dibao audit` says so
            continue
        gone = _otherwise(gone & set().union(*told.values()))
        figures = sum(not gone.isdisjoint(entries) for entries in told.values())
        if figures:
            found.append(slips.Due(issue.id, name_of(office.workspace.settings, issue), figures))
    return found


def _gone(issue: Issue) -> set[int]:
    """The entries of the days of a brief that stood when it was issued and do not any more."""
    days = (issue.first, issue.last)
    replaced = Entry.objects.filter(number__gt=issue.seal_count, supersedes__day__range=days)
    gone = set(replaced.values_list("supersedes__number", flat=True))
    aside = Report.objects.exclude(state=Arrival.COUNTED.value).values("id")
    lost = Entry.objects.filter(number__lte=issue.seal_count, day__range=days, report__in=aside)
    return gone.union(lost.values_list("number", flat=True))


def _otherwise(gone: set[int]) -> set[int]:
    """Those of these entries in whose place stands another amount, or nothing: what a report told counts again where
    the one that came after it was withdrawn, and what was corrected may be corrected back."""
    columns = ("value", "low", "high", "open_high", "window_start", "window_end")
    amounts = {row[0]: row[1:] for row in Entry.objects.filter(number__in=gone).values_list("number", *columns)}
    newest = {number: number for number in gone}
    later = dict(Entry.objects.filter(supersedes__in=gone).values_list("supersedes_id", "number"))
    while later:
        newest = {old: later.get(now, now) for old, now in newest.items()}
        later = dict(Entry.objects.filter(supersedes__in=later.values()).values_list("supersedes_id", "number"))
    rows = current().filter(number__in=set(newest.values())).values_list("number", *columns)
    standing = {row[0]: row[1:] for row in rows}
    return {old for old, now in newest.items() if standing.get(now) != amounts[old]}
