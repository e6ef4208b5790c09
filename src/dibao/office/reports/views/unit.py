"""A unit's own page: it sends the day's report as a file or as pasted words, and sees what Dibao read."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.language import say
from dibao.office.reports.actions import Receive
from dibao.office.reports.models import REPORT, Report
from dibao.office.shared.pages import Request, missing, page


@page("report.receive")
def unit(request: Request, unit_code: str) -> HttpResponse:
    """Send; then look at what came of it."""
    office = request.office
    found = office.workspace.units.get(unit_code)
    if found is None:
        raise missing(say("这个单位", "unit"))
    if request.method == "POST":
        for name, data in _sent(request):
            Receive(data, name, told=office.today(), unit=unit_code, arrived=office.now()).run(office)
        messages.success(request, say("收到了。", "It has arrived."))
        return redirect("unit", unit_code=unit_code)
    rows = Report.objects.filter(kind=REPORT, unit_code=unit_code, day=office.today()).order_by("-id")
    return render(request, "reports/unit.html", {"unit": found, "rows": rows})


def _sent(request: Request) -> list[tuple[str, bytes]]:
    """What was sent, by name; pasted words are a text of their own."""
    files = [
        (file.name or "file", file.read()) for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)
    ]
    text = request.POST.get("text", "").strip()
    return [*files, *([(say("粘贴.txt", "pasted.txt"), text.encode())] if text else [])]
