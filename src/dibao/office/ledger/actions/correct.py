"""A correction (更正): a new entry with a reason that supersedes the old one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from dibao.entries import Entry, Origin
from dibao.errors import DibaoError
from dibao.figures import Approx, Interval, Number
from dibao.language import say
from dibao.office.ledger import models
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.ledger.record import record
from dibao.office.reports.models import Report
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import digits
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class Correct(Action[str, int]):
    """Put `value` in the place of entry `number`; gives the number of the correction.

    `interval` and `approx` default to exactly `value`. The correction hangs on the same report, so a newer version of
    that report replaces it too.
    """

    verb: ClassVar[str] = "entry.correct"
    number: int
    value: Number
    reason: str
    interval: Interval | None = None
    approx: Approx = Approx.EXACT

    def concerns(self) -> str:
        """The unit in whose report the entry stands; an opening balance or a count is the office's alone."""
        row = models.Entry.objects.filter(number=self.number).exclude(report=None).values_list("reporter", flat=True)
        return row.first() or ""

    def prepare(self, office: Office) -> str:
        return given(self.reason)

    def write(self, office: Office, prepared: str) -> Done[int]:
        old = _correctable(office, self.number)
        draft = replace(
            old.draft,
            value=self.value,
            interval=self.interval or Interval.exactly(self.value),
            approx=self.approx,
            origin=Origin.CORRECTED,
            reason=prepared,
            part_of=None,
        )
        report = Report.objects.get(id=old.report) if old.report else None
        part_of = {0: old.part_of} if old.part_of else {}
        [number] = record([draft], at=office.clock(), report=report, supersedes={0: old.number}, part_of=part_of)
        detail = {"supersedes": old.number, "from": digits(old.draft.value), "to": digits(self.value)}
        return Done(number, f"entry:{number}", detail)


def given(reason: str) -> str:
    """The reason, which nobody may leave out."""
    if not reason.strip():
        raise DibaoError(say("请写明理由。", "Give a reason."), code="no_reason")
    return reason.strip()


def _correctable(office: Office, number: int) -> Entry:
    found = DjangoLedger.of(office).numbered([number])
    if not found:
        raise DibaoError(
            say(f"台账没有第 {number} 条，请核对编号。", f"The ledger has no entry {number}; check the number."),
            code="no_entry",
        )
    if not current().filter(number=number).exists():
        raise DibaoError(
            say(
                f"第 {number} 条已被更正或替换，请改最新的一条。",
                f"Entry {number} was corrected or replaced already; correct the newest one.",
            ),
            code="superseded",
        )
    return found[0]
