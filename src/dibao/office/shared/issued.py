"""What has been issued about a day: the desk that issues says so here, and others may ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dibao.office.shared.office import Office

Teller = Callable[[Office, date], list[str]]
_tellers: list[Teller] = []


def tell(teller: Teller) -> Teller:
    """Register a desk's answer: the names of what it has issued about a day."""
    _tellers.append(teller)
    return teller


def issued(office: Office, day: date) -> list[str]:
    """The names of what was issued about that day; empty where the day is open."""
    return [name for teller in _tellers for name in teller(office, day)]
