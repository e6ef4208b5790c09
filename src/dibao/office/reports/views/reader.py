"""The evidence reader: a report's original beside what was read from it, with the keyboard all the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from dibao.catalogue import OTHER, Catalogue
from dibao.catalogue.plain import number as parsed
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.language import say
from dibao.office.ledger.actions.correct import Correct
from dibao.office.ledger.findings import findings_for
from dibao.office.reports.actions.give_back import GiveBack
from dibao.office.reports.actions.look import LookAt
from dibao.office.reports.actions.name import NameFigure
from dibao.office.reports.compared import Kind, compared
from dibao.office.reports.models import REPORT, Report
from dibao.office.reports.original import original
from dibao.office.reports.policies import seen_by
from dibao.office.reports.shown import OPEN, Line, Shown, basis_name, plain_number, shown
from dibao.office.reports.taking_back import taking_back
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may

PART = 100
"""Figures that a page shows at once; a report of a platform may have a thousand."""
BASES = (Basis.NEW, Basis.CUMULATIVE, Basis.ASOF, Basis.RATE)
"""What a person may say a figure's basis is."""


def visible(office: Office, number: int) -> Report:
    """The report with this number; what is not theirs to see is not there."""
    rows = Report.objects.filter(kind=REPORT, id=number)
    found = rows.select_related("confirmation", "replaced_by", "replaces", "withdrawal__instead").first()
    # One that turned out to be another unit's is for those to see who see that unit's.
    again = found.again.exclude(unit_code=found.unit_code).values_list("unit_code", flat=True) if found else ()
    if found is None or not all(may(office.actor, "report.see", unit) for unit in (found.unit_code, *again)):
        raise missing(say("这份来件", "report"))
    return found


def _beside(office: Office, report: Report) -> list[int]:
    """The numbers of the day's reports, in order, as far as they are theirs to see."""
    rows = Report.objects.filter(kind=REPORT, day=report.day)
    rows = rows.exclude(state__in=(Arrival.REPLACED.value, Arrival.WITHDRAWN.value))
    units = seen_by(office.actor)
    if units is not None:
        rows = rows.filter(unit_code__in=units)
    return list(rows.order_by("id").values_list("id", flat=True))


@page("report.list")
def report(request: Request, number: int) -> HttpResponse:
    """The original at left with its figures marked, the table of them at right; `?f=` the figure in hand."""
    office = request.office
    found = visible(office, number)
    [read] = shown(office, [found], findings_for(office, found.day, found.unit_code))
    in_hand = _in_hand(read, request.GET.get("f", ""))
    may_do = _may(office, found)
    if request.htmx and request.htmx.target == "inspector":  # another figure of the page is in hand
        context = {"read": read, "line": in_hand, **_choices(office), **may_do}
        answer = render(request, "reports/_inspector.html", context)
        answer["Cache-Control"] = "no-store"
        return answer
    day = _beside(office, found)
    at = day.index(number) if number in day else -1
    context = {
        "desk": "reports",
        "read": read,
        "blocks": original(read.document, read.lines),
        "unit": office.workspace.units.get(found.unit_code),
        "place": at + 1,
        "day_reports": len(day),
        "before": day[at - 1] if at > 0 else None,
        "after": day[at + 1] if 0 <= at < len(day) - 1 else None,
        "newer": getattr(found, "replaced_by", None),
        "line": in_hand,
        "part": _part(read, in_hand),
        "message": _message(read),
        **taking_back(office, found),
        **_choices(office),
        **may_do,
    }
    return render(request, "reports/report.html", context)


def _may(office: Office, found: Report) -> dict[str, bool]:
    """What this person may do to the report's figures; to those that no longer count, nothing."""
    counted, actor, unit = found.state == Arrival.COUNTED.value, office.actor, found.unit_code
    return {
        "may_name": counted and may(actor, "figure.name", unit),
        "may_look": counted and may(actor, "figure.look", unit),
        "may_correct": counted and may(actor, "entry.correct", unit),
        "may_return": counted and may(actor, "report.return", unit),
        "may_ledger": may(actor, "ledger.see"),
        "is_clerk": counted and may(actor, "report.receive", unit) and not may(actor, "today.see"),
    }


def _choices(office: Office) -> dict[str, Any]:
    """What a figure may be said to be."""
    bases = [(basis.value, basis_name(basis.value)) for basis in BASES]
    return {"catalogue": list(office.workspace.catalogue.values()), "bases": bases}


@dataclass(frozen=True, slots=True)
class Part:
    """The figures that the table shows, of which the one in hand is one: from `first` to before `past`, counted from
    0. `before`, `after`: the figure to go on with on either side, None at the ends."""

    lines: tuple[Line, ...]
    first: int
    past: int
    before: int | None
    after: int | None


def _part(read: Shown, in_hand: Line | None) -> Part:
    first = (in_hand.figure.position if in_hand else 0) // PART * PART
    lines = read.lines[first : first + PART]
    past = first + len(lines)
    return Part(lines, first, past, first - 1 if first else None, past if past < len(read.lines) else None)


