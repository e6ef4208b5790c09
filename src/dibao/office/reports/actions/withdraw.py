"""Withdrawing (撤回): a report that should not count, with the reason; it stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.office.ledger.actions.correct import given
from dibao.office.reports.withdrawn import TakenBack, locked, take_back
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class Withdraw(Action[str, TakenBack]):
    """Take a report back: one of a wrong unit, or that should never have been sent. What its unit had told before
    counts again.

    `unit`: the report's. A unit's clerk may until a brief about the day is issued (DibaoError `day_issued`). `stale`
    where it is withdrawn already or a newer version has come.
    """

    verb: ClassVar[str] = "report.withdraw"
    report: int
    reason: str
    unit: str = ""

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> str:
        return given(self.reason)

    def write(self, office: Office, prepared: str) -> Done[TakenBack]:
        done = take_back(office, locked(self.report, self.unit), prepared)
        return Done(done, f"report:{done.report}", done.detail())
