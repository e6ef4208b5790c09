"""Which issued briefs tell an entry of the ledger: where it was corrected, they need a slip."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.briefs import register
from dibao.office.shared.pages import Request, page


@page("brief.correct")
def telling(request: Request, entry: int) -> HttpResponse:
    """Beside the entry, or on a page of its own."""
    office = request.office
    found = [
        (row, register.name_of(office.workspace.settings, row), len(figures))
        for row, figures in register.told_by(office, entry)
    ]
    template = "briefs/_telling.html" if request.htmx else "briefs/telling.html"
    return render(request, template, {"desk": "ledger", "entry": entry, "found": found})
