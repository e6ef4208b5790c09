"""Receiving a report (来件): its bytes, its figures and its entries, wholly or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from dibao.documents import Enclosed
from dibao.entries import Arrival
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.record import record
from dibao.office.reports import inbox
from dibao.office.reports.intake import Taken, digest_of, take
from dibao.office.reports.models import REPORT, ReadFigure, Report
from dibao.office.reports.received import Received, received, received_again
from dibao.office.reports.rows import figure_rows, report_row
from dibao.office.reports.versions import Place, place
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

    def prepare(self, office: Office) -> Taken | None:
        """Read, name and keep the bytes; None where a report with these bytes is settled already."""
        known = _known(digest_of(self.data))
        if known and known.state != Arrival.WAITING.value:
            return None
        taken = take(
            Enclosed(self.file, self.data, self.context, self.sent),
            office.workspace,
            office.now(),
            told=self.told,
            unit=self.unit,
            arrived=self.arrived and office.local(office.moment(self.arrived)),
        )
        inbox.keep(office.root, self.data, taken.digest, taken.file)
        return taken

    def write(self, office: Office, prepared: Taken | None) -> Done[Received]:
        known = _known(digest_of(self.data))
        if known and (prepared is None or known.state != Arrival.WAITING.value or prepared.whose.unit is None):
            return Done(received_again(known, office))
        assert prepared is not None  # reports are never removed
        where = Place()
        if prepared.whose.unit:
            unit_code = prepared.whose.unit.code
            where = place(DjangoLedger.of(office), prepared.file, unit_code, prepared.day, prepared.drafts)
        if where.replaced:
            Report.objects.filter(id=where.replaced.id).update(state=Arrival.REPLACED.value)
        report = report_row(prepared, where, office, known)
        report.save()
        if known:
            ReadFigure.objects.filter(report=report).delete()
        ReadFigure.objects.bulk_create(figure_rows(report, prepared.figures))
        numbers = record(prepared.drafts, at=office.clock(), report=report, supersedes=where.supersedes)
        detail = {
            "digest": report.digest,
            "unit": report.unit_code,
            "day": report.day.isoformat(),
            "version": report.version,
            "state": report.state,
            "replaces": where.replaced and where.replaced.id,
            "entries": [numbers[0], numbers[-1]] if numbers else [],
        }
        return Done(received(report, prepared, where, len(numbers), office), f"report:{report.id}", detail)


def _known(digest: str) -> Report | None:
    return Report.objects.filter(kind=REPORT, digest=digest).defer("text").first()
