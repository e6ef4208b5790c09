"""Issued briefs: the sheet as it was issued, its slips, its files."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from dibao.composing.editions import editions
from dibao.composing.slip import Change, changes
from dibao.errors import DibaoError
from dibao.language import current, say
from dibao.office.briefs import register, shown
from dibao.office.briefs.actions import CorrectBrief
from dibao.office.briefs.models import Issue
from dibao.office.briefs.sheets import as_issued
from dibao.office.briefs.views.sheet import context_of, trace_panel
from dibao.office.ledger.book import DjangoLedger
from dibao.office.shared.kept import Kept, Same, ledger_stands
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@page("brief.see")
def issued(request: Request, number: int) -> HttpResponse:
    """The sheet of a line of the register, with where each figure comes from."""
    office = request.office
    row = found(number)
    made = as_issued(office, row)
    if panel := trace_panel(request, made):
        return panel
    settings = office.workspace.settings
    brief = row.corrects or row
    context = {
        **context_of(request, made),
        "row": row,
        "brief_row": brief,
        "name": register.name_of(settings, row),
        "brief_name": register.name_of(settings, brief),
        "at": office.local(row.at),
        "slips": [
            (one, register.name_of(settings, one), office.local(one.at)) for one in brief.slips.order_by("number")
        ],
        "looks": shown.rules(made),
        "can_correct": may(office.actor, "brief.correct"),
    }
    return render(request, "briefs/issued.html", context)


_changed: Kept[Sequence[Change]] = Kept(16)
"""What an issued brief's figures read now, for how the ledger stands."""


def _changes(office: Office, row: Issue) -> Sequence[Change]:
    return changes(*register.payloads(office, row), DjangoLedger.of(office), office.workspace)


@page("brief.correct")
def slip(request: Request, number: int) -> HttpResponse:
    """What the brief's figures read now, to be issued as a correction slip."""
    office, row = request.office, found(number)
    if row.corrects is not None:
        raise missing(say("这份简报", "such brief"))
    stands = (row.id, row.slips.count(), ledger_stands(), current(), Same(office.workspace))
    changed = _changed.once(stands, lambda: _changes(office, row))
    if request.method == "POST":
        chosen = frozenset(request.POST.getlist("figure"))
        if not chosen:
            raise DibaoError(say("请勾选要更正的数字。", "Tick the figures to be corrected."), code="no_figure")
        made = CorrectBrief(row.id, request.POST.get("reason", ""), chosen).run(office)
        messages.success(request, say(f"{made.name}已出。", f"{made.name} is issued."))
        return redirect("issued", row.slips.order_by("-number").values_list("id", flat=True)[0])
    context = {
        "desk": "briefs",
        "row": row,
        "name": register.name_of(office.workspace.settings, row),
        "changed": changed,
    }
    return render(request, "briefs/slip.html", context)


@page("brief.see")
def issued_file(request: Request, number: int, kind: str) -> HttpResponse:
    """The issued file itself; a format that was not issued is made of the Word file, of its very words."""
    row = found(number)
    if kind not in TYPES:
        raise missing(say("这种格式", "such format"))
    data = bytes_of(request.office, row, f".{kind}")
    return download(data, f"{register.name_of(request.office.workspace.settings, row)}.{kind}", kind)


def found(number: int) -> Issue:
    """A line of the register."""
    row = Issue.objects.select_related("corrects").filter(id=number).first()
    if row is None:
        raise missing(say("这份简报", "such brief"))
    return row


def bytes_of(office: Office, row: Issue, suffix: str) -> bytes:
    """The bytes of an issued brief in this format."""
    if suffix == ".docx" or suffix in row.files:
        return register.read_kept(office.root, row.files.get(suffix, row.digest), suffix)
    return made_of(register.read_kept(office.root, row.digest), suffix)


def made_of(word: bytes, suffix: str) -> bytes:
    """Another format of a brief's Word file; DibaoError where it cannot be made here."""
    made = editions(word)
    if suffix not in made.files:
        raise DibaoError(
            say("、".join(made.lacking), "; ".join(made.lacking)) or say("这个格式做不出来。", "It cannot be made."),
            code="no_edition",
        )
    return made.files[suffix]


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved, never opened in the office's own origin."""
    answer = HttpResponse(data, content_type=TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
