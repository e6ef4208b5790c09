"""The style rules for an office's own template, as a style sheet of their own: pages have no styles inside."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from dibao.office.briefs import shown, working
from dibao.office.briefs.sheets import as_issued, live
from dibao.office.briefs.views.issued import found
from dibao.office.briefs.views.sheet import series_of
from dibao.office.shared.pages import Request, page


@page("draft.see")
def of_draft(request: Request, series: str, day: date) -> HttpResponse:
    """Those of the sheet of the day."""
    kind = series_of(request.office, series)
    drafts = working.versions(request.office, kind, day)
    return _css(shown.rules(live(request.office, kind, day, drafts[-1] if drafts else None)))


@page("brief.see")
def of_issued(request: Request, number: int) -> HttpResponse:
    """Those of an issued brief."""
    return _css(shown.rules(as_issued(request.office, found(number))))


def _css(rules: str) -> HttpResponse:
    return HttpResponse(rules, content_type="text/css; charset=utf-8")