def _in_hand(read: Shown, given: str) -> Line | None:
    """The figure that the address names, else the first that somebody has to look at, else the first."""
    if given.isdecimal() and int(given) < len(read.lines):
        return read.lines[int(given)]
    return next((line for line in read.lines if line.state in ("wrong", OPEN)), next(iter(read.lines), None))


def _message(read: Shown) -> str:
    """What the unit would be asked: the messages of the findings, each once."""
    return "\n".join(dict.fromkeys(finding.ask for finding in read.findings if finding.ask))


def _back(report: int, position: int | str) -> HttpResponse:
    return redirect(f"{reverse('report', args=[report])}?f={position}#r{position}")


def _position(request: Request) -> int:
    given = request.POST.get("figure", "")
    if not given.isdecimal():
        raise missing(say("这个数字", "figure"))
    return int(given)


@page("report.list")
@require_POST
def name(request: Request, number: int) -> HttpResponse:
    """What a figure counts, chosen from the catalogue."""
    office, position = request.office, _position(request)
    found = visible(office, number)
    basis = request.POST.get("basis", "")
    named = NameFigure(
        number,
        position,
        chosen(office.workspace.catalogue, request.POST.get("indicator", "")),
        Basis(basis) if basis in [one.value for one in BASES] else None,
        bool(request.POST.get("remember")),
        found.unit_code,
    ).run(office)
    messages.success(request, say(f"归好了 {named} 个数字。", f"{named} figures named."))
    return _back(number, position)


def chosen(catalogue: Catalogue, words: str) -> str:
    """The code of what was chosen: `发放宣传资料 outreach.leaflets`, a code alone, a name. DibaoError where none is."""
    words = words.strip()
    last = words.rpartition(" ")[2]
    if last in catalogue or last == OTHER:
        return last
    named = [code for code, one in catalogue.items() if words in (one.zh, one.en)]
    if len(named) != 1:
        raise DibaoError(
            say(
                f"指标目录里没有“{words}”，请从列表里选一个。",
                f"The catalogue has no {words!r}; choose one of the list.",
            ),
            code="no_indicator",
        )
    return named[0]


@page("report.list")
@require_POST
def edit(request: Request, number: int) -> HttpResponse:
    """Another value for a figure, with the reason."""
    office, position = request.office, _position(request)
    found = visible(office, number)
    [read] = shown(office, [found], ())
    line = read.lines[position] if position < len(read.lines) else None
    if line is None or line.entry is None:
        raise DibaoError(
            say("这个数字还没有入台账，先给它归类。", "This figure is not in the ledger yet; name it first."),
            code="stale",
        )
    try:
        value = parsed(request.POST.get("value", ""))
    except ValueError as error:
        raise DibaoError(say(f"{error}，请写成 12300。", f"{error}; write it as 12300."), code="bad_number") from error
    Correct(line.entry.number, value, request.POST.get("reason", "")).run(office)
    messages.success(request, say(f"已更正为 {plain_number(value)}。", f"Corrected to {plain_number(value)}."))
    return _back(number, position)


@page("report.list")
@require_POST
def look(request: Request, number: int) -> HttpResponse:
    """A figure, or all that agree, stand as read."""
    office = request.office
    found = visible(office, number)
    given = request.POST.get("figure", "")
    if given == "all":
        [read] = shown(office, [found], findings_for(office, found.day, found.unit_code))
        positions = [line.figure.position for line in read.lines if line.state not in ("wrong", OPEN)]
    else:
        positions = [_position(request)]
    LookAt(number, positions, found.unit_code).run(office)
    if request.htmx:
        return HttpResponse(status=204)
    return redirect("report", number=number) if given == "all" else _back(number, positions[0] + 1)


@page("report.list")
@require_POST
def give_back(request: Request, number: int) -> HttpResponse:
    """The report goes back to its unit with a message."""
    office = request.office
    found = visible(office, number)
    GiveBack(number, request.POST.get("message", ""), found.unit_code).run(office)
    messages.success(request, say("已退回，单位的页面上看得到。", "Given back; it shows on the unit's page."))
    return redirect("report", number=number)


@page("report.list")
def changes(request: Request, number: int) -> HttpResponse:
    """What changed between a report and the version before it, figure by figure."""
    office = request.office
    found = visible(office, number)
    before = found.replaces
    if before is None or not may(office.actor, "report.see", before.unit_code):
        raise missing(say("更早的版本", "earlier version"))
    older, newer = shown(office, [before, found], findings_for(office, found.day, found.unit_code))
    all_of_them = compared(older.lines, newer.lines)
    context = {
        "desk": "reports",
        "older": older,
        "newer": newer,
        "changes": [change for change in all_of_them if change.kind is not Kind.SAME],
        "same": sum(change.kind is Kind.SAME for change in all_of_them),
        "unit": office.workspace.units.get(found.unit_code),
    }
    return render(request, "reports/changes.html", context)
