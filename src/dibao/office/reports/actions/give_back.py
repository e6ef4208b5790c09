"""Giving a report back (退回): its unit is told what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.reports.models import Confirmation, Report, Return
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office

_LONGEST = 4000


@dataclass(frozen=True)
class GiveBack(Action[str, int]):
    """Give a report back to its unit with a message. It counts until a newer version comes; that the unit confirmed
    it holds no longer."""

    verb: ClassVar[str] = "report.return"
    report: int
    message: str
    unit: str = ""

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> str:
        message = storable(self.message.strip())[:_LONGEST]
        if not message:
            raise DibaoError(say("请写明要单位核对什么。", "Say what the unit is to look at."), code="no_reason")
        return message

    def write(self, office: Office, prepared: str) -> Done[int]:
        report = Report.objects.filter(id=self.report, unit_code=self.unit, state=Arrival.COUNTED.value).first()
        if report is None:
            raise DibaoError(
                say("这份来件已有新版，请看新版。", "This report has a newer version; look at that one."), code="stale"
            )
        Confirmation.objects.filter(report=report).delete()
        row = Return.objects.create(report=report, message=prepared, who=str(office.actor), at=office.clock())
        return Done(row.id, f"report:{report.id}", {"return": row.id})
