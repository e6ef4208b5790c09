"""The reports of a day: all of them for the office, a clerk's own for a clerk."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, Count, When
from django.http import HttpResponse
from django.shortcuts import render

from dibao.checks import Finding, Severity
from dibao.entries import Arrival
from dibao.office.ledger.findings import findings_within, known_findings
from dibao.office.ledger.models import Entry
from dibao.office.reports.models import REPORT, Report
from dibao.office.reports.policies import seen_by
from dibao.office.reports.views.given import day, number, opened_now
from dibao.office.reports.views.sent import reading
from dibao.office.reports.withdrawn import seen
from dibao.office.shared.later import Answer
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import may

_PAGE = 150
_LAST = Case(When(state=Arrival.WAITING.value, then=0), default=1)


@page("report.list")
def reports(request: Request) -> HttpResponse:
    """The newest first, those that wait for a unit before all; `?day=` another day than today, `?page=` from 1."""
    office = request.office
    shown = day(request.GET.get("day", ""), office.today())
    units = seen_by(office.actor)
    rows = Report.objects.filter(kind=REPORT, day=shown).defer("text").select_related("confirmation", "withdrawal")
    rows = rows.annotate(returned=Count("returns")).order_by(_LAST, "-id")
    rows = seen(rows, units)
    answer = _findings(office, shown, units)
    found = [one for one in answer.value or () if one.severity is not Severity.INFO]
    numbers = {told.entry for finding in found for told in finding.figures}
    of_entry = dict(Entry.objects.filter(number__in=numbers).values_list("number", "report_id"))
    counted: dict[int, int] = {}
    for finding in found:
        for report in {of_entry.get(told.entry) for told in finding.figures} | {finding.report}:
            if report is not None:
                counted[report] = counted.get(report, 0) + 1
    page = number(request.GET.get("page", ""))
    some = list(rows[(page - 1) * _PAGE : page * _PAGE + 1])
    context = {
        "desk": "reports",
        "day": shown,
        "today": office.today(),
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "rows": [
            (row, office.workspace.units.get(row.unit_code), counted.get(row.id, 0))
            for row in some[:_PAGE]
            if row.state != Arrival.WAITING.value
        ],
        "newer": page - 1,
        "older": page + 1 if len(some) > _PAGE else 0,
        "answer": answer,
        "waiting": [row for row in some[:_PAGE] if row.state == Arrival.WAITING.value],
        "reading": reading(office),
        "units": list(office.workspace.units.values()),
        "may_burden": may(office.actor, "report.burden"),
        "may_send": may(office.actor, "report.send"),
        "opened": opened_now(request),
    }
    return render(request, "reports/list.html", context)


def _findings(office: Office, day: date, units: frozenset[str] | None) -> Answer[list[Finding]]:
    """Those of all units (None), else those that the figures of these units give by themselves."""
    if units is None:
        return known_findings(office, day)
    return Answer(findings_within(office, day, units), office.now(), fresh=True)
