"""Letting a finding stand (情况属实): a person's choice with a reason, which holds as long as its figures do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dibao.checks import Finding
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.ledger.actions.correct import given
from dibao.office.ledger.models import Acceptance
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import storable
from dibao.office.shared.office import Office
from dibao.office.shared.policies import name_of


@dataclass(frozen=True)
class AcceptFinding(Action[str, int]):
    """Let a finding stand; gives the number of the line.

    Its figures are not questioned in the brief any more and say who let them stand, and why. As soon as one of them
    changes it is another finding and comes back. DibaoError (code `stale`) where a colleague let it stand already.
    """

    verb: ClassVar[str] = "finding.accept"
    finding: Finding
    reason: str

    def concerns(self) -> str:
        return self.finding.unit_code

    def prepare(self, office: Office) -> str:
        return given(self.reason)

    def write(self, office: Office, prepared: str) -> Done[int]:
        before = _newest(self.finding)
        if before is not None and before.stands:
            at, who = f"{office.local(before.at):%H:%M}", name_of(before.who)
            raise DibaoError(
                say(
                    f"{who} {at} 已认可这一项（{before.reason}），不用再办。",
                    f"{who} let this stand at {at} already ({before.reason}); nothing is left to do.",
                ),
                code="stale",
            )
        return let_stand(office, self.finding, prepared)


@dataclass(frozen=True)
class ReopenFinding(Action[None, int]):
    """Take back that a finding stands: it is open again. DibaoError (code `stale`) where it is open already."""

    verb: ClassVar[str] = "finding.reopen"
    finding: Finding

    def concerns(self) -> str:
        return self.finding.unit_code

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[int]:
        before = _newest(self.finding)
        if before is None or not before.stands:
            raise DibaoError(say("这一项本来就待核。", "This finding is open already."), code="stale")
        return _line(office, self.finding, "", stands=False)


def _newest(finding: Finding) -> Acceptance | None:
    return Acceptance.objects.filter(day=finding.date, finding=finding.id).order_by("-id").first()


def let_stand(office: Office, finding: Finding, reason: str) -> Done[int]:
    """Write, under the lock, that a finding stands."""
    return _line(office, finding, reason, stands=True)


def _line(office: Office, finding: Finding, reason: str, *, stands: bool) -> Done[int]:
    line = Acceptance.objects.create(
        finding=finding.id,
        day=finding.date,
        code=finding.code,
        unit_code=finding.unit_code,
        stands=stands,
        reason=storable(reason),
        who=str(office.actor),
        at=office.clock(),
    )
    detail = {"code": finding.code, "unit": finding.unit_code, "day": finding.date.isoformat()}
    return Done(line.id, f"finding:{finding.id}", detail)
