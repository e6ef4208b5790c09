"""The dispatch log's forms on Today."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.catalogue import Unit
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.shared.pages import Request, page
from dibao.office.shared.policies import permit
from dibao.office.today.actions import FinishTask, TakeInstruction
from dibao.office.today.board import kind_name
from dibao.office.today.views.day import shown


@page("today.see")
def taking(request: Request, day: date) -> HttpResponse:
    """The form for an instruction; a slip in it is told beside what was written."""
    given, office, wrong = request.POST, request.office, ""
    permit(office.actor, TakeInstruction.verb)
    units = [unit for unit in given.getlist("units") if unit]
    if request.method == "POST":
        try:
            received = _moment(given.get("received", "")) or office.now().replace(second=0, microsecond=0)
            due, words = _moment(given.get("due", "")), given.get("words", "")
            TakeInstruction(day, given.get("sender", ""), words, received, units, due).run(office)
        except DibaoError as error:
            wrong = str(error)
        else:
            messages.success(request, say("指令已登记，任务已交办。", "It is on record."), extra_tags="ok")
            return redirect("day", day=day)
    kinds: dict[str, list[Unit]] = {}
    for unit in office.workspace.units.group("all"):
        kinds.setdefault(kind_name(unit.kind), []).append(unit)
    context = {
        "desk": "today",
        "day": day,
        "given": given,
        "chosen": units,
        "groups": list(kinds.items()),
        "wrong": wrong,
    }
    return render(request, "today/instruction.html", context, status=409 if wrong else 200)


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
