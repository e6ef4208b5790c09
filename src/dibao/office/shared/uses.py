"""Where reports were used: desks that make something of them say so here, and others may ask."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Use:
    """Something that went out and rests on reports: what it is called, and in how many places it does."""

    title: str
    places: int


Teller = Callable[[Office, date, Collection[int]], list[Use]]
"""From a reporting day and numbers of its reports to what rests on them."""
_tellers: list[Teller] = []


def tell(teller: Teller) -> Teller:
    """Register a desk's answer."""
    _tellers.append(teller)
    return teller


def uses(office: Office, day: date, reports: Collection[int]) -> list[Use]:
    """What went out and rests on these reports of that day."""
    return [use for teller in _tellers for use in teller(office, day, reports)] if reports else []
