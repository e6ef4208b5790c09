"""Filing anew (改归): a report received under another unit or day is read again as that unit's, or of that day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from dibao.checks import Finding
from dibao.documents import Enclosed
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.ledger.actions.accept import let_stand
from dibao.office.ledger.actions.correct import given
from dibao.office.reports import inbox
from dibao.office.reports.actions.receive import written
from dibao.office.reports.intake import Taken, take
from dibao.office.reports.models import REPORT, Report
from dibao.office.reports.received import Received
from dibao.office.reports.whose import told_unit
from dibao.office.reports.withdrawn import TakenBack, locked, open_to, take_back
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.issued import issued
from dibao.office.shared.office import Office
from dibao.office.shared.policies import permit


@dataclass(frozen=True, slots=True)
class Refiled:
    """`back`: what became of it where it was, None where it had been withdrawn before; `now`: as what it counts."""

    back: TakenBack | None
    now: Received


@dataclass(frozen=True, slots=True)
class Again:
    """A report's bytes read again, and why; `withdrawn`: it had been withdrawn then."""

    taken: Taken
    reason: str
    withdrawn: bool


@dataclass(frozen=True)
class Refile(Action[Again, Refiled]):
    """Withdraw a report and receive its bytes as another unit's (`to`: code, name or alias), or for another `day`; one
    that was withdrawn counts again.

    `unit`: the report's. Who does it answers for both units. `finding`: the one that this settles; it stands then,
    with the reason. DibaoError `day_issued` where the other day is issued, `same` where nothing would change.
    """

    verb: ClassVar[str] = "report.refile"
    report: int
    reason: str
    unit: str = ""
    to: str = ""
    day: date | None = None
    finding: Finding | None = None

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> Again:
        """Read it again, if it is theirs to file on both sides."""
        reason = given(self.reason)
        to = told_unit(self.to, office.workspace.units).code if self.to else self.unit
        permit(office.actor, "report.receive", to)
        if self.finding is not None:
            permit(office.actor, "finding.accept", to)
        row = locked(self.report, self.unit)
        day, withdrawn = self.day or row.day, row.state == Arrival.WITHDRAWN.value
        if not withdrawn and (to, day) == (row.unit_code, row.day):
            raise DibaoError(
                say("这份来件本来就是这样计的，不用改。", "The report is filed so already; nothing is to change."),
                code="same",
            )
        arrived = row.arrived and office.local(row.arrived)
        enclosed = Enclosed(row.file, inbox.read(office.root, row.digest, row.file))
        taken = take(enclosed, office.workspace, office.now(), row.told, to, arrived, day)
        return Again(taken, reason, withdrawn)

    def write(self, office: Office, prepared: Again) -> Done[Refiled]:
        row, taken = locked(self.report, self.unit), prepared.taken
        if taken.day not in (row.day, row.told):
            _open(office, taken.day)
        back = None if prepared.withdrawn else take_back(office, row, prepared.reason)
        if back is None:
            open_to(office, row.day, row.unit_code)
            _not_there(row)
        done = written([taken], {}, office, again_of=row)[taken.digest]
        if self.finding is not None:
            _stands(office, self.finding, done.result, prepared.reason)
        detail = {"to": done.result.report, **(back.detail() if back else {}), **done.detail}
        return Done(Refiled(back, done.result), f"report:{row.id}", detail)


def is_open(office: Office, day: date) -> bool:
    """Whether reports may be filed under that day: the work had begun, it is not to come, and no brief is out."""
    began = office.workspace.settings.began
    return (began is None or began <= day) and day <= office.today() and not issued(office, day)


def _open(office: Office, day: date) -> None:
    if not is_open(office, day):
        raise DibaoError(
            say(
                f"{day} 不能再收来件（已签发、未开始或还没到），请用更正。",
                f"{day} takes no reports (issued, before the work began, or to come); make a correction instead.",
            ),
            code="day_issued",
        )


def _not_there(row: Report) -> None:
    again = Report.objects.filter(kind=REPORT, digest=row.digest).exclude(state=Arrival.WITHDRAWN.value)
    if again.exists():
        raise DibaoError(
            say("同样的文件已经重新计入，不用再办。", "The same file counts again already; nothing is left to do."),
            code="stale",
        )


def _stands(office: Office, finding: Finding, now: Received, reason: str) -> None:
    """The finding as it is about the report of now: on the day that it was sent for, and on a later one where it is."""
    sent_for = now.told or now.day
    for day in sorted({sent_for, max(sent_for, now.day)}):
        let_stand(office, replace(finding, report=now.report, unit_code=now.unit_code, date=day), reason)
