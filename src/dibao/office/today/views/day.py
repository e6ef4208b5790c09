"""Today (今日): what has come in, what does not fit, how long there is still."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.ledger.findings import known_findings
from dibao.office.shared.pages import Request, page
from dibao.office.today.board import board


@page("today.see")
def today(request: Request, day: date | None = None) -> HttpResponse:
    """The day on one screen."""
    office = request.office
    shown = day or office.today()
    found = known_findings(office, shown)
    return render(request, "today/day.html", {"desk": "today", "board": board(office, shown, found), "found": found})
