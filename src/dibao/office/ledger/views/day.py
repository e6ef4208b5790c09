"""The ledger (台账) of a day: what every indicator adds up to, and who told it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.ledger import asking
from dibao.office.ledger.overview import columns, overview
from dibao.office.shared.pages import Request, page


@page("ledger.see")
def ledger(request: Request) -> HttpResponse:
    """`?day=` another day than the last with reports, `?group=` some of the units."""
    office = request.office
    given = {key: request.GET.get(key, "") for key in ("day", "group")}
    found = asking.asked(given, office.workspace, office.today())
    context = {
        "desk": "ledger",
        "asking": found,
        "day": found.last,
        "before": found.last - timedelta(days=1),
        "after": found.last + timedelta(days=1),
        "areas": overview(office, found.last, found.group),
        "heads": columns(),
        "groups": asking.groups(office.workspace),
    }
    return render(request, "ledger/day.html", context)
