"""Taking a report back from its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dibao.language import say
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


def _said(done: TakenBack) -> str:
    again = say("，上一版重新计入", " and the version before counts again") if done.instead else ""
    names = say("、", ", ").join(done.issued)
    slip = say(
        f"{names}已经签发：用了它的数字的，请出更正。",
        f" {names} is out: make a slip where it told its figures.",
    )
    return say(
        f"已撤回，{done.gone} 个数不再计入{again}。", f"Withdrawn: {done.gone} figures count no longer{again}."
    ) + (slip if done.issued else "")
