"""An entry of the ledger: in whose words, what corrected it, and the forms to correct it or carry one forward."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dibao.catalogue import plain
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.ledger import words
from dibao.office.ledger.actions import CarryForward, Correct
from dibao.office.ledger.carriable import carriable
from dibao.office.ledger.history import history
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may


@page("ledger.see")
def entry(request: Request, number: int) -> HttpResponse:
    """The entry, the chain of its corrections, and what else was told for the same day."""
    office = request.office
    found = history(office, number)
    if found is None:
        raise missing(say("这一条", "such entry"))
    context = {
        "desk": "ledger",
        "found": found,
        "entry": found.entry,
        "unit": words.unit_name(office.workspace, found.entry.unit_code),
        "reporter": words.unit_name(office.workspace, found.entry.reporter),
        "name": words.indicator_name(office.workspace, found.entry.indicator),
        "basis": words.basis_name(found.entry.basis),
        "can_correct": found.stands and may(office.actor, "entry.correct"),
        "may_slip": may(office.actor, "brief.correct"),
    }
    return render(request, "ledger/entry.html", context)


@page("entry.correct")
@require_POST
def correct(request: Request, number: int) -> HttpResponse:
    """Put another number in its place, with a reason."""
    typed = request.POST.get("value", "").strip().replace(",", "").replace("，", "")
    try:
        value = plain.number(typed)
    except ValueError as error:
        raise DibaoError(str(error), code="bad_number") from error
    made = Correct(number, value, request.POST.get("reason", "")).run(request.office)
    messages.success(
        request,
        say(
            f"第 {number} 条已更正，新条号 {made}；原条保留。签发过的简报用了它的，请出更正。",
            f"Entry {number} was corrected by entry {made} and stays; where an issued brief told it, make a slip.",
        ),
    )
    return redirect("entry", made)


@page("entry.carry")
def carry(request: Request, day: date) -> HttpResponse:
    """A unit's last cumulative and standing figures that it did not tell on the day; `?unit=` whose."""
    office = request.office
    code = (request.POST if request.method == "POST" else request.GET).get("unit", "")
    unit = office.workspace.units.get(code)
    found = carriable(office, code, day) if unit else []
    if request.method == "POST":
        if unit is None:
            raise missing(say("这个单位", "such unit"))
        chosen = [one for one in found if str(one.number) in request.POST.getlist("entry")]
        if not chosen:
            raise DibaoError(say("请勾选要沿用的数字。", "Tick the figures to be carried forward."), code="not_carried")
        actions = [CarryForward(one.series, day, request.POST.get("reason", "")) for one in chosen]
        CarryForward.run_all(office, [(one, one.prepare(office)) for one in actions])
        messages.success(request, say(f"沿用了 {len(chosen)} 个数。", f"{len(chosen)} figures were carried forward."))
        return redirect(f"{reverse('ledger')}?day={day.isoformat()}")
    rows = [
        (one, words.indicator_name(office.workspace, one.series.indicator), words.basis_name(one.series.basis))
        for one in found
    ]
    context = {
        "desk": "ledger",
        "day": day,
        "before": day - timedelta(days=1),
        "unit": unit,
        "units": [one for one in office.workspace.units.values() if one.kind != "office"],
        "rows": rows,
    }
    return render(request, "ledger/carry.html", context)
