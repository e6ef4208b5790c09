"""Carrying an earlier value forward: a person's choice, dated, for standing figures only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from dibao.entries import Origin, Series
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.language import say
from dibao.office.ledger.actions.correct import given
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.ledger.record import record
from dibao.office.reports.models import Report
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class CarryForward(Action[str, int]):
    """Let the last value of `series` before `day` stand for `day`; gives the number of the new entry.

    The window stays that of the earlier value, which dates it. It hangs on the earlier report and falls with it, and
    gives way as soon as the unit reports that series for `day` itself.
    """

    verb: ClassVar[str] = "entry.carry"
    series: Series
    day: date
    reason: str

    def prepare(self, office: Office) -> str:
        if self.series.basis not in (Basis.CUMULATIVE, Basis.ASOF):
            raise DibaoError(
                say("只有累计和时点数字可以沿用。", "Only cumulative and as-of figures can be carried forward."),
                code="not_carried",
            )
        return given(self.reason)

    def write(self, office: Office, prepared: str) -> Done[int]:
        series = self.series
        same = {**series._asdict(), "basis": series.basis.value, "day": self.day}
        if current().filter(**same).exists():
            raise DibaoError(
                say(
                    f"{self.day} 已有这个数字，不用沿用。",
                    f"{self.day} has that figure already; nothing to carry forward.",
                ),
                code="not_carried",
            )
        old = DjangoLedger.of(office).latest(self.day).get(series)
        if old is None:
            raise DibaoError(
                say(f"{self.day} 之前没有这个数字，无从沿用。", f"There is no such figure before {self.day}."),
                code="not_carried",
            )
        draft = replace(old.draft, day=self.day, origin=Origin.CARRIED, reason=prepared, part_of=None)
        report = Report.objects.get(id=old.report) if old.report else None
        [number] = record([draft], at=office.clock(), report=report)
        return Done(number, f"entry:{number}", {"carries": old.number, "day": self.day.isoformat()})
