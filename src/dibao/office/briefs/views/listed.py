"""Briefs: the days that are being worked on, for those who work on them, and the register of what was issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render

from dibao.catalogue.brief_series import DAILY
from dibao.office.briefs import register
from dibao.office.briefs.models import Draft, Issue, Review, Sending
from dibao.office.reports.models import Report
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import may

_PAGE = 30
_LAST = 10_000
_DAYS = 7


class Day(NamedTuple):
    """A day whose brief is not out yet. `drafts`: how many there are; `sent`: the last one waits for its review;
    `passed`: what was said of it, if anything was."""

    day: date
    drafts: int
    authors: str
    sent: bool = False
    passed: bool | None = None
    reviewer: str = ""
    reason: str = ""


class Line(NamedTuple):
    """An issued brief with its slips."""

    row: Issue
    name: str
    at: datetime
    slips: Sequence[Issue]


@page("brief.see")
def briefs(request: Request) -> HttpResponse:
    """Who only reads sees the register alone. `?page=` counts from 1."""
    office = request.office
    number = int(given) if (given := request.GET.get("page", "1")).isdecimal() and given.isascii() else 1
    number = min(max(number, 1), _LAST)
    rows = Issue.objects.filter(corrects=None).prefetch_related("slips").order_by("-last", "-id")
    shown = list(rows[(number - 1) * _PAGE : number * _PAGE + 1])
    settings = office.workspace.settings
    lines = [
        Line(
            row,
            register.name_of(settings, row),
            office.local(row.at),
            sorted(row.slips.all(), key=lambda slip: slip.number),
        )
        for row in shown[:_PAGE]
    ]
    works = number == 1 and may(office.actor, "draft.see")
    context = {
        "desk": "briefs",
        "lines": lines,
        "newer": number - 1,
        "older": number + 1 if len(shown) > _PAGE else 0,
        "open_days": _open_days(office, shown) if works else [],
        "others": [one for one in settings.series.values() if one.code != DAILY] if works else [],
        "today": office.today(),
    }
    return render(request, "briefs/list.html", context)


def _open_days(office: Office, issued: Sequence[Issue]) -> list[Day]:
    """The last days with reports, and today, whose daily brief is not issued. `issued`: the newest ones."""
    rows = Report.objects.order_by("-day").values_list("day", flat=True).distinct()  # from the index alone
    days = sorted({*rows[:_DAYS], office.today()}, reverse=True)[:_DAYS]
    out = {row.last for row in issued if row.series == DAILY}
    review = Review.objects.filter(draft__digest=OuterRef("digest")).order_by("-id")
    said = {name: Subquery(review.values(name)[:1]) for name in ("passed", "reviewer", "reason")}
    sent = Exists(Sending.objects.filter(draft=OuterRef("pk")))
    rated = Draft.objects.filter(series=DAILY, last__in=days).annotate(sent=sent, **said).order_by("id")
    drafts = [dict[str, Any](row) for row in rated.values()]
    found = []
    for day in days:
        own = [one for one in drafts if one["last"] == day]
        authors = "、".join(dict.fromkeys(one["author"] for one in own if one["author"]))
        last: dict[str, Any] = own[-1] if own else {"sent": False, "passed": None, "reviewer": "", "reason": ""}
        if day not in out:
            told = (last["sent"], last["passed"], last["reviewer"] or "", last["reason"] or "")
            found.append(Day(day, len(own), authors, *told))
    return found
