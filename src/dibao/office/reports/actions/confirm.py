"""Confirming (确认): whoever answers for a unit's reports says that they are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.reports.models import REPORT, Confirmation, Report, Upload
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class Confirm(Action[None, int]):
    """Confirm these reports of one unit and day, as they stand; gives how many were not confirmed before.

    `asked`: how many questions were put to the unit about them. DibaoError (code `stale`) where a newer version came.
    """

    verb: ClassVar[str] = "report.confirm"
    unit: str
    reports: Sequence[int]
    asked: int = 0

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[int]:
        rows = list(
            Report.objects.filter(
                kind=REPORT, id__in=list(self.reports), unit_code=self.unit, state=Arrival.COUNTED.value
            ).defer("text")
        )
        if not rows or len(rows) < len(set(self.reports)):
            raise DibaoError(
                say("刚刚又来了新的一版，请再看一眼。", "A newer version has just come; look at it once more."),
                code="stale",
            )
        known = set(Confirmation.objects.filter(report__in=rows).values_list("report_id", flat=True))
        new = [row for row in rows if row.id not in known]
        if not new:
            return Done(0)
        now = office.clock()
        seconds = self._seconds(office, rows)
        Confirmation.objects.bulk_create(
            # What the sending cost is told once, of the first.
            Confirmation(
                report=row, who=str(office.actor), at=now, asked=0 if place else self.asked,
                seconds=None if place else seconds,
            )
            for place, row in enumerate(new)
        )  # fmt: skip
        numbers = [row.id for row in new]
        return Done(len(new), f"report:{numbers[0]}", {"reports": numbers, "asked": self.asked, "seconds": seconds})

    def _seconds(self, office: Office, rows: Sequence[Report]) -> int | None:
        """From when the page was opened on which the first of them was written, since the unit last confirmed."""
        day = rows[0].day
        last = Confirmation.objects.filter(report__unit_code=self.unit, report__day=day).order_by("-at").first()
        sent = Upload.objects.filter(unit_code=self.unit, day=day, by=office.actor.name).exclude(opened=None)
        first = (sent.filter(made__gt=last.at) if last else sent).order_by("opened").first()
        if first is None or first.opened is None:
            return None
        return max(0, round((office.clock() - first.opened).total_seconds()))
