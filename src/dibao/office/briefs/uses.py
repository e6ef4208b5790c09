"""Which issued briefs rest on which reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from pathlib import Path

from dibao.composing.issued import issued_payload
from dibao.errors import DibaoError
from dibao.office.briefs.register import covering, name_of, read_kept
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
