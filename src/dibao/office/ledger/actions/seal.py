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
        seal = DjangoLedger.of(office).seal(self.day)
        if seal is None:
            raise DibaoError(
                say("台账还是空的，请先接收来件。", "The ledger is empty; receive reports first."), code="empty_ledger"
            )
        if models.Seal.objects.filter(day=seal.day, count=seal.count, head=seal.head).exists():
            return Done(seal)
        row = models.Seal.objects.create(day=seal.day, count=seal.count, head=seal.head, made=office.clock())
        return Done(seal, f"seal:{row.id}", {"count": seal.count, "head": seal.head})
