"""The reports of a day: all of them for the office, a clerk's own for a clerk."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.reports.models import REPORT, Report
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import DESK, Role


@page("report.list")
def reports(request: Request) -> HttpResponse:
    """The newest first; `?day=` another day than today."""
    office = request.office
    try:
        shown = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        shown = office.today()
    rows = Report.objects.filter(kind=REPORT, day=shown).defer("text").order_by("-id")
    units = office.actor.units(*DESK, Role.CLERK)
    if units is not None:
        rows = rows.filter(unit_code__in=units)
    listed = [(row, office.workspace.units.get(row.unit_code)) for row in rows]
    return render(request, "reports/list.html", {"desk": "reports", "day": shown, "rows": listed})
