"""Today (今日): what has come in, what does not fit, how long there is still."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.ledger.actions import ReopenFinding
from dibao.office.reports.models import REPORT, Report
from dibao.office.shared.later import Answer
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import may
from dibao.office.today.actions import AskUnit
from dibao.office.today.day import Day, day_of, looked_at
from dibao.office.today.parts import Part, lines_of
from dibao.office.today.settle import settle, too_late

_LONGEST = 7


@page("today.see")
def today(request: Request, day: date | None = None) -> HttpResponse:
    """The day on one screen."""
    return shown(request, day or request.office.today())


def shown(request: Request, day: date, *, sentence: str = "", typed: str = "") -> HttpResponse:
    """The page of a day; `sentence`: what could not be done, `typed`: the words that came with it."""
    office = request.office
    answer = looked_at(office, day)
    if answer.same(request):
        return HttpResponse(status=204)
    if answer.value is None:
        return _making(request, day, answer, sentence)
    found = answer.value
    units, more = lines_of(found.board, _number(request, "units"))
    axis = found.lanes[0].axis if found.lanes else None
    now = axis.at(office.now()) if axis else -1
    context: dict[str, Any] = {
        "desk": "today",
        "found": found,
        "board": found.board,
        "answer": answer,
        "units": units,
        "more_units": more,
        "part": Part.of(found.open, _number(request, "findings")),
        "day": day,
        "earlier": day - timedelta(days=1),
        "later": day + timedelta(days=1) if day < office.today() else None,
        "is_today": day == office.today(),
        "axis": axis and (office.moment(axis.start), office.moment(axis.end)),
        "now": now if 0 <= now <= 100 else None,
        "may_settle": may(office.actor, "finding.accept"),
        "may_ask": may(office.actor, "unit.ask"),
        "may_dispatch": may(office.actor, "instruction.take"),
        "may_slip": may(office.actor, "brief.correct"),
        "may_draft": may(office.actor, "draft.see"),
        "sentence": sentence,
        "typed": typed,
    }
    # htmx swaps nothing on a refusal; the sentence on the page says it to both.
    status = 200 if not sentence or request.htmx else 409
    return render(request, "today/day.html", context, status=status)


def _making(request: Request, day: date, answer: Answer[Day], sentence: str) -> HttpResponse:
    """What is known of a large office's day while its findings are being found for the first time."""
    office = request.office
    counted = Report.objects.filter(day=day, kind=REPORT, state=Arrival.COUNTED.value)
    owing = [
        unit for unit in office.workspace.units.group("all") if office.workspace.settings.expect.get(unit.code, True)
    ]
    context = {
        "desk": "today",
        "day": day,
        "answer": answer,
        "arrived": counted.values("unit_code").distinct().count(),
        "expected": len(owing),
        "sentence": sentence,
    }
    return render(request, "today/making.html", context, status=200 if not sentence or request.htmx else 409)


def _number(request: Request, name: str) -> int:
    """A number from 0 in the address; 0 where it is none."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < _LONGEST else 0


@page("today.see")
def settling(request: Request, day: date) -> HttpResponse:
    """Take one way out of a finding; who comes second is told who was first, and keeps what they wrote."""
    given = request.POST
    if request.method != "POST":
        return redirect("day", day=day)
    reason = given.get("reason", "")
    about = [int(number) for number in given.get("about", "").split(",") if number.isascii() and number.isdecimal()]
    try:
        said = settle(
            request.office, day_of(request.office, day), given.get("finding", ""), given.get("way", ""), reason, about
        )
    except DibaoError as error:
        if error.code == "refused":
            raise
        return shown(request, day, sentence=str(error), typed=reason)
    messages.success(request, said, extra_tags="ok")
    return redirect("day", day=day)


@page("today.see")
def reopening(request: Request, day: date) -> HttpResponse:
    """Take back that a finding stands."""
    if request.method != "POST":
        return redirect("day", day=day)
    name = request.POST.get("finding", "")
    item = day_of(request.office, day).standing(name)
    try:
        if item is None:
            raise too_late(request.office, name, ())
        ReopenFinding(item.finding).run(request.office)
    except DibaoError as error:
        if error.code == "refused":
            raise
        return shown(request, day, sentence=str(error))
    messages.success(request, say("已收回认可，重新待核。", "Open again."), extra_tags="ok")
    return redirect("day", day=day)


@page("today.see")
def asking(request: Request, day: date) -> HttpResponse:
    """Put on record that a unit was sent a message; counted and dated."""
    if request.method != "POST":
        return redirect("day", day=day)
    AskUnit(request.POST.get("unit", ""), day, request.POST.get("about", "")[:16]).run(request.office)
    return redirect("day", day=day)
