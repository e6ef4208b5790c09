"""A draft in the making: begun, a paragraph edited in its place, brought up to what the ledger says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dibao.composing.corrections import BRIEF
from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs import editing, shown, working
from dibao.office.briefs.editing import Collision, Edit, Questions
from dibao.office.briefs.revising import Answer
from dibao.office.briefs.sheets import live
from dibao.office.briefs.views.sheet import series_of
from dibao.office.shared.pages import Request, missing, page

_REASON, _UNIT = "reason-", "unit-"


@page("brief.draft")
@require_POST
def begin(request: Request, series: str, day: date) -> HttpResponse:
    """Begin a draft; `after` the newest one, where its edits are to be left behind."""
    editing.begin(request.office, series_of(request.office, series), day, request.POST.get("after", ""))
    messages.success(request, say("草稿存好了，可以改、可以送审。", "The draft is kept: edit it, send it for review."))
    return redirect("sheet", series, day)


@page("brief.draft")
@require_POST
def follow(request: Request, series: str, day: date) -> HttpResponse:
    """Save the draft with what the ledger says now."""
    editing.edit(request.office, series_of(request.office, series), day, None, {})
    messages.success(request, say("草稿已按台账更新。", "The draft says what the ledger says now."))
    return redirect("sheet", series, day)


@page("brief.draft")
def paragraph(request: Request, series: str, day: date, number: int) -> HttpResponse:
    """The form for one paragraph, in its place or on a page of its own; saving goes the way of `dibao revise`."""
    office, kind = request.office, series_of(request.office, series)
    drafts = working.versions(office, kind, day)
    then = editing.paragraph(office, drafts[-1], number) if drafts else None
    made = live(office, kind, day, drafts[-1] if drafts else None)
    if then is None or shown.paragraph_of(made, number) is None:
        raise missing(say("这一段", "such paragraph"))
    context: dict[str, Any] = {"desk": "briefs", "series": kind, "day": day, "number": number}
    if request.method != "POST":
        texts = {one.id: one.now for one in made.moved}
        now = editing.with_live(office, drafts[-1], number, texts)
        return _form(request, {**context, "then": then, "now": now, "moved": bool(texts)})
    change = Edit(number, _line(request, "then"), _line(request, "now"))
    context |= {"then": change.then, "now": change.now}
    try:
        done = editing.edit(office, kind, day, change, _answers(request), asked="asked" in request.POST)
    except Collision as error:
        return _form(request, {**context, "then": error.theirs, "theirs": error, "was": change.then}, status=409)
    except DibaoError as error:  # beside what was typed, so that it is not lost
        if error.code in ("refused", "database"):
            raise
        return _form(request, {**context, "wrong": str(error)}, status=409)
    if isinstance(done, Questions):
        return _form(request, {**context, **_questions(request, done)})
    messages.success(request, say("存好了。", "Saved."))
    address = reverse("sheet", args=[series, day])
    if request.htmx:  # the whole sheet anew: a correction may show in other paragraphs and charts too
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = f"{address}?at={number}"
        return answer
    return redirect(f"{address}#p{number}")


def _form(request: Request, context: dict[str, Any], status: int = 200) -> HttpResponse:
    template = "briefs/_edit.html" if request.htmx else "briefs/edit.html"
    answer = render(request, template, context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _line(request: Request, name: str) -> str:
    """A field as one line: browsers write every line end as two characters."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n")


def _answers(request: Request) -> Mapping[str, Answer]:
    told = {key.removeprefix(_REASON) for key in request.POST if key.startswith(_REASON)}
    return {key: Answer(request.POST.get(_REASON + key, "").strip(), request.POST.get(_UNIT + key, "")) for key in told}


def _questions(request: Request, asked: Questions) -> dict[str, Any]:
    """What was answered so far stays in the form."""
    answers = _answers(request)
    over = [(one, [choice for choice in one.choices if choice.value is not None]) for one in asked.over]
    return {
        "asked": True,
        "again": "asked" in request.POST,
        "over": [(one, choices, answers.get(one.id, Answer())) for one, choices in over],
        "typed": [(one, answers.get(one.id, Answer())) for one in asked.typed],
        "brief_only": BRIEF,
    }
