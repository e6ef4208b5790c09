"""The reports of a day: all of them for the office, a clerk's own for a clerk."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from dibao.checks import Severity
from dibao.entries import Arrival
from dibao.office.ledger.findings import known_findings
from dibao.office.ledger.models import Entry
from dibao.office.reports.models import REPORT, Report
from dibao.office.reports.views.given import day, opened_now
from dibao.office.reports.views.sent import reading
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import DESK, Role, may


@page("report.list")
def reports(request: Request) -> HttpResponse:
    """The newest first, those that wait for a unit before all; `?day=` another day than today."""
    office = request.office
    shown = day(request.GET.get("day", ""), office.today())
    units = office.actor.units(*DESK, Role.CLERK)
    rows = Report.objects.filter(kind=REPORT, day=shown).defer("text").select_related("confirmation")
    rows = rows.annotate(returned=Count("returns")).order_by("-id")
    if units is not None:
        rows = rows.filter(unit_code__in=units)
    found = [one for one in known_findings(office, shown) if one.severity is not Severity.INFO]
    numbers = {told.entry for finding in found for told in finding.figures}
    of_entry = dict(Entry.objects.filter(number__in=numbers).values_list("number", "report_id"))
    counted: dict[int, int] = {}
    for finding in found:
        for report in {of_entry.get(told.entry) for told in finding.figures} | {finding.report}:
            if report is not None:
                counted[report] = counted.get(report, 0) + 1
    listed = [(row, office.workspace.units.get(row.unit_code), counted.get(row.id, 0)) for row in rows]
    waiting = [row for row, _, _ in listed if row.state == Arrival.WAITING.value]
    context = {
        "desk": "reports",
        "day": shown,
        "today": office.today(),
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "rows": [one for one in listed if one[0].state != Arrival.WAITING.value],
        "waiting": waiting,
        "reading": reading(office),
        "units": list(office.workspace.units.values()),
        "may_burden": may(office.actor, "report.burden"),
        "may_send": may(office.actor, "report.send"),
        "opened": opened_now(request),
    }
    return render(request, "reports/list.html", context)
