"""Whether a report is new, a new version of one that is there, or a supplement to it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from dibao.entries import Arrival, Draft, Entry, Origin, Series
from dibao.figures import Window
from dibao.office.ledger.book import DjangoLedger
from dibao.office.reports.fingerprint import same_name
from dibao.office.reports.models import REPORT, Report

Key = tuple[Series, Window]
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report belongs. `replaced`: the version before; `dropped`: its entries, which no longer count.

    `supersedes`: by position in the drafts, the entry that a draft stands in for. `corrections`: how many of the
    dropped entries a person had corrected. `supplements`: the unit has other reports of that day, which stay.
    """

    replaced: Report | None = None
    dropped: Sequence[Entry] = ()
    supersedes: dict[int, int] = field(default_factory=dict)
    supplements: bool = False
    taken_back: int = 0
    """The number of the newest version that came in the place of the same one and was withdrawn."""

    @property
    def version(self) -> int:
        return max(self.replaced.version, self.taken_back) + 1 if self.replaced else 1

    @property
    def corrections(self) -> int:
        return sum(entry.draft.origin is Origin.CORRECTED for entry in self.dropped)


class Coming(NamedTuple):
    """A report that is to be placed: its file's name, its unit, its day, what it tells."""

    file: str
    unit_code: str
    day: date
    drafts: Sequence[Draft]


def places(ledger: DjangoLedger, coming: Sequence[Coming]) -> list[Place]:
    """The place of each report, under the lock, in three queries; no two may be of the same unit and day.

    A report of the same unit and day is a new version, unless it clearly is another one: its file is named otherwise
    and the two share fewer than half of their keys. Then it stands beside the first, and what contradicts stands both.
    Half of the longer one: a note that corrects one figure of thirty must not put the other twenty-nine aside.
    """
    there: dict[tuple[str, date], list[Report]] = defaultdict(list)
    taken_back: dict[int | None, int] = {}
    rows = Report.objects.filter(
        kind=REPORT,
        unit_code__in={one.unit_code for one in coming},
        day__in={one.day for one in coming},
        state__in=(Arrival.COUNTED.value, Arrival.WITHDRAWN.value),
    )
    for report in rows.defer("text").select_related("withdrawal").order_by("id"):
        if report.state == Arrival.COUNTED.value:
            there[report.unit_code, report.day].append(report)
        else:
            instead = report.withdrawal.instead_id
            taken_back[instead] = max(report.version, taken_back.get(instead, 0))
    wanted = [report.id for one in coming for report in there[one.unit_code, one.day]]
    of_report: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in ledger.of_reports(wanted) if wanted else ():
        of_report[entry.report].append(entry)
    carried: dict[date, list[Entry]] = defaultdict(list)
    subjects = {draft.series.unit_code for one in coming for draft in one.drafts}
    for entry in ledger.carried({one.day for one in coming}, subjects):
        carried[entry.draft.day].append(entry)
    found = (_place(one, there[one.unit_code, one.day], of_report, carried[one.day]) for one in coming)
    return [replace(one, taken_back=taken_back.get(one.replaced.id if one.replaced else None, 0)) for one in found]


def _place(
    coming: Coming, there: Sequence[Report], of_report: dict[int | None, list[Entry]], carried: Sequence[Entry]
) -> Place:
    replaced = _version_before(coming.file, coming.drafts, there, of_report)
    dropped = of_report[replaced.id] if replaced else []
    return Place(replaced, dropped, _superseded(coming.drafts, dropped, carried), bool(there) and replaced is None)


def _version_before(
    file: str, drafts: Sequence[Draft], there: Sequence[Report], of_report: dict[int | None, list[Entry]]
) -> Report | None:
    for report in there:
        if same_name(report.file, file):
            return report
    keys = {(draft.series, draft.window) for draft in drafts}
    shares = {report.id: _share(keys, of_report[report.id]) for report in there}
    best = max(there, key=lambda report: shares[report.id], default=None)
    return best if best and shares[best.id] >= _HALF else None


def _share(keys: set[Key], entries: Sequence[Entry]) -> float:
    """Of the longer of two reports, the share of keys that both have."""
    others = {(entry.series, entry.draft.window) for entry in entries}
    return len(keys & others) / max(len(keys), len(others), 1)


def _superseded(drafts: Sequence[Draft], dropped: Sequence[Entry], carried: Sequence[Entry]) -> dict[int, int]:
    """Each draft stands in for the dropped entry of its key, in order, else for a value carried forward to its day."""
    waiting: dict[object, deque[int]] = defaultdict(deque)
    for entry in dropped:
        waiting[entry.series, entry.draft.window].append(entry.number)
    for entry in carried:
        waiting[entry.series].append(entry.number)
    found: dict[int, int] = {}
    for position, draft in enumerate(drafts):
        for key in ((draft.series, draft.window), draft.series):
            if waiting[key]:
                found[position] = waiting[key].popleft()
                break
    return found
