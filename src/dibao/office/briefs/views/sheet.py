"""A brief on its way: the sheet with the figures of now, and where each of them comes from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from dibao.catalogue.brief_series import BriefSeries
from dibao.language import say
from dibao.office.briefs import register, shown, working
from dibao.office.briefs.models import Draft
from dibao.office.briefs.sheets import Sheet, contents, live
from dibao.office.briefs.traced import traced
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may


@page("draft.see")
def sheet(request: Request, series: str, day: date) -> HttpResponse:
    """The draft of the day, or, before there is one, the brief as it would be composed now."""
    office = request.office
    kind = series_of(office, series)
    drafts = working.versions(office, kind, day)
    draft = drafts[-1] if drafts else None
    made = live(office, kind, day, draft)
    if panel := trace_panel(request, made):
        return panel
    context = {
        **context_of(request, made),
        **_standing(office, kind, day, drafts),
        "series": kind,
        "day": day,
        "draft": draft,
        "looks": shown.rules(made),
    }
    return render(request, "briefs/sheet.html", context)


def series_of(office: Office, code: str) -> BriefSeries:
    """The series of that code; an address with another is none."""
    found = office.workspace.settings.series.get(code)
    if found is None:
        raise missing(say("这个系列", "such series"))
    return found


def trace_panel(request: Request, made: Sheet) -> HttpResponse | None:
    """The panel alone, where a script asked for nothing else."""
    if not request.htmx or "figure" not in request.GET:
        return None
    answer = render(request, "briefs/_trace.html", {"trace": _asked(request, made)})
    answer["Cache-Control"] = "no-store"
    return answer


def context_of(request: Request, made: Sheet) -> dict[str, Any]:
    """What every sheet shows, live or issued."""
    return {
        "desk": "briefs",
        "sheet": made,
        "blocks": shown.blocks(made),
        "contents": [
            (identity, level, text, [(state, shown.state_word(state), number) for state, number in found.items()])
            for identity, level, text, found in contents(made)
        ],
        "states": [(state, shown.state_word(state), number) for state, number in made.counts.items()],
        "trace": _asked(request, made),
    }


def _asked(request: Request, made: Sheet) -> Any:
    identity = request.GET.get("figure", "")
    if not identity:
        return None
    found = traced(made, identity)
    if found is None:
        raise missing(say("这个数字", "such figure"))
    return found


def _standing(office: Office, kind: BriefSeries, day: date, drafts: list[Draft]) -> dict[str, Any]:
    """How far the draft has come, and what the person may do with it now."""
    actor = office.actor
    draft = drafts[-1] if drafts else None
    standing = register.standing(kind, day, draft.digest) if draft else None
    return {
        "drafts": drafts,
        "standing": standing,
        "issued": register.issued_for(kind, day),
        "may_draft": may(actor, "brief.draft"),
        "may_review": may(actor, "brief.review") and standing is not None and actor.name not in standing.authors,
        "may_issue": may(actor, "brief.issue"),
    }
