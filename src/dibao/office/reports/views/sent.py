"""Sending reports in from the office, and how far the reading of what was sent has come."""

from __future__ import annotations

from time import monotonic

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dibao.language import say
from dibao.office.reports import inbox
from dibao.office.reports.actions import Receive
from dibao.office.reports.actions.send import Send
from dibao.office.reports.models import REPORT, Report, Upload
from dibao.office.reports.uploads import Standing, standing
from dibao.office.reports.views.given import day, given
from dibao.office.shared import jobs
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may

FEW = 3
"""Of more uploads than this that nobody has begun to read, none waits for its own."""


def read_by_then(upload: Upload, since: float) -> bool:
    """Whether an upload is read within a moment of `since`; where many wait to be read, nobody waits for it."""
    unread = Upload.objects.filter(id=upload.id, done=None)
    if Upload.objects.filter(done=None).count() > FEW:
        return not unread.exists()
    return jobs.wait(lambda: not unread.exists(), since=since)


@page("report.send")
@require_POST
def send(request: Request) -> HttpResponse:
    """Files and words from the office: whose they are, Dibao finds out, or the form says."""
    office, since = request.office, monotonic()
    unit = request.POST.get("unit", "")
    if unit not in office.workspace.units:
        unit = ""
    upload = Send(given(request), unit, day(request.POST.get("day", ""), office.today())).run(office)
    read_by_then(upload, since)
    return redirect("upload", number=upload.id)


@page("report.list")
def upload(request: Request, number: int) -> HttpResponse:
    """How far it has come; then what was in it. A unit's own goes on to the unit's page."""
    found = _visible(request.office, Upload.objects.filter(id=number))
    if not found:
        raise missing(say("这次上传", "upload"))
    one = found[0]
    then = _then(request, one)
    if one.done and then:
        for note in one.notes:
            messages.info(request, note)
        if request.htmx:
            return HttpResponse(status=204, headers={"HX-Redirect": then})
        return redirect(then)
    context = {
        "desk": "reports",
        "one": one,
        "units": list(request.office.workspace.units.values()),
        "may_name": may(request.office.actor, "report.receive"),
    }
    return render(request, "reports/upload.html", context)


def _then(request: Request, one: Standing) -> str:
    """Where somebody goes whose upload is read and of whom nothing is asked about it; "" where something is to see."""
    reports = list(one.reports.values())
    # A report that bears another day is not on the unit's page of today: that has to be said where it was sent.
    elsewhere = any(report.day != one.upload.day for report in reports)
    if one.refused or not reports or (elsewhere and one.upload.unit_code):
        return ""
    if one.upload.unit_code and may(request.office.actor, "report.receive", one.upload.unit_code):
        return reverse("unit", args=[one.upload.unit_code])
    return reverse("report", args=[reports[0].id]) if len(reports) == 1 and reports[0].unit_code else ""


def _visible(office: Office, rows: QuerySet[Upload]) -> list[Standing]:
    """Those that are theirs to see: their own, and those of units that they answer for."""
    actor = office.actor
    kept = [
        row
        for row in rows.prefetch_related("files")
        if (row.by and row.by == actor.name) or may(actor, "report.see", row.unit_code)
    ]
    return standing(kept)


def reading(office: Office) -> list[Standing]:
    """What was sent and is not read yet, as far as it is theirs to see."""
    return _visible(office, Upload.objects.filter(done=None)[:50])


@page("report.receive")
@require_POST
def whose(request: Request, number: int) -> HttpResponse:
    """A report that waits is given its unit, and read again as that unit's."""
    office = request.office
    report = Report.objects.filter(kind=REPORT, id=number, unit_code="").defer("text").first()
    if report is None:
        raise missing(say("这份待指明的来件", "report that waits for its unit"))
    data = inbox.read(office.root, report.digest, report.file)
    Receive(data, report.file, report.told, request.POST.get("unit", "")).run(office)
    back = request.POST.get("upload", "")
    return redirect("upload", number=int(back)) if back.isdecimal() else redirect("reports")
