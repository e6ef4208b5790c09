"""The ledger (台账) of a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.pages import Request, page


@page("ledger.see")
def ledger(request: Request) -> HttpResponse:
    """The entries that stand; `?day=` another day than today."""
    office = request.office
    try:
        shown = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        shown = office.today()
    names = {code: unit.name for code, unit in office.workspace.units.items()}
    catalogue = office.workspace.catalogue
    rows = [
        (entry, names.get(entry.series.unit_code, entry.series.unit_code), catalogue.get(entry.series.indicator))
        for entry in DjangoLedger.of(office).entries(shown, shown)
    ]
    return render(request, "ledger/list.html", {"desk": "ledger", "day": shown, "rows": rows})
