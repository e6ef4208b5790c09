"""A draft on its way out: sent for review, passed or returned by a second person, issued."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dibao.catalogue import Workspace
from dibao.composing.brief import State
from dibao.composing.verify import Difference
from dibao.errors import DibaoError
from dibao.language import current, say
from dibao.lint import Remark, lint
from dibao.office.briefs import editing, register, working
from dibao.office.briefs.actions import IssueBrief, ReviewBrief, SendBrief
from dibao.office.briefs.actions.issue import Ready, Unfit, Unsettled
from dibao.office.briefs.models import Draft, Issue
from dibao.office.briefs.sheets import live
from dibao.office.briefs.views.issued import TYPES, download, made_of
from dibao.office.briefs.views.sheet import needs_review, series_of
from dibao.office.shared.kept import Kept, Same, ledger_stands
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page


@page("brief.send")
@require_POST
def send(request: Request, series: str, day: date) -> HttpResponse:
    """Ask for a review of the draft; one that the ledger has left behind is brought up to it first."""
    office, kind = request.office, series_of(request.office, series)
    draft = _given(request, series, day)
    if live(office, kind, day, draft).moved:
        made = editing.edit(office, kind, day, None, {})
        assert isinstance(made, Draft)  # where nobody typed anything, nothing is asked
        draft = made
    SendBrief(draft.digest).run(office)
    messages.success(request, say("已送审，请另一位审核。", "Sent for review by somebody else."))
    return redirect("sheet", series, day)


@page("brief.review")
@require_POST
def review(request: Request, series: str, day: date) -> HttpResponse:
    """Pass the draft that the reviewer looked at, or return it with a reason."""
    draft, passed = _given(request, series, day), request.POST.get("passed") == "yes"
    reason = request.POST.get("reason", "").strip()
    if not passed and not reason:
        raise DibaoError(
            say("退回要写明理由，请返回写上。", "Say why it is returned; go back and tell."), code="no_reason"
        )
    ReviewBrief(working.read(request.office, draft), draft.file, passed, reason).run(request.office)
    done = say("审过了。", "Passed.") if passed else say("已退回，理由已记下。", "Returned, with the reason on record.")
    messages.success(request, done)
    return redirect("sheet", series, day)


@page("brief.issue")
def issue(request: Request, series: str, day: date) -> HttpResponse:
    """What differs from the ledger and what lint finds, to be let stand with a reason or mended; then it goes out."""
    office, kind = request.office, series_of(request.office, series)
    draft = working.newest(office, kind.code, kind.first_day(day), day)
    if draft is None:
        raise missing(say("这份草稿", "such draft"))
    if request.method == "POST":
        draft = _given(request, series, day)
    accept, despite = (request.POST.get(name, "").strip() for name in ("accept", "despite"))
    action = IssueBrief(working.read(office, draft), draft.file, accept, despite)
    differences: tuple[Difference, ...] = ()
    errors: tuple[Remark, ...] = ()
    if request.method == "POST":
        try:
            done = action.run(office)
        except Unsettled as error:
            differences = error.differences
        except Unfit as error:
            errors = error.remarks
        else:
            messages.success(request, say(f"{done.name}已签发。", f"{done.name} is issued."))
            return redirect("issued", Issue.objects.get(digest=done.digest).id)
    stands = (draft.digest, ledger_stands(), current(), Same(office.workspace))
    ready = _checked.once(stands, lambda: action.checked(office))
    standing = register.standing(kind, day, draft.digest)
    states = Counter(str(figure.get("state")) for figure in ready.about.payload["figures"])
    context = {
        "desk": "briefs",
        "series": kind,
        "day": day,
        "draft": draft,
        "number": register.planned_number(office.workspace.settings, kind, day),
        "differences": differences or ready.differences,
        "errors": errors or ready.errors,
        "accept": accept,
        "despite": despite,
        "questioned": states[State.QUESTIONED],
        "missing": states[State.MISSING],
        "others": len(ready.remarks) - len(ready.errors),
        "tried": request.method == "POST",
        "standing": standing,
        "unreviewed": not standing.passed and needs_review(office),
    }
    return render(request, "briefs/issue.html", context, status=409 if request.method == "POST" else 200)


@page("draft.see")
def remarks(request: Request, series: str, day: date) -> HttpResponse:
    """What lint says of the newest draft, beside its sheet or on a page of its own."""
    office, kind = request.office, series_of(request.office, series)
    draft = working.newest(office, kind.code, kind.first_day(day), day)
    if draft is None:
        raise missing(say("这份草稿", "such draft"))
    found = _linted(office, draft, day)
    template = "briefs/_remarks.html" if request.htmx else "briefs/remarks.html"
    context = {"desk": "briefs", "series": kind, "day": day, "remarks": found}
    return render(request, template, context)


@page("draft.see")
def draft_file(request: Request, series: str, day: date, draft: int, kind: str) -> HttpResponse:
    """A draft's file, as Word or made of it."""
    office = request.office
    drafts = working.versions(office, series_of(office, series), day)
    row = next((one for one in drafts if one.id == draft), None)
    if row is None or kind not in TYPES:
        raise missing(say("这份草稿", "such draft"))
    word = working.read(office, row)
    name = Path(row.file).stem + say(f"-第{drafts.index(row) + 1}稿", f"-draft-{drafts.index(row) + 1}")
    return download(word if kind == "docx" else made_of(word, f".{kind}"), f"{name}.{kind}", kind)


def _given(request: Request, series: str, day: date) -> Draft:
    """The draft that the form was about; DibaoError `stale` where another came after it."""
    kind = series_of(request.office, series)
    newest = working.newest(request.office, kind.code, kind.first_day(day), day)
    if newest is None:
        raise missing(say("这份草稿", "such draft"))
    if newest.digest != request.POST.get("digest", ""):
        raise DibaoError(
            say(
                "草稿已有新的一稿，您看的不是它：请回到简报看过新稿再定。",
                "There is a newer draft than the one that you looked at: go back, look at it, then decide.",
            ),
            code="stale",
        )
    return newest


_checked: Kept[Ready] = Kept(16)
"""What speaks against issuing a draft, for how the ledger stands."""
_kept: dict[tuple[str, str], tuple[Workspace, list[Remark]]] = {}
_MOST = 32


def _linted(office: Office, draft: Draft, day: date) -> list[Remark]:
    """The remarks on a draft, found once for how the workspace's plain files stand."""
    key = (draft.digest, current())
    held = _kept.get(key)
    if held is not None and held[0] is office.workspace:
        return held[1]
    with tempfile.TemporaryDirectory(prefix="dibao-") as folder:
        path = Path(folder) / "draft.docx"
        path.write_bytes(working.read(office, draft))
        found = lint(path, office.workspace, day=day)
    if len(_kept) >= _MOST:
        _kept.clear()
    _kept[key] = (office.workspace, found)
    return found
