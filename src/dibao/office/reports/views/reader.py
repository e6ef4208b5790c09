"""A report beside what was read from it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from dibao.language import say
from dibao.office.ledger.findings import known_findings
from dibao.office.reports.models import REPORT, Report
from dibao.office.reports.shown import shown
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may


def visible(office: Office, number: int) -> Report:
    """The report with this number; what is not theirs to see is not there."""
    rows = Report.objects.filter(kind=REPORT, id=number).select_related("confirmation", "replaces")
    found = rows.first()
    if found is None or not may(office.actor, "report.see", found.unit_code):
        raise missing(say("这份来件", "report"))
    return found


@page("report.list")
def report(request: Request, number: int) -> HttpResponse:
    """The original at left with its figures marked, the table of them at right."""
    office = request.office
    found = visible(office, number)
    [read] = shown(office, [found], known_findings(office, found.day))
    context = {"desk": "reports", "read": read, "unit": office.workspace.units.get(found.unit_code)}
    return render(request, "reports/report.html", context)
