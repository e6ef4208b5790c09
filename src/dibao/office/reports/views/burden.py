"""What reporting costs the units: measured, so that it can be made less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import render

from dibao.catalogue import Unit
from dibao.entries import Arrival
from dibao.office.reports.models import REPORT, Confirmation, Report
from dibao.office.reports.views.given import number
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import DESK

DAYS = 30
_PAGE = 150


@dataclass(frozen=True, slots=True)
class Cost:
    """A unit's last days. `asked`: questions put to it; `seconds`: the median from opening the page to confirming."""

    unit: Unit
    reports: int
    figures: int
    again: int
    confirmed: int
    asked: int
    seconds: int | None


@page("report.burden")
def burden(request: Request) -> HttpResponse:
    """Figures, questions and time by unit, over the last thirty days; the dearest first. `?page=` counts from 1."""
    office = request.office
    first = office.today() - timedelta(days=DAYS)
    rows = Report.objects.filter(kind=REPORT, day__gte=first)
    standing = rows.filter(state=Arrival.COUNTED.value).values_list("unit_code")
    counted = {code: (reports, told or 0) for code, reports, told in standing.annotate(Count("id"), Sum("figures"))}
    again = dict(rows.filter(state=Arrival.REPLACED.value).values_list("unit_code").annotate(Count("id")))
    said: dict[str, list[tuple[int, int | None]]] = {}
    found = Confirmation.objects.filter(report__day__gte=first)
    for code, asked, seconds in found.values_list("report__unit_code", "asked", "seconds"):
        said.setdefault(code, []).append((asked, seconds))
    seen = office.actor.units(*DESK)
    units = [unit for unit in office.workspace.units.group("all") if seen is None or unit.code in seen]
    costs = [
        Cost(
            unit,
            *counted.get(unit.code, (0, 0)),
            again.get(unit.code, 0),
            len(said.get(unit.code, ())),
            sum(asked for asked, _ in said.get(unit.code, ())),
            _median([seconds for _, seconds in said.get(unit.code, ()) if seconds is not None]),
        )
        for unit in units
    ]
    costs.sort(key=lambda cost: (-(cost.seconds or -1), -cost.asked, -cost.figures))
    place = number(request.GET.get("page", ""))
    context = {
        "desk": "reports",
        "costs": costs[(place - 1) * _PAGE : place * _PAGE],
        "days": DAYS,
        "first": first,
        "most": _most(costs),
        "before": place - 1,
        "after": place + 1 if len(costs) > place * _PAGE else 0,
    }
    return render(request, "reports/burden.html", context)


def _median(seconds: list[int]) -> int | None:
    return round(median(seconds)) if seconds else None


def _most(costs: list[Cost]) -> int:
    return max((cost.seconds or 0 for cost in costs), default=0)
