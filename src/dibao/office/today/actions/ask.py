"""That a message went to a unit (催报, 核实): Dibao sends none itself, a person does, and says so here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office
from dibao.office.today.models import Asked


@dataclass(frozen=True)
class AskUnit(Action[None, int]):
    """Put on record that the unit was asked: about its report ("") or about a finding; gives the number of the line."""

    verb: ClassVar[str] = "unit.ask"
    unit: str
    day: date
    about: str = ""

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> None:
        if self.unit not in office.workspace.units:
            raise DibaoError(
                say(f"units.csv 里没有单位 {self.unit}。", f"units.csv has no unit {self.unit}."), code="no_unit"
            )

    def write(self, office: Office, prepared: None) -> Done[int]:
        line = Asked.objects.create(
            day=self.day, unit_code=self.unit, about=self.about, who=str(office.actor), at=office.clock()
        )
        return Done(line.id, f"unit:{self.unit}", {"day": self.day.isoformat(), "about": self.about})
