"""What could be carried forward for a unit that did not report."""

from __future__ import annotations

from datetime import date

from dibao.entries import Entry
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.office import Office


def carriable(office: Office, unit: str, day: date) -> list[Entry]:
    """The unit's last cumulative and standing figures that it did not tell on the day."""
    ledger = DjangoLedger.of(office)
    told = {entry.series for entry in ledger.entries(day, day, units=[unit])}
    return [
        entry
        for series, entry in ledger.latest(day, units=[unit]).items()
        if series not in told and entry.part_of is None
    ]
