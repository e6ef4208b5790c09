"""The findings (待核) of a reporting day."""

from __future__ import annotations

from datetime import date

from dibao import checks
from dibao.checks import Finding
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.office import Office


def findings(office: Office, day: date) -> list[Finding]:
    """The findings of a reporting day, as of now."""
    return checks.run(DjangoLedger.of(office), office.workspace, day, now=office.now())
