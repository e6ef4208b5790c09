"""The register of issued briefs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from dibao.office.briefs.models import Issue
from dibao.office.shared.pages import Request, page

_SHOWN = 200


@page("brief.see")
def briefs(request: Request) -> HttpResponse:
    """The newest first, each with its slips."""
    rows = Issue.objects.order_by("-id")[:_SHOWN]
    return render(request, "briefs/list.html", {"desk": "briefs", "rows": rows})
