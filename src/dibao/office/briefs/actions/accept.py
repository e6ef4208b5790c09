"""A brief that says another number than the ledger, or one that no report told: a person's decision, on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from dibao.figures import Number
from dibao.office.shared.actions import Action, Done
from dibao.office.shared.columns import digits
from dibao.office.shared.office import Office


@dataclass(frozen=True)
class AcceptFigures(Action[None, int]):
    """Put on record which figures of a draft a person lets stand beside the ledger; why stands in the draft itself.

    `figures`: by place, what the ledger says (None: nothing) and what the brief says. `digest`: the draft's SHA-256.
    """

    verb: ClassVar[str] = "brief.accept"
    series: str
    day: date
    digest: str
    figures: Mapping[str, tuple[Number | None, Number | None]] = field(default_factory=dict)

    def prepare(self, office: Office) -> None:
        return None

    def write(self, office: Office, prepared: None) -> Done[int]:
        told = {place: [_digits(then), _digits(now)] for place, (then, now) in sorted(self.figures.items())}
        detail = {"series": self.series, "digest": self.digest, "figures": told}
        return Done(len(told), f"brief:{self.series}:{self.day.isoformat()}" if told else "", detail)


def _digits(value: Number | None) -> str | None:
    return None if value is None else digits(value)
