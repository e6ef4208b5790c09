"""The dispatch log's forms on Today."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared.pages import Request, page
from dibao.office.today.actions import FinishTask, TakeInstruction
from dibao.office.today.views.day import shown


@page("today.see")
def taking(request: Request, day: date) -> HttpResponse:
    """Put an instruction on record."""
    if request.method != "POST":
        return redirect("day", day=day)
    given, office = request.POST, request.office
    try:
        received = _moment(given.get("received", "")) or office.now().replace(second=0, microsecond=0)
        words, units = given.get("words", ""), [unit for unit in given.getlist("units") if unit]
        TakeInstruction(day, given.get("sender", ""), words, received, units, _moment(given.get("due", ""))).run(office)
    except DibaoError as error:
        if error.code == "refused":
            raise
        return shown(request, day, sentence=str(error), typed=given.get("words", ""))
    messages.success(request, say("指令已登记，任务已交办。", "The instruction is on record."), extra_tags="ok")
    return redirect("day", day=day)


@page("today.see")
def finishing(request: Request, day: date, number: int) -> HttpResponse:
    """Put on record that a task is done."""
    if request.method != "POST":
        return redirect("day", day=day)
    note = request.POST.get("note", "")
    try:
        FinishTask(number, note).run(request.office)
    except DibaoError as error:
        if error.code == "refused":
            raise
        return shown(request, day, sentence=str(error), typed=note)
    messages.success(request, say("已办结。", "Done."), extra_tags="ok")
    return redirect("day", day=day)


def _moment(written: str) -> datetime | None:
    """A local time as a browser's field gives it; DibaoError where it is none."""
    if not written.strip():
        return None
    try:
        return datetime.fromisoformat(written.strip()).replace(tzinfo=None)
    except ValueError as error:
        raise DibaoError(
            say(f"“{written}”不是时间，请写作 2026-02-04 18:00。", f"{written!r} is no time; write 2026-02-04 18:00."),
            code="bad_time",
        ) from error
