"""Opening balances (期初数): opening.csv is kept like a report, and a changed file is a new version of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from dibao.catalogue import Opening
from dibao.entries import Arrival, Draft, Origin
from dibao.figures import Approx, Basis, How, Interval, Window
from dibao.office.ledger.record import record
from dibao.office.reports import inbox
from dibao.office.reports.models import OPENING, Report
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office

FILE = "opening.csv"


@dataclass(frozen=True)
class RecordOpenings(Action[list[Draft], list[int]]):
    """Record the balances of opening.csv (`data`: its bytes); an unchanged file writes nothing.

    Gives the numbers of the new entries; those of the version before no longer count.
    """

    verb: ClassVar[str] = "entry.open"
    data: bytes

    @classmethod
    def if_changed(cls, office: Office) -> None:
        """Record the workspace's opening.csv where it is not the one recorded last."""
        file = office.root / FILE
        data = file.read_bytes() if file.is_file() else b""
        action = cls(data)
        newest = _newest()
        if (office.workspace.openings or newest) and not (newest and newest.digest == action.digest):
            action.run(office)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def prepare(self, office: Office) -> list[Draft]:
        inbox.keep(office.root, [(self.data, self.digest, FILE)])
        return [_draft(opening, office) for opening in office.workspace.openings]

    def write(self, office: Office, prepared: list[Draft]) -> Done[list[int]]:
        before = _newest()
        if before and before.digest == self.digest:
            return Done([])
        if before:
            Report.objects.filter(id=before.id).update(state=Arrival.REPLACED.value)
        report = Report.objects.create(
            kind=OPENING,
            digest=self.digest,
            day=max((draft.day for draft in prepared), default=office.today()),
            version=before.version + 1 if before else 1,
            replaces=before,
            received=office.clock(),
            file=FILE,
            format="csv",
            text="",
            text_digest="",
            figures=len(prepared),
        )
        numbers = record(prepared, at=office.clock(), report=report)
        return Done(numbers, f"report:{report.id}", {"digest": self.digest, "entries": len(numbers)})


def _newest() -> Report | None:
    return Report.objects.filter(kind=OPENING, state=Arrival.COUNTED.value).order_by("-id").first()


def _draft(opening: Opening, office: Office) -> Draft:
    settings = office.workspace.settings
    end = settings.window(opening.series.indicator.partition(".")[0], opening.day).end
    start = settings.opening_day if opening.series.basis is Basis.CUMULATIVE else None
    return Draft(
        day=opening.day,
        series=opening.series,
        window=Window(start if start and end and start < end else None, end),
        value=opening.value,
        interval=Interval.exactly(opening.value),
        approx=Approx.EXACT,
        reporter=opening.series.unit_code,
        origin=Origin.OPENING,
        basis_how=How.STATED,
        window_how=How.DEFAULT,
        text=f"{opening.value}{opening.series.measure}",
    )
