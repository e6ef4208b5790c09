"""A unit's pasted answer: what Dibao read in it, and the corrections that a person makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from dibao.checks import Way
from dibao.entries import Entry
from dibao.errors import DibaoError
from dibao.figures import Number
from dibao.language import say
from dibao.office.ledger.actions import AcceptFinding, Correct
from dibao.office.ledger.book import DjangoLedger, current
from dibao.office.shared.office import Office
from dibao.office.shared.pages import Request, missing, page
from dibao.office.shared.policies import may, permit
from dibao.office.today.actions import KeepReply
from dibao.office.today.actions.reply import words_of
from dibao.office.today.answers import Proposal, proposals, read_answer
from dibao.office.today.day import day_of
from dibao.office.today.models import Reply
from dibao.office.today.settle import too_late
from dibao.office.today.views.day import shown
from dibao.privacy import redact

_LONG = 120
"""Characters of a reply that a reason quotes; personal data is left out of it, because it travels with the figure."""


@page("today.see")
def replying(request: Request, day: date) -> HttpResponse:
    """Keep what was pasted, then show what it says."""
    office, text = request.office, request.POST.get("text", "")
    if request.method != "POST":
        return redirect("day", day=day)
    permit(office.actor, KeepReply.verb)
    name = request.POST.get("finding", "")
    item = day_of(office, day).item(name)
    try:
        if item is None:
            raise too_late(office, name, ())
        kept = KeepReply(item.finding, text).run(office)
    except DibaoError as error:
        return shown(request, day, sentence=str(error), typed=text)
    return redirect("reply", number=kept.id)


@page("today.see")
def reply(request: Request, number: int) -> HttpResponse:
    """The answer with its numbers marked, and what each of them would correct."""
    office = request.office
    kept = Reply.objects.filter(id=number).first()
    if kept is None:
        raise missing(say("这份回复", "such reply"))
    wrong = ""
    if request.method == "POST":
        try:
            return _confirmed(request, kept)
        except DibaoError as error:
            if error.code == "refused":
                raise
            wrong = str(error)
    answer = _answer(office, kept)
    finding = day_of(office, kept.day).item(kept.finding)
    context = {
        "desk": "today",
        "reply": kept,
        "at": office.local(kept.at),
        "answer": answer,
        "item": finding,
        "unit": office.workspace.units.get(kept.unit_code),
        "wrong": wrong,
        "may_settle": may(office.actor, "entry.correct"),
        "reason": request.POST.get("reason", "") or _because(kept, " ".join(answer.text.split())),
    }
    return render(request, "today/reply.html", context, status=400 if wrong else 200)


@dataclass(frozen=True, slots=True)
class Answer:
    """`pieces`: the words cut at their numbers, each with whether it is one. `choices`: the entries in question."""

    text: str
    pieces: tuple[tuple[str, bool], ...]
    proposals: tuple[Proposal, ...]
    choices: tuple[tuple[int, str], ...]


def _answer(office: Office, kept: Reply) -> Answer:
    text = words_of(office, kept)
    document, figures = read_answer(text, office.workspace, kept.day)
    standing = set(current().filter(number__in=kept.entries).values_list("number", flat=True))
    entries = [entry for entry in DjangoLedger.of(office).numbered(kept.entries) if entry.number in standing]
    item = day_of(office, kept.day).item(kept.finding)
    expected: dict[int, Number] = {}
    for way in item.finding.ways_out if item else ():
        if way.way is Way.CORRECT and way.entry is not None and way.value is not None:
            expected[way.entry] = way.value
    found = proposals(document, figures, entries, expected)
    return Answer(
        document.text, tuple(_pieces(document.text, found)), tuple(found), tuple(_named(office, one) for one in entries)
    )


def _pieces(text: str, found: list[Proposal]) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for span in (one.figure.span for one in found):
        pieces += [(text[at : span.start], False), (text[span.start : span.end], True)]
        at = span.end
    return [(words, marked) for words, marked in (*pieces, (text[at:], False)) if words]


def _named(office: Office, entry: Entry) -> tuple[int, str]:
    """An entry as one chooses it: 2月4日 累计 46,225份."""
    draft, series = entry.draft, entry.series
    indicator = office.workspace.catalogue.get(series.indicator)
    basis = {"new": say("新增", "new"), "cumulative": say("累计", "total"), "asof": say("现有", "standing")}
    name = f"{indicator.name if indicator else draft.phrase}{'·' + series.item if series.item else ''}"
    day = say(f"{draft.day.month}月{draft.day.day}日", f"{draft.day.day} {draft.day:%B}")
    return entry.number, f"{day} {name} {basis.get(series.basis, '')} {draft.value:,}{series.measure}"


def _because(kept: Reply, words: str) -> str:
    said = redact(words)
    cut = said if len(said) <= _LONG else f"{said[:_LONG]}…"
    return say(f"单位回复（回复{kept.id}）：“{cut}”", f"The unit answered (reply {kept.id}): “{cut}”")


def _confirmed(request: Request, kept: Reply) -> HttpResponse:
    """Record what the person confirmed, all of it or none; or let the finding stand by the unit's word."""
    office, given = request.office, request.POST
    if given.get("way") == "accept":
        item = day_of(office, kept.day).item(kept.finding)
        if item is None:
            raise too_late(office, kept.finding, kept.entries)
        AcceptFinding(item.finding, given.get("reason", "")).run(office)
        messages.success(request, say("已认可，理由是单位的回复。", "Accepted on the unit's word."), extra_tags="ok")
        return redirect("day", day=kept.day)
    permit(office.actor, Correct.verb)
    answer = _answer(office, kept)
    allowed = {number for number, _ in answer.choices}
    corrections: dict[int, Correct] = {}
    for place, one in enumerate(answer.proposals):
        entry = given.get(f"entry-{place}", "")
        if not (entry.isascii() and entry.isdecimal() and int(entry) in allowed):
            continue
        if int(entry) in corrections:
            raise DibaoError(
                say("两个数都指着同一条，请只留一个。", "Two numbers point at one entry; keep one."),
                code="two_corrections",
            )
        figure, why = one.figure, _because(kept, one.sentence)
        corrections[int(entry)] = Correct(int(entry), figure.value, why, figure.interval, figure.approx)
    if not corrections:
        raise DibaoError(
            say("没有选要更正的数；情况属实的，点“按回复认可”。", "Nothing was chosen; if it stands, accept it below."),
            code="nothing_chosen",
        )
    try:
        Correct.run_all(office, [(one, one.prepare(office)) for one in corrections.values()])
    except DibaoError as error:
        raise (too_late(office, kept.finding, list(corrections)) if error.code == "superseded" else error) from error
    done = say(f"按单位回复更正了 {len(corrections)} 个数。", f"{len(corrections)} corrected by the unit's reply.")
    messages.success(request, done, extra_tags="ok")
    return redirect("day", day=kept.day)
