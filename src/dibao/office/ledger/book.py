"""The ledger as checks and composing ask it: whole days at a time, a fixed number of queries a question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from dibao.entries import Arrival, Draft, Entry, Origin, ReportInfo, Seal, Series
from dibao.figures import Approx, Basis, How
from dibao.office.ledger import models
from dibao.office.reports.models import REPORT, Report
from dibao.office.shared import columns
from dibao.office.shared.office import Office

_COLUMNS = (
    *("number", "digest", "report_id", "report__file", "report__version", "part_of_id", "supersedes_id"),
    *("day", "unit_code", "indicator", "item", "measure", "basis", "window_start", "window_end"),
    *("value", "low", "high", "open_high", "approx", "reporter", "origin", "basis_how", "window_how"),
    *("start", "end", "words__text", "words__phrase", "words__sentence", "words__locator", "words__reason"),
)


@dataclass(frozen=True, slots=True)
class Whose:
    """Some units: their reports, and what is told of them; `own`: by themselves or Dibao, not by another unit."""

    codes: frozenset[str]
    own: bool = False

    @property
    def entries(self) -> Q:
        """Their entries. Openings and counts stand in no report."""
        of_them = Q(unit_code__in=list(self.codes))
        return of_them & (Q(reporter__in=list(self.codes)) | Q(report=None)) if self.own else of_them


class DjangoLedger:
    """Implements `dibao.entries.Ledger`. `zone`: in which local time arrivals are given."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    @classmethod
    def of(cls, office: Office) -> DjangoLedger:
        return cls(office.workspace.settings.zone)

    def entries(
        self, first: date, last: date, *, reports: Iterable[int] | None = None, units: Whose | None = None
    ) -> Sequence[Entry]:
        """As `Ledger.entries`; `reports`, `units`: of these alone."""
        rows = current().filter(day__range=(first, last))
        rows = rows if units is None else rows.filter(units.entries)
        rows = rows if reports is None else rows.filter(report_id__in=list(reports))
        return _with_heirs(_entries(rows.order_by("number")))

    def of_reports(self, reports: Iterable[int]) -> Sequence[Entry]:
        """The entries of these reports that stand, with corrections of them; not what was carried forward from them."""
        rows = current().filter(report_id__in=list(reports)).exclude(origin=Origin.CARRIED.value)
        return _entries(rows.order_by("number"))

    def carried(self, days: Iterable[date], units: Iterable[str]) -> Sequence[Entry]:
        """The values of these units that a person carried forward to these days and that stand."""
        rows = current().filter(day__in=list(days), origin=Origin.CARRIED.value, unit_code__in=list(units))
        return _entries(rows.order_by("number"))

    def superseded(self, first: date, last: date, *, units: Whose | None = None) -> Sequence[Entry]:
        """As `Ledger.superseded`; `units`: of these alone."""
        rows = models.Entry.objects.filter(day__range=(first, last)).filter(~_standing())
        rows = rows if units is None else rows.filter(units.entries)
        return _entries(rows.order_by("number"))

    def latest(self, before: date, *, units: Whose | None = None) -> Mapping[Series, Entry]:
        """As `Ledger.latest`; `units`: of these alone."""
        rank = Window(
            RowNumber(),
            partition_by=[F("unit_code"), F("indicator"), F("item"), F("measure"), F("basis")],
            order_by=[F("day").desc(), F("number").desc()],
        )
        kept = current().filter(day__lt=before, basis__in=(Basis.CUMULATIVE.value, Basis.ASOF.value))
        kept = kept if units is None else kept.filter(units.entries)
        # Ranked by number alone and only then joined: sorting a year of entries with all their words takes much longer.
        last = kept.annotate(rank=rank).filter(rank=1).values("number")
        rows = models.Entry.objects.filter(number__in=last).order_by("number")
        return {entry.series: entry for entry in _entries(rows)}

    def numbered(self, numbers: Iterable[int]) -> Sequence[Entry]:
        """These entries, current or not, in chain order."""
        return _entries(models.Entry.objects.filter(number__in=list(numbers)).order_by("number"))

    def reports(
        self, first: date, last: date, *, also: Collection[date] = (), units: Whose | None = None
    ) -> Sequence[ReportInfo]:
        """As `Ledger.reports`; `units`: of these alone."""
        days = Q(day__range=(first, last)) | Q(day__in=list(also)) if also else Q(day__range=(first, last))
        rows = Report.objects.filter(days, kind=REPORT)
        rows = rows if units is None else rows.filter(unit_code__in=list(units.codes))
        return [self._info(row) for row in rows.order_by("id")]

    def seal(self, day: date) -> Seal | None:
        newest = models.Entry.objects.order_by("-number").values_list("number", "digest").first()
        return Seal(day, *newest) if newest else None

    def digest_at(self, count: int) -> str | None:
        return models.Entry.objects.filter(number=count).values_list("digest", flat=True).first()

    def _info(self, row: Report) -> ReportInfo:
        return ReportInfo(
            number=row.id,
            unit_code=row.unit_code,
            day=row.day,
            version=row.version,
            file=row.file,
            digest=row.digest,
            state=Arrival(row.state),
            arrived=row.arrived and row.arrived.astimezone(self._zone).replace(tzinfo=None),
            dated=row.dated,
            told=row.told,
            text=row.text,
            text_digest=row.text_digest,
            figures=row.figures,
            open_figures=row.open_figures,
            masked=tuple(row.masked),
            replaces=row.replaces_id,
        )


