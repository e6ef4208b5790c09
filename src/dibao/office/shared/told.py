"""What desks tell the day's brief besides the ledger: each says how it is told, the brief asks by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dibao.office.shared.office import Office

Teller = Callable[[Office, date], str]
"""The words of a day for the brief, "" where there is nothing to tell."""
_tellers: dict[str, Teller] = {}


def tell_by(name: str, teller: Teller) -> None:
    """Let `teller` say the day's words for the place `name` of a template."""
    _tellers[name] = teller


def told(office: Office, day: date, name: str) -> str:
    """The day's words for the place `name`; "" where no desk tells it."""
    teller = _tellers.get(name)
    return teller(office, day) if teller is not None else ""
