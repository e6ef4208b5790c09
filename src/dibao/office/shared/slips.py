"""Which issued papers the ledger has left behind: the desk that issues them says so here, and others may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dibao.office.shared.office import Office


@dataclass(frozen=True, slots=True)
class Due:
    """An issued brief (its number in the register, its name), and how many of its figures were corrected since."""

    issue: int
    name: str
    figures: int


Teller = Callable[[Office, date], list[Due]]
_tellers: list[Teller] = []


def tell(teller: Teller) -> Teller:
    """Register a desk's answer."""
    _tellers.append(teller)
    return teller


def due(office: Office, day: date) -> tuple[Due, ...]:
    """The issued briefs about that day that a correction has touched, and no slip has said so yet."""
    return tuple(one for teller in _tellers for one in teller(office, day))
