"""A unit's own page: send the day's report, see what Dibao read, settle what does not fit, and confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from time import monotonic

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dibao.catalogue import Unit
from dibao.entries import Arrival
from dibao.errors import DibaoError
from dibao.figures import Window
from dibao.language import say
from dibao.office.ledger.actions.correct import Correct
from dibao.office.ledger.findings import findings_for
from dibao.office.reports.actions.confirm import Confirm
from dibao.office.reports.actions.send import Send
from dibao.office.reports.asked import Question, questions, with_the_same_day
from dibao.office.reports.earlier import moved
from dibao.office.reports.models import REPORT, Report
from dibao.office.reports.policies import seen_by
from dibao.office.reports.shown import Shown, shown
from dibao.office.reports.views.given import given, opened, opened_now
from dibao.office.reports.views.sent import read_by_then
from dibao.office.reports.withdrawn import seen
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import name_of
from dibao.office.shared.uses import Use, uses

_BACK = 7
"""Days in which a report before today's is looked for."""
_PLAIN = frozenset(("txt", "docx"))
"""Formats whose words can be written on; a table cannot."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a unit's page shows. `before`: the unit's last report of an earlier day; `withdrawn`: today's that were
    taken back, with who did so."""

    unit: Unit
    day: date
    window: Window
    cutoff: datetime | None
    reports: tuple[Shown, ...]
    questions: tuple[Question, ...]
    before: Report | None
    used: tuple[Use, ...]
    withdrawn: tuple[tuple[Report, str], ...] = ()

    @property
    def figures(self) -> int:
        return sum(len(one.lines) for one in self.reports)

    @property
    def open_figures(self) -> int:
        return sum(len(one.open_lines) for one in self.reports)

    @property
    def asked(self) -> int:
        """How many questions were put to the unit: those that stand, and those that it has answered."""
        return len(self.questions) + sum(line.corrected for one in self.reports for line in one.lines)

    @property
    def confirmed(self) -> bool:
        return bool(self.reports) and all(hasattr(one.report, "confirmation") for one in self.reports)

    @property
    def returned(self) -> list[str]:
        """What the office wrote when it gave a report back that is still the newest."""
        return [given.message for one in self.reports for given in one.report.returns.all()]

    @property
    def state(self) -> str:
        """A mark of all that can change under somebody's hand; a page that bears it already is not loaded again."""
        lines = [(line.state, line.entry and line.entry.number) for one in self.reports for line in one.lines]
        keys = [question.key for question in self.questions]
        told = [self.confirmed, self.returned, lines, keys, [one.report.id for one in self.reports]]
        told.append([report.id for report, _ in self.withdrawn])
        return sha256(repr(told).encode()).hexdigest()[:16]

    @property
    def start(self) -> Report | None:
        """Whose words today's report can begin with."""
        return self.before if self.before is not None and self.before.format in _PLAIN else None


def _unit(office: Office, unit_code: str) -> Unit:
    found = office.workspace.units.get(unit_code)
    if found is None:
        raise missing(say("这个单位", "unit"))
    return found


def desk(office: Office, unit: Unit) -> Desk:
    """A unit's page for today, in a fixed number of queries."""
    day = office.today()
    rows = (
        Report.objects.filter(kind=REPORT, unit_code=unit.code, state=Arrival.COUNTED.value)
        .filter(day__range=(day - timedelta(days=_BACK), day))
        .select_related("confirmation")
        .prefetch_related("returns")
        .order_by("day", "id")
    )
    reports = list(rows)
    todays = [report for report in reports if report.day == day]
    before = next((report for report in reversed(reports) if report.day < day), None)
    found = findings_for(office, day, unit.code) if todays else []
    read = tuple(shown(office, todays, found)) if todays else ()
    concerning = {id(finding): finding for one in read for finding in one.findings}
    settings = office.workspace.settings
    areas = [line.figure.indicator.partition(".")[0] for one in read for line in one.lines if line.figure.indicator]
    cutoff = settings.cutoff(day)
    return Desk(
        unit,
        day,
        settings.window(max(areas, key=areas.count, default="default"), day),
        cutoff and office.moment(cutoff),
        read,
        tuple(questions(office, list(concerning.values()), unit.code)) if concerning else (),
        before,
        tuple(uses(office, before.day, [before.id])) if before else (),
        _withdrawn(office, unit, day),
    )


def _withdrawn(office: Office, unit: Unit, day: date) -> tuple[tuple[Report, str], ...]:
    rows = Report.objects.filter(kind=REPORT, unit_code=unit.code, day=day, state=Arrival.WITHDRAWN.value)
    rows = seen(rows.defer("text").select_related("withdrawal"), seen_by(office.actor))
    return tuple((row, name_of(row.withdrawal.who)) for row in rows.order_by("id"))


@page("report.receive")
def unit(request: Request, unit_code: str) -> HttpResponse:
    """Send; then look at what came of it."""
    office = request.office
    found = _unit(office, unit_code)
    if request.method == "POST":
        since = monotonic()
        upload = Send(given(request), unit_code, opened=opened(request)).run(office)
        if read_by_then(upload, since):
            messages.success(request, say("收到了，请看一眼下面读到的数。", "It has arrived; look at what was read."))
        return redirect("upload", number=upload.id)
    now = desk(office, found)
    if request.htmx and request.GET.get("as") == now.state:
        return HttpResponse(status=204)
    start = ""
    if request.GET.get("start") and now.start is not None:
        start = moved(now.start.text, now.start.day, now.day)
    context = {"desk": "reports", "unit": found, "now": now, "start": start, "opened": opened_now(request)}
    return render(request, "reports/unit.html", context)


@page("report.receive")
@require_POST
def settle(request: Request, unit_code: str) -> HttpResponse:
    """A question is answered by one click: the entry is corrected, with the arithmetic as its reason."""
    office = request.office
    now = desk(office, _unit(office, unit_code))
    key, _, click = request.POST.get("answer", "").rpartition("/")
    question = next((one for one in now.questions if one.key == key), None)
    answer = question.answer(click) if question else None
    if question is None or answer is None:
        raise DibaoError(
            say("这一条已经不用答了，请刷新页面。", "This needs no answer any more; load the page again."), code="stale"
        )
    reason = f"{answer.label}：{question.finding.message}"
    corrections = [Correct(entry, value, reason) for entry, value in with_the_same_day(office, answer)]
    Correct.run_all(office, [(one, one.prepare(office)) for one in corrections])
    messages.success(request, say(f"已改：{answer.label}。", f"Done: {answer.label}."))
    return redirect("unit", unit_code=unit_code)


@page("report.confirm")
@require_POST
def confirm(request: Request, unit_code: str) -> HttpResponse:
    """The unit says that its reports, as they were shown, are right."""
    office = request.office
    now = desk(office, _unit(office, unit_code))
    reports = [int(number) for number in request.POST.getlist("report") if number.isdecimal()]
    Confirm(unit_code, reports, now.asked).run(office)
    return redirect("unit", unit_code=unit_code)
