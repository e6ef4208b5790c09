"""Taking a report back (撤回): it stays, nothing of it is counted, and what its unit had told before counts again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from dibao.entries import Arrival, Entry, Origin
from dibao.errors import DibaoError
from dibao.figures import Basis
from dibao.language import say
from dibao.office.ledger import chain, models
from dibao.office.ledger.book import DjangoLedger
from dibao.office.ledger.record import Batch, record_all
from dibao.office.reports.models import REPORT, Report, Withdrawal
from dibao.office.shared.columns import storable
from dibao.office.shared.issued import issued
from dibao.office.shared.office import Office
from dibao.office.shared.policies import may, name_of

HASHED = ("id", "report_id", "source", "instead_id", "reason", "who", "at")
"""What the hash of a withdrawal covers, in this order; `source`: the digest of the report's bytes."""
_FORM = "dibao-withdrawal-1"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of a report that was taken back: `gone` of its entries count no longer; the version before,
    `instead`, counts again, `restored` of its figures by entries of now. `issued`: what is out about its day."""

    report: int
    file: str
    unit_code: str
    day: date
    gone: int
    instead: int | None
    restored: int
    issued: tuple[str, ...]

    def detail(self) -> dict[str, object]:
        """For the audit line: numbers alone."""
        told = {"unit": self.unit_code, "day": self.day.isoformat(), "gone": self.gone, "restored": self.restored}
        return {**told, "instead": self.instead, "issued": len(self.issued)}


class _Line(NamedTuple):
    """An entry as far as the walk back needs it."""

    supersedes: int | None
    report: int | None
    state: str | None


def locked(number: int, unit: str) -> Report:
    """The report as it stands under the lock. DibaoError (code `stale`) where it is that unit's no longer."""
    rows = Report.objects.filter(kind=REPORT, id=number, unit_code=unit).defer("text")
    found = rows.select_related("replaces", "withdrawal").first()
    if found is None:
        raise DibaoError(
            say("这份来件刚刚变过，请刷新页面再看。", "This report has just changed; load the page again."),
            code="stale",
        )
    return found


def take_back(office: Office, report: Report, reason: str) -> TakenBack:
    """Take it back, under the lock. DibaoError where it counts no longer, or is the office's alone to take back."""
    _standing(office, report)
    out = tuple(open_to(office, report.day, report.unit_code))
    before = report.replaces
    gone = len(DjangoLedger.of(office).of_reports([report.id]))
    restored = _restored(office, report, reason)
    Report.objects.filter(id=report.id).update(state=Arrival.WITHDRAWN.value, replaces=None)
    if before is not None:
        Report.objects.filter(id=before.id).update(state=Arrival.COUNTED.value)
    record_all(restored, at=office.clock())
    _on_record(office, report, before, reason)
    numbers = sum(len(batch.drafts) for batch in restored)
    instead = before.id if before else None
    return TakenBack(report.id, report.file, report.unit_code, report.day, gone, instead, numbers, out)


def open_to(office: Office, day: date, unit_code: str) -> list[str]:
    """What is out about the day; DibaoError (code `day_issued`) where that stops who acts."""
    out = issued(office, day)
    if out and not may(office.actor, "report.withdraw_issued", unit_code):
        raise DibaoError(
            say(
                f"{day} 的简报已经签发，来件不能再自己撤回；请告诉编报员，由编报员撤回并出更正。",
                f"The brief of {day} has been issued and its reports are not taken back by units any more; tell a "
                "compiler, who takes it back and makes the correction.",
            ),
            code="day_issued",
        )
    return out


def _standing(office: Office, report: Report) -> None:
    if report.state == Arrival.WITHDRAWN.value:
        one = report.withdrawal
        at, who = f"{office.local(one.at):%H:%M}", name_of(one.who)
        raise DibaoError(
            say(
                f"{who} {at} 已撤回这份来件（{one.reason}），不用再办。",
                f"{who} took this report back at {at} already ({one.reason}); nothing is left to do.",
            ),
            code="stale",
        )
    if report.state == Arrival.REPLACED.value:
        raise DibaoError(
            say(
                "这份来件刚有了新版，已经不计入；要撤回请撤新版。",
                "A newer version of this report has come and it counts no longer; take that one back if it is wrong.",
            ),
            code="stale",
        )


