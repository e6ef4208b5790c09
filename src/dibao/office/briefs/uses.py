"""Which issued briefs rest on which reports, and which of them a correction has touched since."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path

from dibao.composing.issued import issued_payload
from dibao.composing.slip import touched
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.office.briefs.register import covering, name_of, payloads, read_kept
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
    stands in a report that counts no longer."""
    found = []
    for issue in covering(day):
        days = (issue.first, issue.last)
        replaced = Entry.objects.filter(number__gt=issue.seal_count, supersedes__day__range=days)
        gone = set(replaced.values_list("supersedes__number", flat=True))
        aside = Report.objects.exclude(state=Arrival.COUNTED.value).values("id")
        lost = Entry.objects.filter(number__lte=issue.seal_count, day__range=days, report__in=aside)
        gone.update(lost.values_list("number", flat=True))
        try:
            figures = touched(*payloads(office, issue), gone) if gone else set()
        except DibaoError:  # gone or damaged: `dibao audit` says so
            continue
        if figures:
            found.append(slips.Due(issue.id, name_of(office.workspace.settings, issue), len(figures)))
    return found
