"""Asking the register: what number comes next, what was issued for a period, which file is which issue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import Case, When

from dibao.catalogue import Settings
from dibao.catalogue.brief_series import BriefSeries, Period
from dibao.composing.edition import begins_with
from dibao.composing.editions import SUFFIXES
from dibao.composing.issued import issued_payload
from dibao.composing.slip import touched
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs.models import Draft, Issue, Review
from dibao.office.ledger.models import Entry
from dibao.office.shared import vault
from dibao.office.shared.office import Office

FOLDER = "issued"
"""The folder of the workspace with the bytes of everything that was issued."""

WORD = ".docx"


def kept(root: Path, digest: str, suffix: str = WORD) -> Path:
    """Where the bytes of an issued file lie."""
    return vault.place(root / FOLDER, digest, f"brief{suffix}")


def keep(root: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """Put the files of an issue, by suffix, on disk for good, and give what they are called."""
    digests = {suffix: vault.digest_of(data) for suffix, data in files.items()}
    vault.keep(root / FOLDER, [(data, digests[suffix], f"brief{suffix}") for suffix, data in files.items()])
    return digests


def read_kept(root: Path, digest: str, suffix: str = WORD) -> bytes:
    """The bytes of an issued file; DibaoError (code `issued_lost`) where they are gone or are others."""
    path = kept(root, digest, suffix)
    if not vault.holds(path, digest):
        raise DibaoError(
            say(
                f"签发的原件 {path} 不见了或被改过，请从备份恢复。",
                f"The issued file {path} is gone or was changed; restore it from a backup.",
            ),
            code="issued_lost",
        )
    return path.read_bytes()


def briefs(series: str) -> list[Issue]:
    """The issued briefs of a series, without slips, in the order of issue."""
    return list(Issue.objects.filter(series=series, corrects=None))


def period_key(series: BriefSeries, day: date) -> str:
    """What no second brief of the series may be issued for; "" where there may be several."""
    return "" if series.period is Period.NONE else series.first_day(day).isoformat()


def issued_for(series: BriefSeries, day: date) -> Issue | None:
    """The issued brief of the period that `day` lies in."""
    key = period_key(series, day)
    return Issue.objects.filter(series=series.code, corrects=None, period=key).first() if key else None


def planned_number(settings: Settings, series: BriefSeries, day: date) -> int:
    """The number that a draft shows: the issued one's, where the period's brief was issued, else the next."""
    return issued_or_next(settings, series, day)[1]


def issued_or_next(settings: Settings, series: BriefSeries, day: date) -> tuple[Issue | None, int]:
    """The issued brief of the period that `day` lies in, if it is out, and the number that a draft shows. One query."""
    key, year = period_key(series, day), series.year(day)
    near = (Case(When(**{name: value}, then=0), default=1) for name, value in (("period", key), ("year", year)))
    row = Issue.objects.filter(series=series.code, corrects=None).order_by(*near, "-number").first()
    if row is not None and key and row.period == key:
        return row, row.number
    if row is not None and row.year == year:
        return None, row.number + 1
    return None, 1 if year and row is not None else begins_with(settings, series, day)


def of_file(digest: str) -> Issue | None:
    """What was issued as the file with these bytes: its Word file, page or PDF."""
    return Issue.objects.filter(_is_file(digest)).first()


def _is_file(digest: str) -> models.Q:
    found = models.Q(digest=digest)
    for suffix in SUFFIXES:
        found |= models.Q(**{f"files__{suffix}": digest})
    return found


def files_of(row: Issue) -> dict[str, str]:
    """The digests of everything that was issued together, by suffix, the Word file first."""
    return {WORD: row.digest, **row.files}


def by_number(series: str, year: int, number: int) -> Issue | None:
    """The issued brief with this number."""
    return Issue.objects.filter(series=series, year=year, number=number, corrects=None).first()


def covering(day: date) -> list[Issue]:
    """The issued briefs whose days `day` is one of."""
    return list(Issue.objects.filter(first__lte=day, last__gte=day, corrects=None))


def issued_brief(data: bytes) -> Issue | None:
    """The brief that was issued as these bytes (in any of its formats), or from them."""
    digest = vault.digest_of(data)
    return Issue.objects.filter(corrects=None).filter(_is_file(digest) | models.Q(draft=digest)).first()


def payloads(office: Office, row: Issue) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """What an issued brief says, and what its slips say, in their order."""

    def read(one: Issue) -> Mapping[str, Any]:
        return issued_payload(read_kept(office.root, one.digest))

    return read(row), [read(slip) for slip in row.slips.order_by("number")]


def told_by(office: Office, entry: int) -> list[tuple[Issue, set[str]]]:
    """The issued briefs that an entry of the ledger is a source of, each with the ids of those figures."""
    return _told(office, dict(Entry.objects.filter(number=entry).values_list("number", "day")))


def told_from(office: Office, report: int) -> list[tuple[Issue, set[str]]]:
    """The issued briefs that an entry of a report is a source of, each with the ids of those figures."""
    return _told(office, dict(Entry.objects.filter(report=report).values_list("number", "day")))


def _told(office: Office, entries: Mapping[int, date]) -> list[tuple[Issue, set[str]]]:
    issues = {row.id: row for day in sorted(set(entries.values())) for row in covering(day)}
    found = [(row, touched(*payloads(office, row), entries.keys())) for row in issues.values()]
    return [(row, figures) for row, figures in found if figures]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a draft has come. `authors`: everybody who drafted this brief; `reviewer` of the last review."""

    authors: Sequence[str]
    review: Review | None

    @property
    def passed(self) -> bool:
        return self.review is not None and self.review.passed


def standing(series: BriefSeries, day: date, digest: str) -> Standing:
    """How far the draft with these bytes has come."""
    drafts = Draft.objects.filter(series=series.code, first=series.first_day(day)).exclude(author="")
    authors = list(dict.fromkeys(drafts.values_list("author", flat=True)))
    return Standing(authors, Review.objects.filter(draft__digest=digest).select_related("draft").last())


def name_of(settings: Settings, issue: Issue, printed: str = "") -> str:
    """What an issue is called: 日报第15期, 周报2026年第3期, 日报第15期更正1.

    `printed`: the number as it stands in the file, where the office's own count is ahead of the register's.
    """
    if issue.corrects is not None:
        return f"{name_of(settings, issue.corrects, printed)}更正{issue.number}"
    series = settings.series.get(issue.series)
    year = f"{issue.year}年" if issue.year else ""
    return f"{series.name if series else issue.series}{year}第{printed or issue.number}期"


def called(office: Office, issue: Issue) -> str:
    """What an issue is called, by the number that its file bears; by the register's where the file is gone."""
    brief = issue.corrects or issue
    try:
        printed = printed_number(issued_payload(read_kept(office.root, brief.digest)))
    except DibaoError:
        printed = ""
    return name_of(office.workspace.settings, issue, printed)


def printed_number(payload: Mapping[str, Any]) -> str:
    """The number that an issued brief bears in its text; "" where its template has no place for one."""
    facts = payload.get("facts", ())
    return next((str(fact["text"]) for fact in facts if str(fact.get("bound", "")).split(" ")[0] == "issue"), "")
