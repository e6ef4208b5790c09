"""Rules (规则): read by everybody who works on the day, kept by administrators."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from dibao.errors import DibaoError
from dibao.language import say
from dibao.office.briefs.actions.learn import LearnBrief
from dibao.office.rules.actions.save import SaveRule, digest
from dibao.office.rules.files import NAMES, content
from dibao.office.rules.files import rules as all_rules
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may

_LARGEST = 20 * 1024 * 1024


@page("rules.see")
def rules(request: Request) -> HttpResponse:
    """What an office's work runs by."""
    office = request.office
    template = office.root / office.workspace.settings.template
    context = {"desk": "rules", "rules": all_rules(), "template": template.name if template.is_file() else ""}
    return render(request, "rules/rules.html", context)


@page("rules.see")
def rule(request: Request, name: str) -> HttpResponse:
    """One file: as a table, and as text for whoever may change it."""
    office = request.office
    if name not in NAMES:
        raise missing(say("这个文件", "such file"))
    text, wrong, status = content(office.root, name), "", 200
    shown, before = text, digest(text)
    if request.method == "POST":
        shown, before = request.POST.get("text", "").replace("\r\n", "\n"), request.POST.get("before", "")
        try:
            changed = SaveRule(name, shown, before).run(office)
        except DibaoError as error:
            if error.code == "refused":
                raise
            wrong, status = str(error), 409 if error.code == "stale" else 400
            before = digest(text) if error.code == "stale" else before
        else:
            messages.success(
                request, say("存好了。", "Saved.") if changed else say("没有改动。", "Nothing was changed.")
            )
            return redirect("rule", name=name)
    context: dict[str, Any] = {
        "desk": "rules",
        "rule": next(one for one in all_rules() if one.name == name),
        "text": shown,
        "theirs": text if wrong and shown != text and status == 409 else "",
        "before": before,
        "wrong": wrong,
        "rows": _table(text) if name.endswith(".csv") else [],
        "may_save": may(office.actor, "rules.save"),
    }
    return render(request, "rules/rule.html", context, status=status)


def _table(text: str) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(text)) if any(row)]


@page("rules.see")
def template(request: Request) -> HttpResponseBase:
    """The template as it stands (GET), or one learned from yesterday's brief (POST)."""
    office = request.office
    path = office.root / office.workspace.settings.template
    if request.method != "POST":
        if not path.is_file():
            raise missing(say("模板", "template"))
        return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
    file = request.FILES.get("brief")
    if file is None or isinstance(file, list):
        raise DibaoError(say("请选一份昨天的简报。", "Choose yesterday's brief."), code="no_file")
    if (file.size or 0) > _LARGEST:
        raise DibaoError(say("这个文件太大了。", "That file is too large."), code="too_large")
    taught = LearnBrief(file.read(), file.name or "brief.docx").run(office)
    lesson = taught.lesson
    context = {
        "desk": "rules",
        "taught": taught,
        "lesson": lesson,
        "left": [place for place in lesson.places if place.open],
        "bound": [place for place in lesson.places if place.bound is not None and not place.open],
    }
    return render(request, "rules/learned.html", context)
