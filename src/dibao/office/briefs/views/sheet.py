"""A brief on its way: the sheet with the figures of now, and where each of them comes from."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render

from dibao.catalogue.brief_series import BriefSeries
from dibao.language import say
from dibao.office.briefs import register, shown, working
from dibao.office.briefs.models import Draft, Issue, Review, Sending
from dibao.office.briefs.sheets import Sheet, contents, looked_at
from dibao.office.briefs.traced import traced
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may


class Version(NamedTuple):
    """A draft in its place among those of the day."""

    number: int
    draft: Draft
    made: datetime
    sent: Sending | None
    reviews: list[Review]


@page("draft.see")
def sheet(request: Request, series: str, day: date) -> HttpResponse:
    """The draft of the day, or, before there is one, the brief as it would be composed now."""
    office = request.office
    kind = series_of(office, series)
    drafts = working.versions(office, kind, day)
    draft = drafts[-1] if drafts else None
    issued, number = register.issued_or_next(office.workspace.settings, kind, day)
    answer = looked_at(office, kind, day, draft, number)
    if answer.same(request):
        return HttpResponse(status=204)
    if answer.value is None:
        return render(request, "briefs/making.html", {"desk": "briefs", "series": kind, "day": day, "answer": answer})
    made = answer.value
    if panel := trace_panel(request, made):
        return panel
    context = {
        **context_of(request, made),
        **standing_of(office, kind, day, drafts, issued),
        "looks": shown.rules(made),
        "answer": answer,
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
    if not request.htmx or request.htmx.target != "why":
        return None
    answer = render(request, "briefs/_trace.html", {"trace": _asked(request, made), **_ways(request)})
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
        **_ways(request),
    }


def _ways(request: Request) -> dict[str, bool]:
    """Whether the reader may go on to the ledger and the reports."""
    return {"may_ledger": may(request.office.actor, "ledger.see")}


def _asked(request: Request, made: Sheet) -> Any:
    identity = request.GET.get("figure", "")
    if not identity:
        return None
    found = traced(made, identity)
    if found is None:
        raise missing(say("这个数字", "such figure"))
    return found


def standing_of(
    office: Office, kind: BriefSeries, day: date, drafts: list[Draft], issued: Issue | None
) -> dict[str, Any]:
    """How far the draft has come, and what the person may do with it now. `issued`: the period's brief, if it is."""
    actor = office.actor
    draft = drafts[-1] if drafts else None
    said = list(Review.objects.filter(draft__in=drafts).order_by("id"))
    sent = {row.draft_id: row for row in Sending.objects.filter(draft__in=drafts)}
    review = next((one for one in reversed(said) if draft and one.draft_id == draft.id), None)
    passed = review is not None and review.passed
    working_now = draft is not None and issued is None
    of_period = Draft.objects.filter(series=kind.code, first=kind.first_day(day)) if working_now else ()
    authors = {one.author for one in of_period}
    return {
        "series": kind,
        "day": day,
        "draft": draft,
        "versions": [
            Version(
                place, one, office.local(one.made), sent.get(one.id), [each for each in said if each.draft_id == one.id]
            )
            for place, one in reversed(list(enumerate(drafts, 1)))
        ],
        "sent": sent.get(draft.id) if draft else None,
        "review": review,
        "passed": passed,
        "issued": issued,
        "can_begin": issued is None and may(actor, "brief.draft"),
        "can_edit": working_now and may(actor, "brief.draft"),
        "can_send": working_now and may(actor, "brief.send"),
        "can_review": working_now and may(actor, "brief.review") and actor.name not in authors,
        "own_draft": working_now and may(actor, "brief.review") and actor.name in authors,
        "can_issue": working_now and may(actor, "brief.issue") and (passed or not (review or needs_review(office))),
    }


def needs_review(office: Office) -> bool:
    """Whether nothing is issued here without a second pair of eyes."""
    return office.workspace.settings.review