def _restored(office: Office, report: Report, reason: str) -> list[Batch]:
    """What counted before in the place of its figures, as new entries in the place of the newest of those.

    What they had not taken the place of counts again by itself, as soon as its report does.
    """
    tips = _before(report)
    entries = {entry.number: entry for entry in DjangoLedger.of(office).numbered(tips.values())}
    newest = {old: tip for tip, old in tips.items() if old in entries}
    told = say(f"后来的来件已撤回：{reason}", f"the report that came after was withdrawn: {reason}")
    of_report: defaultdict[int | None, list[Entry]] = defaultdict(list)
    for number in sorted(newest):
        of_report[entries[number].report].append(entries[number])
    rows = {row.id: row for row in Report.objects.filter(id__in=[one for one in of_report if one])}
    return [_batch(own, newest, rows.get(one or 0), told) for one, own in of_report.items()]


def _batch(own: Sequence[Entry], newest: Mapping[int, int], report: Report | None, told: str) -> Batch:
    place = {entry.number: at for at, entry in enumerate(own)}
    drafts = [replace(entry.draft, reason=_why(entry, told), part_of=place.get(entry.part_of or 0)) for entry in own]
    outside = {at: entry.part_of for at, entry in enumerate(own) if entry.part_of and entry.part_of not in place}
    return Batch(drafts, report, {at: newest[entry.number] for at, entry in enumerate(own)}, outside)


def _why(entry: Entry, told: str) -> str:
    """Its own reason and this one; a figure of no basis with a reason would be one that was put aside."""
    if entry.series.basis is Basis.OTHER:
        return entry.draft.reason
    return storable("；".join(filter(None, (entry.draft.reason, told))))


def _before(report: Report) -> dict[int, int]:
    """By the newest entry of each of its figures, the entry that counted in its place before, where one did."""
    columns = ("number", "supersedes_id", "report_id", "report__state")
    rows = models.Entry.objects.filter(report=report).exclude(origin=Origin.CARRIED.value).values_list(*columns)
    lines = {number: _Line(*rest) for number, *rest in rows}
    followed = {line.supersedes for line in lines.values()}
    back = {number: line.supersedes for number, line in lines.items() if number not in followed}
    walking = dict(back)
    while walking:
        unknown = {old for old in walking.values() if old is not None and old not in lines}
        more = models.Entry.objects.filter(number__in=unknown).values_list(*columns)
        lines.update((number, _Line(*rest)) for number, *rest in more)
        walking = {tip: lines[old].supersedes for tip, old in walking.items() if old and _left(lines[old], report)}
        back |= walking
    again = report.replaces_id
    return {tip: old for tip, old in back.items() if old is not None and _counts(lines[old], again)}


def _left(line: _Line, report: Report) -> bool:
    return line.report == report.id or line.state == Arrival.WITHDRAWN.value


def _counts(line: _Line, again: int | None) -> bool:
    return line.report is None or line.report == again or line.state == Arrival.COUNTED.value


def _on_record(office: Office, report: Report, before: Report | None, reason: str) -> None:
    last = Withdrawal.objects.order_by("-id").values_list("id", "record").first()
    number, head = last or (0, chain.GENESIS)
    line = Withdrawal(
        id=number + 1,
        report=report,
        instead=before,
        reason=storable(reason),
        who=str(office.actor),
        at=office.clock(),
    )
    line.record = hashed(head, line)
    line.save(force_insert=True)


def hashed(before: str, line: Withdrawal) -> str:
    """The hash of a withdrawal after the one whose hash is `before`."""
    values = [line.report.digest if name == "source" else getattr(line, name) for name in HASHED]
    return chain.digest(before, values, form=_FORM)


def said(office: Office, report: Report) -> str:
    """That a report was withdrawn: when, by whom, why."""
    line = report.withdrawal
    at, who = f"{office.local(line.at):%Y-%m-%d %H:%M}", name_of(line.who)
    return say(f"来件 {at} 由 {who} 撤回：{line.reason}", f"its report was withdrawn by {who} at {at}: {line.reason}")


def of_entries(office: Office, digests: Iterable[str]) -> dict[str, str]:
    """By the hash of an entry, that its report was withdrawn; nothing of those whose report was not."""
    rows = models.Entry.objects.filter(digest__in=list(digests), report__state=Arrival.WITHDRAWN.value)
    return {row.digest: said(office, row.report) for row in rows.select_related("report__withdrawal") if row.report}


def seen(rows: QuerySet[Report], units: Iterable[str] | None) -> QuerySet[Report]:
    """Those of these units' reports that are theirs to see (None: all): one that was another unit's is not."""
    if units is None:
        return rows
    elsewhere = Report.objects.filter(again_of=OuterRef("pk")).exclude(unit_code=OuterRef("unit_code"))
    return rows.filter(unit_code__in=list(units)).filter(Q(~Exists(elsewhere.exclude(unit_code__in=list(units)))))