class UnitsLedger:
    """Implements `dibao.entries.Ledger` for some units alone."""

    def __init__(self, ledger: DjangoLedger, units: Whose) -> None:
        self._ledger, self._units = ledger, units
        self.seal, self.digest_at = ledger.seal, ledger.digest_at

    def entries(self, first: date, last: date) -> Sequence[Entry]:
        return self._ledger.entries(first, last, units=self._units)

    def superseded(self, first: date, last: date) -> Sequence[Entry]:
        return self._ledger.superseded(first, last, units=self._units)

    def latest(self, before: date) -> Mapping[Series, Entry]:
        return self._ledger.latest(before, units=self._units)

    def reports(self, first: date, last: date, *, also: Collection[date] = ()) -> Sequence[ReportInfo]:
        return self._ledger.reports(first, last, also=also, units=self._units)


def _standing() -> Q:
    """An entry stands if nothing supersedes it and its report, if it has one, is counted."""
    newer = models.Entry.objects.filter(supersedes=OuterRef("pk"))
    return Q(~Exists(newer)) & (Q(report=None) | Q(report__state=Arrival.COUNTED.value))


def current() -> QuerySet[models.Entry]:
    """The entries that stand."""
    return models.Entry.objects.filter(_standing())


def _entries(rows: QuerySet[models.Entry]) -> list[Entry]:
    return [_entry(*row) for row in rows.values_list(*_COLUMNS)]


def _with_heirs(entries: list[Entry]) -> list[Entry]:
    """Where the whole of a part was corrected, the part belongs to the correction."""
    corrected = [entry for entry in entries if entry.draft.origin is Origin.CORRECTED]
    heirs: dict[int | None, int] = {entry.supersedes: entry.number for entry in corrected}
    there = {entry.number for entry in entries}
    held = there | heirs.keys()
    lost = any(entry.part_of is not None and entry.part_of not in held for entry in entries)
    if corrected and lost:  # corrected more than once: what came between does not stand any more and is asked for
        days = sorted({entry.draft.day for entry in entries})
        corrections = models.Entry.objects.filter(day__range=(days[0], days[-1]), origin=Origin.CORRECTED.value)
        heirs = dict(corrections.values_list("supersedes_id", "number"))
    if not heirs:
        return entries

    def heir(number: int | None) -> int | None:
        while number in heirs:
            number = heirs[number]
        return number

    return [replace(entry, part_of=heir(entry.part_of)) if entry.part_of in heirs else entry for entry in entries]


def _entry(
    number: int,
    digest: str,
    report: int | None,
    file: str | None,
    version: int | None,
    part_of: int | None,
    supersedes: int | None,
    *content: Any,
) -> Entry:
    (day, unit_code, indicator, item, measure, basis, window_start, window_end), content = content[:8], content[8:]
    (value, low, high, open_high, approx, reporter, origin, basis_how, window_how), content = content[:9], content[9:]
    start, end, *words = content
    text, phrase, sentence, locator, reason = (word or "" for word in words)
    draft = Draft(
        day=day,
        series=Series(unit_code, indicator, item, measure, Basis(basis)),
        window=_window(window_start, window_end),
        value=columns.exact(value),
        interval=columns.interval(low, high, open_high),
        approx=Approx(approx),
        reporter=reporter,
        origin=Origin(origin),
        basis_how=How(basis_how),
        window_how=How(window_how),
        text=text,
        phrase=phrase,
        sentence=sentence,
        start=start,
        end=end,
        locator=locator,
        reason=reason,
    )
    return Entry(number, digest, draft, report, file or "", version or 1, part_of, supersedes)


_window = lru_cache(maxsize=4096)(columns.window)
