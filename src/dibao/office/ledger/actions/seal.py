"""The day's seal: how many entries there are and the hash of the last, to be kept elsewhere too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dibao.entries import Seal
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.ledger import models
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class SealDay(Action[None, Seal]):
    """Keep how the ledger stands now as a seal of `day`; sealing again without a new entry writes nothing."""

    verb: ClassVar[str] = "day.seal"
    day: date

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[Seal]:
        seal, row = kept_seal(office, self.day)
        return Done(seal, f"seal:{row}", {"count": seal.count, "head": seal.head}) if row else Done(seal)


def kept_seal(office: Office, day: date) -> tuple[Seal, int | None]:
    """How the ledger stands, kept as a seal of `day`, and the number of its row if it is new.

    Call it inside `writing()`. DibaoError (code `empty_ledger`) where there is nothing to seal.
    """
    seal = DjangoLedger.of(office).seal(day)
    if seal is None:
        raise DibaoError(
            say("台账还是空的，请先接收来件。", "The ledger is empty; receive reports first."), code="empty_ledger"
        )
    if models.Seal.objects.filter(day=seal.day, count=seal.count, head=seal.head).exists():
        return seal, None
    row = models.Seal.objects.create(day=seal.day, count=seal.count, head=seal.head, made=office.clock())
    return seal, row.id
