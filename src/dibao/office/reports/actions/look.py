"""Looking (看过): a figure was compared with its original and stands as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from dibao.office.reports.models import Looked, ReadFigure
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class LookAt(Action[None, int]):
    """Note that these figures of a report were looked at; gives how many were not before. `unit`: the report's."""

    verb: ClassVar[str] = "figure.look"
    report: int
    positions: Sequence[int]
    unit: str = ""

    def concerns(self) -> str:
        return self.unit

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[int]:
        rows = ReadFigure.objects.filter(
            report=self.report, report__unit_code=self.unit, position__in=list(self.positions), looked=None
        )
        new = list(rows.exclude(indicator=None).order_by("position"))
        now = office.clock()
        Looked.objects.bulk_create(Looked(figure=row, who=str(office.actor), at=now) for row in new)
        detail = {"figures": [row.position for row in new]}
        return Done(len(new), f"report:{self.report}" if new else "", detail)
