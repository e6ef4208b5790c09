"""What could be carried forward for a unit that did not report."""

from __future__ import annotations

from datetime import date

from dibao.entries import Entry
from dibao.office.ledger.book import DjangoLedger, Whose
from dibao.office.shared.office import Office


def carriable(office: Office, unit: str, day: date) -> list[Entry]:
    """The unit's last cumulative and standing figures that it did not tell on the day."""
    ledger, of_it = DjangoLedger.of(office), Whose(frozenset([unit]))
    told = {entry.series for entry in ledger.entries(day, day, units=of_it)}
    return [
        entry
        for series, entry in ledger.latest(day, units=of_it).items()
        if series not in told and entry.part_of is None
    ]
