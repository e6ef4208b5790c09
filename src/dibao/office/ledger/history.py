"""What happened to an entry: what it superseded, what superseded it, who did so and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dibao.entries import Arrival
from dibao.office.audit.models import AuditLine
from dibao.office.ledger import models, words
from dibao.office.reports.withdrawn import said
from dibao.office.shared.columns import exact, interval
from dibao.office.shared.office import Office

_MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the chain. `who` wrote it, "" where a report did; `gone`: it does not stand any more; `withdrawn`:
    that its report was taken back, by whom, when and why."""

    entry: models.Entry
    text: str
    origin: str
    recorded: datetime
    who: str
    reason: str
    gone: bool
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """`chain`: the entry with those before and after it, oldest first; `beside`: others of the same series and day."""

    entry: models.Entry
    stands: bool
    text: str
    origin: str
    clause: tuple[str, str, str]
    chain: Sequence[Step]
    beside: Sequence[Step]
    withdrawn: bool = False
    """Whether its report was taken back."""


def history(office: Office, number: int) -> History | None:
    """From three queries, however long the chain; None where there is no such entry."""
    rows = models.Entry.objects.select_related("report__withdrawal", "words")
    entry = rows.filter(number=number).first()
    if entry is None:
        return None
    same = {name: getattr(entry, name) for name in ("day", "unit_code", "indicator", "item", "measure", "basis")}
    family = {one.number: one for one in rows.filter(**same).order_by("number")[:_MOST]} | {number: entry}
    heirs = {one.supersedes_id: one.number for one in family.values() if one.supersedes_id}
    first = number
    while (before := family[first].supersedes_id) in family:
        first = before
    line = [first]
    while line[-1] in heirs:
        line.append(heirs[line[-1]])
    targets = [f"entry:{one}" for one in family]
    wrote: Mapping[str, str] = dict(AuditLine.objects.filter(target__in=targets).values_list("target", "who"))

    def step(one: models.Entry) -> Step:
        return _step(office, one, wrote.get(f"entry:{one.number}", ""), one.number in heirs)

    steps = [step(family[one]) for one in line]
    beside = [step(one) for key, one in sorted(family.items()) if key not in line]
    own = next(one for one in steps if one.entry.number == number)
    return History(entry, not own.gone, own.text, own.origin, _clause(entry), steps, beside, bool(own.withdrawn))


def _step(office: Office, entry: models.Entry, who: str, superseded: bool) -> Step:
    text = words.amount(exact(entry.value), interval(entry.low, entry.high, entry.open_high), entry.approx)
    report = entry.report
    gone = superseded or (report is not None and report.state != Arrival.COUNTED.value)
    reason = entry.words.reason if hasattr(entry, "words") else ""
    origin = words.origin_name(entry.origin)
    recorded, by = office.local(entry.recorded), who.partition(":")[2] or who
    withdrawn = said(office, report) if report is not None and report.state == Arrival.WITHDRAWN.value else ""
    return Step(entry, text, origin, recorded, by, reason, gone, withdrawn)


def _clause(entry: models.Entry) -> tuple[str, str, str]:
    """The sentence of the report: before the number, the number, after it."""
    if not hasattr(entry, "words"):
        return ("", "", "")
    before, found, after = entry.words.sentence.partition(entry.words.text)
    return (before, found, after) if found and entry.words.text else ("", entry.words.sentence, "")
