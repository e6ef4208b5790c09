"""Receiving a report (来件): its bytes, its figures and its entries, wholly or not at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Self

from dibao.documents import Enclosed
from dibao.entries import Arrival
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.record import Batch, record_all
from dibao.office.reports import inbox
from dibao.office.reports.intake import Taken, digest_of, take
from dibao.office.reports.layout import packed
from dibao.office.reports.models import REPORT, Layout, ReadFigure, Report
from dibao.office.reports.received import Received, received, received_again
from dibao.office.reports.rows import figure_rows, report_row
from dibao.office.reports.versions import Coming, Place, places
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class Receive(Action[Taken | None, Received]):
    """Take in the bytes of one report; what a unit sent may hold several (`office.reports.opened`).

    `told`: for which reporting day (default today; a date inside the report wins). `unit`: a unit's code, name or
    alias. `arrived`: local time. `file`, `context` and `sent` as in `documents.Enclosed`. A report that waited for its
    unit is completed by receiving it again with one.
    """

    verb: ClassVar[str] = "report.receive"
    data: bytes
    file: str
    told: date | None = None
    unit: str | None = None
    arrived: datetime | None = None
    context: tuple[str, ...] = ()
    sent: datetime | None = None

    @classmethod
    def of(
        cls, one: Enclosed, told: date | None = None, unit: str | None = None, arrived: datetime | None = None
    ) -> Receive:
        """A report as it was inside a file, or the file itself."""
        return cls(one.data, one.name, told, unit, arrived, one.context, one.sent)

    @property
    def enclosed(self) -> Enclosed:
        """The report as what holds it gave it."""
        return Enclosed(self.file, self.data, self.context, self.sent)

    def concerns(self) -> str:
        return self.unit or ""

    def prepare(self, office: Office) -> Taken | None:
        """Read, name and keep the bytes; None where a report with these bytes is settled already."""
        if settled(digest_of(self.data)):
            return None
        taken = take(self.enclosed, office.workspace, office.now(), self.told, self.unit, self.local_arrival(office))
        inbox.keep(office.root, [(self.data, taken.digest, taken.file)])
        return taken

    def local_arrival(self, office: Office) -> datetime | None:
        """When it arrived as the office's own local time."""
        return self.arrived and office.local(office.moment(self.arrived))

    def write(self, office: Office, prepared: Taken | None) -> Done[Received]:
        return self.write_all(office, [(self, prepared)])[0]

    @classmethod
    def write_all(cls, office: Office, prepared: Sequence[tuple[Self, Taken | None]]) -> list[Done[Received]]:
        """A fixed number of statements for up to some hundred reports, no two of the same unit and day."""
        digests = [taken.digest if taken else digest_of(action.data) for action, taken in prepared]
        there = _there(digests)
        new: dict[str, Taken] = {}
        for digest, (_, taken) in zip(digests, prepared, strict=True):
            if _found(there[digest], taken) is None:
                assert taken is not None  # reports are never removed
                new.setdefault(digest, taken)
        known = {digest: live for digest, rows in there.items() if (live := _live(rows))}
        done = written(list(new.values()), known, office) if new else {}
        there = _there(digests) if len(done) < len(digests) else {}
        # The same bytes twice in one go: the first is the report, the others find it there.
        return [
            done.pop(digest) if digest in done else Done(received_again(_again(there[digest], taken), office))
            for digest, (_, taken) in zip(digests, prepared, strict=True)
        ]


def settled(digest: str) -> Report | None:
    """The report with these bytes, if it is there and waits for nothing."""
    report = _live(_there([digest])[digest])
    return report if report and report.state != Arrival.WAITING.value else None


def _there(digests: Collection[str]) -> dict[str, list[Report]]:
    """The reports with these bytes, also those that were withdrawn."""
    rows = Report.objects.filter(kind=REPORT, digest__in=list(digests)).defer("text").select_related("withdrawal")
    found: dict[str, list[Report]] = {digest: [] for digest in digests}
    for report in rows.order_by("id"):
        found[report.digest].append(report)
    return found


def _live(rows: Sequence[Report]) -> Report | None:
    return next((row for row in rows if row.state != Arrival.WITHDRAWN.value), None)


def _found(rows: Sequence[Report], taken: Taken | None) -> Report | None:
    """The report that these bytes are already, None where they are to be written.

    One that was withdrawn doesn't come back by being sent again as the same unit's of the same day: a folder that is
    received every hour still holds it. A person lets it count again (`Refile`).
    """
    live = _live(rows)
    if live is not None:
        waits = live.state == Arrival.WAITING.value and taken is not None and taken.whose.unit is not None
        return None if waits else live
    if taken is None:
        return rows[-1] if rows else None
    unit = taken.whose.unit.code if taken.whose.unit else ""
    return next((row for row in reversed(rows) if (row.unit_code, row.day) == (unit, taken.day)), None)


def _again(rows: Sequence[Report], taken: Taken | None) -> Report:
    return _live(rows) or _found(rows, taken) or rows[-1]


def written(
    taken: Sequence[Taken], known: Mapping[str, Report], office: Office, again_of: Report | None = None
) -> dict[str, Done[Received]]:
    """Write reports that were read, under the lock; `known`: by digest, those that waited for their unit. `again_of`:
    the withdrawn report whose bytes they are."""
    where = _places(taken, office)
    replaced = [place.replaced.id for place in where if place.replaced]
    if replaced:
        Report.objects.filter(id__in=replaced).update(state=Arrival.REPLACED.value)
    reports = [report_row(one, place, office, known.get(one.digest)) for one, place in zip(taken, where, strict=True)]
    for report in reports:
        report.again_of = again_of
    waited = [report for report in reports if report.id]
    for report in waited:
        report.save()
    if waited:
        ReadFigure.objects.filter(report__in=waited).delete()
        Layout.objects.filter(report__in=waited).delete()
    Report.objects.bulk_create([report for report in reports if not report.id])
    ReadFigure.objects.bulk_create(
        row for report, one in zip(reports, taken, strict=True) for row in figure_rows(report, one.figures)
    )
    Layout.objects.bulk_create(
        Layout(report=report, blocks=packed(one.document)) for report, one in zip(reports, taken, strict=True)
    )
    batches = [
        Batch(one.drafts, report, place.supersedes) for one, report, place in zip(taken, reports, where, strict=True)
    ]
    numbers = record_all(batches, at=office.clock())
    return {
        one.digest: Done(received(report, one, place, len(own), office), f"report:{report.id}", _detail(report, own))
        for one, report, place, own in zip(taken, reports, where, numbers, strict=True)
    }


def _places(taken: Sequence[Taken], office: Office) -> list[Place]:
    """Where each belongs; one without a unit has no place yet."""
    coming = [Coming(one.file, one.whose.unit.code, one.day, one.drafts) for one in taken if one.whose.unit]
    found = iter(places(DjangoLedger.of(office), coming) if coming else ())
    return [next(found) if one.whose.unit else Place() for one in taken]


def _detail(report: Report, numbers: Sequence[int]) -> dict[str, object]:
    return {
        "digest": report.digest,
        "unit": report.unit_code,
        "day": report.day.isoformat(),
        "version": report.version,
        "state": report.state,
        "replaces": report.replaces_id,
        "entries": [numbers[0], numbers[-1]] if numbers else [],
    }
