"""Taking a report back from its page, or filing it under another unit."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dibao.language import say
from dibao.office.reports.actions.refile import Refile
from dibao.office.reports.actions.withdraw import Withdraw
from dibao.office.reports.views.reader import visible
from dibao.office.reports.withdrawn import TakenBack
from dibao.office.shared.pages import Request, page


@page("report.list")
@require_POST
def withdraw(request: Request, number: int) -> HttpResponse:
    """The report counts no longer; the page then says who took it back, when and why."""
    office = request.office
    found = visible(office, number)
    done = Withdraw(number, request.POST.get("reason", ""), found.unit_code).run(office)
    messages.success(request, _said(done))
    return redirect("report", number=number)


@page("report.list")
@require_POST
def refile(request: Request, number: int) -> HttpResponse:
    """It is another unit's (`unit`), or was withdrawn by mistake; then the page of what counts now is shown."""
    office = request.office
    found = visible(office, number)
    done = Refile(number, request.POST.get("reason", ""), found.unit_code, request.POST.get("unit", "")).run(office)
    unit = office.workspace.units[done.now.unit_code].name
    said = say(
        f"已改归{unit}，{done.now.entries} 条入台账。", f"It is {unit}'s now: {done.now.entries} entries recorded."
    )
    messages.success(request, said + (_slip(done.back) if done.back else ""))
    for note in done.now.notes:
        messages.info(request, note)
    return redirect("report", number=done.now.report)


def _said(done: TakenBack) -> str:
    again = say("，上一版重新计入", " and the version before counts again") if done.instead else ""
    return say(
        f"已撤回，{done.gone} 个数不再计入{again}。", f"Withdrawn: {done.gone} figures count no longer{again}."
    ) + _slip(done)


def _slip(done: TakenBack) -> str:
    names = say("、", ", ").join(done.issued)
    if not names:
        return ""
    return say(
        f"{names}已经签发：用了它的数字的，请出更正。", f" {names} is out: make a slip where it told its figures."
    )
